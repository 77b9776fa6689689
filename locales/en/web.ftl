# The frame around every page, errors, forms.

site-claim = Migration: ask, know, decide together
skip-to-content = Skip to the content
leave-page = Leave this page
nav-main = Main
nav-foot = About this site
foot-note = An account is not needed to read. In danger: call 112.
nav-languages = Language
nav-forum = Forum
nav-areas = Areas
nav-organisations = Organisations
nav-how = How this works
nav-about = About
nav-rules = Rules
nav-privacy = Privacy
nav-accessibility = Accessibility
nav-api = Open data (API)
nav-demo-mail = Mail of the demonstration
nav-profile = My page
nav-settings = Settings
nav-moderation = Moderation
nav-admin = Administration
nav-sign-in = Sign in
nav-sign-out = Sign out
lang-short-lt = LT
lang-short-en = EN
lang-short-ru = RU

error-title-400 = This request cannot be read
error-title-401 = Please sign in
error-title-403 = You may not do this
error-title-404 = There is no such page
error-title-405 = That does not work here
error-title-409 = Something has changed meanwhile
error-title-413 = That is too large
error-title-415 = This form is not understood
error-title-422 = Something needs correcting
error-title-429 = Too many requests
error-title-500 = Something broke on our side
error-title-503 = Saving does not work right now

error-advice-400 = Go back and try again. If it happens again, shorten the text or leave out unusual characters.
error-advice-401 = Reading needs no account; writing does.
error-advice-403 = If you think that you should be able to, write to the operator of this site.
error-advice-404 = It may have been moved or removed, or the address has a slip in it.
error-advice-405 = Go back and use the page's own buttons.
error-advice-409 = Compare both texts and send yours again.
error-advice-413 = Shorten the text and send it again.
error-advice-415 = A program sends data as JSON or as a form.
error-advice-422 = Go back and correct what is named here.
error-advice-429 = This protects the site. You do not need to do anything but wait.
error-advice-500 = It has been written down for those who look after the site. Try again in a while.
error-advice-503 = Reading goes on. Nothing was saved: try again in a minute.

error-your-text = What you wrote
error-your-text-hint = It was not saved. Copy it before you leave this page.
error-to-home = To the front page

error-sign-in = You need to be signed in for this.
error-forbidden = You do not have the right to do this.
error-form-expired = This form is too old or belongs to another session. Load the page again.
error-cross-site = This request came from another site and was not carried out.
error-token-scope = This token may only read.
error-not-found = There is nothing at this address, or it is not for you to see.
error-method = This address does not know that kind of request.
error-too-large = What you sent is larger than one megabyte.
error-media-type = Send a form or JSON.
error-invalid = Some fields need correcting.
error-too-many = Please wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
 } and try again.
error-unavailable = The site cannot save anything right now.
error-internal = An unexpected error happened.
error-bad-request = The request is damaged.
error-bad-text = The text holds characters that are not valid.
error-bad-json = This is not valid JSON.

error-empty = Please fill this in.
error-choose = Please choose one of the options.
error-idempotency-key = A key under which something is sent once has 8 to 100 characters.
error-number = Please write a whole number.
error-wrong-type = This field is of the wrong type: a text is expected.
error-too-short = Please write at least { $least ->
    [one] { $least } character
   *[other] { $least } characters
 }.
error-too-long = At most { $most ->
    [one] { $most } character
   *[other] { $most } characters
 }; you wrote { $length }.
error-summary = Please correct the following
form-optional = (optional)
