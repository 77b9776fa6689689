# What moderators do with threads and posts, and the log of it.

moderation-title = Moderation log
moderation-lead = Who did what, and why. Only those who moderate in these categories see this page.
moderation-list = What was done
moderation-empty = Nothing has been done here yet
moderation-category = Category
moderation-any-category = All
moderation-reason = Reason:
moderation-of-post = post { $number }
moderation-thread-closed-to-you = Thread { $number }, which you cannot see any more
moderation-done-here = What was done here

moderation-thread_closed = Thread closed
moderation-thread_opened = Thread opened again
moderation-thread_pinned = Thread pinned
moderation-thread_unpinned = Thread unpinned
moderation-thread_hidden = Thread hidden
moderation-thread_shown = Thread shown again
moderation-thread_moved = Thread moved
moderation-post_hidden = Post hidden
moderation-post_shown = Post shown again

moderate-thread-title = Moderate the thread
moderate-post-title = Moderate the post
moderation-reason-hint = One or two sentences. Readers see them where you acted; the log keeps them.
moderation-close = Close
moderation-open = Open again
moderation-hide-thread = Hide the thread
moderation-show-thread = Show the thread again
moderation-move = Move
moderation-choose-category = Choose a category
moderation-pin = Pin
moderation-unpin = Unpin
moderation-hide-post = Hide the post
moderation-show-post = Show the post again
field-reason = Reason
moderation-target = Category to move to

hidden-thread-title = This thread is hidden
hidden-thread-back = To the category { $category }

error-not-moderator = You do not moderate this category.
error-move-category = Choose another category that you moderate.
error-thread-moved = Somebody has just moved this thread. Load the page again.

flash-thread-closed = The thread is closed.
flash-thread-opened = The thread is open again.
flash-thread-pinned = The thread is pinned.
flash-thread-unpinned = The thread is not pinned any more.
flash-thread-hidden = The thread is hidden. Its author and the moderators still see it.
flash-thread-shown = The thread is shown again.
flash-thread-moved = The thread was moved.
flash-post-hidden = The post is hidden. Its author and the moderators still see it.
flash-post-shown = The post is shown again.
