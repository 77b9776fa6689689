# Categories, as an administrator arranges them.

admin-categories-title = Categories
admin-categories-lead = Their order, who may read and write in them, and their words in three languages.
admin-category-new-title = New category
admin-category-edit-title = Change the category
admin-category-open = Open
admin-category-up = Move up
admin-category-down = Move down
admin-category-reads = Read by:
admin-category-writes = Written in by:
admin-who-everyone = everyone
admin-who-members = everyone who is signed in
admin-who-roles = these roles only
admin-category-is-original = original
admin-category-stale = The original has changed since this text was written.
admin-category-current = I have checked this text: it is right as it stands
admin-category-same-meaning = The meaning is unchanged (a slip was mended): the translations stay up to date
admin-category-original-hint = The other languages are its translations. This cannot be changed later.
admin-category-slug-hint = The end of the address: small Latin letters, digits, hyphens. Leave it empty to make it from the name. If you change it, old links to the category stop working.
admin-category-place-hint = Among those with the same parent, counted from 1.
admin-category-no-parent = None: a category of the first level
admin-category-no-area = None
admin-category-remove = Remove the category
admin-category-remove-confirm = Remove this category for good?

field-original = Original language
field-name_lt = Name in Lithuanian
field-description_lt = Description in Lithuanian
field-rules_lt = Rules in Lithuanian
field-name_en = Name in English
field-description_en = Description in English
field-rules_en = Rules in English
field-name_ru = Name in Russian
field-description_ru = Description in Russian
field-rules_ru = Rules in Russian
field-slug = Address
field-parent = Parent category
field-area = Area
field-place = Place in the order
field-read = Who may read
field-read_roles = Roles that may read
field-write = Who may write
field-write_roles = Roles that may write

error-slug = Only small Latin letters, digits and hyphens between them.
error-slug-taken = Another category has this address.
error-choose-roles = Choose at least one role.
error-category-has-children = This category has others under it, so it cannot stand under one itself.
error-category-not-empty = Only a category without threads, hidden ones included, and without categories under it can be removed.
error-category-changed = Somebody has changed this category meanwhile. Nothing was saved: compare the texts and save again.

flash-category-created = The category was created.
flash-category-changed = The category was changed.
flash-category-removed = The category was removed.
