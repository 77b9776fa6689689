# The form of an answer and what stands beside it: sources, what is asked of the asker, duplicates.

field-request_text = Чего не хватает, чтобы ответить
duplicate-similar = Похожие опубликованные вопросы, на которые уже ответили
duplicate-read = Прочитать
duplicate-another = Другой, укажу его адрес
field-similar = Похожий вопрос
source-find = Найти источник
source-find-label = Поиск другого источника
source-find-hint = Слова из названия, номер или статья. Написанное сохранится.
field-source_q = Поиск другого источника
source-found = { $count ->
    [0] Такого источника не нашлось.
    [one] Найден { $count } источник.
    [few] Найдено { $count } источника.
    [many] Найдено { $count } источников.
   *[other] Найдено { $count } источника.
 }
source-found-more = Есть и ещё: введите больше слов.
source-cited-and-used = Отмеченные и самые частые в этой сфере:
