# Ką moderatoriai daro su temomis ir įrašais, ir šių veiksmų žurnalas.

moderation-title = Moderavimo žurnalas
moderation-lead = Kas, ką ir kodėl padarė. Šį puslapį mato tik tie, kurie šias kategorijas moderuoja.
moderation-list = Atlikti veiksmai
moderation-empty = Kol kas nieko nedaryta
moderation-category = Kategorija
moderation-any-category = Visos
moderation-reason = Priežastis:
moderation-of-post = įrašas Nr. { $number }
moderation-thread-closed-to-you = { $number } tema, kurios Jūs nebematote
moderation-done-here = Kas čia daryta

moderation-thread_closed = Tema uždaryta
moderation-thread_opened = Tema vėl atverta
moderation-thread_pinned = Tema prisegta
moderation-thread_unpinned = Tema atsegta
moderation-thread_hidden = Tema paslėpta
moderation-thread_shown = Tema vėl rodoma
moderation-thread_moved = Tema perkelta
moderation-post_hidden = Įrašas paslėptas
moderation-post_shown = Įrašas vėl rodomas

moderate-thread-title = Temos moderavimas
moderate-post-title = Įrašo moderavimas
moderation-reason-hint = Vienas ar du sakiniai. Skaitytojai juos matys ten, kur veiksmas atliktas; jie liks ir žurnale.
moderation-close = Uždaryti
moderation-open = Vėl atverti
moderation-hide-thread = Paslėpti temą
moderation-show-thread = Vėl rodyti temą
moderation-move = Perkelti
moderation-choose-category = Pasirinkite kategoriją
moderation-pin = Prisegti
moderation-unpin = Atsegti
moderation-hide-post = Paslėpti įrašą
moderation-show-post = Vėl rodyti įrašą
field-reason = Priežastis
moderation-target = Į kurią kategoriją perkelti

hidden-thread-title = Ši tema paslėpta
hidden-thread-back = Į kategoriją „{ $category }“

error-not-moderator = Šios kategorijos Jūs nemoderuojate.
error-move-category = Pasirinkite kitą kategoriją, kurią moderuojate.
error-thread-moved = Kažkas ką tik šią temą perkėlė. Atnaujinkite puslapį.

flash-thread-closed = Tema uždaryta.
flash-thread-opened = Tema vėl atverta.
flash-thread-pinned = Tema prisegta.
flash-thread-unpinned = Tema atsegta.
flash-thread-hidden = Tema paslėpta. Ją tebemato autorius ir moderatoriai.
flash-thread-shown = Tema vėl rodoma.
flash-thread-moved = Tema perkelta.
flash-post-hidden = Įrašas paslėptas. Jį tebemato autorius ir moderatoriai.
flash-post-shown = Įrašas vėl rodomas.
