# Klausimų ir atsakymų vertimai, atsakymo istorija, vadovas, šaltinių registras.

versions-languages = Kalbos
versions-original = Originalas
version-translated-from = Išversta iš kalbos:
version-machine = Mašininis vertimas
version-human = Išvertė žmogus
version-reviewed = palyginta su originalu
version-not-reviewed = su originalu dar niekas nepalygino
version-follows = versta iš { $follows }-os redakcijos (iš viso { $revision })
version-stale = Po šio vertimo originalas pasikeitė.
version-stale-hint = Jei tekstai skiriasi, teisingas originalas.
version-stale-work = Palyginkite su originalu; jei vertimas vis dar teisingas, išsaugokite jį tokį, koks yra.
version-what-changed = Kas originale pasikeitė
version-write-in = Versti į kalbą
version-write = Atverti
version-back = Grįžti prie klausimo
version-title = Vertimas
version-is-original = Tai originalo kalba, čia versti nereikia.
version-answer-only = Šį klausimą skaito tik klausęs žmogus ir ekspertai, todėl jam verčiamas tik atsakymas.
version-is-machine = Versta mašininiu būdu
version-save = Išsaugoti vertimą
version-review = Peržiūra
version-review-hint = Palyginkite vertimą su originalu. Jei prasmė ta pati, pažymėkite, kad peržiūrėjote. Tai, ką išvertėte pats ar pati, peržiūri kitas žmogus.
version-review-send = Peržiūrėta: teisinga
translations-title = Vertimai
translations-lead = Ką reikia išversti arba peržiūrėti. Rodoma po vieną kalbą.
translations-view-stale = Pasikeitė originalas
translations-view-review = Neperžiūrėti
translations-view-missing = Neišversti
translations-stale-count = { $count ->
    [one] { $count } pasenęs vertimas
    [few] { $count } pasenę vertimai
    [many] { $count } pasenusio vertimo
   *[other] { $count } pasenusių vertimų
}
translations-none = Čia nieko nelaukia.
history-title = Atsakymo istorija
history-lead = Kada atsakymas parašytas, pakeistas ar patvirtintas kaip teisingas ir kada dėl šaltinio juo suabejota.
history-link = Atsakymo istorija
history-answered = Atsakyta
history-renewed = Vis dar teisingas
history-changed = Pakeista
history-doubted = Pasikeitė šaltinis
history-revision = { $number }-a redakcija
guide-title = Žinynas
guide-add = Įtraukti į žinyną
guide-remove = Išimti iš žinyno
panel-answers = Atsakymai
panel-answers-all = Visi atsakymai
sources-search = Pavadinimas, numeris arba adresas
sources-any-kind = Visų rūšių
sources-only-changed = Tik pasikeitę ({ $count })
source-edit = Redaguoti šaltinį
source-compared = Šiandien šį įrašą palyginau su šaltiniu
source-changes = Šaltinio pakeitimai
source-doubted = { $count ->
    [one] Peržiūrėti perduotas { $count } atsakymas
    [few] Peržiūrėti perduoti { $count } atsakymai
    [many] Peržiūrėti perduota { $count } atsakymo
   *[other] Peržiūrėti perduota { $count } atsakymų
}
source-left = { $count ->
    [one] Liko peržiūrėti { $count } atsakymą
    [few] Liko peržiūrėti { $count } atsakymus
    [many] Liko peržiūrėti { $count } atsakymo
   *[other] Liko peržiūrėti { $count } atsakymų
}
source-none-left = Visi peržiūrėti
source-undone = Žyma atšaukta
source-undo = Atšaukti: pažymėta per klaidą
source-review-mine = { $count ->
    [one] Peržiūrėti { $count } atsakymą
    [few] Peržiūrėti { $count } atsakymus
    [many] Peržiūrėti { $count } atsakymo
   *[other] Peržiūrėti { $count } atsakymų
}
source-review-list = Visi viename sąraše
source-citing = Šiuo šaltiniu paremti atsakymai
source-affected = Vieši atsakymai, kuriuos dėl pakeitimo reikia peržiūrėti
source-review-title = Peržiūra pasikeitus šaltiniui
source-review-theirs = Ar atsakymas tebėra teisingas, pasako ši įstaiga ar organizacija; jos ekspertams pranešta.
source-review-skip = Palikti vėlesniam laikui
source-review-again = Grįžti prie atidėtų
source-review-done = Peržiūrėti nebėra ko.
error-version-original = Tai originalo kalba. Originalą keičia tie, kurie jį parašė.
error-version-own = Tai, ką išvertėte pats ar pati, peržiūri kitas žmogus.
error-version-scope = Į šią kalbą čia versti negalite.
error-version-no-answer = Atsakymo, kurį būtų galima versti, dar nėra.
error-version-private = Šio klausimo galima versti tik atsakymą: paties klausimo niekas kitas neskaito.
error-version-changed = Tuo tarpu pasikeitė originalas arba vertimas. Dabartinis tekstas rodomas žemiau, Jūsų tekstas išliko.
error-guide-unanswered = Į žinyną galima įtraukti tik klausimą, į kurį atsakė institucijos ar organizacijos ekspertas.
error-guide-moved = Tuo tarpu pasikeitė tvarka. Pažiūrėkite į sąrašą dar kartą.
error-source-edited = Tuo tarpu šį įrašą pakeitė kitas žmogus. Dabartinis įrašas rodomas žemiau, Jūsų pakeitimai išliko.
flash-version-written = Vertimas išsaugotas.
flash-version-reviewed = Pažymėta, kad vertimas peržiūrėtas.
flash-guide-added = Klausimas įtrauktas į žinyną.
flash-guide-removed = Klausimas išimtas iš žinyno.
flash-source-undone = Žyma atšaukta. Atsakymai, kurie buvo peržiūrimi vien dėl jos, nebeperžiūrimi.
flash-source-edited = Įrašas išsaugotas.
