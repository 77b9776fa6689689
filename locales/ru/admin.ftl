# Для администраторов.

admin-title = Администрирование
admin-members = Участники
admin-members-count = { $count ->
    [one] { $count } участник
    [few] { $count } участника
    [many] { $count } участников
   *[other] { $count } участника
 }
admin-suspended-count = { $count ->
    [one] { $count } приостановлен
    [few] { $count } приостановлены
    [many] { $count } приостановлено
   *[other] { $count } приостановлено
 }
admin-search = Начало имени или полный адрес электронной почты
admin-any-role = Любая
admin-find = Найти
admin-nobody = Никого не найдено.
admin-next = Дальше
admin-first = К началу
admin-address = Адрес электронной почты
admin-roles = Роли
admin-public-page = Публичная страница
admin-from = С
admin-ends = До
admin-ended = Завершённые роли
admin-ended-at = Завершена
admin-given-by = Кто дал
admin-command-line = Командная строка
admin-no-end = Бессрочно
admin-everywhere = Везде
admin-no-roles = Ролей нет.
admin-give = Дать роль
admin-revoke = Отозвать
admin-category-hint = Модератору можно назначить одну категорию со всем, что в ней есть.
admin-area-hint = Для координатора: сфера, за вопросами которой он следит.
admin-scope = Где действует
admin-until-hint = Последний день. Если оставить поле пустым, роль будет бессрочной.
admin-suspended = Приостановлена
admin-suspension = Приостановка учётной записи
admin-suspend = Приостановить учётную запись
admin-suspend-hint = Все сеансы участника завершатся, и он не сможет войти, пока Вы не восстановите учётную запись. Его сообщения останутся.
admin-restore = Восстановить учётную запись
admin-restore-hint = Участник снова сможет войти, с теми ролями, которые ещё действуют.

field-category = Категория
field-role = Роль
field-until = До

flash-grant-given = Роль дана.
flash-grant-revoked = Роль отозвана.
flash-suspended = Учётная запись приостановлена.
flash-suspension-ended = Учётная запись восстановлена.

error-scope-moderator = Одной категорией можно ограничить только роль модератора.
error-scope-coordinator = Одной сферой можно ограничить только роль координатора.
error-date = Напишите дату так: год-месяц-день, например 2027-01-31.
error-date-past = Этот день уже прошёл. Выберите более поздний.
error-role-held = У участника уже есть эта роль. Чтобы изменить срок, сначала отзовите её.
error-own-admin = Это Ваше последнее право администратора. Отозвать его может только другой администратор.
error-own-account = Приостановить свою учётную запись нельзя.
error-no-account = Такого адреса ни у кого нет.
error-role-not-held = У участника нет этой роли.
error-token-name = Напишите от 1 до 60 знаков.

admin-consumers = Обработка журнала
admin-consumers-lead = Что делается после каждого изменения (например, рассылаются уведомления), сколько уже сделано и что не удалось.
consumer-name = Работа
consumer-lag = Отставание
consumer-retried = Будет повторено
consumer-aside = Отложено
consumer-failed = Что не удалось
consumer-attempts = { $count ->
    [one] { $count } попытка
    [few] { $count } попытки
    [many] { $count } попыток
   *[other] { $count } попытки
 }
consumer-next = Следующая попытка:
consumer-retry = Попробовать сейчас
consumer-none-failed = Сбоев не было.
flash-consumer-retried = Пробуем ещё раз.
