# The front page.

home-title = Ask, read, talk about migration
home-lead = A place where people who have come to Lithuania, those who help them and those who decide talk to each other. Reading needs no account.
home-ask-expert = Ask an expert
home-ask-forum = Ask in the forum
home-find = Find what was answered already
home-promise-account = No account and no name needed to ask
home-promise-language = Write in any language
home-promise-address = Your e-mail address is never shown
home-promise-moderation = Moderators look after the tone, with reasons given
home-answered = Answered by experts
home-all-questions = All questions
home-areas = Areas
home-waiting = New in what you read
home-newest = New in the forum
home-all-categories = All categories
home-empty = Nothing has been written yet.
