# What follows on a question: notices, letters, targets, the coordinators' overview, whether it helped.

notice-question-title = A question: { $area }
notice-question-offered = A question waits for you to take it
notice-question-handed = A question was handed over to you
notice-question-nobody = Nobody has taken a question that is due
notice-question-replied = The asker has written to you
notice-question-due-soon = The answer is due on the next working day
notice-question-overdue = The answer is overdue
notice-question-late = A question is overdue
notice-question-answered = Your question is answered
notice-question-community = A member has answered your question
notice-question-detail = More information is needed
notice-question-closed = Your question is closed
notice-question-duplicate = Your question was asked before: see what was answered
notice-question-consent = An expert asks whether your question may be handed over
notice-question-declined = An expert has passed your question on to another; the reason stands with the question
notice-question-passed-on = Your question was handed over to another body
notice-answer-due = An answer is past the day by which it was to be checked
notice-answer-awaits = An answer waits to be verified by you
notice-answer-verified = A second expert has verified your answer
notice-answer-refused = A second expert has not verified your answer
notice-answer-doubted = The asker says that the answer did not help
notice-source-changed = A source of your answers has changed
notice-organisation-answer = An organisation that you follow has answered a question
notice-kind-question_own = What happens with my questions
notice-kind-question_new = New questions for me to answer
notice-kind-question_replied = When an asker writes to me
notice-kind-question_due = Answers of mine that are due soon or overdue
notice-kind-question_late = Overdue questions, and questions without an expert, in the areas that I coordinate
notice-kind-answer_review = Answers that I should look at again
notice-kind-organisation_answer = New answers of organisations that I follow

mail-case-subject = A message from MIPAS
mail-case-answered = You have an answer.
mail-case-needs-detail = More information is needed before we can answer.
mail-case-consent = Before we pass your question on, we need to ask whether you agree.
mail-case-helped = Some time ago you had an answer from us. Did it help? Please tell us.
mail-case-with-key = Open the page with your key:
mail-case-signed-in = Sign in and open the page:
mail-case-button = Open the page
mail-case-why = You left this address with us for this message. You can delete it on the same page.

ask-usually-between = { $count ->
    [one] We usually answer within { $least } to { $count } working day, depending on the subject. It is read by those whom you choose below; by an administrator only in exceptional cases, and then you see when and why.
   *[other] We usually answer within { $least } to { $count } working days, depending on the subject. It is read by those whom you choose below; by an administrator only in exceptional cases, and then you see when and why.
 }

targets-title = Targets for answers
targets-lead = What the questions of each area are held to.
targets-days = Answer, working days
targets-months = Next check, months
targets-helped = “Did this help?”, days
targets-days-hint = Working days until the answer is due, public holidays left out. Whoever asks is told this number. Questions asked before keep their day.
targets-months-hint = After how many months an answer is checked again, unless its expert says otherwise.
targets-helped-hint = How many days after the answer the asker is asked whether it helped.
field-answer_days = Working days until the answer
field-check_months = Months until the next check
field-helped_days = Days until “Did this help?”
error-target-days = Enter 1 to 60 working days.
error-target-helped = Enter 1 to 90 days.
flash-targets-saved = The targets are saved.

overview-title = Overview of questions
overview-lead = How the work goes in each area. What was asked is not shown here.
overview-area = Area
overview-open = Open
overview-overdue = Overdue
overview-nobody = With nobody
overview-oldest = First due
overview-days = Target, working days
overview-why-no_expert = The area has no expert: { $count }
overview-why-none_admitted = No expert of the kind that the asker chose: { $count }
overview-why-left = Its expert answers no more: { $count }
overview-why-not_taken = No expert has taken it: { $count }
overview-unspoken = In a language that no expert there answers in: { $count }

verdict-title = Did the answer help?
verdict-legend = We ask only once
verdict-yes = Yes
verdict-partly = Partly
verdict-no = No
verdict-no-hint = The expert will look at the answer again.
verdict-words-hint = What helped, or what is missing? Up to 500 characters. The expert reads it. Leave out names, personal codes and document numbers.
verdict-send = Send
verdict-dismiss = I would rather not say
verdict-said = Did the answer help? You said:
expert-verdict = The asker has said whether the answer helped:
field-verdict = Did the answer help?
field-words = In your own words
error-verdict-said = You have answered this already, or it is not asked now.
flash-verdict-said = Thank you for telling us.
