# Что происходит после вопроса: уведомления, письма, сроки, сводка для координаторов, помог ли ответ.

notice-question-title = Вопрос: { $area }
notice-question-offered = Вас ждёт вопрос
notice-question-handed = Вам передан вопрос
notice-question-nobody = Никто не взял вопрос, на который пора ответить
notice-question-replied = Автор вопроса написал Вам
notice-question-due-soon = Ответить нужно до конца следующего рабочего дня
notice-question-overdue = Срок ответа прошёл
notice-question-late = На вопрос не ответили в срок
notice-question-answered = На Ваш вопрос ответили
notice-question-community = На Ваш вопрос ответил участник
notice-question-detail = Нужно уточнение
notice-question-closed = Ваш вопрос закрыт
notice-question-duplicate = Такой вопрос уже есть: посмотрите, что на него ответили
notice-question-consent = Эксперт спрашивает, можно ли передать Ваш вопрос
notice-question-declined = Эксперт передал Ваш вопрос другому; причина указана при вопросе
notice-question-passed-on = Ваш вопрос передан другой организации
notice-answer-due = Прошёл день, до которого ответ нужно было проверить
notice-answer-awaits = Ответ ждёт Вашей проверки
notice-answer-verified = Второй эксперт проверил и подтвердил Ваш ответ
notice-answer-refused = Второй эксперт не подтвердил Ваш ответ
notice-answer-doubted = Автор вопроса говорит, что ответ не помог
notice-source-changed = Изменился источник, на который опираются Ваши ответы
notice-organisation-answer = Организация, на которую Вы подписаны, ответила на вопрос
notice-kind-question_own = Что происходит с моими вопросами
notice-kind-question_new = Новые вопросы, на которые я могу ответить
notice-kind-question_replied = Когда мне пишет автор вопроса
notice-kind-question_due = Сроки моих ответов: подходят или прошли
notice-kind-question_late = Просроченные и оставшиеся без эксперта вопросы в сферах, которые я координирую
notice-kind-answer_review = Ответы, которые мне нужно пересмотреть
notice-kind-organisation_answer = Новые ответы организаций, на которые у меня подписка

mail-case-subject = Сообщение от MIPAS
mail-case-answered = Для Вас есть ответ.
mail-case-needs-detail = Чтобы ответить, нам нужно уточнение.
mail-case-consent = Прежде чем передать вопрос дальше, мы хотим спросить Вашего согласия.
mail-case-helped = Некоторое время назад мы Вам ответили. Помог ли ответ? Напишите нам.
mail-case-with-key = Откройте страницу своим кодом обращения:
mail-case-signed-in = Войдите и откройте страницу:
mail-case-button = Открыть страницу
mail-case-why = Вы оставили нам этот адрес для такого сообщения. На той же странице его можно удалить.

ask-usually-between = { $count ->
    [one] Обычно мы отвечаем за { $least }–{ $count } рабочий день, это зависит от темы. Вопрос прочитают те, кого Вы выберете ниже; администратор – лишь в исключительном случае, и Вы увидите, когда и почему.
    [few] Обычно мы отвечаем за { $least }–{ $count } рабочих дня, это зависит от темы. Вопрос прочитают те, кого Вы выберете ниже; администратор – лишь в исключительном случае, и Вы увидите, когда и почему.
    [many] Обычно мы отвечаем за { $least }–{ $count } рабочих дней, это зависит от темы. Вопрос прочитают те, кого Вы выберете ниже; администратор – лишь в исключительном случае, и Вы увидите, когда и почему.
   *[other] Обычно мы отвечаем за { $least }–{ $count } рабочего дня, это зависит от темы. Вопрос прочитают те, кого Вы выберете ниже; администратор – лишь в исключительном случае, и Вы увидите, когда и почему.
 }

targets-title = Сроки ответов
targets-lead = Каких сроков держатся, отвечая на вопросы каждой сферы.
targets-days = Ответить, рабочие дни
targets-months = Следующая проверка, месяцы
targets-helped = «Помог ли ответ?», дни
targets-days-hint = За сколько рабочих дней нужно ответить; праздники не считаются. Это число видят те, кто спрашивает. Срок заданных раньше вопросов не меняется.
targets-months-hint = Через сколько месяцев ответ проверяют снова, если эксперт не укажет другого срока.
targets-helped-hint = Через сколько дней после ответа автора вопроса спрашивают, помог ли он.
field-answer_days = Рабочих дней до ответа
field-check_months = Месяцев до следующей проверки
field-helped_days = Дней до вопроса «Помог ли ответ?»
error-target-days = Укажите от 1 до 60 рабочих дней.
error-target-helped = Укажите от 1 до 90 дней.
flash-targets-saved = Сроки сохранены.

overview-title = Сводка по вопросам
overview-lead = Как идёт работа в каждой сфере. О чём спрашивали, здесь не показано.
overview-area = Сфера
overview-open = Ждут ответа
overview-overdue = Просрочены
overview-nobody = Ничьи
overview-oldest = Ближайший срок
overview-days = Срок, рабочие дни
overview-why-no_expert = В сфере нет экспертов: { $count }
overview-why-none_admitted = Нет таких экспертов, каких выбрал автор вопроса: { $count }
overview-why-left = Эксперт больше не отвечает: { $count }
overview-why-not_taken = Ни один эксперт не взял: { $count }
overview-unspoken = На языке, на котором там не отвечают: { $count }

verdict-title = Помог ли ответ?
verdict-legend = Мы спрашиваем только один раз
verdict-yes = Да
verdict-partly = Отчасти
verdict-no = Нет
verdict-no-hint = Эксперт пересмотрит ответ.
verdict-words-hint = Что помогло или чего не хватает? До 500 знаков. Это прочитает эксперт. Не пишите имён, личных кодов и номеров документов.
verdict-send = Отправить
verdict-dismiss = Не буду отвечать
verdict-said = Помог ли ответ? Вы сказали:
expert-verdict = Помог ли ответ? Автор вопроса говорит:
field-verdict = Помог ли ответ?
field-words = Своими словами
error-verdict-said = Вы уже ответили на это, или сейчас мы об этом не спрашиваем.
flash-verdict-said = Спасибо, что сказали нам.
