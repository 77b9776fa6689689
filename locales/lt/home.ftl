# The front page.

home-title = Klauskite, skaitykite, kalbėkitės apie migraciją
home-lead = Čia kalbasi žmonės, atvykę gyventi į Lietuvą, jiems padedantys ir sprendimus priimantys žmonės. Skaityti galima be paskyros.
home-ask-expert = Klausti eksperto
home-ask-forum = Klausti forume
home-find = Ieškokite, gal jau atsakyta
home-promise-account = Klausti galima be paskyros ir vardo
home-promise-language = Rašykite bet kuria kalba
home-promise-address = Jūsų el. pašto adreso niekas nemato
home-promise-moderation = Tvarką prižiūri moderatoriai ir paaiškina savo sprendimus
home-answered = Ekspertų atsakymai
home-all-questions = Visi klausimai
home-areas = Sritys
home-waiting = Nauji įrašai Jūsų skaitytose temose
home-newest = Naujausios forumo temos
home-all-categories = Visos kategorijos
home-empty = Čia dar niekas neparašyta.
