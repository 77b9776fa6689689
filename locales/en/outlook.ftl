# What an asker may expect: by when there is an answer, and what when there is nobody to give one.

ask-area-days = { $count ->
    [one] within { $count } working day
   *[other] within { $count } working days
 }
outlook-usually = { $count ->
    [one] We usually answer questions in the area “{ $area }” within { $count } working day.
   *[other] We usually answer questions in the area “{ $area }” within { $count } working days.
 }
outlook-nobody = We are sorry: at present no expert answers questions in the area “{ $area }”.
outlook-nobody-ngo = We are sorry: at present no NGO’s expert answers questions in the area “{ $area }”.
outlook-kept = Your question is kept: an expert who comes can take it. Look in again in a few days.
outlook-coordinator = The coordinator has been told.
outlook-unspoken = At present no expert who may read your question answers in its language in the area “{ $area }”.
outlook-spoken = They answer in:
outlook-unspoken-then = Your question will be read all the same, perhaps with a translation, and that may take longer.
outlook-unspoken-add = If you can, add the same in one of these languages.
outlook-state = Experts of state bodies answer in this area. If you wish, you can let them read your question too.
outlook-state-means = The body that decides on residence permits or expulsion may be among them. If you do not, the question stays with NGOs alone. This cannot be undone later.
outlook-state-later = You can do so once you have opened your question.
outlook-state-allow = Let state bodies read it too
flash-audience-widened = Experts of state bodies can read your question now.
error-audience-settled = An expert has the question by now, or it is over: there is no need to change who reads it.
notice-question-unplaced = There is no expert for a question
notice-question-unspoken = No expert answers in the language of a question
