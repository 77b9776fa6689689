# Что участники решают сами.

settings-title = Настройки
settings-interface = Язык и вид
settings-profile = Профиль
settings-account = Почта и пароль
settings-sessions = Где выполнен вход
settings-tokens = Доступ для программ
settings-delete = Удалить учётную запись
settings-save = Сохранить
settings-action = Действие

settings-language = Язык сайта
field-time_zone = Часовой пояс
field-theme = Цвета
field-public_name = Публичное имя
field-reads = На каких языках я читаю
field-about = О себе
field-name = Название
field-scope = Что разрешено
field-days = Срок действия в днях
field-password = Пароль

settings-zone-hint = По этому поясу на сайте показывается время.
settings-theme-auto = Как на моём устройстве
settings-theme-light = Светлые
settings-theme-dark = Тёмные

settings-profile-lead = Это видят все, в том числе без входа на сайт.
settings-profile-see = Посмотреть мою страницу
settings-name-hint = Настоящее имя указывать необязательно. От 2 до 60 знаков: буквы, цифры, пробелы, дефисы, точки, апострофы.
settings-reads-hint = Так другие узнают, на каком языке Вам отвечать.
settings-about-hint = До 500 знаков.

settings-sessions-lead = Все устройства, на которых Вы вошли на сайт. Если какое-то из них Вам незнакомо, завершите на нём сеанс и смените пароль.
session-device = Устройство
session-device-unknown = Неизвестное устройство
session-created = Вход выполнен
session-seen = Последнее использование
session-this = Это устройство
session-end = Завершить сеанс
session-end-others = Завершить все остальные сеансы

settings-tokens-lead = С ключом доступа программа может читать или писать от Вашего имени. Никому другому его не передавайте.
token-made = Ключ создан
token-made-hint = Скопируйте его сейчас: больше он показан не будет.
token-made-before = Эта форма уже была отправлена, ключ создан тогда же. Показать его ещё раз нельзя: если Вы его не скопировали, отзовите этот ключ и создайте другой.
token-text = Ключ
token-created = Создан
token-expires = Действует до
token-revoke = Отозвать
token-new = Новый ключ
token-name-hint = Чтобы потом узнать его, например, название программы.
token-scope-read = Только чтение
token-scope-write = Чтение и запись
token-days-hint = От 1 до 365.
token-create = Создать ключ

delete-goes = Что будет удалено
delete-goes-name = Ваше имя, текст о себе, языки и настройки.
delete-goes-address = Адрес электронной почты и пароль, а также ещё не отправленные письма.
delete-goes-traces = Черновики, Ваши благодарности другим и отметки о прочитанном.
delete-goes-access = Все сеансы, ключи для программ и роли.
delete-stays = Что останется
delete-stays-posts = Ваши темы и сообщения – с подписью «Бывший участник». Если по тексту Вас можно узнать, сначала исправьте или удалите его.
delete-stays-log = Журнал изменений: в нём только номера, без текстов и имён.
delete-final = Восстановить учётную запись будет невозможно.
delete-password = Текущий пароль
delete-do = Удалить мою учётную запись

flash-settings-saved = Настройки сохранены.
flash-profile-saved = Профиль сохранён.
flash-session-ended = Сеанс на этом устройстве завершён.
flash-sessions-ended = Все остальные сеансы завершены.
flash-token-revoked = Ключ больше не действует.
flash-account-erased = Ваша учётная запись удалена.

error-in-person = Это может сделать только сам человек после входа на сайт, а не программа с ключом доступа.
error-name-characters = Пишите буквы, цифры, пробелы, дефисы, точки и апострофы; нужна хотя бы одна буква.
error-name-scripts = Пишите каждое слово буквами одного алфавита.
error-name-taken = Это имя уже занято или его нельзя использовать. Выберите другое.
error-many-tokens = У Вас уже 20 ключей. Отзовите тот, который больше не нужен.
error-token-days = Укажите число дней от 1 до 365.
error-password-wrong = Пароль неверный.
error-only-admin = Вы единственный администратор. Сначала дайте эту роль кому-нибудь ещё.
