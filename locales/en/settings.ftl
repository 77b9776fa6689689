# What members decide for themselves.

settings-title = Settings
settings-interface = Language and display
settings-profile = Profile
settings-account = E-mail and password
settings-sessions = Signed-in devices
settings-tokens = Access for programs
settings-delete = Delete the account
settings-save = Save
settings-action = Action

settings-language = Language of the site
field-time_zone = Time zone
field-theme = Colours
field-public_name = Public name
field-reads = Languages I read
field-about = About me
field-name = Name
field-scope = What it may do
field-days = Days until it ends
field-password = Password

settings-zone-hint = Times on the site are shown in this zone.
settings-theme-auto = As on my device
settings-theme-light = Light
settings-theme-dark = Dark

settings-profile-lead = Everyone can see this, without an account too.
settings-profile-see = See my page
settings-name-hint = It need not be your real name. 2 to 60 characters; letters, digits, spaces, hyphens, full stops, apostrophes.
settings-reads-hint = Helps others to know in which language to answer you.
settings-about-hint = Up to 500 characters.

settings-sessions-lead = Every place where you are signed in. End what you do not recognise, then change your password.
session-device = Device
session-device-unknown = Unknown device
session-created = Signed in
session-seen = Last used
session-this = This one
session-end = Sign out
session-end-others = Sign out everywhere else

settings-tokens-lead = A key lets a program read or write in your name. Give it to nobody else.
token-made = The key is ready
token-made-hint = Copy it now: it is shown only this once.
token-made-before = This form was sent before and the key was made then. Its text cannot be shown again: if you did not copy it, revoke it and make another.
token-text = Key
token-created = Made
token-expires = Ends
token-revoke = Revoke
token-new = A new key
token-name-hint = To know it by, such as the program's name.
token-scope-read = Read only
token-scope-write = Read and write
token-days-hint = From 1 to 365.
token-create = Make the key

delete-goes = What is deleted
delete-goes-name = Your name, your text about yourself, your languages and settings.
delete-goes-address = Your e-mail address and password, and mail that is still waiting.
delete-goes-traces = Your drafts, your thanks to others, and how far you have read.
delete-goes-access = All sessions, keys for programs and roles.
delete-stays = What stays
delete-stays-posts = Your threads and posts, under “former member”. If something in them gives you away, edit or delete it first.
delete-stays-log = The log of changes, with numbers and no texts or names.
delete-final = This cannot be undone.
delete-password = Your current password
delete-do = Delete my account

flash-settings-saved = The settings are saved.
flash-profile-saved = The profile is saved.
flash-session-ended = That device is signed out.
flash-sessions-ended = All other devices are signed out.
flash-token-revoked = The key no longer works.
flash-account-erased = Your account is deleted.

error-in-person = Only a signed-in person can do this, not a program with a key.
error-name-characters = Use letters, digits, spaces, hyphens, full stops and apostrophes, and at least one letter.
error-name-scripts = Write each word with the letters of one alphabet.
error-name-taken = Somebody has this name already, or it is reserved. Please choose another.
error-many-tokens = You have 20 keys. Revoke one that you no longer need.
error-token-days = Write a number of days from 1 to 365.
error-password-wrong = This is not your password.
error-only-admin = You are the only administrator. Make somebody else one first.
