# Questions to experts: the page on which one asks, and the case.

nav-ask = Ask
ask-title = Ask an expert
ask-lead = You need no account, no name and no e-mail address. Write in your own language, in plain words.
ask-usually = { $count ->
    [one] We usually answer within { $count } working day. It is read by those whom you choose below; by an administrator only in exceptional cases, and then you see when and why.
   *[other] We usually answer within { $count } working days. It is read by those whom you choose below; by an administrator only in exceptional cases, and then you see when and why.
}
ask-urgent = In danger now? Call 112. Detained, or unable to wait? Whom to reach directly
ask-call = Call { $number }
ask-text = Your question
ask-text-hint = What has happened, and what do you want to know? Leave out names, personal codes and document numbers: an answer does not need them.
ask-language = The language you wrote in
ask-language-guess = Recognise it from the text
ask-area = What it is about
ask-area-choose = Choose
ask-situation = Your situation
ask-situation-hint = The answer may depend on it. It is never shown publicly.
ask-situation-none = I would rather not say
ask-is-urgent = Urgent: a deadline is near, or I cannot wait
ask-audience = Who may read the question
ask-link = Link the question to your account?
ask-link-no = No, give me a key
ask-link-no-hint = Nobody, not even an administrator, can tell that it was you who asked.
ask-link-yes = Yes, link it
ask-link-yes-hint = You see the question when you are signed in, and need no key.
ask-key-before = When you have sent it, you get a key: eight words.
ask-key-lost = It is the only way to read the answer. We cannot restore a lost key.
ask-kept = The question is erased 12 months after the last thing that happens in its case, or as soon as you erase it yourself. Backups hold it for { $days ->
    [one] one more day
   *[other] { $days } more days
 }. What everybody can read by then stays, with its answer and nothing about you; if you do not want that, erase the question yourself.
ask-send = Send the question
ask-have-key = I have a key already
asked-title = Your question is sent
asked-lead = Write the key down now: we do not show it again.
asked-key = Your key
asked-key-how = Eight words that mean nothing. They can be read aloud. Capital letters and spaces do not matter.
asked-key-lost = We cannot restore the key. Whoever has it can read and erase your case, so show it to nobody.
asked-print = Print
asked-next = What happens next
asked-next-text = An expert gets your question. Come back in a few days and open the case with your key: the answer will be there, or what else we need to know.
asked-open = Open the case

audience-ngo = Experts of non-governmental organisations only
audience-hint-ngo = State bodies do not see the question unless you agree to it.
audience-ngo_and_state = Experts of non-governmental organisations and of state bodies
audience-hint-ngo_and_state = The body that decides on residence permits or removals may read it as well.
audience-everyone = Everyone
audience-hint-everyone = Question and answer will be public and help others. Before that, a moderator or an expert takes out what you could be recognised by.
audience-hint-linked = If you link the question to your account, it is shown at once, without anybody looking at it first.
situation-temporary_protection = I have temporary protection
situation-asylum_seeker = I am applying for asylum
situation-protection = I have been granted asylum
situation-residence_permit = I have a residence permit
situation-visa = I have a visa
situation-eu_citizen = I am an EU citizen
situation-citizen = I am a Lithuanian citizen
situation-without_papers = I have no valid papers
situation-abroad = I am not in Lithuania yet
question-state-received = Received
question-state-with_expert = With an expert
question-state-needs_detail = More information needed
question-state-answered = Answered
question-state-reviewing = The answer is being reviewed
question-state-closed = Closed
question-state-duplicate = Asked before
question-state-withdrawn = Withdrawn

case-title = Your case
case-urgent = Urgent
case-way = What has happened
case-declined = An expert has given it back:
case-question = Question
case-messages = Messages
case-you = You
case-expert = Expert
case-add = Add a detail or ask further
case-add-hint = Leave out names, personal codes and document numbers.
case-add-send = Send
case-forget = Finish and forget
case-forget-hint = Nothing of it stays in this browser. The case also closes by itself after 30 minutes.
case-end = No longer needed?
case-withdraw-hint = A withdrawn question is not worked on any more; you can still read the case.
case-withdraw-public = Its public page will disappear too, with everything that was answered there.
case-withdraw = Withdraw the question
case-erase-hint = Erasing removes the question and all messages. They cannot be brought back. Backups hold them for { $days ->
    [one] one more day
   *[other] { $days } more days
 }, for restoring the whole site alone.
case-erase-sure = Yes, erase it for good
case-erase = Erase the case
case-open-title = Open a case
case-open-lead = Type the key that you got when you sent your question.
case-key-hint = Eight words, in Latin or Cyrillic letters.
case-open = Open
case-ask-instead = I have not asked yet
field-key = Key
field-sure = Confirmation
field-situation = Your situation
field-audience = Who may read it
error-case-key = This page is out of date. Copy your text and open the page for asking again.
error-case-unknown = There is no such case. Check each word: perhaps a letter is different. Erased cases cannot be opened.
error-case-closed = This case is closed and takes no more messages. You can ask a new question.
error-case-sure = Tick the box to say that you really want to erase it.
flash-case-forgotten = You have left the case. Nothing of it is in this browser.
flash-case-erased = The case is erased.

# Language, place, e-mail, what was answered already.
question-language = Your question is in:
question-language-wrong = Is it another language?
question-language-correct = Correct it
ask-similar = Has this been answered already?
ask-similar-hint = We look for similar questions and conversations. Your text is not stored.
ask-similar-title = Perhaps this helps
ask-similar-tab = Each opens in a new tab; your text stays here.
ask-similar-none = We have found nothing similar. Send your question.
ask-municipality-hint = Useful when the answer depends on where you live. It is never shown publicly.
ask-email-hint = Only to tell you that you have an answer or that more information is needed, and to ask once whether it helped. It says nothing of the question, but whoever sees your mail will see that we have written. You can delete the address at any time.
case-email-title = When there is an answer
case-email = We will write to { $address } when you have an answer or more information is needed, and once to ask whether it helped. Nothing of your question is in these messages.
case-email-delete = Delete the address
field-municipality = Municipality
flash-case-email-deleted = The address is deleted.

# What identifies a person, before a text is sent.
identity-title = Look at this before you send
identity-lead = You can be recognised by what is listed here. Tick what is to be removed: a word in brackets takes its place.
identity-send = Send (what is ticked will be removed)
identity-back = Back to the text
identity-personal-code = Personal code
identity-phone = Telephone number
identity-email = E-mail address
identity-document = Number of a document
identity-iban = Bank account number
identity-mark-personal-code = [personal code]
identity-mark-phone = [telephone]
identity-mark-email = [e-mail]
identity-mark-document = [document number]
identity-mark-iban = [bank account]
error-identity = The text holds something by which a person can be recognised. Ask whoever wrote it, then send it again with “checked” set to 1; what is to be removed goes into “remove”.

# The list of urgent contacts, as administrators keep it.
admin-urgent-title = Urgent contacts
admin-urgent-lead = They stand at the top of the page for asking, in this order. All three languages are needed: whoever is in danger may read just one.
admin-urgent-new = Add a contact
admin-urgent-edit = Change a contact
admin-urgent-none = The list is empty: whoever is in danger finds nobody to call.
admin-urgent-when-hint = When this contact is the right one, in a few words: “You are detained”.
admin-urgent-whom-hint = Who answers, when, and in which languages.
admin-urgent-phone-hint = As it is dialled from Lithuania: 112 or +370…
admin-urgent-url-hint = The whole address, with https://
admin-urgent-remove = Remove the contact
admin-urgent-remove-confirm = Remove this contact from the page for asking?
field-when_lt = When, in Lithuanian
field-whom_lt = Whom to reach, in Lithuanian
field-when_en = When, in English
field-whom_en = Whom to reach, in English
field-when_ru = When, in Russian
field-whom_ru = Whom to reach, in Russian
field-phone = Telephone
field-url = Web address
error-urgent-phone = Give a telephone number as it is dialled: digits, with a + before them if need be.
error-urgent-url = This is not a web address. One looks like this: https://example.org.
error-urgent-changed = Somebody has changed this contact meanwhile. What stands now is shown below; your text is kept.
flash-urgent-saved = The contact is saved.
flash-urgent-removed = The contact is removed.

# What a member has asked.

own-questions-title = My questions
own-questions-lead = Questions that you have linked to your account. Only you see this list.
own-questions-ask = Ask a question
own-questions-key = Open a case with its key
own-questions-none = You have linked no question to your account. What was asked with a key is opened with that key alone.

# A question that is for everyone: it waits, it is shown, a moderator keeps it back.
error-question-sent = Another question was sent with this key already, and it has not changed. Open it with the key and add what you want to say, or load this page anew to ask another question.
error-key-burnt = The case with this key was erased, and nothing was sent now. What you have written is still here; if you want to ask again, send it once more: it gets a new key.
error-question-hidden = A moderator has hidden this question from the public: it has to be shown again first.
case-held = You have chosen that everyone may read this question. It waits until a moderator or an expert has looked whether anybody can be recognised by it; experts work on the answer meanwhile.
case-public = Everyone may read this question now:
case-hidden = A moderator does not show this question publicly: only you and the experts see it and its answer. Reason:
question-hidden = A moderator has hidden this question. Reason:
question-hide = Do not show publicly
question-hide-hint = Nobody but its asker and its experts will see the question: it leaves every list, the search and its own page. Experts can still answer it.
question-show = Show again
question-show-hint = A question that was public is so again; one that waited waits again.
question-reason-hint = One or two sentences. The asker and the moderators read them.
question-act-hidden = Hidden
question-act-shown = Shown again
question-moderate = Moderate the question
held-hidden = Hidden questions
flash-question-hidden = The question is not shown publicly. Its asker sees the reason.
flash-question-unhidden = The question is not hidden any more.
notice-question-hidden = A moderator does not show your question publicly; the reason stands with the question
notice-question-shown = Your question is not hidden any more
