# Narių atsakymai į viešus klausimus, balsai, kas padėjo išspręsti klausimą.

community-title = Narių atsakymai
community-lead = Ką kiti žino iš savo patirties. Jie nekalba jokios institucijos vardu.
community-none = Nariai į šį klausimą dar neatsakė.
community-more = Daugiau atsakymų
community-helped = { $count ->
    [one] Padėjo { $count } žmogui
    [few] Padėjo { $count } žmonėms
    [many] Padėjo { $count } žmogaus
   *[other] Padėjo { $count } žmonių
 }
community-vote = Man padėjo
community-deleted = Šį atsakymą ištrynėte.
community-hidden = Moderatorius šį atsakymą paslėpė. Priežastis:
community-delete-confirm = Ištrinti šį atsakymą? Vėliau galėsite jį atkurti.
community-write = Jūsų atsakymas
community-text-hint = Ką žinote ir iš kur? Tekstą matys visi, todėl nerašykite telefono numerių, adresų ir dokumentų numerių. Galima naudoti „Markdown“: *pasvirasis tekstas*, - sąrašas, > citata.
community-send = Skelbti atsakymą
community-sign-in = Norėdami atsakyti, prisijunkite arba susikurkite paskyrą. Jūsų el. pašto adreso niekas nematys.
community-closed = Į šį klausimą atsakyti nebegalima.
community-edit-title = Atsakymo redagavimas
community-history-title = Atsakymo redakcijos
community-moderate-title = Atsakymo moderavimas
community-reason-hint = Vienas ar du sakiniai. Juos skaitys autorius ir moderatoriai.
community-hide = Paslėpti atsakymą
community-show = Vėl rodyti atsakymą
community-log-title = Narių atsakymai: ką darė moderatoriai
community-log-lead = Kurie narių atsakymai į klausimus paslėpti arba vėl rodomi, kas ir kodėl tai padarė; naujausi viršuje.
community-log-none = Nė vienas nario atsakymas dar nebuvo paslėptas.
community-act-hidden = Atsakymas paslėptas
community-act-shown = Atsakymas vėl rodomas
solution-title = Kas padėjo išspręsti
solution-hint = Pažymėkite atsakymą, kuris Jums padėjo. Kiti matys, kad jį pažymėjo klausiantysis, bet nieko daugiau apie Jus nesužinos. Žymą bet kada galite pakeisti.
solution-official = Oficialus atsakymas
solution-choose = Tai padėjo išspręsti
solution-chosen = Šį atsakymą pažymėjote
solution-take-back = Nuimti žymą
solution-mark = Padėjo išspręsti – pažymėjo klausiantysis
filter-answered = Su oficialiu atsakymu
error-community-closed = Į šį klausimą atsakyti nebegalima. Jūsų tekstas nepaskelbtas.
error-community-not-editable = Šio atsakymo redaguoti nebegalima.
error-community-changed = Kol rašėte, atsakymas buvo pakeistas. Niekas neišsaugota.
error-community-vote-own = Už savo atsakymą balsuoti negalima.
error-community-not-moderator = Tai gali daryti tik moderatoriai.
error-solution-private = Kas padėjo išspręsti, galima pažymėti tik prie viešo klausimo.
flash-community-answered = Jūsų atsakymas paskelbtas.
flash-community-changed = Atsakymas pakeistas.
flash-community-deleted = Atsakymas ištrintas. Galite jį atkurti.
flash-community-restored = Atsakymas atkurtas.
flash-community-hidden = Atsakymas paslėptas. Jį tebemato autorius ir moderatoriai.
flash-community-shown = Atsakymas vėl rodomas.
flash-solution-marked = Išsaugota.
