# Getting in: sign-up, sign-in, passwords, addresses.

sign-up-title = Create an account
sign-up-lead = Reading needs no account. With one you can write in the forum.
sign-up-name-hint = Everybody sees it. It need not be your real name.
sign-up-email-hint = Nobody else sees it. We send a link there to confirm it.
sign-up-terms = By creating an account you agree to keep to the { $html_rules }. What we do with your data: { $html_privacy }.
sign-up-terms-rules = rules
sign-up-terms-privacy = privacy
sign-up-have = Have an account already?
password-hint = At least 8 characters. A few words in a row are easy to remember and hard to guess.

confirm-title = Confirm your address
confirm-lead = One step is left. Press the button: an account with the public name { $name } is created, and you are signed in.
confirm-button = Confirm and sign in
confirm-email-title = Confirm the new address
confirm-email-lead = After that you sign in with { $email }, and mail goes there.
confirm-email-button = Confirm the address
link-over-title = This link does not work

sign-in-title = Sign in
sign-in-forgotten = I have forgotten my password
sign-in-none = No account yet?

reset-request-title = Set a new password
reset-request-lead = Write your e-mail address. We send a link there with which you can set a new password.
reset-request-button = Send the link
reset-title = Choose a new password
reset-lead = You will be signed out on all other devices.
reset-button = Save the password

mail-sent-title = Look into your mail
mail-sent-lead = We have sent a message to the address that you wrote. Open the link in it.
mail-sent-missing = Nothing there after a few minutes? Look into the spam folder, check the address and try again.

settings-password-title = Password
settings-password-ends = You will be signed out on your other devices.
settings-password-button = Change the password
settings-email-title = E-mail address
settings-email-now = Your address now: { $email }
settings-email-new = New address
settings-email-hint = We send a link there. The address changes once you have opened it.
settings-email-button = Change the address

field-email = E-mail address
field-new_password = New password
field-current_password = Current password
field-email_password = Current password

flash-welcome = Welcome! Your account is ready.
flash-signed-out = You are signed out.
flash-password-changed = The password is changed. You are signed out on all other devices.
flash-email-asked = We have sent a link to the new address. Open it to complete the change.
flash-email-changed = The address is changed.

error-email = This is not an e-mail address. One looks like this: name@example.org.
error-email-taken = Another account has this address.
error-password-short = The password is too short. Characters needed: { $least }.
error-password-long = The password is too long. Characters allowed: { $most }.
error-password-common = This password is one of the most common and is guessed first. Choose another.
error-credentials = The address or the password is wrong.
error-account-disabled = This account has been switched off. Write to the operator of this site.
error-link-over = The link has been used already, or it is too old.

demo-mail-title = Mail of the demonstration
demo-mail-lead = Mail of this demonstration does not leave it. You can read it here.
demo-mail-empty = No mail yet.
demo-mail-links = Links in the message
demo-mail-headers = Headers
