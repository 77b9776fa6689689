# The front page.

home-title = Ask, read, talk about migration
home-lead = A place where people who have come to Lithuania, those who help them and those who decide talk to each other. Reading needs no account.
home-ask = What do you want to know?
home-ask-button = Ask
home-promise-language = Write in any language
home-promise-address = Your e-mail address is never shown
home-promise-moderation = Moderators look after the tone, with reasons given
home-areas = Areas
home-waiting = New in what you read
home-newest = New in the forum
home-all-categories = All categories
home-empty = Nothing has been written yet.
