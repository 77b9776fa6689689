# Kiekvieno puslapio rėmas, klaidos, formos.

site-claim = Migracija: klausti, žinoti, spręsti kartu
skip-to-content = Pereiti prie turinio
leave-page = Palikti šį puslapį
nav-main = Pagrindinis meniu
nav-foot = Apie svetainę
foot-note = Skaityti galima be paskyros. Gresia pavojus – skambinkite 112.
nav-languages = Kalba
nav-forum = Forumas
nav-areas = Sritys
nav-organisations = Organizacijos
nav-how = Kaip tai veikia
nav-about = Apie mus
nav-rules = Taisyklės
nav-privacy = Privatumas
nav-accessibility = Prieinamumas
nav-api = Atvirieji duomenys (API)
nav-demo-mail = Demonstraciniai laiškai
nav-profile = Mano puslapis
nav-settings = Nustatymai
nav-moderation = Moderavimas
nav-admin = Administravimas
nav-sign-in = Prisijungti
nav-sign-out = Atsijungti
lang-short-lt = LT
lang-short-en = EN
lang-short-ru = RU

error-title-400 = Užklausos perskaityti nepavyko
error-title-401 = Prisijunkite
error-title-403 = Jūs neturite tokios teisės
error-title-404 = Tokio puslapio nėra
error-title-405 = Čia taip daryti negalima
error-title-409 = Per tą laiką kai kas pasikeitė
error-title-413 = Per daug duomenų
error-title-415 = Tokios formos nesuprantame
error-title-422 = Reikia kai ką pataisyti
error-title-429 = Per daug užklausų
error-title-500 = Įvyko mūsų klaida
error-title-503 = Šiuo metu nepavyksta išsaugoti

error-advice-400 = Grįžkite ir bandykite dar kartą. Jei klaida kartojasi, sutrumpinkite tekstą arba išimkite neįprastus ženklus.
error-advice-401 = Skaityti galima be paskyros, rašyti – tik prisijungus.
error-advice-403 = Jei manote, kad tokią teisę turėtumėte turėti, parašykite svetainės tvarkytojui.
error-advice-404 = Galbūt puslapis perkeltas ar pašalintas, o gal adrese yra klaida.
error-advice-405 = Grįžkite ir naudokitės puslapio mygtukais.
error-advice-409 = Palyginkite abu tekstus ir išsiųskite savąjį dar kartą.
error-advice-413 = Sutrumpinkite tekstą ir siųskite dar kartą.
error-advice-415 = Programos duomenis siunčia JSON arba formos pavidalu.
error-advice-422 = Grįžkite ir pataisykite tai, kas čia nurodyta.
error-advice-429 = Taip apsaugome svetainę. Jums tereikia šiek tiek palaukti.
error-advice-500 = Klaida užregistruota, ją matys svetainės prižiūrėtojai. Pabandykite vėliau.
error-advice-503 = Skaityti galite toliau. Niekas neišsaugota: pabandykite po minutės.

error-your-text = Ką parašėte
error-your-text-hint = Tekstas neišsaugotas. Prieš išeidami iš šio puslapio, jį nusikopijuokite.
error-to-home = Į pradžios puslapį

error-sign-in = Norėdami tai padaryti, prisijunkite.
error-forbidden = Jūs neturite teisės to daryti.
error-form-expired = Ši forma pasenusi arba priklauso kitam seansui. Atnaujinkite puslapį.
error-cross-site = Užklausa atėjo iš kitos svetainės, todėl neįvykdyta.
error-token-scope = Su šiuo prieigos raktu galima tik skaityti.
error-not-found = Šiuo adresu nieko nėra arba Jums to matyti negalima.
error-method = Šiuo adresu tokia užklausa negalima.
error-too-large = Siunčiate daugiau kaip vieną megabaitą.
error-media-type = Siųskite formą arba JSON.
error-invalid = Kai kuriuos laukus reikia pataisyti.
error-too-many = Palaukite { $seconds ->
    [one] { $seconds } sekundę
    [few] { $seconds } sekundes
    [many] { $seconds } sekundės
   *[other] { $seconds } sekundžių
 } ir bandykite dar kartą.
error-unavailable = Šiuo metu svetainė nieko išsaugoti negali.
error-internal = Įvyko netikėta klaida.
error-bad-request = Užklausa sugadinta.
error-bad-text = Tekste yra netinkamų ženklų.
error-bad-json = Tai nėra tinkamas JSON.

error-empty = Užpildykite šį lauką.
error-choose = Pasirinkite vieną iš galimybių.
error-idempotency-key = Raktas, pagal kurį kas nors siunčiama tik kartą, turi būti nuo 8 iki 100 ženklų.
error-number = Įrašykite sveikąjį skaičių.
error-wrong-type = Netinkamas lauko tipas: turi būti tekstas.
error-too-short = Parašykite bent { $least ->
    [one] { $least } ženklą
    [few] { $least } ženklus
    [many] { $least } ženklo
   *[other] { $least } ženklų
 }.
error-too-long = Telpa ne daugiau kaip { $most ->
    [one] { $most } ženklas
    [few] { $most } ženklai
    [many] { $most } ženklo
   *[other] { $most } ženklų
 }; parašėte { $length }.
error-summary = Pataisykite:
form-optional = (nebūtina)
