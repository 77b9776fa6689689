# Kategorijos, kaip jas tvarko administratorius.

admin-categories-title = Kategorijos
admin-categories-lead = Jų eilė, kas jose gali skaityti ir rašyti, jų pavadinimai, aprašymai ir taisyklės trimis kalbomis.
admin-category-new-title = Nauja kategorija
admin-category-edit-title = Kategorijos keitimas
admin-category-open = Atverti
admin-category-up = Perkelti aukštyn
admin-category-down = Perkelti žemyn
admin-category-reads = Skaito:
admin-category-writes = Rašo:
admin-who-everyone = visi
admin-who-members = visi prisijungę
admin-who-roles = tik šie vaidmenys
admin-category-is-original = originalas
admin-category-stale = Po to, kai šis tekstas parašytas, originalas pasikeitė.
admin-category-current = Tekstą patikrinau: jis tinka toks, koks yra
admin-category-same-meaning = Prasmė nepasikeitė (ištaisyta tik smulkmena), todėl vertimai nepaseno
admin-category-original-hint = Tekstai kitomis kalbomis laikomi jo vertimais. Vėliau pakeisti negalima.
admin-category-slug-hint = Adreso pabaiga: mažosios lotyniškos raidės, skaitmenys, brūkšneliai. Palikite tuščią, ir ji bus sudaryta iš pavadinimo. Pakeitus senos nuorodos į kategoriją nebeveiks.
admin-category-place-hint = Vieta tarp kategorijų, kurių aukštesnė kategorija ta pati, skaičiuojant nuo 1.
admin-category-no-parent = Nėra: pirmojo lygio kategorija
admin-category-no-area = Nėra
admin-category-remove = Pašalinti kategoriją
admin-category-remove-confirm = Pašalinti šią kategoriją visam laikui?

field-original = Originalo kalba
field-name_lt = Pavadinimas lietuvių kalba
field-description_lt = Aprašymas lietuvių kalba
field-rules_lt = Taisyklės lietuvių kalba
field-name_en = Pavadinimas anglų kalba
field-description_en = Aprašymas anglų kalba
field-rules_en = Taisyklės anglų kalba
field-name_ru = Pavadinimas rusų kalba
field-description_ru = Aprašymas rusų kalba
field-rules_ru = Taisyklės rusų kalba
field-slug = Adresas
field-parent = Aukštesnė kategorija
field-area = Sritis
field-place = Vieta eilėje
field-read = Kas gali skaityti
field-read_roles = Vaidmenys, galintys skaityti
field-write = Kas gali rašyti
field-write_roles = Vaidmenys, galintys rašyti

error-slug = Tik mažosios lotyniškos raidės, skaitmenys ir tarp jų brūkšneliai.
error-slug-taken = Toks adresas jau yra kitos kategorijos.
error-choose-roles = Pasirinkite bent vieną vaidmenį.
error-category-has-children = Ši kategorija turi pakategorių, todėl pati pakategore būti negali.
error-category-not-empty = Pašalinti galima tik kategoriją, kurioje nėra nei temų (taip pat ir paslėptų), nei pakategorių.
error-category-changed = Tuo metu kategoriją pakeitė kažkas kitas. Niekas neišsaugota: palyginkite tekstus ir išsaugokite dar kartą.

flash-category-created = Kategorija sukurta.
flash-category-changed = Kategorija pakeista.
flash-category-removed = Kategorija pašalinta.
