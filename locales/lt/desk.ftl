# Eksperto darbo vieta: atsakymų ruošiniai, pastabos, perdavimas, užbaigimas, antrojo eksperto patikra.

replies-title = Atsakymų ruošiniai
replies-lead = Tai, ką rašote dažnai: Jūsų pačių ir Jūsų organizacijos ekspertų bendri ruošiniai.
replies-new = Naujas ruošinys
replies-edit = Keisti ruošinį
replies-none = Ruošinių dar nėra.
replies-text = Tekstas
replies-shared = bendras
replies-own = Tik aš
replies-shared-hint = Bendrą ruošinį gali naudoti, keisti ir ištrinti visi organizacijos ekspertai.
replies-remove = Ištrinti ruošinį
replies-remove-confirm = Ištrinti šį ruošinį? Tai, kas su juo jau išsiųsta, liks.
replies-choose = Atsakymo ruošinys
replies-choose-none = Pasirinkite
replies-insert = Įterpti
replies-inserted = Ruošinys įterptas.
field-shared_with = Kas gali naudoti
error-many-replies = Daugiau ruošinių išsaugoti negalima. Pirma kurį nors ištrinkite.
error-reply-changed = Kolega tuo metu šį ruošinį pakeitė. Dabartinis tekstas parodytas žemiau, o Jūsų tekstas išliko.
flash-reply-saved = Ruošinys išsaugotas.
flash-reply-removed = Ruošinys ištrintas.

notes-title = Ekspertų pastabos
notes-hint = Jas mato tik ekspertai, galintys skaityti klausimą; klausiantysis jų nemato. Pastabos ištrinamos kartu su klausimu.
notes-add = Pridėti pastabą
field-internal_note = Pastaba kolegoms
flash-note-added = Pastaba pridėta.

hand-over-title = Perduoti kitai įstaigai ar organizacijai
hand-over-to = Kam
hand-over-choose = Pasirinkite
hand-over-needs-consent = tik jei sutiks klausiantysis
hand-over-refused = klausiantysis nesutiko
hand-over-hint = Tai skaitys klausiantysis. Parašykite, kodėl ten galės atsakyti geriau.
hand-over-send = Perduoti
hand-over-nobody = Šiuo metu jokia kita įstaiga ar organizacija neturi šios srities eksperto.
hand-over-awaits = Klausiantysis dar neapsisprendė. Kol kas klausimas lieka Jums.
hand-over-drop = Atsiimti pasiūlymą
hand-over-state-waiting = Laukiama klausiančiojo sutikimo:
hand-over-state-handed = Perduota:
hand-over-state-refused = Klausiantysis nesutiko:
hand-over-not-agreed = Jūs nesutikote:
field-organisation = Kam
field-handing_reason = Kodėl
error-hand-over-waits = Klausiantysis jau paklaustas dėl vieno gavėjo. Palaukite atsakymo arba atsiimkite pasiūlymą.
error-hand-over-refused = Klausiančiojo dėl šio gavėjo jau klausta ir jis nesutiko. Klausti dar kartą galima tik jam vėl parašius.
error-hand-over-settled = Tai jau nuspręsta arba klausimas jau pas kitą ekspertą.
error-hand-over-nobody = Ten dabar nėra kam perimti klausimo.
flash-question-handed = Klausimas perduotas.
flash-consent-asked = Klausiančiojo bus paklausta, ar jis sutinka.
flash-hand-over-dropped = Pasiūlymas atsiimtas.

hand-over-asker-title = Kas nagrinėja Jūsų klausimą
consent-lead = Ekspertas siūlo Jūsų klausimą perduoti:
consent-reason = Kodėl:
consent-means = Jei sutiksite, Jūsų klausimą ir visas žinutes skaitys ši įstaiga ir kitos valstybės institucijos, kurioms jis gali būti perduotas. Tarp jų gali būti ir ta, kuri sprendžia dėl leidimų gyventi ar išsiuntimo. Jei nesutiksite, klausimas liks nevyriausybinėms organizacijoms. Vėliau sutikimo atšaukti nebus galima.
consent-agree = Sutinku, perduokite
consent-refuse = Nesutinku
flash-consent-given = Klausimas perduotas.
flash-consent-refused = Klausimas lieka ten, kur buvo.

closing-title = Užbaigti klausimą
duplicate-hint = Viešo klausimo, į kurį jau atsakyta, adresas. Klausiantysis gaus nuorodą.
duplicate-send = Pažymėti, kad jau klausta
closing-hint = Tai skaitys klausiantysis.
closing-send = Užbaigti klausimą
field-duplicate_of = Toks pat klausimas, į kurį jau atsakyta
field-closing_reason = Kodėl užbaigiama
duplicate-of = To paties jau klausta, atsakymas čia:
case-being-checked = Atsakymas parašytas. Prieš Jums jį parodant, jį tikrina antrasis ekspertas.
case-closed = Čia žinučių rašyti nebegalima. Jei kas nors dar neaišku, klauskite iš naujo.
case-ask-anew = Užduoti naują klausimą
question-ended = Šis klausimas užbaigtas be atsakymo.
error-duplicate-of = Įrašykite viešo klausimo, į kurį atsakė ekspertas, adresą.
flash-question-closed = Klausimas užbaigtas.
flash-question-duplicate = Pažymėta. Klausiantysis matys nuorodą.

verification-title = Antrojo eksperto patikra
verification-alone = Šioje srityje atsako mažiau nei du ekspertai: tikrinant prieš parodant, atsakymų nebūtų kam patvirtinti.
verification-lead = Ar srities atsakymus tikrina kitas akredituotas ekspertas: prieš juos parodant ar po to. Savo atsakymo netikrina niekas.
verification-mode-off = Netikrinama
verification-mode-before = Prieš paskelbiant
verification-mode-after = Paskelbus
verification-awaited = Reikia patikrinti
verification-refused = Nepatvirtinta: žr. kodėl
field-mode = Antrasis ekspertas
flash-verification-saved = Išsaugota.
answer-not-verified = Antrasis ekspertas dar nepatikrino
answer-verified-by = Antrasis ekspertas patikrino
desk-verified-before = Šioje srityje atsakymą, prieš jį parodant, patikrina antrasis ekspertas. { $count ->
        [one] Jūsų atsakymą gali patikrinti { $count } ekspertas.
        [few] Jūsų atsakymą gali patikrinti { $count } ekspertai.
        [many] Jūsų atsakymą gali patikrinti { $count } eksperto.
       *[other] Jūsų atsakymą gali patikrinti { $count } ekspertų.
    }
desk-no-verifier = Šioje srityje atsakymą, prieš jį parodant, patikrina antrasis ekspertas, bet patikrinti daugiau nėra kam: išsiųstas atsakymas liktų laukti. Paprašykite administratoriaus akredituoti dar vieną ekspertą arba pakeisti šią tvarką.
desk-answer-to-verify = Siųsti antrajam ekspertui
desk-check-item = Atsakymas, kurį reikia patikrinti (jį pamatysite pradėję)
desk-check-lead = Atsakymas į šį klausimą laukia antrojo eksperto. Pradėję pamatysite ir klausimą, ir atsakymą.
desk-check-begin = Peržiūrėti atsakymą
desk-check-title = Patikrinkite atsakymą
desk-check-hint = Patikrinkite, kas parašyta, ir kiekvieną šaltinį.
desk-verify = Atsakymas teisingas
desk-object = Grąžinti taisyti
desk-object-hint = Tai mato tik ekspertai, klausiantysis nemato.
field-objection = Kas negerai
desk-refused = Antrasis ekspertas atsakymą grąžino:
desk-refused-hint = Pataisykite atsakymą ir siųskite iš naujo.
desk-awaits-check = Atsakymas laukia antrojo eksperto. Kol kas jis nerodomas.
error-answer-changed = Atsakymas tuo metu pakeistas arba dėl jo jau nuspręsta. Peržiūrėkite jį iš naujo.
error-author-left = Atsakymo autorius nebėra tos įstaigos ekspertas. Atsakymą reikia parašyti iš naujo.
flash-answer-verified = Atsakymas patvirtintas.
flash-answer-refused = Atsakymas grąžintas autoriui.
flash-answer-kept-back = Atsakymas nusiųstas antrajam ekspertui. Klausiantysis jį matys, kai bus patvirtintas.
flash-answered-next = Atsakymas išsiųstas. Štai kitas Jūsų klausimas.

desk-way = Kur eiti
desk-previous = Ankstesnis klausimas
desk-next = Kitas klausimas
desk-to-answer = Prie atsakymo
desk-to-request = Prie prašymo patikslinti
desk-to-notes = Prie pastabų
desk-to-queue = Į eilę
desk-keys = Klavišai
desk-keys-lead = Kol jų neįjungsite, jie neveikia; rašant jie neveikia niekada. Jei naudojatės ekrano skaitytuvu, pirmesni gali būti jo paties klavišai.
desk-key-next = Kitas klausimas; eilėje – viena eilute žemyn
desk-key-previous = Ankstesnis klausimas; eilėje – viena eilute aukštyn
desk-keys-on = Naudoti šiuos klavišus šioje naršyklėje
