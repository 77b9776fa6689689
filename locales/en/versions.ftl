# Language versions of questions and answers, an answer's history, the guide, the register of sources.

versions-languages = Languages
versions-original = Original
version-translated-from = Translated from
version-machine = Machine translation
version-human = Translated by a person
version-reviewed = compared with the original
version-not-reviewed = nobody has compared it with the original yet
version-follows = made from revision { $follows } of { $revision }
version-stale = The original has changed since this translation was made.
version-stale-hint = If something differs, the original is right.
version-stale-work = Compare it with the original; if it is still right, save it as it is.
version-what-changed = What has changed in the original
version-write-in = Translate into
version-write = Open
version-back = Back to the question
version-title = Translation
version-is-original = This is the language of the original; there is nothing to translate here.
version-answer-only = Only its asker and its experts read this question: its answer alone is translated, for its asker.
version-is-machine = Made by a machine
version-save = Save the translation
version-review = Review
version-review-hint = Compare the translation with the original. If it says the same, mark it as reviewed. What you have translated yourself, somebody else reviews.
version-review-send = Reviewed: it is right
translations-title = Translations
translations-lead = What waits to be translated or looked at, one language at a time.
translations-view-stale = Original changed
translations-view-review = Not reviewed
translations-view-missing = Not translated
translations-stale-count = { $count ->
    [one] { $count } out-of-date translation
   *[other] { $count } out-of-date translations
}
translations-none = Nothing waits here.
history-title = History of the answer
history-lead = When the answer was written, changed or found to be still correct, and when a source put it in doubt.
history-link = History of the answer
history-answered = Answered
history-renewed = Still correct
history-changed = Changed
history-doubted = A source has changed
history-revision = revision { $number }
guide-title = Guide
guide-add = Put into the guide
guide-remove = Take out of the guide
panel-answers = Answers
panel-answers-all = All answers
sources-search = Title, number or address
sources-any-kind = Any kind
sources-only-changed = Only changed ({ $count })
source-edit = Edit the source
source-compared = I have compared this entry with the source today
source-changes = Changes of the source
source-doubted = { $count ->
    [one] { $count } answer put into review
   *[other] { $count } answers put into review
}
source-left = { $count ->
    [one] { $count } answer left to review
   *[other] { $count } answers left to review
}
source-none-left = All are reviewed
source-undone = Mark taken back
source-undo = Take back: marked in error
source-review-mine = { $count ->
    [one] Review { $count } answer
   *[other] Review { $count } answers
}
source-review-list = All of them in one list
source-citing = Answers that rest on it
source-affected = Public answers to be reviewed because of the change
source-review-title = Review after a change of the source
source-review-theirs = Whether it is still correct is for this body to say; its experts have been told.
source-review-skip = Leave for later
source-review-again = Back to those left for later
source-review-done = Nothing is left to review.
error-version-original = This is the language of the original. It is changed by those who have written it.
error-version-own = Somebody else reviews what you have translated yourself.
error-version-scope = You may not translate into this language here.
error-version-no-answer = There is no answer to translate yet.
error-version-private = Only the answer to this question can be translated: nobody else reads the question.
error-version-changed = The original or the translation has changed meanwhile. What stands now is shown below; your text is kept.
error-guide-unanswered = Only questions that have an official answer can stand in the guide.
error-guide-moved = The order has changed meanwhile. Look at the list again.
error-source-edited = Somebody has changed this entry meanwhile. What stands now is shown below; your changes are kept.
flash-version-written = The translation is saved.
flash-version-reviewed = The translation is marked as reviewed.
flash-guide-added = The question is in the guide.
flash-guide-removed = The question is taken out of the guide.
flash-source-undone = The mark is taken back. Answers that were in review because of it alone are so no more.
flash-source-edited = The entry is saved.
