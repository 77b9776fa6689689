# Answers of members to public questions, votes, what solved a question.

community-title = Answers of members
community-lead = What others know from their own experience. They do not speak for any body.
community-none = No member has answered yet.
community-more = More answers
community-helped = { $count ->
    [one] Helped { $count } person
   *[other] Helped { $count } people
}
community-vote = This helped me
community-deleted = You have deleted this answer.
community-hidden = A moderator has hidden this answer. Reason:
community-delete-confirm = Delete this answer? You can restore it later.
community-write = Your answer
community-text-hint = What do you know, and how do you know it? Everybody reads this: leave out telephone numbers, addresses and document numbers. Markdown works: *emphasis*, - list, > quote.
community-send = Publish the answer
community-sign-in = Sign in or create an account to answer. Nobody sees your e-mail address.
community-closed = This question takes no more answers.
community-edit-title = Edit the answer
community-history-title = Versions of the answer
community-moderate-title = Moderate the answer
community-reason-hint = One or two sentences. The author and the moderators read them.
community-hide = Hide the answer
community-show = Show the answer again
community-log-title = Members' answers: what moderators did
community-log-lead = Which answers of members to questions were hidden or shown again, by whom and why; the newest first.
community-log-none = No answer of a member has been hidden yet.
community-act-hidden = Answer hidden
community-act-shown = Answer shown again
solution-title = What has solved it
solution-hint = Mark the answer that has helped you. Others will see that the asker has marked it, and nothing about you. You can change the mark at any time.
solution-official = Official answer
solution-choose = This has solved it
solution-chosen = You have marked this answer
solution-take-back = Remove the mark
solution-mark = Solved it, says the asker
filter-answered = With an official answer
error-community-closed = This question takes no more answers. Your text is not published.
error-community-not-editable = This answer cannot be edited any more.
error-community-changed = The answer was changed while you were writing. Nothing was saved.
error-community-vote-own = You cannot vote for your own answer.
error-community-not-moderator = Only moderators can do this.
error-solution-private = What solved a question can be marked when everybody can read the question.
flash-community-answered = Your answer is published.
flash-community-changed = The answer is changed.
flash-community-deleted = The answer is deleted. You can restore it.
flash-community-restored = The answer is restored.
flash-community-hidden = The answer is hidden. Its author and the moderators still see it.
flash-community-shown = The answer is shown again.
flash-solution-marked = Saved.
