# Laiškai. Kiekvienos rūšies pirmasis pranešimas – laiško tema.

mail-greeting = Sveiki,
mail-from = Laišką automatiškai išsiuntė MIPAS. Atsakymų į jį niekas neskaito.
mail-link-hours = Nuoroda galioja vieną kartą, { $hours ->
    [one] { $hours } valandą
    [few] { $hours } valandas
    [many] { $hours } valandos
   *[other] { $hours } valandų
 }.
mail-nothing-changed = Jei nieko nedarėte, nieko daryti ir nereikia: niekas nepasikeitė.
mail-when = Kada:
mail-sign-in-button = Prisijungti
mail-reset-page-button = Nustatyti naują slaptažodį
mail-sign-up-page-button = Susikurti paskyrą
mail-warn-you = Jei tai buvote Jūs, nieko daryti nereikia.
mail-warn-not-you = Jei tai buvote ne Jūs, tuoj pat nustatykite naują slaptažodį: tada visi, kas prisijungę prie Jūsų paskyros, bus atjungti.

mail-sign-up-subject = Patvirtinkite savo adresą
mail-sign-up-why = Kažkas, greičiausiai Jūs, šiuo adresu kuria MIPAS paskyrą. Atverkite nuorodą ir patvirtinkite adresą.
mail-sign-up-name = Viešas vardas:
mail-sign-up-button = Patvirtinti adresą
mail-sign-up-not-you = Jei tai ne Jūs, nuorodos neatverkite: be jos paskyra nebus sukurta.

mail-sign-up-known-subject = Jūs jau turite paskyrą
mail-sign-up-known-why = Kažkas, greičiausiai Jūs, norėjo šiuo adresu susikurti MIPAS paskyrą. Tokia paskyra jau yra: tiesiog prisijunkite.
mail-sign-up-known-forgotten = Jei slaptažodį pamiršote, nustatykite naują.

mail-reset-subject = Naujas slaptažodis
mail-reset-why = Kažkas, greičiausiai Jūs, nori nustatyti naują Jūsų MIPAS paskyros slaptažodį. Tai padarysite atvėrę nuorodą.
mail-reset-button = Nustatyti naują slaptažodį
mail-reset-not-you = Jei tai ne Jūs, nuorodos neatverkite: slaptažodis liks toks pat.

mail-reset-unknown-subject = Paskyros šiuo adresu nėra
mail-reset-unknown-why = Kažkas, greičiausiai Jūs, norėjo nustatyti naują MIPAS paskyros slaptažodį šiuo adresu. Tokios veikiančios paskyros nėra.
mail-reset-unknown-maybe = Galbūt registravotės kitu adresu: pabandykite nurodyti jį. Taip pat galite susikurti paskyrą.
mail-reset-unknown-not-you = Jei tai ne Jūs, nieko daryti nereikia.

mail-email-confirm-subject = Patvirtinkite naująjį adresą
mail-email-confirm-why = Norite, kad Jūsų MIPAS paskyros adresas būtų šis. Atverkite nuorodą ir jį patvirtinkite.
mail-email-confirm-button = Patvirtinti adresą
mail-email-confirm-not-you = Jei nieko apie tai nežinote, nuorodos neatverkite.

mail-email-taken-subject = Jūs jau turite paskyrą
mail-email-taken-why = Kažkas norėjo šį adresą nurodyti kitai MIPAS paskyrai. Jį jau naudoja Jūsų paskyra, todėl to padaryti negalima.

mail-email-asked-subject = Prašoma pakeisti Jūsų adresą
mail-email-asked-why = Kažkas, žinantis Jūsų slaptažodį, paprašė pakeisti Jūsų MIPAS paskyros adresą.
mail-email-new = Naujas adresas:
mail-email-asked-you = Jei tai buvote Jūs, atverkite nuorodą, kurią nusiuntėme naujuoju adresu. Iki tol niekas nesikeičia.

mail-email-changed-subject = Jūsų adresas pakeistas
mail-email-changed-why = Jūsų MIPAS paskyros adresas dabar kitas. Šis adresas jai nebepriklauso.
mail-email-changed-not-you = Jei tai padarėte ne Jūs, nedelsdami parašykite svetainės tvarkytojui.

mail-password-changed-subject = Jūsų slaptažodis pakeistas
mail-password-changed-why = Jūsų MIPAS paskyros slaptažodis pakeistas.
mail-password-changed-sessions = Visi kiti įrenginiai atjungti.

mail-new-device-subject = Prisijungta iš naujo įrenginio
mail-new-device-why = Prie Jūsų MIPAS paskyros prisijungta naršyklėje, kurioje ja dar nebuvo naudotasi.
mail-new-device-device = Įrenginys:
