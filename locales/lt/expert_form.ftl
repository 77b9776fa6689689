# The form of an answer and what stands beside it: sources, what is asked of the asker, duplicates.

field-request_text = Ko trūksta, kad galėtumėte atsakyti
duplicate-similar = Panašūs vieši klausimai, į kuriuos jau atsakyta
duplicate-read = Skaityti
duplicate-another = Kitas, kurio adresą įrašysiu
field-similar = Panašus klausimas
source-find = Ieškoti šaltinio
source-find-label = Kito šaltinio paieška
source-find-hint = Žodžiai iš pavadinimo, numeris ar straipsnis. Kas parašyta, išliks.
field-source_q = Kito šaltinio paieška
source-found = { $count ->
    [0] Tokio šaltinio nerasta.
    [one] Rastas { $count } šaltinis.
    [few] Rasti { $count } šaltiniai.
    [many] Rasta { $count } šaltinio.
   *[other] Rasta { $count } šaltinių.
 }
source-found-more = Jų yra ir daugiau: įrašykite daugiau žodžių.
source-cited-and-used = Pažymėti ir šioje srityje dažniausi:
