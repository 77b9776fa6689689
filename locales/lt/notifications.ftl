# Apie ką pranešama nariams ir kiek jie nori žinoti.

nav-inbox = Pranešimai
nav-inbox-unread = { $count ->
    [one] { $count } naujiena
    [few] { $count } naujienos
    [many] { $count } naujienos
   *[other] { $count } naujienų
 }

inbox-title = Pranešimai
inbox-unread = { $count ->
    [one] Naujienų turi { $count } tema.
    [few] Naujienų turi { $count } temos.
    [many] Naujienų turi { $count } temos.
   *[other] Naujienų turi { $count } temų.
 }
inbox-read-all = Pažymėti viską kaip perskaitytą
inbox-read-one = Pažymėti kaip perskaitytą
inbox-preferences = Pranešimų nustatymai
inbox-following = Ką prenumeruoju
inbox-kind = Rūšis
inbox-any-kind = Visi
inbox-list = Apie ką Jums pranešta
inbox-new = nauja
inbox-empty = Kol kas pranešimų nėra
inbox-none-of-kind = Šios rūšies pranešimų nėra
inbox-empty-hint = Čia pranešame, kai kas nors Jums atsako, Jus pamini arba rašo ten, ką prenumeruojate.

notice-and-others = { $names } ir dar { $others ->
    [one] { $others } žmogus
    [few] { $others } žmonės
    [many] { $others } žmogaus
   *[other] { $others } žmonių
 }
notice-untitled = Tema, kurios nebematote
notice-discreet = žinutė Jums
notice-mention = Jus paminėjo { $who }
notice-quote = Jus citavo { $who }
notice-reply = { $count ->
    [one] { $count } atsakymas Jums: { $who }
    [few] { $count } atsakymai Jums: { $who }
    [many] { $count } atsakymo Jums: { $who }
   *[other] { $count } atsakymų Jums: { $who }
 }
notice-followed_reply = { $count ->
    [one] { $count } naujas atsakymas: { $who }
    [few] { $count } nauji atsakymai: { $who }
    [many] { $count } naujo atsakymo: { $who }
   *[other] { $count } naujų atsakymų: { $who }
 }
notice-new_thread = Nauja tema: { $who }
notice-thanks = Jums dėkoja { $who }
notice-thread_closed = Moderatorius uždarė Jūsų temą
notice-thread_opened = Moderatorius vėl atvėrė Jūsų temą
notice-thread_hidden = Moderatorius paslėpė Jūsų temą
notice-thread_shown = Jūsų tema vėl rodoma
notice-thread_moved = Moderatorius perkėlė Jūsų temą
notice-post_hidden = Moderatorius paslėpė Jūsų įrašą
notice-post_shown = Jūsų įrašas vėl rodomas
notice-organisation-listed = Jūsų organizacija įtraukta į sąrašą
notice-organisation-declined = Jūsų organizacija į sąrašą neįtraukta
notice-organisation-applied = Organizacija prašo ją įtraukti į sąrašą

notice-kind-mention = Kai mane pamini
notice-kind-quote = Kai mane cituoja
notice-kind-reply = Atsakymai man
notice-kind-followed_reply = Nauji atsakymai temose, kurias prenumeruoju
notice-kind-new_thread = Naujos temos ten, ką prenumeruoju
notice-kind-thanks = Padėkos
notice-kind-moderation = Moderatorių veiksmai su mano temomis ir įrašais
notice-kind-organisation_decided = Sprendimai dėl mano pasiūlytų organizacijų
notice-kind-organisation_applied = Organizacijų prašymai, kurie laukia administratorių sprendimo

notifications-title = Pranešimai
notifications-lead = Apie ką ir kur norite gauti pranešimus.
notifications-mail-hint = { $minutes ->
    [one] Laiškas siunčiamas po { $minutes } minutės, jei iki tol naujienos neperskaitote svetainėje. Apie vieną temą vienu metu laukia ne daugiau kaip vienas laiškas.
    [few] Laiškas siunčiamas po { $minutes } minučių, jei iki tol naujienos neperskaitote svetainėje. Apie vieną temą vienu metu laukia ne daugiau kaip vienas laiškas.
    [many] Laiškas siunčiamas po { $minutes } minutės, jei iki tol naujienos neperskaitote svetainėje. Apie vieną temą vienu metu laukia ne daugiau kaip vienas laiškas.
   *[other] Laiškas siunčiamas po { $minutes } minučių, jei iki tol naujienos neperskaitote svetainėje. Apie vieną temą vienu metu laukia ne daugiau kaip vienas laiškas.
 }
wanted-inbox = Pranešimų puslapyje
wanted-live = Iš karto, kai esu svetainėje
wanted-mail = El. paštu
wanted-digest = Naujienų suvestinėje (dar nesiunčiama)

following-title = Ką prenumeruoju
following-lead = Viskas, ką prenumeruojate arba nutildėte. Temas, kuriose rašote, imate prenumeruoti savaime.
following-label = Pranešimai:
following-level = Kiek norite žinoti
following-change = Pakeisti
following-add = Prenumeruoti
following-choose = Pasirinkite
following-tag = Žyma
following-empty = Kol kas nieko neprenumeruojate
following-empty-hint = Atverkite temą ar kategoriją ir pasirinkite, kiek apie ją norite žinoti.
following-more = Prenumeruoti sritį, kalbą arba žymą
following-more-hint = Pranešime apie naujas jos temas. Kategorijas ir temas galite prenumeruoti jų pačių puslapiuose.
followed-thread = Temos
followed-category = Kategorijos
followed-area = Sritys
followed-organisation = Organizacijos
followed-tag = Žymos
followed-language = Kalbos
followed-member = Nariai

level-watching = Viskas
level-watching-means = Pranešame apie viską, kas nauja, taip pat ir el. paštu.
level-following = Be laiškų
level-following-means = Apie viską, kas nauja, pranešame svetainėje, bet ne el. paštu.
level-normal = Įprastai
level-normal-means = Pranešame tik tada, kai Jums atsako, Jus cituoja ar pamini.
level-muted = Nutildyti
level-muted-means = Pranešame tik apie tai, ką moderatoriai padaro su Jūsų įrašais.

member-mute = Nutildyti šį narį
member-mute-hint = Apie tai, ką rašo nutildytas narys, Jums nepranešame. Jis to nesužino.
error-mute-self = Savęs nutildyti negalima.

unsubscribe-title = Nebegauti šių laiškų
unsubscribe-kind = Nebegausite šios rūšies laiškų:
unsubscribe-thing = Apie tai laiškų nebegausite; nebepranešime ir svetainėje.
unsubscribe-do = Nebegauti šių laiškų
unsubscribe-done = Padaryta: tokių laiškų nebegausite. Tai galite bet kada pakeisti nustatymuose.

mail-notices-subject = Nauja: { $title }
mail-notices-why = Šį laišką gavote, nes prenumeruojate tai, apie ką jame pranešama, arba tai susiję su Jumis.
mail-notices-stop = Nebegauti šių laiškų

flash-inbox-read = Pažymėta kaip perskaityta.
flash-following-changed = Jūsų pasirinkimas išsaugotas.

live-new-replies = { $count ->
    [one] Rodyti { $count } naują atsakymą
    [few] Rodyti { $count } naujus atsakymus
    [many] Rodyti { $count } naujo atsakymo
   *[other] Rodyti { $count } naujų atsakymų
 }
live-threads-changed = { $count ->
    [one] Pasikeitė { $count } tema: atnaujinti sąrašą
    [few] Pasikeitė { $count } temos: atnaujinti sąrašą
    [many] Pasikeitė { $count } temos: atnaujinti sąrašą
   *[other] Pasikeitė { $count } temų: atnaujinti sąrašą
 }
live-page-changed = Puslapis pasikeitė: atnaujinti
