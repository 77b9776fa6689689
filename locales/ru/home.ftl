# The front page.

home-title = Спрашивайте, читайте, говорите о миграции
home-lead = Здесь говорят друг с другом люди, приехавшие жить в Литву, те, кто им помогает, и те, кто принимает решения. Читать можно без учётной записи.
home-ask-expert = Спросить эксперта
home-ask-forum = Спросить на форуме
home-find = Поищите готовый ответ
home-promise-account = Чтобы спросить, не нужны ни учётная запись, ни имя
home-promise-language = Пишите на любом языке
home-promise-address = Ваш адрес эл. почты никто не видит
home-promise-moderation = За порядком следят модераторы и объясняют свои решения
home-answered = Ответы экспертов
home-all-questions = Все вопросы
home-areas = Сферы
home-waiting = Новое в темах, которые Вы читаете
home-newest = Новое на форуме
home-all-categories = Все категории
home-empty = Пока ничего не написано.
