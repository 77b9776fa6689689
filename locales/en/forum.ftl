# Categories, threads, posts.

nav-crumbs = You are here
nav-pages = Pages
save = Save
cancel = Cancel
field-title = Title
field-text = Text
field-language = Language
field-tags = Tags

forum-title = Forum
forum-lead = Ask what you need to know, and answer what you know. You may write in any language.
forum-where-title = Where does your question belong?
forum-where-lead = Choose the category that fits best. If you are wrong, a moderator moves it.
forum-empty = There are no categories yet
panel-forum = In the forum
category-restricted = Not for everyone
category-rules = Rules of this category
category-threads = { $count ->
    [one] { $count } thread
   *[other] { $count } threads
 }
category-posts = { $count ->
    [one] { $count } post
   *[other] { $count } posts
 }
category-threads-heading = Threads
category-empty = There are no threads yet
category-empty-hint = Start the first one: somebody else probably has the same question.
category-nothing-found = No thread fits the filter

filter-language = Language
filter-any-language = Any
filter-tag = Tag
filter-apply = Show
filter-clear = Show all
pager-newer = Newer
pager-older = Older
pager-previous = Previous page
pager-next = Next page
pager-last = Last page
pager-page-of = Page { $page } of { $pages }

thread-new-button = New thread
thread-sign-in-to-ask = Sign in to ask
thread-new-title = New thread
thread-title-field = Title
thread-title-hint = One sentence from which others see what it is about.
thread-tags-field = Tags (optional)
thread-tags-hint = Up to five, separated by commas.
thread-tags = Tags
thread-send = Publish
thread-edit = Change title and tags
thread-edit-title = Change the thread
thread-moderate = Moderate
thread-pinned = Pinned
thread-closed = Closed
thread-hidden = Hidden
thread-new = New
thread-unread = { $count ->
    [one] { $count } new
   *[other] { $count } new
 }
thread-replies = { $count ->
    [one] { $count } reply
   *[other] { $count } replies
 }
thread-first-unread = To the first unread post
thread-hidden-note = A moderator has hidden this thread. Reason:
thread-closed-note = This thread is closed. Reason:
thread-moved-note = This thread was moved here. Reason:

post-word = Post
post-link = Link to post { $number }
post-reply-to = in reply to { $number }
post-edited = edited
post-unread = New
post-deleted = This post was deleted.
post-hidden = A moderator has hidden this post. Reason:
post-hidden-mine = Only you and the moderators see the text below.
post-unfold = Read the whole post ({ $count ->
    [one] { $count } character
   *[other] { $count } characters
 })
post-quote = Quote
post-edit = Edit
post-edit-title = Edit the post
post-delete = Delete
post-delete-confirm = Delete this post? You can restore it later.
post-restore = Restore
post-moderate = Moderate
post-history-title = Versions of the post
post-version = Version { $number }
thanks-button = Thanks
thanks-count = { $count ->
    [one] { $count } thanks
   *[other] { $count } thanks
 }

reply-title = Reply
reply-send = Publish
reply-sign-in = To reply, sign in or make an account. Your address is shown to nobody.
reply-to-note = You are replying to post { $number }
composer-text = Text
composer-hint = Do not write phone numbers, addresses or document numbers: everybody can read this. Markdown works: *emphasis*, - list, > quote.
composer-language = Written in
composer-preview = Preview
composer-offline = There is no connection. Your text is still here.
draft-saved = Draft saved
draft-failed = The draft could not be saved
conflict-current = The text as it stands now
conflict-hint = Somebody has changed it while you were writing. Take over what you need; then save again.

error-thread-closed = This thread has been closed. Your text was not published.
error-thread-hidden = This thread is hidden: nobody can reply for now.
error-category-closed = You may not write in this category.
error-post-changed = The post was changed while you were writing. Nothing was saved.
error-key-used = This form was sent before with another text, and that one is published. Look at it; then, if this is to be said as well, send it again.
error-post-not-editable = This post cannot be edited any more.
error-thanks-own = You cannot thank yourself.
error-tags-many = At most five tags.
error-tags-long = A tag has at most 30 characters.

flash-post-changed = The post was changed.
flash-post-deleted = The post was deleted.
flash-post-restored = The post is back.
flash-thread-changed = The thread was changed.
