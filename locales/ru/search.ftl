# Поиск

search-label = Найти
search-button = Найти
search-title = Поиск
search-description = Вопросы и ответы о миграции в Литве
search-total = { $count ->
    [one] Найден { $count } результат
    [few] Найдено { $count } результата
    [many] Найдено { $count } результатов
   *[other] Найдено { $count } результата
}
search-total-cut = Найдено больше { $count }. Уточните запрос ещё одним словом.
search-loosened = Всех этих слов вместе нет нигде. Вот где есть некоторые из них.
search-loosened-few = Все эти слова есть лишь в нескольких текстах. За ними следуют те, где есть некоторые из них.
search-meant = Возможно, Вы искали:
search-shortened = Запрос очень длинный: мы искали только по его началу.
search-phrases-cut = Точно мы ищем только первые четыре фразы и не больше восьми слов в каждой.
search-passed-over = Это условие мы не поняли и не учли: { $filter }
search-building = Поиск готовится ({ $percent } %). Попробуйте чуть позже.
search-cut = Мы остановили поиск: он занял слишком много времени
search-cut-hint = До этого ничего не нашлось. Используйте меньше слов и фраз или более редкие слова.
search-none = Ничего не найдено
search-none-hint = Проверьте написание, сократите запрос или попробуйте другие слова.
search-ask = Спросить на форуме
search-first = Первые результаты
search-next = Ещё результаты
search-narrow = Уточнить результаты
search-of-type = Тип
search-of-area = Сфера
search-of-language = Язык
search-stale = Возможно, устарело
search-kind-thread = Тема
search-kind-post = Ответ
search-kind-category = Категория
search-kind-organisation = Организация
search-kinds-thread = Темы
search-kinds-post = Ответы
search-kinds-category = Категории
search-kinds-organisation = Организации
search-help = Как искать
search-help-phrase = Слова в кавычках должны идти друг за другом, в том же порядке.
search-help-without = Слово после минуса исключается из результатов.
search-help-filters = В категории, у участника, на языке, определённого типа: in:housing by:Ona lang:lt type:thread
search-help-dates = Начиная с даты или до неё: after:2026 before:2026-05
search-suggestions = Подсказки
search-suggested = { $count ->
    [one] { $count } подсказка
    [few] { $count } подсказки
    [many] { $count } подсказок
   *[other] { $count } подсказки
}
search-suggested-none = Подсказок нет
search-everything = Искать везде
search-similar = Похожие темы
search-similar-none = Похожих тем пока нет.
search-similar-before = Возможно, на это уже ответили
search-similar-show = Показать похожие темы
search-help-filter-names = in: by: lang: type:
search-help-date-names = after: before:
search-site = Поиск по сайту
