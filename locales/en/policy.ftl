# What people ask, in numbers.

numbers-title = What people ask
numbers-lead = How many questions experts are asked, by area, language and month. Questions that only some may read are counted too, without a word of them.
numbers-year = Year
numbers-newest = The latest twelve months
numbers-by-area = By area
numbers-by-language = By language
numbers-sum = Sum of what is shown
numbers-hidden = hidden
numbers-none-shown = In none of these months was there a number large enough to be shown.
numbers-chart = Questions by area: sums of the months that are shown
numbers-chart-description = A bar for each area, the longest first, with its number. The table below holds the same numbers by month.
numbers-download = Download as CSV
numbers-empty = There are no numbers yet: a month is shown when it is over.
numbers-how = How this is counted
numbers-how-counted = Each question is counted once, in the month in which it was asked, whoever may read it.
numbers-how-hidden = Numbers under { $least } are hidden, zero included, so that they point at nobody. Areas and languages that are not listed had no larger number in any of these months.
numbers-how-linked = Sums hold only what is shown: there were at least so many. Where one table would give away what the other hides, a month is shown by area alone.
numbers-how-kept = The numbers do not change when a question is withdrawn or erased: nothing leads from them to a question.

# Breaking the glass: an administrator reads a question that is not theirs.
glass-title = Reading a question as an administrator
glass-lead = Nobody but the asker and their experts reads a question. If you must, for safety or because the law asks for it, say why. You can then read it for { $minutes } minutes.
glass-is-seen = Your name, the day and your reason are kept in the log, and the asker sees them in their case.
glass-reason = Why you must read it
glass-reason-hint = At least 20 characters, in words that the asker understands.
glass-password-hint = Type your own password once more.
glass-open = Open the question
glass-open-until = Open to you until
glass-question = The question
glass-messages = Messages
glass-list-title = Questions read by administrators
glass-list-lead = Each time an administrator has opened a question that is not theirs. When a question is erased, its line stays, without the reason.
glass-go = To the question
glass-which = Number of a question
glass-number-hint = It stands at the end of the address at which its expert reads it.
glass-erased = The question was erased, and the reason with it.
glass-list-none = No administrator has opened a question yet.
glass-number = Question
glass-seen-title = An administrator has read this question
glass-seen-lead = Administrators read a question only in exceptional cases, and must say why.
glass-seen-reason = Reason:
flash-glass-broken = The question is open to you. The asker sees that.

# Public questions that wait to be let through.
held-title = Questions waiting for review
held-lead = Their askers want everyone to read them. What identifies a person is already left out here; look for what else could point at somebody, then let them through.
held-none = No question is waiting.
held-next = Next
held-question-title = Let a question through
ask-link-at-once = If everyone may read it, it is shown at once. Nothing that is shown says that it is yours.
flash-question-shown = Your question is sent, and everyone can read it now.
