# Переводы вопросов и ответов, история ответа, справочник, реестр источников.

versions-languages = Языки
versions-original = Оригинал
version-translated-from = Перевод с языка:
version-machine = Машинный перевод
version-human = Перевод сделан человеком
version-reviewed = сверено с оригиналом
version-not-reviewed = с оригиналом ещё никто не сверил
version-follows = с редакции { $follows } из { $revision }
version-stale = После этого перевода оригинал изменился.
version-stale-hint = Если тексты расходятся, верен оригинал.
version-stale-work = Сверьте перевод с оригиналом; если он по-прежнему верен, сохраните его как есть.
version-what-changed = Что изменилось в оригинале
version-write-in = Перевести на язык
version-write = Открыть
version-back = Вернуться к вопросу
version-title = Перевод
version-is-original = Это язык оригинала, переводить здесь нечего.
version-answer-only = Этот вопрос читают только его автор и эксперты, поэтому для автора переводится только ответ.
version-is-machine = Машинный перевод
version-save = Сохранить перевод
version-review = Проверка
version-review-hint = Сверьте перевод с оригиналом. Если смысл тот же, отметьте, что перевод проверен. То, что Вы перевели сами, проверяет кто-то другой.
version-review-send = Проверено: верно
translations-title = Переводы
translations-lead = Что нужно перевести или проверить. Показан один язык.
translations-view-stale = Оригинал изменился
translations-view-review = Не проверены
translations-view-missing = Не переведены
translations-stale-count = { $count ->
    [one] { $count } устаревший перевод
    [few] { $count } устаревших перевода
    [many] { $count } устаревших переводов
   *[other] { $count } устаревшего перевода
}
translations-none = Здесь ничего не ждёт.
history-title = История ответа
history-lead = Когда ответ написан, изменён или признан по-прежнему верным и когда из-за источника возникли сомнения.
history-link = История ответа
history-answered = Дан ответ
history-renewed = По-прежнему верен
history-changed = Изменён
history-doubted = Изменился источник
history-revision = редакция { $number }
guide-title = Справочник
guide-add = Включить в справочник
guide-remove = Убрать из справочника
panel-answers = Ответы
panel-answers-all = Все ответы
sources-search = Название, номер или адрес
sources-any-kind = Любой вид
sources-only-changed = Только изменившиеся ({ $count })
source-edit = Изменить запись
source-compared = Сегодня запись сверена с источником
source-changes = Изменения источника
source-doubted = { $count ->
    [one] На пересмотре оказался { $count } ответ
    [few] На пересмотре оказалось { $count } ответа
    [many] На пересмотре оказалось { $count } ответов
   *[other] На пересмотре оказалось { $count } ответа
}
source-left = { $count ->
    [one] Осталось пересмотреть { $count } ответ
    [few] Осталось пересмотреть { $count } ответа
    [many] Осталось пересмотреть { $count } ответов
   *[other] Осталось пересмотреть { $count } ответа
}
source-none-left = Все пересмотрены
source-undone = Отметка снята
source-undo = Снять: отмечено по ошибке
source-review-mine = { $count ->
    [one] Пересмотреть { $count } ответ
    [few] Пересмотреть { $count } ответа
    [many] Пересмотреть { $count } ответов
   *[other] Пересмотреть { $count } ответа
}
source-review-list = Все в одном списке
source-citing = Ответы, которые на него опираются
source-affected = Публичные ответы, которые из-за изменения нужно пересмотреть
source-review-title = Пересмотр после изменения источника
source-review-theirs = Верен ли ответ по-прежнему, решает эта организация; её экспертам сообщено.
source-review-skip = Отложить
source-review-again = Вернуться к отложенным
source-review-done = Пересматривать больше нечего.
error-version-original = Это язык оригинала. Оригинал меняют те, кто его написал.
error-version-own = То, что Вы перевели сами, проверяет кто-то другой.
error-version-scope = Переводить здесь на этот язык Вы не можете.
error-version-no-answer = Ответа, который можно перевести, ещё нет.
error-version-private = У этого вопроса можно перевести только ответ: самого вопроса никто другой не читает.
error-version-changed = Тем временем изменился оригинал или перевод. Что есть сейчас, показано ниже; Ваш текст сохранён.
error-guide-unanswered = В справочник можно включить только вопрос, на который есть официальный ответ.
error-guide-moved = Тем временем порядок изменился. Посмотрите на список ещё раз.
error-source-edited = Тем временем эту запись изменил кто-то другой. Что есть сейчас, показано ниже; Ваши изменения сохранены.
flash-version-written = Перевод сохранён.
flash-version-reviewed = Перевод отмечен как проверенный.
flash-guide-added = Вопрос включён в справочник.
flash-guide-removed = Вопрос убран из справочника.
flash-source-undone = Отметка снята. Ответы, которые пересматривались только из-за неё, больше не пересматриваются.
flash-source-edited = Запись сохранена.
