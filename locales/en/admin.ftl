# For administrators.

admin-title = Administration
admin-members = Members
admin-members-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
 }
admin-suspended-count = { $count ->
    [one] { $count } suspended
   *[other] { $count } suspended
 }
admin-search = Beginning of a name, or a whole e-mail address
admin-any-role = Any
admin-find = Find
admin-nobody = Nobody was found.
admin-next = Next
admin-first = To the beginning
admin-address = E-mail address
admin-roles = Roles
admin-public-page = Public page
admin-from = From
admin-ends = Until
admin-ended = Roles that have ended
admin-ended-at = Ended
admin-given-by = Given by
admin-command-line = Command line
admin-no-end = Without an end
admin-everywhere = Everywhere
admin-no-roles = No roles.
admin-give = Give a role
admin-revoke = Take back
admin-category-hint = A moderator can be limited to one category and what is in it.
admin-area-hint = For a coordinator: the area whose questions they look after.
admin-scope = Where
admin-until-hint = The last day. Left empty, the role has no end.
admin-suspended = Suspended
admin-suspension = Suspension
admin-suspend = Suspend the account
admin-suspend-hint = They are signed out everywhere and cannot sign in until you restore the account. What they wrote stays.
admin-restore = Restore the account
admin-restore-hint = They can sign in again, with the roles that they still have.

field-category = Category
field-role = Role
field-until = Until

flash-grant-given = The role has been given.
flash-grant-revoked = The role has been taken back.
flash-suspended = The account is suspended.
flash-suspension-ended = The account is restored.

error-scope-moderator = Only the role of a moderator can be limited to a category.
error-scope-coordinator = Only the role of a coordinator can be limited to an area.
error-date = Write the date as year-month-day, for example 2027-01-31.
error-date-past = This day is over. Choose one that is still to come.
error-role-held = This member already has that role. To change its end, take it back first.
error-own-admin = This is your own last right to administer. Another administrator has to take it back.
error-own-account = You cannot suspend your own account.
error-no-account = Nobody has this address.
error-role-not-held = This member does not have that role.
error-token-name = Write 1 to 60 characters.

admin-consumers = Work on the log
admin-consumers-lead = What is done after every change, such as notifications: how far it has come, and what it failed at.
consumer-name = Work
consumer-lag = Behind by
consumer-retried = Tried again
consumer-aside = Set aside
consumer-failed = What failed
consumer-attempts = { $count ->
    [one] { $count } try
   *[other] { $count } tries
 }
consumer-next = Next try:
consumer-retry = Try again now
consumer-none-failed = Nothing has failed.
flash-consumer-retried = It is tried again within a second.
