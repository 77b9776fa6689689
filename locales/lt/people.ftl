# Žmonės, kokius juos mato kiti.

former-member = Buvęs narys
role-expert = Ekspertas
role-representative = Atstovas
role-moderator = Moderatorius
role-coordinator = Koordinatorius
role-editor = Redaktorius
role-admin = Administratorius

people-since = Narys nuo
people-handle = Kaip kreiptis įrašuose
people-reads = Skaito
people-about = Apie save
people-former-hint = Šis žmogus ištrynė savo paskyrą. Liko tik tai, ką jis parašė; daugiau nieko nesaugome.
people-edit = Taisyti savo aprašą
