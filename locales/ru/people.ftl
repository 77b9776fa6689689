# Люди, какими их видят другие.

former-member = Бывший участник
role-expert = Эксперт
role-representative = Представитель
role-moderator = Модератор
role-coordinator = Координатор
role-editor = Редактор
role-admin = Администратор

people-since = На сайте с
people-handle = Как обращаться в сообщениях
people-reads = Читает
people-about = О себе
people-former-hint = Этот человек удалил свою учётную запись. Осталось только то, что было написано; больше ничего не хранится.
people-edit = Изменить мой профиль
