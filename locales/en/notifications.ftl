# What members are told, and how much they want to hear.

nav-inbox = Inbox
nav-inbox-unread = { $count ->
    [one] { $count } thing is new
   *[other] { $count } things are new
 }

inbox-title = Inbox
inbox-unread = { $count ->
    [one] { $count } thing has news for you.
   *[other] { $count } things have news for you.
 }
inbox-read-all = Mark all as read
inbox-read-one = Mark as read
inbox-preferences = Notification settings
inbox-following = What I follow
inbox-kind = Kind
inbox-any-kind = All
inbox-list = What you have been told
inbox-new = new
inbox-empty = Nothing here yet
inbox-none-of-kind = Nothing of this kind
inbox-empty-hint = You are told here when somebody replies to you, mentions you, or writes in what you follow.

notice-and-others = { $names } and { $others ->
    [one] { $others } other
   *[other] { $others } others
 }
notice-untitled = A thread that you can no longer see
notice-discreet = a message for you
notice-mention = You were mentioned by { $who }
notice-quote = You were quoted by { $who }
notice-reply = { $count ->
    [one] { $count } reply to you: { $who }
   *[other] { $count } replies to you: { $who }
 }
notice-followed_reply = { $count ->
    [one] { $count } new reply: { $who }
   *[other] { $count } new replies: { $who }
 }
notice-new_thread = New thread: { $who }
notice-thanks = Thanks from { $who }
notice-thread_closed = A moderator has closed your thread
notice-thread_opened = A moderator has opened your thread again
notice-thread_hidden = A moderator has hidden your thread
notice-thread_shown = Your thread is shown again
notice-thread_moved = A moderator has moved your thread
notice-post_hidden = A moderator has hidden your post
notice-post_shown = Your post is shown again
notice-organisation-listed = Your organisation is listed
notice-organisation-declined = Your organisation was not listed
notice-organisation-applied = An organisation asks to be listed

notice-kind-mention = Mentions of me
notice-kind-quote = Quotations of me
notice-kind-reply = Replies to me
notice-kind-followed_reply = New replies in threads that I follow
notice-kind-new_thread = New threads in what I follow
notice-kind-thanks = Thanks
notice-kind-moderation = What moderators do with my threads and posts
notice-kind-organisation_decided = Decisions on organisations that I applied for
notice-kind-organisation_applied = Applications of organisations that wait for an administrator

notifications-title = Notifications
notifications-lead = Where you want to be told of what.
notifications-mail-hint = { $minutes ->
    [one] Mail is sent after { $minutes } minute, unless you have read it here by then. At most one letter about a thread waits at a time.
   *[other] Mail is sent after { $minutes } minutes, unless you have read it here by then. At most one letter about a thread waits at a time.
 }
wanted-inbox = In the inbox
wanted-live = At once, while I am on the site
wanted-mail = By e-mail
wanted-digest = In the digest (not sent yet)

following-title = What I follow
following-lead = Everything that you follow or have muted. What you write in, you follow by itself.
following-label = Notifications:
following-level = How much you hear of it
following-change = Change
following-add = Follow
following-choose = Choose
following-tag = Tag
following-empty = You follow nothing yet
following-empty-hint = Open a thread or a category and choose how much you want to hear of it.
following-more = Follow an area, a language or a tag
following-more-hint = You are told of new threads in it. Categories and threads are followed on their own pages.
followed-thread = Threads
followed-category = Categories
followed-area = Areas
followed-organisation = Organisations
followed-tag = Tags
followed-language = Languages
followed-member = Members

level-watching = Watching
level-watching-means = You are told of everything new, by e-mail too.
level-following = Following
level-following-means = You are told of everything new in your inbox, never by e-mail.
level-normal = Normal
level-normal-means = You are told only when somebody replies to you, quotes or mentions you.
level-muted = Muted
level-muted-means = You are told only what moderators do with your own posts.

member-mute = Mute this member
member-mute-hint = You are told nothing of what a muted member writes. They do not learn of it.
error-mute-self = You cannot mute yourself.

unsubscribe-title = Stop this mail
unsubscribe-kind = You will get no more mail of this kind:
unsubscribe-thing = You will get no more mail about this, and nothing about it in your inbox.
unsubscribe-do = Stop this mail
unsubscribe-done = Done: you will get no more of this mail. You can change it back in your settings.

mail-notices-subject = New: { $title }
mail-notices-why = You get this mail because you follow what it tells of, or because that concerns you.
mail-notices-stop = Stop this mail

flash-inbox-read = Marked as read.
flash-following-changed = Your choice is saved.

live-new-replies = { $count ->
    [one] Show { $count } new reply
   *[other] Show { $count } new replies
 }
live-threads-changed = { $count ->
    [one] { $count } thread has changed: load the list again
   *[other] { $count } threads have changed: load the list again
 }
live-page-changed = This page has changed: load it again
