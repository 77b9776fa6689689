# Kas vyksta paklausus: pranešimai, laiškai, terminai, koordinatorių apžvalga, ar atsakymas padėjo.

notice-question-title = Klausimas: { $area }
notice-question-offered = Jūsų laukia klausimas
notice-question-handed = Jums perduotas klausimas
notice-question-nobody = Niekas nepriėmė klausimo, į kurį jau laikas atsakyti
notice-question-replied = Klausiantysis Jums parašė
notice-question-due-soon = Atsakyti reikia iki kitos darbo dienos pabaigos
notice-question-overdue = Atsakymas vėluoja
notice-question-late = Į klausimą laiku neatsakyta
notice-question-answered = Į Jūsų klausimą atsakyta
notice-question-community = Į Jūsų klausimą atsakė narys
notice-question-detail = Reikia patikslinti
notice-question-closed = Jūsų klausimas užbaigtas
notice-question-duplicate = Toks klausimas jau yra: žr., kas atsakyta
notice-question-consent = Ekspertas klausia, ar galima perduoti Jūsų klausimą
notice-question-declined = Ekspertas perdavė Jūsų klausimą kitam; priežastis nurodyta prie klausimo
notice-question-passed-on = Jūsų klausimas perduotas kitai organizacijai
notice-answer-due = Praėjo data, iki kurios atsakymą reikėjo patikrinti
notice-answer-awaits = Atsakymas laukia, kol jį patikrinsite
notice-answer-verified = Antras ekspertas patikrino ir patvirtino Jūsų atsakymą
notice-answer-refused = Antras ekspertas nepatvirtino Jūsų atsakymo
notice-answer-doubted = Klausiantysis sako, kad atsakymas nepadėjo
notice-source-changed = Pasikeitė šaltinis, kuriuo remiasi Jūsų atsakymai
notice-organisation-answer = Organizacija, kurią prenumeruojate, atsakė į klausimą
notice-kind-question_own = Kas vyksta su mano klausimais
notice-kind-question_new = Nauji klausimai, į kuriuos galiu atsakyti
notice-kind-question_replied = Kai man parašo klausiantysis
notice-kind-question_due = Mano atsakymų terminai: artėja arba praėjo
notice-kind-question_late = Klausimai, į kuriuos laiku neatsakyta, ir likę be eksperto srityse, kurias koordinuoju
notice-kind-answer_review = Atsakymai, kuriuos turėčiau peržiūrėti
notice-kind-organisation_answer = Nauji organizacijų, kurias prenumeruoju, atsakymai

mail-case-subject = MIPAS žinutė
mail-case-answered = Jums atsakyta.
mail-case-needs-detail = Kad galėtume atsakyti, reikia patikslinti.
mail-case-consent = Prieš perduodami klausimą toliau, norime paklausti Jūsų sutikimo.
mail-case-helped = Prieš kurį laiką Jums atsakėme. Ar atsakymas padėjo? Parašykite mums.
mail-case-with-key = Atverkite puslapį su savo klausimo kodu:
mail-case-signed-in = Prisijunkite ir atverkite puslapį:
mail-case-button = Atverti puslapį
mail-case-why = Šį adresą palikote mums tokiai žinutei. Tame pačiame puslapyje galite jį ištrinti.

ask-usually-between = { $count ->
    [one] Paprastai atsakome per { $least }–{ $count } darbo dieną, tai priklauso nuo temos. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
    [few] Paprastai atsakome per { $least }–{ $count } darbo dienas, tai priklauso nuo temos. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
    [many] Paprastai atsakome per { $least }–{ $count } darbo dienos, tai priklauso nuo temos. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
   *[other] Paprastai atsakome per { $least }–{ $count } darbo dienų, tai priklauso nuo temos. Klausimą skaitys tie, kuriuos pasirinksite žemiau; administratorius – tik išimties atveju, ir Jūs matysite, kada ir kodėl.
 }

targets-title = Atsakymų terminai
targets-lead = Kokių terminų laikomasi atsakant į kiekvienos srities klausimus.
targets-days = Atsakyti, darbo dienos
targets-months = Kita patikra, mėnesiai
targets-helped = „Ar padėjo?“, dienos
targets-days-hint = Per kiek darbo dienų reikia atsakyti; šventės neskaičiuojamos. Šį skaičių mato klausiantieji. Anksčiau pateiktų klausimų terminas nesikeičia.
targets-months-hint = Po kiek mėnesių atsakymas tikrinamas iš naujo, jei ekspertas nenurodo kitaip.
targets-helped-hint = Po kiek dienų nuo atsakymo klausiantysis paklausiamas, ar jis padėjo.
field-answer_days = Darbo dienos iki atsakymo
field-check_months = Mėnesiai iki kitos patikros
field-helped_days = Dienos iki „Ar padėjo?“
error-target-days = Įrašykite nuo 1 iki 60 darbo dienų.
error-target-helped = Įrašykite nuo 1 iki 90 dienų.
flash-targets-saved = Terminai įrašyti.

overview-title = Klausimų apžvalga
overview-lead = Kaip sekasi kiekvienoje srityje. Ko klausiama, čia nerodoma.
overview-area = Sritis
overview-open = Neatsakyta
overview-overdue = Vėluojama
overview-nobody = Niekieno
overview-oldest = Artimiausias terminas
overview-days = Terminas, darbo dienos
overview-why-no_expert = Srityje nėra ekspertų: { $count }
overview-why-none_admitted = Nėra tokių ekspertų, kokius pasirinko klausiantysis: { $count }
overview-why-left = Ekspertas nebeatsakinėja: { $count }
overview-why-not_taken = Joks ekspertas nepriėmė: { $count }
overview-unspoken = Kalba, kuria ten niekas neatsako: { $count }

verdict-title = Ar atsakymas padėjo?
verdict-legend = Klausiame tik kartą
verdict-yes = Taip
verdict-partly = Iš dalies
verdict-no = Ne
verdict-no-hint = Ekspertas atsakymą peržiūrės.
verdict-words-hint = Kas padėjo arba ko trūksta? Iki 500 ženklų. Tai perskaitys ekspertas. Vardų, asmens kodų ir dokumentų numerių nerašykite.
verdict-send = Siųsti
verdict-dismiss = Nesakysiu
verdict-said = Ar atsakymas padėjo? Jūs pasakėte:
expert-verdict = Ar atsakymas padėjo? Klausiantysis sako:
field-verdict = Ar atsakymas padėjo?
field-words = Savais žodžiais
error-verdict-said = Į tai jau atsakėte arba dabar to neklausiame.
flash-verdict-said = Ačiū, kad pasakėte.
