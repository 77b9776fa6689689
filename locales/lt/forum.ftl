# Kategorijos, temos, įrašai.

nav-crumbs = Jūs esate čia
nav-pages = Puslapiai
save = Išsaugoti
cancel = Atšaukti
field-title = Pavadinimas
field-text = Tekstas
field-language = Kalba
field-tags = Žymos

forum-title = Forumas
forum-lead = Klauskite, ką norite sužinoti, ir atsakykite, jei žinote. Rašyti galima bet kuria kalba.
forum-where-title = Kur klausti?
forum-where-lead = Pasirinkite tinkamiausią kategoriją. Jei suklysite, moderatorius temą perkels.
forum-empty = Kategorijų dar nėra
panel-forum = Forume
category-restricted = Matoma ne visiems
category-rules = Šios kategorijos taisyklės
category-threads = { $count ->
    [one] { $count } tema
    [few] { $count } temos
    [many] { $count } temos
   *[other] { $count } temų
 }
category-posts = { $count ->
    [one] { $count } įrašas
    [few] { $count } įrašai
    [many] { $count } įrašo
   *[other] { $count } įrašų
 }
category-threads-heading = Temos
category-empty = Temų dar nėra
category-empty-hint = Pradėkite pirmąją: tas pats klausimas tikriausiai rūpi ir kitiems.
category-nothing-found = Tokių temų nerasta

filter-language = Kalba
filter-any-language = Visos
filter-tag = Žyma
filter-apply = Rodyti
filter-clear = Rodyti visas
pager-newer = Naujesni įrašai
pager-older = Senesni įrašai
pager-previous = Ankstesnis puslapis
pager-next = Kitas puslapis
pager-last = Paskutinis puslapis
pager-page-of = { $page } puslapis iš { $pages }

thread-new-button = Nauja tema
thread-sign-in-to-ask = Prisijunkite ir klauskite
thread-new-title = Nauja tema
thread-title-field = Pavadinimas
thread-title-hint = Vienas sakinys, iš kurio kiti supras, apie ką tema.
thread-tags-field = Žymos (nebūtina)
thread-tags-hint = Ne daugiau kaip penkios, atskirtos kableliais.
thread-tags = Žymos
thread-send = Skelbti
thread-edit = Keisti pavadinimą ir žymas
thread-edit-title = Temos keitimas
thread-moderate = Moderuoti
thread-pinned = Prisegta
thread-closed = Uždaryta
thread-hidden = Paslėpta
thread-new = Nauja
thread-unread = { $count ->
    [one] { $count } naujas
    [few] { $count } nauji
    [many] { $count } naujo
   *[other] { $count } naujų
 }
thread-replies = { $count ->
    [one] { $count } atsakymas
    [few] { $count } atsakymai
    [many] { $count } atsakymo
   *[other] { $count } atsakymų
 }
thread-first-unread = Prie pirmo neskaityto įrašo
thread-hidden-note = Moderatorius šią temą paslėpė. Priežastis:
thread-closed-note = Ši tema uždaryta. Priežastis:
thread-moved-note = Ši tema perkelta čia. Priežastis:

post-word = Įrašas
post-link = Nuoroda į { $number } įrašą
post-reply-to = atsakymas į { $number } įrašą
post-edited = redaguota
post-unread = Naujas
post-deleted = Šis įrašas ištrintas.
post-hidden = Moderatorius šį įrašą paslėpė. Priežastis:
post-hidden-mine = Toliau pateiktą tekstą matote tik Jūs ir moderatoriai.
post-unfold = Skaityti visą įrašą ({ $count ->
    [one] { $count } ženklas
    [few] { $count } ženklai
    [many] { $count } ženklo
   *[other] { $count } ženklų
 })
post-quote = Cituoti
post-edit = Redaguoti
post-edit-title = Įrašo redagavimas
post-delete = Ištrinti
post-delete-confirm = Ištrinti šį įrašą? Vėliau galėsite jį atkurti.
post-restore = Atkurti
post-moderate = Moderuoti
post-history-title = Įrašo redakcijos
post-version = { $number } redakcija
thanks-button = Ačiū
thanks-count = { $count ->
    [one] { $count } padėka
    [few] { $count } padėkos
    [many] { $count } padėkos
   *[other] { $count } padėkų
 }

reply-title = Atsakyti
reply-send = Skelbti
reply-sign-in = Norėdami atsakyti, prisijunkite arba susikurkite paskyrą. Jūsų el. pašto adreso niekas nematys.
reply-to-note = Atsakote į { $number } įrašą
composer-text = Tekstas
composer-hint = Nerašykite telefono numerių, adresų ir dokumentų numerių – tekstą mato visi. Galima naudoti „Markdown“: *pasvirasis tekstas*, - sąrašas, > citata.
composer-language = Kokia kalba rašote
composer-preview = Peržiūrėti
composer-offline = Nėra ryšio. Jūsų tekstas liko čia.
draft-saved = Juodraštis išsaugotas
draft-failed = Juodraščio išsaugoti nepavyko
conflict-current = Dabartinis tekstas
conflict-hint = Kol rašėte, kažkas tekstą pakeitė. Perkelkite, ko reikia, ir išsaugokite dar kartą.

error-thread-closed = Tema jau uždaryta. Jūsų tekstas nepaskelbtas.
error-thread-hidden = Tema paslėpta, todėl atsakyti į ją šiuo metu negalima.
error-category-closed = Šioje kategorijoje rašyti negalite.
error-post-changed = Kol rašėte, įrašas buvo pakeistas. Niekas neišsaugota.
error-key-used = Ši forma jau buvo išsiųsta su kitu tekstu, ir jis paskelbtas. Pažiūrėkite į jį; jei norite pasakyti ir tai, išsiųskite dar kartą.
error-post-not-editable = Šio įrašo redaguoti nebegalima.
error-thanks-own = Padėkoti sau negalima.
error-tags-many = Ne daugiau kaip penkios žymos.
error-tags-long = Žymą gali sudaryti ne daugiau kaip 30 ženklų.

flash-post-changed = Įrašas pakeistas.
flash-post-deleted = Įrašas ištrintas.
flash-post-restored = Įrašas atkurtas.
flash-thread-changed = Tema pakeista.
