# Administratoriams.

admin-title = Administravimas
admin-members = Nariai
admin-members-count = { $count ->
    [one] { $count } narys
    [few] { $count } nariai
    [many] { $count } nario
   *[other] { $count } narių
 }
admin-suspended-count = { $count ->
    [one] { $count } sustabdytas
    [few] { $count } sustabdyti
    [many] { $count } sustabdyto
   *[other] { $count } sustabdytų
 }
admin-search = Vardo pradžia arba visas el. pašto adresas
admin-any-role = Bet koks
admin-find = Ieškoti
admin-nobody = Nieko nerasta.
admin-next = Toliau
admin-first = Į pradžią
admin-address = El. pašto adresas
admin-roles = Vaidmenys
admin-public-page = Viešas puslapis
admin-from = Nuo
admin-ends = Iki
admin-ended = Pasibaigę vaidmenys
admin-ended-at = Baigėsi
admin-given-by = Kas suteikė
admin-command-line = Komandų eilutė
admin-no-end = Neterminuotai
admin-everywhere = Visur
admin-no-roles = Vaidmenų nėra.
admin-give = Suteikti vaidmenį
admin-revoke = Atimti
admin-category-hint = Moderatoriui galima skirti vieną kategoriją su viskuo, kas joje yra.
admin-area-hint = Koordinatoriui: sritis, kurios klausimus jis prižiūri.
admin-scope = Kur galioja
admin-until-hint = Paskutinė diena. Jei nieko neįrašysite, vaidmuo bus neterminuotas.
admin-suspended = Sustabdyta
admin-suspension = Paskyros sustabdymas
admin-suspend = Sustabdyti paskyrą
admin-suspend-hint = Narys bus visur atjungtas ir negalės prisijungti, kol paskyros neatkursite. Jo įrašai liks.
admin-restore = Atkurti paskyrą
admin-restore-hint = Narys vėl galės prisijungti ir turės visus dar galiojančius vaidmenis.

field-category = Kategorija
field-role = Vaidmuo
field-until = Iki

flash-grant-given = Vaidmuo suteiktas.
flash-grant-revoked = Vaidmuo atimtas.
flash-suspended = Paskyra sustabdyta.
flash-suspension-ended = Paskyra atkurta.

error-scope-moderator = Tik moderatoriaus vaidmenį galima apriboti viena kategorija.
error-scope-coordinator = Tik koordinatoriaus vaidmenį galima apriboti viena sritimi.
error-date = Datą rašykite taip: metai-mėnuo-diena, pavyzdžiui, 2027-01-31.
error-date-past = Ši diena jau praėjo. Pasirinkite vėlesnę.
error-role-held = Šį vaidmenį narys jau turi. Norėdami pakeisti terminą, pirmiau vaidmenį atimkite.
error-own-admin = Tai paskutinė Jūsų paties administratoriaus teisė. Ją atimti gali tik kitas administratorius.
error-own-account = Savo paskyros sustabdyti negalite.
error-no-account = Tokio adreso neturi niekas.
error-role-not-held = Šio vaidmens narys neturi.
error-token-name = Parašykite nuo 1 iki 60 ženklų.

admin-consumers = Žurnalo apdorojimas
admin-consumers-lead = Kas daroma po kiekvieno pakeitimo (pavyzdžiui, siunčiami pranešimai), kiek jau padaryta ir kas nepavyko.
consumer-name = Darbas
consumer-lag = Atsilieka
consumer-retried = Bus kartojama
consumer-aside = Atidėta
consumer-failed = Kas nepavyko
consumer-attempts = { $count ->
    [one] { $count } bandymas
    [few] { $count } bandymai
    [many] { $count } bandymo
   *[other] { $count } bandymų
 }
consumer-next = Kitas bandymas:
consumer-retry = Bandyti dabar
consumer-none-failed = Nesėkmių nebuvo.
flash-consumer-retried = Bandoma dar kartą.
