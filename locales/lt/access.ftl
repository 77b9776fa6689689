# Patekimas į svetainę: registracija, prisijungimas, slaptažodžiai, adresai.

sign-up-title = Susikurti paskyrą
sign-up-lead = Skaityti galima ir be paskyros. Ją susikūrę, galėsite rašyti forume.
sign-up-name-hint = Jį matys visi. Tikro vardo rašyti nebūtina.
sign-up-email-hint = Niekas kitas jo nematys. Nusiųsime nuorodą adresui patvirtinti.
sign-up-terms = Kurdami paskyrą, sutinkate laikytis { $html_rules }. Kaip tvarkome Jūsų duomenis, rašome { $html_privacy }.
sign-up-terms-rules = taisyklių
sign-up-terms-privacy = privatumo puslapyje
sign-up-have = Jau turite paskyrą?
password-hint = Bent 8 ženklai. Keli žodžiai iš eilės lengvai įsimenami ir sunkiai atspėjami.

confirm-title = Patvirtinkite adresą
confirm-lead = Liko vienas žingsnis. Paspaudus mygtuką bus sukurta paskyra, kurios viešas vardas – { $name }, ir būsite prisijungę.
confirm-button = Patvirtinti ir prisijungti
confirm-email-title = Patvirtinkite naująjį adresą
confirm-email-lead = Nuo tada prisijungsite adresu { $email }, juo gausite ir laiškus.
confirm-email-button = Patvirtinti adresą
link-over-title = Ši nuoroda negalioja

sign-in-title = Prisijungimas
sign-in-forgotten = Pamiršau slaptažodį
sign-in-none = Dar neturite paskyros?

reset-request-title = Naujas slaptažodis
reset-request-lead = Įrašykite savo el. pašto adresą. Nusiųsime nuorodą, kurią atvėrę galėsite nustatyti naują slaptažodį.
reset-request-button = Siųsti nuorodą
reset-title = Nustatykite naują slaptažodį
reset-lead = Visuose kituose įrenginiuose būsite atjungti.
reset-button = Išsaugoti slaptažodį

mail-sent-title = Pasitikrinkite el. paštą
mail-sent-lead = Jūsų nurodytu adresu išsiuntėme laišką. Atverkite jame esančią nuorodą.
mail-sent-missing = Po kelių minučių laiško vis dar nėra? Pažiūrėkite, ar jis nepateko į brukalą, patikrinkite adresą ir bandykite dar kartą.

settings-password-title = Slaptažodis
settings-password-ends = Kituose savo įrenginiuose būsite atjungti.
settings-password-button = Pakeisti slaptažodį
settings-email-title = El. pašto adresas
settings-email-now = Dabartinis adresas: { $email }
settings-email-new = Naujas adresas
settings-email-hint = Juo nusiųsime nuorodą. Adresas pasikeis, kai ją atversite ir patvirtinsite.
settings-email-button = Pakeisti adresą

field-email = El. pašto adresas
field-new_password = Naujas slaptažodis
field-current_password = Dabartinis slaptažodis
field-email_password = Dabartinis slaptažodis

flash-welcome = Sveiki atvykę! Jūsų paskyra sukurta.
flash-signed-out = Jūs atsijungėte.
flash-password-changed = Slaptažodis pakeistas. Visuose kituose įrenginiuose esate atjungti.
flash-email-asked = Naujuoju adresu išsiuntėme nuorodą. Adresas pasikeis, kai ją atversite ir patvirtinsite.
flash-email-changed = Adresas pakeistas.

error-email = Tai ne el. pašto adresas. Pavyzdys: vardas@example.org.
error-email-taken = Šį adresą jau naudoja kita paskyra.
error-password-short = Slaptažodis per trumpas. Mažiausias ženklų skaičius: { $least }.
error-password-long = Slaptažodis per ilgas. Didžiausias ženklų skaičius: { $most }.
error-password-common = Šis slaptažodis – vienas dažniausių, jį atspėtų pirmiausia. Sugalvokite kitą.
error-credentials = Neteisingas adresas arba slaptažodis.
error-account-disabled = Ši paskyra išjungta. Parašykite svetainės tvarkytojui.
error-link-over = Nuoroda jau panaudota arba jos galiojimas baigėsi.

demo-mail-title = Demonstraciniai laiškai
demo-mail-lead = Šios demonstracijos laiškai niekur nesiunčiami. Juos galite perskaityti čia.
demo-mail-empty = Laiškų dar nėra.
demo-mail-links = Laiške esančios nuorodos
demo-mail-headers = Antraštės
