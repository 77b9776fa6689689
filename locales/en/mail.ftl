# Letters. The first message of each kind is its subject.

mail-greeting = Hello,
mail-from = Sent automatically by MIPAS. Replies are not read.
mail-link-hours = The link works once, for { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
 }.
mail-nothing-changed = If you have done nothing, you need not do anything: nothing has changed.
mail-when = When:
mail-sign-in-button = Sign in
mail-reset-page-button = Set a new password
mail-sign-up-page-button = Create an account
mail-warn-you = If it was you, there is nothing to do.
mail-warn-not-you = If it was not you, set a new password now: that signs everybody out of your account.

mail-sign-up-subject = Confirm your address
mail-sign-up-why = Somebody, most likely you, is creating a MIPAS account with this address. Open the link to confirm it.
mail-sign-up-name = Public name:
mail-sign-up-button = Confirm the address
mail-sign-up-not-you = If it was not you, do not open the link: without it no account is made.

mail-sign-up-known-subject = You already have an account
mail-sign-up-known-why = Somebody, most likely you, wanted to create a MIPAS account with this address. There is one already: you can simply sign in.
mail-sign-up-known-forgotten = If you have forgotten the password, set a new one.

mail-reset-subject = A new password
mail-reset-why = Somebody, most likely you, wants to set a new password for your MIPAS account. Open the link to do so.
mail-reset-button = Set a new password
mail-reset-not-you = If it was not you, do not open the link: your password stays as it is.

mail-reset-unknown-subject = There is no account with this address
mail-reset-unknown-why = Somebody, most likely you, wanted to set a new password for a MIPAS account with this address. There is no such account in use.
mail-reset-unknown-maybe = Perhaps you signed up with another address: try that one. You can also create an account.
mail-reset-unknown-not-you = If it was not you, you need not do anything.

mail-email-confirm-subject = Confirm the new address
mail-email-confirm-why = You want to use this address for your MIPAS account. Open the link to confirm it.
mail-email-confirm-button = Confirm the address
mail-email-confirm-not-you = If you know nothing about it, do not open the link.

mail-email-taken-subject = You already have an account
mail-email-taken-why = Somebody wanted to use this address for another MIPAS account. It belongs to your account, so that is not possible.

mail-email-asked-subject = Somebody wants to change your address
mail-email-asked-why = With your password, somebody has asked to change the address of your MIPAS account.
mail-email-new = New address:
mail-email-asked-you = If it was you, open the link that we have sent to the new address. Until then nothing changes.

mail-email-changed-subject = Your address has been changed
mail-email-changed-why = Your MIPAS account now has another address. This one no longer belongs to it.
mail-email-changed-not-you = If it was not you, write to the operator of the site at once.

mail-password-changed-subject = Your password has been changed
mail-password-changed-why = The password of your MIPAS account has been changed.
mail-password-changed-sessions = All other devices have been signed out.

mail-new-device-subject = A sign-in from a new device
mail-new-device-why = Somebody has signed in to your MIPAS account in a browser in which it has not been used before.
mail-new-device-device = Device:
