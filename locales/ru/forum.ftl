# Категории, темы, сообщения.

nav-crumbs = Вы здесь
nav-pages = Страницы
save = Сохранить
cancel = Отмена
field-title = Заголовок
field-text = Текст
field-language = Язык
field-tags = Метки

forum-title = Форум
forum-lead = Спрашивайте о том, что нужно узнать, и отвечайте, если знаете. Писать можно на любом языке.
forum-where-title = Где задать вопрос?
forum-where-lead = Выберите самую подходящую категорию. Если ошибётесь, модератор перенесёт тему.
forum-empty = Категорий пока нет
panel-forum = На форуме
category-restricted = Видна не всем
category-rules = Правила этой категории
category-threads = { $count ->
    [one] { $count } тема
    [few] { $count } темы
    [many] { $count } тем
   *[other] { $count } темы
 }
category-posts = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
    [many] { $count } сообщений
   *[other] { $count } сообщения
 }
category-threads-heading = Темы
category-empty = Тем пока нет
category-empty-hint = Начните первую: тот же вопрос, скорее всего, есть и у других.
category-nothing-found = Таких тем не нашлось

filter-language = Язык
filter-any-language = Любой
filter-tag = Метка
filter-apply = Показать
filter-clear = Показать все
pager-newer = Новее
pager-older = Раньше
pager-previous = Предыдущая страница
pager-next = Следующая страница
pager-last = Последняя страница
pager-page-of = Страница { $page } из { $pages }

thread-new-button = Новая тема
thread-sign-in-to-ask = Войдите, чтобы спросить
thread-new-title = Новая тема
thread-title-field = Заголовок
thread-title-hint = Одно предложение, из которого понятно, о чём тема.
thread-tags-field = Метки (необязательно)
thread-tags-hint = Не больше пяти, через запятую.
thread-tags = Метки
thread-send = Опубликовать
thread-edit = Изменить заголовок и метки
thread-edit-title = Изменение темы
thread-moderate = Модерировать
thread-pinned = Закреплена
thread-closed = Закрыта
thread-hidden = Скрыта
thread-new = Новая
thread-unread = { $count ->
    [one] { $count } новое
    [few] { $count } новых
    [many] { $count } новых
   *[other] { $count } нового
 }
thread-replies = { $count ->
    [one] { $count } ответ
    [few] { $count } ответа
    [many] { $count } ответов
   *[other] { $count } ответа
 }
thread-first-unread = К первому непрочитанному сообщению
thread-hidden-note = Модератор скрыл эту тему. Причина:
thread-closed-note = Тема закрыта. Причина:
thread-moved-note = Тема перенесена сюда. Причина:

post-word = Сообщение
post-link = Ссылка на сообщение { $number }
post-reply-to = в ответ на сообщение { $number }
post-edited = изменено
post-unread = Новое
post-deleted = Сообщение удалено.
post-hidden = Модератор скрыл это сообщение. Причина:
post-hidden-mine = Текст ниже видите только Вы и модераторы.
post-unfold = Читать сообщение полностью ({ $count ->
    [one] { $count } знак
    [few] { $count } знака
    [many] { $count } знаков
   *[other] { $count } знака
 })
post-quote = Цитировать
post-edit = Изменить
post-edit-title = Изменение сообщения
post-delete = Удалить
post-delete-confirm = Удалить это сообщение? Позже его можно восстановить.
post-restore = Восстановить
post-moderate = Модерировать
post-history-title = Редакции сообщения
post-version = Редакция { $number }
thanks-button = Спасибо
thanks-count = { $count ->
    [one] { $count } благодарность
    [few] { $count } благодарности
    [many] { $count } благодарностей
   *[other] { $count } благодарности
 }

reply-title = Ответить
reply-send = Опубликовать
reply-sign-in = Чтобы ответить, войдите или создайте учётную запись. Ваш адрес эл. почты никто не увидит.
reply-to-note = Вы отвечаете на сообщение { $number }
composer-text = Текст
composer-hint = Не пишите номера телефонов и документов и адреса: текст видят все. Работает Markdown: *курсив*, - список, > цитата.
composer-language = На каком языке Вы пишете
composer-preview = Предпросмотр
composer-offline = Нет связи. Ваш текст остался здесь.
draft-saved = Черновик сохранён
draft-failed = Не удалось сохранить черновик
conflict-current = Текст в нынешнем виде
conflict-hint = Пока Вы писали, текст изменили. Перенесите нужное и сохраните ещё раз.

error-thread-closed = Тема уже закрыта. Ваш текст не опубликован.
error-thread-hidden = Тема скрыта, поэтому ответить сейчас нельзя.
error-category-closed = В этой категории Вы не можете писать.
error-post-changed = Пока Вы писали, сообщение изменили. Ничего не сохранено.
error-key-used = Эта форма уже была отправлена с другим текстом, и он опубликован. Посмотрите на него; если хотите сказать и это, отправьте ещё раз.
error-post-not-editable = Это сообщение больше нельзя изменить.
error-thanks-own = Поблагодарить себя нельзя.
error-tags-many = Не больше пяти меток.
error-tags-long = В метке может быть не больше 30 знаков.

flash-post-changed = Сообщение изменено.
flash-post-deleted = Сообщение удалено.
flash-post-restored = Сообщение восстановлено.
flash-thread-changed = Тема изменена.
