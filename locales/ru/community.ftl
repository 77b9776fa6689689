# Ответы участников на открытые вопросы, голоса, что помогло решить вопрос.

community-title = Ответы участников
community-lead = То, что другие знают по своему опыту. Они не говорят от имени учреждений.
community-none = Участники на этот вопрос ещё не ответили.
community-more = Ещё ответы
community-helped = { $count ->
    [one] Помогло { $count } человеку
    [few] Помогло { $count } людям
    [many] Помогло { $count } людям
   *[other] Помогло { $count } человека
}
community-vote = Мне помогло
community-deleted = Вы удалили этот ответ.
community-hidden = Модератор скрыл этот ответ. Причина:
community-delete-confirm = Удалить этот ответ? Позже его можно восстановить.
community-write = Ваш ответ
community-text-hint = Что Вы знаете и откуда? Текст видят все, поэтому не пишите номера телефонов и документов и адреса. Работает Markdown: *курсив*, - список, > цитата.
community-send = Опубликовать ответ
community-sign-in = Чтобы ответить, войдите или создайте учётную запись. Ваш адрес эл. почты никто не увидит.
community-closed = Ответить на этот вопрос больше нельзя.
community-edit-title = Изменение ответа
community-history-title = Редакции ответа
community-moderate-title = Модерация ответа
community-reason-hint = Одно-два предложения. Их прочитают автор и модераторы.
community-hide = Скрыть ответ
community-show = Снова показать ответ
community-log-title = Ответы участников: что делали модераторы
community-log-lead = Какие ответы участников на вопросы скрыты или снова видны, кто и почему это сделал; сначала новые.
community-log-none = Пока не скрыт ни один ответ участника.
community-act-hidden = Ответ скрыт
community-act-shown = Ответ снова виден
solution-title = Что помогло решить вопрос
solution-hint = Отметьте ответ, который Вам помог. Другие увидят, что его отметил автор вопроса, и больше ничего о Вас не узнают. Отметку всегда можно изменить.
solution-official = Официальный ответ
solution-choose = Это помогло решить вопрос
solution-chosen = Вы отметили этот ответ
solution-take-back = Снять отметку
solution-mark = Помогло решить вопрос — отметил его автор
filter-answered = С официальным ответом
error-community-closed = Ответить на этот вопрос больше нельзя. Ваш текст не опубликован.
error-community-not-editable = Этот ответ уже нельзя изменить.
error-community-changed = Пока Вы писали, ответ изменили. Ничего не сохранено.
error-community-vote-own = За свой ответ голосовать нельзя.
error-community-not-moderator = Это могут делать только модераторы.
error-solution-private = Отметить, что помогло, можно только у открытого вопроса.
flash-community-answered = Ваш ответ опубликован.
flash-community-changed = Ответ изменён.
flash-community-deleted = Ответ удалён. Его можно восстановить.
flash-community-restored = Ответ восстановлен.
flash-community-hidden = Ответ скрыт. Его по-прежнему видят автор и модераторы.
flash-community-shown = Ответ снова виден.
flash-solution-marked = Сохранено.
