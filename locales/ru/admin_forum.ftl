# Категории, какими их устраивает администратор.

admin-categories-title = Категории
admin-categories-lead = Их порядок, кто может в них читать и писать, их названия, описания и правила на трёх языках.
admin-category-new-title = Новая категория
admin-category-edit-title = Изменение категории
admin-category-open = Открыть
admin-category-up = Переместить выше
admin-category-down = Переместить ниже
admin-category-reads = Читают:
admin-category-writes = Пишут:
admin-who-everyone = все
admin-who-members = все, кто вошёл на сайт
admin-who-roles = только эти роли
admin-category-is-original = оригинал
admin-category-stale = После того как этот текст был написан, оригинал изменился.
admin-category-current = Текст проверен: он верен в нынешнем виде
admin-category-same-meaning = Смысл не изменился (исправлена мелочь): переводы не устарели
admin-category-original-hint = Тексты на других языках считаются его переводами. Позже изменить это нельзя.
admin-category-slug-hint = Конец адреса: строчные латинские буквы, цифры, дефисы. Оставьте поле пустым, и адрес будет составлен из названия. После изменения старые ссылки на категорию перестанут работать.
admin-category-place-hint = Среди категорий с той же вышестоящей категорией, считая с 1.
admin-category-no-parent = Нет: категория первого уровня
admin-category-no-area = Нет
admin-category-remove = Удалить категорию
admin-category-remove-confirm = Удалить эту категорию навсегда?

field-original = Язык оригинала
field-name_lt = Название на литовском языке
field-description_lt = Описание на литовском языке
field-rules_lt = Правила на литовском языке
field-name_en = Название на английском языке
field-description_en = Описание на английском языке
field-rules_en = Правила на английском языке
field-name_ru = Название на русском языке
field-description_ru = Описание на русском языке
field-rules_ru = Правила на русском языке
field-slug = Адрес
field-parent = Вышестоящая категория
field-area = Сфера
field-place = Место в порядке
field-read = Кто может читать
field-read_roles = Роли, которые могут читать
field-write = Кто может писать
field-write_roles = Роли, которые могут писать

error-slug = Только строчные латинские буквы, цифры и дефисы между ними.
error-slug-taken = Такой адрес уже есть у другой категории.
error-choose-roles = Выберите хотя бы одну роль.
error-category-has-children = Под этой категорией есть другие, поэтому сама она под другой стоять не может.
error-category-not-empty = Удалить можно только категорию, в которой нет ни тем (в том числе скрытых), ни подкатегорий.
error-category-changed = Тем временем кто-то изменил эту категорию. Ничего не сохранено: сравните тексты и сохраните ещё раз.

flash-category-created = Категория создана.
flash-category-changed = Категория изменена.
flash-category-removed = Категория удалена.
