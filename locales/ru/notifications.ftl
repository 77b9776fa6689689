# О чём сообщают участникам и сколько они хотят знать.

nav-inbox = Уведомления
nav-inbox-unread = { $count ->
    [one] { $count } новость
    [few] { $count } новости
    [many] { $count } новостей
   *[other] { $count } новости
 }

inbox-title = Уведомления
inbox-unread = { $count ->
    [one] Новое для Вас – в { $count } теме.
    [few] Новое для Вас – в { $count } темах.
    [many] Новое для Вас – в { $count } темах.
   *[other] Новое для Вас – в { $count } темы.
 }
inbox-read-all = Отметить всё как прочитанное
inbox-read-one = Отметить как прочитанное
inbox-preferences = Настройки уведомлений
inbox-following = Мои подписки
inbox-kind = Вид
inbox-any-kind = Все
inbox-list = О чём Вам сообщили
inbox-new = новое
inbox-empty = Уведомлений пока нет
inbox-none-of-kind = Уведомлений этого вида нет
inbox-empty-hint = Здесь мы сообщаем, когда Вам отвечают, Вас упоминают или пишут там, на что Вы подписаны.

notice-and-others = { $names } и ещё { $others ->
    [one] { $others } человек
    [few] { $others } человека
    [many] { $others } человек
   *[other] { $others } человека
 }
notice-untitled = Тема, которую Вы больше не видите
notice-discreet = сообщение для Вас
notice-mention = Вас упоминают: { $who }
notice-quote = Вас цитируют: { $who }
notice-reply = { $count ->
    [one] { $count } ответ Вам: { $who }
    [few] { $count } ответа Вам: { $who }
    [many] { $count } ответов Вам: { $who }
   *[other] { $count } ответа Вам: { $who }
 }
notice-followed_reply = { $count ->
    [one] { $count } новый ответ: { $who }
    [few] { $count } новых ответа: { $who }
    [many] { $count } новых ответов: { $who }
   *[other] { $count } нового ответа: { $who }
 }
notice-new_thread = Новая тема: { $who }
notice-thanks = Вам говорят спасибо: { $who }
notice-thread_closed = Модератор закрыл Вашу тему
notice-thread_opened = Модератор снова открыл Вашу тему
notice-thread_hidden = Модератор скрыл Вашу тему
notice-thread_shown = Ваша тема снова видна
notice-thread_moved = Модератор перенёс Вашу тему
notice-post_hidden = Модератор скрыл Ваше сообщение
notice-post_shown = Ваше сообщение снова видно
notice-organisation-listed = Ваша организация включена в список
notice-organisation-declined = Вашу организацию не включили в список
notice-organisation-applied = Организация просит включить её в список

notice-kind-mention = Когда меня упоминают
notice-kind-quote = Когда меня цитируют
notice-kind-reply = Ответы мне
notice-kind-followed_reply = Новые ответы в темах из моих подписок
notice-kind-new_thread = Новые темы из моих подписок
notice-kind-thanks = Благодарности
notice-kind-moderation = Что модераторы делают с моими темами и сообщениями
notice-kind-organisation_decided = Решения по моим заявкам от организаций
notice-kind-organisation_applied = Заявки организаций, которые ждут решения администратора

notifications-title = Уведомления
notifications-lead = О чём и где Вы хотите получать уведомления.
notifications-mail-hint = { $minutes ->
    [one] Письмо уходит через { $minutes } минуту, если до этого Вы не прочли новость на сайте. Об одной теме одновременно ждёт не больше одного письма.
    [few] Письмо уходит через { $minutes } минуты, если до этого Вы не прочли новость на сайте. Об одной теме одновременно ждёт не больше одного письма.
    [many] Письмо уходит через { $minutes } минут, если до этого Вы не прочли новость на сайте. Об одной теме одновременно ждёт не больше одного письма.
   *[other] Письмо уходит через { $minutes } минуты, если до этого Вы не прочли новость на сайте. Об одной теме одновременно ждёт не больше одного письма.
 }
wanted-inbox = На странице уведомлений
wanted-live = Сразу, пока я на сайте
wanted-mail = По электронной почте
wanted-digest = В дайджесте (пока не рассылается)

following-title = Мои подписки
following-lead = Всё, на что Вы подписаны или что отключили. На темы, в которых Вы пишете, Вы подписываетесь автоматически.
following-label = Уведомления:
following-level = Сколько Вы хотите знать
following-change = Изменить
following-add = Подписаться
following-choose = Выберите
following-tag = Метка
following-empty = Вы пока ни на что не подписаны
following-empty-hint = Откройте тему или категорию и выберите, сколько Вы хотите о ней знать.
following-more = Подписаться на сферу, язык или метку
following-more-hint = Мы сообщим о новых темах. На категории и темы можно подписаться на их страницах.
followed-thread = Темы
followed-category = Категории
followed-area = Сферы
followed-organisation = Организации
followed-tag = Метки
followed-language = Языки
followed-member = Участники

level-watching = Всё
level-watching-means = Сообщаем обо всём новом, в том числе по почте.
level-following = Без писем
level-following-means = Обо всём новом сообщаем на сайте, но не по почте.
level-normal = Обычно
level-normal-means = Сообщаем, только когда Вам отвечают, Вас цитируют или упоминают.
level-muted = Отключены
level-muted-means = Сообщаем только о том, что модераторы сделали с Вашими сообщениями.

member-mute = Не сообщать об этом участнике
member-mute-hint = Вам не сообщают о том, что пишет этот участник. Он об этом не узнает.
error-mute-self = Отключить уведомления о самом себе нельзя.

unsubscribe-title = Отписаться от этих писем
unsubscribe-kind = Вы больше не получите писем этого вида:
unsubscribe-thing = Писем об этом Вы больше не получите; на сайте тоже не сообщим.
unsubscribe-do = Отписаться
unsubscribe-done = Готово: таких писем больше не будет. Это можно в любое время изменить в настройках.

mail-notices-subject = Новое: { $title }
mail-notices-why = Вы получили это письмо, потому что подписаны на то, о чём в нём сообщается, или это касается Вас.
mail-notices-stop = Отписаться от этих писем

flash-inbox-read = Отмечено как прочитанное.
flash-following-changed = Ваш выбор сохранён.

live-new-replies = { $count ->
    [one] Показать { $count } новый ответ
    [few] Показать { $count } новых ответа
    [many] Показать { $count } новых ответов
   *[other] Показать { $count } нового ответа
 }
live-threads-changed = { $count ->
    [one] Изменилась { $count } тема: обновить список
    [few] Изменились { $count } темы: обновить список
    [many] Изменилось { $count } тем: обновить список
   *[other] Изменилось { $count } темы: обновить список
 }
live-page-changed = Страница изменилась: обновить
