# Klausimai ekspertams: klausimo puslapis ir pats klausimas.

nav-ask = Klausti
ask-title = Paklauskite eksperto
ask-lead = Klausti galite nesijungdami, neprašome nei vardo, nei el. pašto. Rašykite savo kalba, paprastais žodžiais.
ask-usually = { $count ->
    [one] Paprastai atsakome per { $count } darbo dieną. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
    [few] Paprastai atsakome per { $count } darbo dienas. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
    [many] Paprastai atsakome per { $count } darbo dienos. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
   *[other] Paprastai atsakome per { $count } darbo dienų. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
 }
ask-urgent = Gresia pavojus? Skambinkite 112. Esate sulaikyti ar negalite laukti? Į ką kreiptis tiesiai
ask-call = Skambinti { $number }
ask-text = Jūsų klausimas
ask-text-hint = Kas nutiko ir ką norite sužinoti? Vardų, asmens kodų ir dokumentų numerių nerašykite: atsakyti jų nereikia.
ask-language = Kokia kalba parašėte
ask-language-guess = Atpažinti iš teksto
ask-area = Apie ką klausimas
ask-area-choose = Pasirinkite
ask-situation = Jūsų padėtis
ask-situation-hint = Nuo jos gali priklausyti atsakymas. Viešai niekada nerodoma.
ask-situation-none = Nenurodysiu
ask-is-urgent = Skubu: artėja terminas arba laukti negaliu
ask-audience = Kas gali perskaityti klausimą
ask-link = Ar susieti klausimą su Jūsų paskyra
ask-link-no = Ne, gausiu klausimo kodą
ask-link-no-hint = Niekas, net administratorius, nesužinos, kad klausėte Jūs.
ask-link-yes = Taip, susieti
ask-link-yes-hint = Klausimą matysite prisijungę, kodo nereikės.
ask-key-before = Išsiuntę gausite klausimo kodą: aštuonis žodžius.
ask-key-lost = Tik su juo galėsite perskaityti atsakymą. Pamesto kodo atkurti negalime.
ask-kept = Klausimas ištrinamas praėjus 12 mėnesių nuo paskutinio jo pasikeitimo arba kai tik ištrinsite patys. Atsarginėse kopijose jis dar išlieka { $days ->
    [one] { $days } dieną
    [few] { $days } dienas
    [many] { $days } dienos
   *[other] { $days } dienų
 }. Tai, ką iki tol gali skaityti visi, lieka kartu su atsakymu, be jokių žinių apie Jus; jei to nenorite, ištrinkite klausimą patys.
ask-send = Siųsti klausimą
ask-have-key = Jau turiu klausimo kodą
asked-title = Klausimas išsiųstas
asked-lead = Nusirašykite kodą dabar: kitą kartą jo neparodysime.
asked-key = Jūsų klausimo kodas
asked-key-how = Aštuoni žodžiai, nieko nereiškiantys. Juos galima ir perskaityti balsu. Didžiosios raidės ir tarpai nesvarbūs.
asked-key-lost = Kodo atkurti negalime. Kas jį turi, tas gali perskaityti ir ištrinti Jūsų klausimą, todėl niekam jo nerodykite.
asked-print = Spausdinti
asked-next = Kas bus toliau
asked-next-text = Klausimą gaus ekspertas. Užsukite čia po kelių dienų ir atverkite klausimą su kodu: ten bus atsakymas arba prašymas patikslinti.
asked-open = Atverti klausimą

audience-ngo = Tik nevyriausybinių organizacijų (NVO) ekspertai
audience-hint-ngo = Valstybės institucijos klausimo nematys, nebent Jūs sutiksite.
audience-ngo_and_state = NVO ir valstybės institucijų ekspertai
audience-hint-ngo_and_state = Perskaityti gali ir institucija, kuri sprendžia dėl leidimų gyventi ar išsiuntimo.
audience-everyone = Visi
audience-hint-everyone = Klausimas ir atsakymas bus vieši ir padės kitiems. Prieš tai moderatorius arba ekspertas pašalins tai, iš ko Jus galima atpažinti.
audience-hint-linked = Jei klausimą susiesite su savo paskyra, jis bus rodomas iš karto, iš anksto niekam jo neperžiūrėjus.
situation-temporary_protection = Turiu laikinąją apsaugą
situation-asylum_seeker = Prašau prieglobsčio
situation-protection = Man suteiktas prieglobstis
situation-residence_permit = Turiu leidimą gyventi
situation-visa = Turiu vizą
situation-eu_citizen = Esu ES pilietis ar pilietė
situation-citizen = Esu Lietuvos pilietis ar pilietė
situation-without_papers = Neturiu galiojančių dokumentų
situation-abroad = Dar esu ne Lietuvoje
question-state-received = Gautas
question-state-with_expert = Perduotas ekspertui
question-state-needs_detail = Reikia patikslinti
question-state-answered = Atsakyta
question-state-reviewing = Atsakymas peržiūrimas
question-state-closed = Baigta
question-state-duplicate = Toks klausimas jau yra
question-state-withdrawn = Atsiimtas

case-title = Jūsų klausimas
case-urgent = Skubu
case-way = Eiga
case-declined = Ekspertas jo atsisakė:
case-question = Ko klausėte
case-messages = Susirašinėjimas
case-you = Jūs
case-expert = Ekspertas
case-add = Papildyti arba paklausti dar
case-add-hint = Vardų, asmens kodų ir dokumentų numerių nerašykite.
case-add-send = Siųsti
case-forget = Baigti ir pamiršti
case-forget-hint = Šioje naršyklėje nieko neliks. Klausimas užsiveria ir pats po 30 minučių.
case-end = Nebereikia?
case-withdraw-hint = Atsiimtas klausimas nebenagrinėjamas, bet jį dar galėsite perskaityti.
case-withdraw-public = Išnyks ir viešas jo puslapis su viskuo, kas ten atsakyta.
case-withdraw = Atsiimti klausimą
case-erase-hint = Ištrynus neliks nei klausimo, nei susirašinėjimo. Atkurti jų nebus galima. Atsarginėse kopijose, skirtose tik visai svetainei atkurti, jie dar išlieka { $days ->
    [one] { $days } dieną
    [few] { $days } dienas
    [many] { $days } dienos
   *[other] { $days } dienų
 }.
case-erase-sure = Taip, ištrinti visam laikui
case-erase = Ištrinti klausimą
case-open-title = Atverti klausimą
case-open-lead = Įrašykite kodą, kurį gavote išsiuntę klausimą.
case-key-hint = Aštuoni žodžiai lotyniškomis arba kirilicos raidėmis.
case-open = Atverti
case-ask-instead = Dar neklausiau
field-key = Klausimo kodas
field-sure = Patvirtinimas
field-situation = Jūsų padėtis
field-audience = Kas gali perskaityti
error-case-key = Šis puslapis nebegalioja. Atverkite klausimo puslapį iš naujo: tekstą nusikopijuokite.
error-case-unknown = Klausimo su tokiu kodu nėra. Patikrinkite kiekvieną žodį: galbūt viena raidė kita. Ištrinti klausimai nebeatveriami.
error-case-closed = Šis klausimas baigtas, rašyti nebegalima. Galite pateikti naują klausimą.
error-case-sure = Pažymėkite, kad tikrai norite ištrinti.
flash-case-forgotten = Baigta. Šioje naršyklėje Jūsų klausimo nebėra.
flash-case-erased = Klausimas ištrintas.

# Kalba, vieta, el. paštas, ar jau atsakyta.
question-language = Jūsų klausimo kalba:
question-language-wrong = Kalba kita?
question-language-correct = Pataisyti
ask-similar = Gal į tai jau atsakyta?
ask-similar-hint = Paieškosime panašių klausimų ir pokalbių. Jūsų teksto neišsaugosime.
ask-similar-title = Gal pravers
ask-similar-tab = Nuorodos atsiveria naujame skirtuke, Jūsų tekstas lieka čia.
ask-similar-none = Nieko panašaus neradome. Siųskite klausimą.
ask-municipality-hint = Praverčia, kai atsakymas priklauso nuo gyvenamosios vietos. Viešai niekada nerodoma.
ask-email-hint = Tik žinutėms, kad Jums atsakyta ar reikia patikslinti, ir vienam klausimui, ar atsakymas padėjo. Apie klausimą jose nieko nebus, bet kas mato Jūsų paštą, matys, kad parašėme. Adresą galėsite bet kada ištrinti.
case-email-title = Kai bus atsakymas
case-email = Adresu { $address } parašysime, kai Jums bus atsakyta ar reikės patikslinti, ir vieną kartą paklausime, ar atsakymas padėjo. Apie patį klausimą ten nieko nebus.
case-email-delete = Ištrinti adresą
field-municipality = Savivaldybė
flash-case-email-deleted = Adresas ištrintas.

# Iš ko galima atpažinti žmogų, prieš siunčiant tekstą.
identity-title = Prieš siųsdami peržiūrėkite
identity-lead = Iš to, kas čia išvardyta, Jus galima atpažinti. Pažymėkite, ką pašalinti: vietoj to liks žodis laužtiniuose skliaustuose.
identity-send = Siųsti (kas pažymėta, bus pašalinta)
identity-back = Grįžti prie teksto
identity-personal-code = Asmens kodas
identity-phone = Telefono numeris
identity-email = El. pašto adresas
identity-document = Dokumento numeris
identity-iban = Banko sąskaitos numeris
identity-mark-personal-code = [asmens kodas]
identity-mark-phone = [telefonas]
identity-mark-email = [el. paštas]
identity-mark-document = [dokumento numeris]
identity-mark-iban = [banko sąskaita]
error-identity = Tekste yra tai, iš ko galima atpažinti žmogų. Paklauskite to, kas rašė, tada siųskite dar kartą su „checked“ reikšme 1; ką pašalinti, surašykite į „remove“.

# Skubių kontaktų sąrašas, kurį tvarko administratoriai.
admin-urgent-title = Skubūs kontaktai
admin-urgent-lead = Jie rodomi klausimo puslapio viršuje šia tvarka. Reikia visų trijų kalbų: kam gresia pavojus, gali mokėti tik vieną.
admin-urgent-new = Pridėti kontaktą
admin-urgent-edit = Pakeisti kontaktą
admin-urgent-none = Sąrašas tuščias: kam gresia pavojus, neras, kam skambinti.
admin-urgent-when-hint = Keliais žodžiais, kada šis kontaktas tinka: „Esate sulaikyti“.
admin-urgent-whom-hint = Kas atsiliepia, kada ir kokiomis kalbomis.
admin-urgent-phone-hint = Kaip renkama Lietuvoje: 112 arba +370…
admin-urgent-url-hint = Visas adresas su https://
admin-urgent-remove = Pašalinti kontaktą
admin-urgent-remove-confirm = Pašalinti šį kontaktą iš klausimo puslapio?
field-when_lt = Kada (lietuviškai)
field-whom_lt = Į ką kreiptis (lietuviškai)
field-when_en = Kada (angliškai)
field-whom_en = Į ką kreiptis (angliškai)
field-when_ru = Kada (rusiškai)
field-whom_ru = Į ką kreiptis (rusiškai)
field-phone = Telefonas
field-url = Tinklalapis
error-urgent-phone = Įrašykite telefono numerį taip, kaip jis renkamas: skaitmenys, jei reikia, su + priekyje.
error-urgent-url = Tai ne tinklalapio adresas. Jis atrodo taip: https://example.org.
error-urgent-changed = Kol rašėte, kontaktą kažkas pakeitė. Žemiau matote, kas įrašyta dabar; Jūsų tekstas išsaugotas formoje.
flash-urgent-saved = Kontaktas įrašytas.
flash-urgent-removed = Kontaktas pašalintas.

# Ko narys klausė.

own-questions-title = Mano klausimai
own-questions-lead = Klausimai, kuriuos susiejote su savo paskyra. Šį sąrašą matote tik Jūs.
own-questions-ask = Užduoti klausimą
own-questions-key = Atverti klausimą kodu
own-questions-none = Su paskyra nesusiejote nė vieno klausimo. Klausimą, užduotą be paskyros, galima atverti tik jo kodu.

# Klausimas, kurį gali skaityti visi: laukia, rodomas, moderatorius jo nerodo.
error-question-sent = Su šiuo kodu jau išsiųstas kitoks klausimas, ir jis nepasikeitė. Atverkite jį su kodu ir parašykite, ką norite pridurti, arba įkelkite šį puslapį iš naujo ir užduokite kitą klausimą.
error-key-burnt = Klausimas su šiuo kodu ištrintas, ir dabar nieko neišsiųsta. Jūsų tekstas išliko; jei norite klausti iš naujo, išsiųskite dar kartą – klausimas gaus naują kodą.
error-question-hidden = Moderatorius šį klausimą paslėpė: pirmiausia jį reikia vėl parodyti.
case-held = Pasirinkote, kad šį klausimą gali skaityti visi. Jis laukia, kol moderatorius arba ekspertas pažiūrės, ar iš jo negalima ko nors atpažinti. Ekspertai tuo metu jau rengia atsakymą.
case-public = Šį klausimą dabar gali skaityti visi:
case-hidden = Moderatorius šio klausimo viešai nerodo: jį ir atsakymą matote tik Jūs ir ekspertai. Priežastis:
question-hidden = Moderatorius šį klausimą paslėpė. Priežastis:
question-hide = Viešai nerodyti
question-hide-hint = Klausimą matys tik klausęs žmogus ir ekspertai: jo nebebus nei sąrašuose, nei paieškoje, nei jo puslapyje. Ekspertai vis tiek galės atsakyti.
question-show = Vėl rodyti
question-show-hint = Jei klausimas buvo viešas, jis vėl bus viešas; jei laukė peržiūros, vėl jos lauks.
question-reason-hint = Vienas ar du sakiniai. Juos skaitys klausęs žmogus ir moderatoriai.
question-act-hidden = Paslėptas
question-act-shown = Vėl rodomas
question-moderate = Moderuoti klausimą
held-hidden = Paslėpti klausimai
flash-question-hidden = Klausimas viešai nerodomas. Klausęs žmogus mato priežastį.
flash-question-unhidden = Klausimas nebepaslėptas.
notice-question-hidden = Moderatorius Jūsų klausimo viešai nerodo; priežastis nurodyta prie klausimo
notice-question-shown = Jūsų klausimas nebepaslėptas
