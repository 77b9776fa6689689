# Ko žmonės klausia: skaičiai.

numbers-title = Ko žmonės klausia
numbers-lead = Kiek klausimų gauna ekspertai: pagal sritį, kalbą ir mėnesį. Skaičiuojami ir tie klausimai, kuriuos gali skaityti ne visi; jų turinys nerodomas.
numbers-year = Metai
numbers-newest = Pastarieji dvylika mėnesių
numbers-by-area = Pagal sritį
numbers-by-language = Pagal kalbą
numbers-sum = Rodomų skaičių suma
numbers-hidden = nerodoma
numbers-none-shown = Nė vieną iš šių mėnesių nebuvo tiek klausimų, kad skaičių būtų galima rodyti.
numbers-chart = Klausimai pagal sritį: rodomų mėnesių sumos
numbers-chart-description = Kiekvienai sričiai po juostą su skaičiumi, ilgiausia pirmoji. Lentelėje žemiau tie patys skaičiai pagal mėnesius.
numbers-download = Atsisiųsti CSV
numbers-empty = Skaičių dar nėra: mėnuo rodomas jam pasibaigus.
numbers-how = Kaip skaičiuojama
numbers-how-counted = Kiekvienas klausimas skaičiuojamas vieną kartą – tą mėnesį, kurį buvo pateiktas, kad ir kas galėtų jį skaityti.
numbers-how-hidden = Mažesni nei { $least } skaičiai, taip pat ir nulis, nerodomi, kad pagal juos nebūtų galima atpažinti žmogaus. Sričių ir kalbų, kurių sąraše nėra, nė vieną iš šių mėnesių skaičius nebuvo didesnis.
numbers-how-linked = Į sumas įeina tik tai, kas rodoma: klausimų buvo ne mažiau. Jei iš vienos lentelės būtų galima apskaičiuoti, kas nerodoma kitoje, mėnuo rodomas tik pagal sritį.
numbers-how-kept = Atsiėmus ar ištrynus klausimą skaičiai nesikeičia: iš jų klausimo rasti neįmanoma.

# Administratorius skaito ne savo klausimą.
glass-title = Klausimo skaitymas administratoriaus teise
glass-lead = Klausimą skaito tik tas, kas klausė, ir jo ekspertai. Jei perskaityti būtina dėl saugumo ar to reikalauja įstatymas, parašykite kodėl. Tada galėsite jį skaityti { $minutes } min.
glass-is-seen = Jūsų vardas, diena ir priežastis įrašomi į žurnalą; juos mato ir tas, kas klausė.
glass-reason = Kodėl būtina perskaityti
glass-reason-hint = Bent 20 ženklų, žodžiais, kuriuos suprastų klausęs žmogus.
glass-password-hint = Įveskite savo slaptažodį dar kartą.
glass-open = Atverti klausimą
glass-open-until = Jums atverta iki
glass-question = Klausimas
glass-messages = Susirašinėjimas
glass-list-title = Administratorių skaityti klausimai
glass-list-lead = Kiekvienas kartas, kai administratorius atvėrė ne savo klausimą. Ištrynus klausimą, įrašas lieka, tik be priežasties.
glass-go = Prie klausimo
glass-which = Klausimo numeris
glass-number-hint = Jis yra adreso, kuriuo klausimą skaito ekspertas, gale.
glass-erased = Klausimas ištrintas, kartu ir priežastis.
glass-list-none = Administratoriai dar neatvėrė nė vieno klausimo.
glass-number = Klausimas
glass-seen-title = Šį klausimą skaitė administratorius
glass-seen-lead = Administratoriai klausimus skaito tik išimties atvejais ir privalo nurodyti priežastį.
glass-seen-reason = Priežastis:
flash-glass-broken = Klausimas Jums atvertas. Klausęs žmogus tai mato.

# Vieši klausimai, laukiantys peržiūros.
held-title = Peržiūros laukiantys klausimai
held-lead = Klausę žmonės nori, kad juos skaitytų visi. Tai, iš ko galima atpažinti žmogų, čia jau praleista; pažiūrėkite, ar nėra dar ko, ir rodykite visiems.
held-none = Nė vienas klausimas nelaukia peržiūros.
held-next = Toliau
held-question-title = Rodyti klausimą visiems
ask-link-at-once = Jei jį gali skaityti visi, jis rodomas iš karto; iš to, kas rodoma, nematyti, kad klausėte Jūs.
flash-question-shown = Klausimas išsiųstas, jį jau gali skaityti visi.
