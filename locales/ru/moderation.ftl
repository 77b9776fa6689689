# Что модераторы делают с темами и сообщениями, и журнал этих действий.

moderation-title = Журнал модерации
moderation-lead = Кто, что и почему сделал. Эту страницу видят только те, кто модерирует эти категории.
moderation-list = Что было сделано
moderation-empty = Здесь пока ничего не делали
moderation-category = Категория
moderation-any-category = Все
moderation-reason = Причина:
moderation-of-post = сообщение № { $number }
moderation-thread-closed-to-you = Тема { $number }, которую Вы больше не видите
moderation-done-here = Что здесь было сделано

moderation-thread_closed = Тема закрыта
moderation-thread_opened = Тема снова открыта
moderation-thread_pinned = Тема закреплена
moderation-thread_unpinned = Тема откреплена
moderation-thread_hidden = Тема скрыта
moderation-thread_shown = Тема снова видна
moderation-thread_moved = Тема перенесена
moderation-post_hidden = Сообщение скрыто
moderation-post_shown = Сообщение снова видно

moderate-thread-title = Модерация темы
moderate-post-title = Модерация сообщения
moderation-reason-hint = Одно-два предложения. Читатели увидят их там, где Вы это сделали; они останутся и в журнале.
moderation-close = Закрыть
moderation-open = Открыть снова
moderation-hide-thread = Скрыть тему
moderation-show-thread = Снова показать тему
moderation-move = Перенести
moderation-choose-category = Выберите категорию
moderation-pin = Закрепить
moderation-unpin = Открепить
moderation-hide-post = Скрыть сообщение
moderation-show-post = Снова показать сообщение
field-reason = Причина
moderation-target = Категория, в которую перенести

hidden-thread-title = Эта тема скрыта
hidden-thread-back = В категорию «{ $category }»

error-not-moderator = Эту категорию Вы не модерируете.
error-move-category = Выберите другую категорию, которую Вы модерируете.
error-thread-moved = Кто-то только что перенёс эту тему. Обновите страницу.

flash-thread-closed = Тема закрыта.
flash-thread-opened = Тема снова открыта.
flash-thread-pinned = Тема закреплена.
flash-thread-unpinned = Тема откреплена.
flash-thread-hidden = Тема скрыта. Её по-прежнему видят автор и модераторы.
flash-thread-shown = Тема снова видна.
flash-thread-moved = Тема перенесена.
flash-post-hidden = Сообщение скрыто. Его по-прежнему видят автор и модераторы.
flash-post-shown = Сообщение снова видно.
