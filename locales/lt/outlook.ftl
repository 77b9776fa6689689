# What an asker may expect: by when there is an answer, and what when there is nobody to give one.

ask-area-days = { $count ->
    [one] per { $count } darbo dieną
    [few] per { $count } darbo dienas
    [many] per { $count } darbo dienos
   *[other] per { $count } darbo dienų
 }
outlook-usually = { $count ->
    [one] Į srities „{ $area }“ klausimus paprastai atsakome per { $count } darbo dieną.
    [few] Į srities „{ $area }“ klausimus paprastai atsakome per { $count } darbo dienas.
    [many] Į srities „{ $area }“ klausimus paprastai atsakome per { $count } darbo dienos.
   *[other] Į srities „{ $area }“ klausimus paprastai atsakome per { $count } darbo dienų.
 }
outlook-nobody = Atsiprašome: šiuo metu į srities „{ $area }“ klausimus neatsako nė vienas ekspertas.
outlook-nobody-ngo = Atsiprašome: šiuo metu į srities „{ $area }“ klausimus neatsako nė vienas nevyriausybinės organizacijos (NVO) ekspertas.
outlook-kept = Klausimas išsaugotas: atsiradęs ekspertas galės jį priimti. Užsukite po kelių dienų.
outlook-coordinator = Koordinatoriui apie tai pranešta.
outlook-unspoken = Šiuo metu nė vienas srities „{ $area }“ ekspertas, kuris gali skaityti Jūsų klausimą, neatsako jo kalba.
outlook-spoken = Ten atsakoma šiomis kalbomis:
outlook-unspoken-then = Klausimą vis tiek perskaitys, galbūt padedant vertėjui, todėl tai gali užtrukti ilgiau.
outlook-unspoken-add = Jei galite, parašykite tą patį viena iš šių kalbų.
outlook-state = Šioje srityje atsako valstybės institucijų ekspertai. Jei norite, galite leisti klausimą skaityti ir jiems.
outlook-state-means = Tarp jų gali būti ir institucija, kuri sprendžia dėl leidimų gyventi ar išsiuntimo. Jei neleisite, klausimas liks tik nevyriausybinėms organizacijoms. Vėliau to atšaukti nebus galima.
outlook-state-later = Tai padaryti galėsite atvėrę klausimą.
outlook-state-allow = Leisti skaityti ir valstybės institucijoms
flash-audience-widened = Dabar klausimą gali skaityti ir valstybės institucijų ekspertai.
error-audience-settled = Klausimą jau gavo ekspertas arba jis baigtas, todėl keisti, kas jį skaito, nebereikia.
notice-question-unplaced = Klausimo nėra kam perduoti
notice-question-unspoken = Nė vienas ekspertas neatsako klausimo kalba
