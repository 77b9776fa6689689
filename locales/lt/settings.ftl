# Ką nariai sprendžia patys.

settings-title = Nustatymai
settings-interface = Kalba ir išvaizda
settings-profile = Aprašas
settings-account = El. paštas ir slaptažodis
settings-sessions = Prisijungę įrenginiai
settings-tokens = Programų prieiga
settings-delete = Ištrinti paskyrą
settings-save = Išsaugoti
settings-action = Veiksmas

settings-language = Svetainės kalba
field-time_zone = Laiko juosta
field-theme = Spalvos
field-public_name = Viešas vardas
field-reads = Kalbos, kuriomis skaitau
field-about = Apie mane
field-name = Pavadinimas
field-scope = Ką leidžia
field-days = Kiek dienų galioja
field-password = Slaptažodis

settings-zone-hint = Pagal šią juostą svetainėje rodomas laikas.
settings-theme-auto = Kaip mano įrenginyje
settings-theme-light = Šviesios
settings-theme-dark = Tamsios

settings-profile-lead = Tai mato visi, taip pat ir neprisijungę lankytojai.
settings-profile-see = Žiūrėti mano puslapį
settings-name-hint = Tikro vardo rašyti nebūtina. Nuo 2 iki 60 ženklų: raidės, skaitmenys, tarpai, brūkšneliai, taškai, apostrofai.
settings-reads-hint = Kiti žinos, kuria kalba Jums atsakyti.
settings-about-hint = Iki 500 ženklų.

settings-sessions-lead = Visi įrenginiai, kuriuose esate prisijungę. Jei kurio nors neatpažįstate, atjunkite jį ir pakeiskite slaptažodį.
session-device = Įrenginys
session-device-unknown = Nežinomas įrenginys
session-created = Prisijungta
session-seen = Paskutinį kartą naudota
session-this = Šis įrenginys
session-end = Atjungti
session-end-others = Atjungti visus kitus

settings-tokens-lead = Turėdama prieigos raktą, programa gali skaityti arba rašyti Jūsų vardu. Niekam kitam jo neduokite.
token-made = Raktas sukurtas
token-made-hint = Nukopijuokite dabar: daugiau jo neparodysime.
token-made-before = Ši forma jau buvo išsiųsta, raktas sukurtas tada. Antrą kartą jo parodyti negalime: jei nenukopijavote, panaikinkite jį ir sukurkite kitą.
token-text = Raktas
token-created = Sukurtas
token-expires = Galioja iki
token-revoke = Panaikinti
token-new = Naujas raktas
token-name-hint = Kad vėliau jį atpažintumėte, pavyzdžiui, programos pavadinimas.
token-scope-read = Tik skaityti
token-scope-write = Skaityti ir rašyti
token-days-hint = Nuo 1 iki 365.
token-create = Sukurti raktą

delete-goes = Kas bus ištrinta
delete-goes-name = Jūsų vardas, tekstas apie Jus, kalbos ir nustatymai.
delete-goes-address = El. pašto adresas ir slaptažodis, taip pat dar neišsiųsti laiškai.
delete-goes-traces = Juodraščiai, Jūsų padėkos kitiems ir žymos, kiek perskaitėte.
delete-goes-access = Visi prisijungimai, programų raktai ir vaidmenys.
delete-stays = Kas liks
delete-stays-posts = Jūsų temos ir įrašai – prie jų bus rašoma „Buvęs narys“. Jei iš teksto galima Jus atpažinti, pirmiau jį pataisykite arba ištrinkite.
delete-stays-log = Pakeitimų žurnalas: jame tik numeriai, be tekstų ir vardų.
delete-final = Atkurti paskyros nebus galima.
delete-password = Dabartinis slaptažodis
delete-do = Ištrinti mano paskyrą

flash-settings-saved = Nustatymai išsaugoti.
flash-profile-saved = Aprašas išsaugotas.
flash-session-ended = Įrenginys atjungtas.
flash-sessions-ended = Visi kiti įrenginiai atjungti.
flash-token-revoked = Raktas nebegalioja.
flash-account-erased = Jūsų paskyra ištrinta.

error-in-person = Tai gali padaryti tik prisijungęs žmogus, o ne programa su prieigos raktu.
error-name-characters = Rašykite raides, skaitmenis, tarpus, brūkšnelius, taškus ir apostrofus; bent viena turi būti raidė.
error-name-scripts = Kiekvieną žodį rašykite vienos abėcėlės raidėmis.
error-name-taken = Šis vardas jau užimtas arba jo vartoti negalima. Pasirinkite kitą.
error-many-tokens = Jūs jau turite 20 raktų. Panaikinkite tą, kurio nebereikia.
error-token-days = Įrašykite dienų skaičių nuo 1 iki 365.
error-password-wrong = Slaptažodis neteisingas.
error-only-admin = Jūs – vienintelis administratorius. Pirmiau suteikite šį vaidmenį kam nors kitam.
