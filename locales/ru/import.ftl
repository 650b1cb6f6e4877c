### Импорт: виды записей, поля, замечания, решения.

import-kind-clients = Клиенты
import-kind-people = Люди
import-kind-orders = Заказы
import-kind-payments = Платежи
import-kind-products = Товары
import-kind-interactions = Контакты с клиентами

import-field-name = Название
import-field-surname = Фамилия
import-field-first_name = Имя
import-field-patronymic = Отчество
import-field-sex = Пол
import-field-birthday = Дата рождения
import-field-client_kind = Организация или частное лицо
import-field-relation = Отношение к нам
import-field-tax_number = ИНН
import-field-tax_country = Страна налогового номера
import-field-kpp = КПП
import-field-registration_number = ОГРН
import-field-personal_number = Личный номер гражданина
import-field-external_id = Код во внешней системе
import-field-phone = Телефон
import-field-email = Эл. почта
import-field-messenger = Мессенджер
import-field-social = Соцсеть
import-field-website = Сайт
import-field-address = Адрес
import-field-address_kind = Вид адреса
import-field-country = Страна
import-field-region = Регион
import-field-district = Район
import-field-city = Город
import-field-street = Улица
import-field-house = Дом
import-field-postcode = Индекс
import-field-segment = Сегмент
import-field-source = Источник
import-field-competitor = Конкурент
import-field-company_group = Группа компаний
import-field-manager = Ответственный
import-field-service_class = Класс обслуживания
import-field-note = Примечание
import-field-purchase_habits = Особенности покупок
import-field-deal_terms = Условия сделки
import-field-mailing_consent = Согласие на рассылку
import-field-card_number = Номер карты
import-field-working_hours = Часы работы
import-field-activity = Вид деятельности
import-field-score = Балл
import-field-tag = Теги
import-field-person_name = Контактное лицо
import-field-person_surname = Фамилия контактного лица
import-field-person_first_name = Имя контактного лица
import-field-person_patronymic = Отчество контактного лица
import-field-person_position = Должность
import-field-person_phone = Телефон контактного лица
import-field-person_email = Эл. почта контактного лица
import-field-person_role = Роль в решении
import-field-person_level = Уровень в компании
import-field-client_external_id = Код клиента
import-field-client_tax_number = ИНН клиента
import-field-client_name = Клиент
import-field-client_phone = Телефон клиента
import-field-client_email = Эл. почта клиента
import-field-order_number = Номер заказа
import-field-day = Дата
import-field-order_status = Статус
import-field-product_code = Артикул
import-field-product_name = Товар
import-field-product_group = Группа товаров
import-field-unit = Единица
import-field-quantity = Количество
import-field-price = Цена
import-field-discount = Скидка, %
import-field-amount = Сумма
import-field-cost = Себестоимость
import-field-currency = Валюта
import-field-happened_at = Дата и время
import-field-interaction_kind = Вид контакта
import-field-direction = Направление
import-field-effect = Состоялся или попытка
import-field-result = Результат

import-severity-error = Ошибка
import-severity-warning = Предупреждение
import-severity-repaired = Исправлено

import-finding-required = Нет обязательного значения
import-finding-no_key = Не указано, к кому относится запись
import-finding-gate = Не указано то, что требуется при сохранении
import-finding-too_long = Слишком длинно для поля
import-finding-characters_removed = Убраны невидимые символы
import-finding-script_mended = Заменены похожие буквы другого алфавита
import-finding-tax_number_shape = Не налоговый номер этой страны
import-finding-tax_number_check_digit = Контрольная цифра ИНН не сходится
import-finding-zero_restored = Восстановлен потерянный ноль в начале
import-finding-kpp = Это не КПП
import-finding-registration_number_shape = Не регистрационный номер этой страны
import-finding-registration_number_check_digit = Контрольная цифра ОГРН не сходится
import-finding-personal_number = Это не личный номер гражданина
import-finding-not_a_phone = Это не номер телефона
import-finding-phone_length = Неверное число цифр для телефона этой страны
import-finding-phone_mended = Исправлена описка в телефоне
import-finding-digits_lost = Таблица потеряла цифры этого номера
import-finding-not_an_email = Это не адрес эл. почты
import-finding-email_mended = Исправлена описка в адресе эл. почты
import-finding-not_a_site = Это не адрес сайта
import-finding-not_a_date = Это не дата
import-finding-date_ambiguous = День и месяц могут стоять наоборот
import-finding-date_unlikely = Маловероятная дата
import-finding-not_a_number = Это не число
import-finding-too_precise = Больше знаков после запятой, чем хранится
import-finding-out_of_range = Вне допустимых пределов
import-finding-unknown_value = Нет в словаре
import-finding-unknown_country = Неизвестная страна
import-finding-unknown_currency = Неизвестная валюта
import-finding-several_values = Несколько значений в ячейке разделены
import-finding-too_many_values = Значений в ячейке больше, чем берётся
import-finding-not_split = Ячейку не удалось разделить
import-finding-no_column = В строке нет такого столбца
import-finding-repeated = Эта же запись есть в файле выше

import-key-external_id = Внешний код
import-key-tax_number = ИНН
import-key-registration_number = ОГРН
import-key-order_number = Номер заказа
import-key-product_code = Артикул
import-key-email = Эл. почта
import-key-phone = Телефон
import-key-name_city = Название и город
import-key-name = Название
import-key-likeness = Сходство в целом

import-decision-create = Создать
import-decision-update = Обновить
import-decision-merge = Дополнить
import-decision-skip = Пропустить

import-outcome-created = Создано
import-outcome-updated = Обновлено
import-outcome-unchanged = Без изменений
import-outcome-merged = Дополнено
import-outcome-skipped = Пропущено
import-outcome-refused = Отклонено
import-outcome-duplicate_in_file = Повтор в файле

import-win-keep_base = Остаётся значение базы
import-win-take_file = Побеждает файл
import-win-fill_empty = Файл заполняет пустое
import-win-newest = Побеждает новейшее

import-decimal-point = 1234.5
import-decimal-comma = 1234,5

import-date-order-day_first = Сначала день
import-date-order-month_first = Сначала месяц
import-date-order-year_first = Сначала год

import-case-upper = ЗАГЛАВНЫЕ
import-case-lower = строчные
import-case-title = Каждое Слово С Большой
import-case-sentence = Первая буква заглавная

import-standard-gost_7_79_b = ГОСТ 7.79-2000, система Б
import-standard-iso_9 = ИСО 9:1995 (ГОСТ 7.79, система А)
import-standard-icao_9303_ru = ИКАО 9303, загранпаспорт РФ
import-standard-icao_9303_mk = ИКАО 9303, македонский паспорт
import-standard-bgn_pcgn_ru = BGN/PCGN, русский
import-standard-bgn_pcgn_mk = BGN/PCGN, македонский
import-standard-gost_52535 = ГОСТ Р 52535.1-2006
import-standard-digraph_mk = Македонский без диакритики

import-reason-heading = так сказано в заголовке
import-reason-heading_alike = заголовок похож
import-reason-content = содержимое похоже
import-reason-content_against = мало ячеек похоже

import-profile-amocrm = amoCRM, контакты
import-profile-amocrm_companies = amoCRM, компании
import-profile-bitrix24 = Битрикс24, компании
import-profile-one_c = 1С, контрагенты
import-profile-espocrm = EspoCRM, контрагенты
import-profile-hubspot = HubSpot, компании
import-profile-directory = Справочник типа 2ГИС
import-profile-parser = CSV парсера сайтов
import-profile-audience = Список аудитории из соцсетей

## Мастер импорта.

import-new = Новый импорт
import-all = Все импорты
import-pasted = Вставленная таблица
import-empty = Пока ничего не импортировано
import-empty-text = Импортируйте клиентов, людей, заказы, платежи, товары или контакты из любой таблицы: Excel, CSV, 1С, выгрузка другой системы. Ничего не записывается, пока вы не просмотрели строки и не подтвердили; весь импорт можно отменить.
import-with-errors = с ошибками
import-forget = Забыть
import-forget-ask = Забыть импорт «{ $name }»?
import-forget-text = Файл и его строки удаляются; записанное остаётся.
import-way = Откуда таблица
import-way-file = Файл
import-way-paste = Вставить
import-drop = Перетащите файл сюда
import-choose = Выбрать файл
import-choose-other = Выбрать другой файл
import-formats = CSV и другие тексты, Excel, OpenDocument, таблицы Word и HTML, Parquet, JSON, vCard, CommerceML, банковские выписки
import-paste = Таблица из буфера обмена
import-paste-hint = Скопируйте ячейки таблицы вместе с заголовками и вставьте сюда.
import-kind = Что в строках
import-kind-seen = Видно по заголовкам
import-profile = Сопоставление
import-profile-seen = Найти автоматически
import-read = Прочитать
import-not-read = Файл не прочитан.
import-back = Назад
import-next = Далее
import-step-file = Файл
import-step-columns = Столбцы
import-step-check = Проверка
import-step-run = Запись
import-state-reading = Читается
import-state-staging = Сопоставляется
import-state-staged = Готов к записи
import-state-checking = Считается
import-state-running = Записывается
import-state-done = Записан
import-state-cancelled = Прерван
import-state-failed = Не удался
import-state-undoing = Отменяется
import-state-undone = Отменён
import-rate = { $rate } в секунду
import-format = Формат
import-format-text = Текст с разделителями
import-format-workbook = Книга Excel
import-encoding = Кодировка
import-delimiter = Разделитель
import-tab = Табуляция
import-sheet = Лист
import-heading-first = Заголовок в строке
import-heading-count = Строк заголовка
import-read-again = Прочитать снова
import-repair = Исправить неверно раскодированный текст
import-repair-hint = Слова вроде «РџСЂРёРІРµС‚» становятся «Привет».
import-repaired-cells = До и после исправления
import-totals = Строки итогов — тоже записи
import-remark-mixed_encoding = Часть текста в другой кодировке, чем остальное.
import-remark-mojibake = Похоже, { $share } слов раскодированы неверно.
import-remark-no_heading = Заголовка нет; столбцы названы по номерам.
import-sample = Первые строки файла
import-country = Страна телефонов и номеров
import-by-settings = по настройкам
import-dates = Даты
import-fractions = Дробные числа
import-seen = Как видно в файле
import-ready-profile = Формат выгрузки известен: { $name }.
import-settled = Строки уже записаны, сопоставление больше не меняется.
import-moved = Перемещено на место { $place }
import-discard = Отменить изменения
import-apply = Применить и проверить
import-field = Поле
import-field-none = — не импортируется
import-field-of = Поле для «{ $name }»
import-column = Столбец { $number }
import-column-name = Столбец
import-fixed = Одно и то же во всех строках
import-add-fixed = Заполнить поле одним текстом
import-grip = Переместить «{ $name }»
import-grip-hint = Перетащите или нажимайте стрелки вверх и вниз
import-move-up = Выше
import-move-down = Ниже
import-add-step = Изменить текст…
import-again-column = Заполнить этим столбцом ещё одно поле
import-join = Соединить с «{ $name }»
import-more = Действия: { $name }
import-maybe = возможно: { $name }, { $share }
import-steps-of = Что делается с текстом «{ $name }»
import-step-what = Что сделать
import-step-how = Как
import-do-trim = Убрать лишние пробелы
import-do-strip_invalid = Убрать символы, которых не бывает в именах
import-do-case = Регистр букв
import-do-digits = Только цифры
import-do-replace = Заменить
import-do-dictionary = Перевести по словарю
import-do-split_take = Взять часть
import-do-split_name = Часть полного имени
import-do-split_surname_sex = Фамилия и пол
import-do-split_phones = Один из нескольких телефонов
import-do-split_address = Часть адреса
import-do-to_latin = Латиницей
import-do-to_cyrillic = Кириллицей
import-do-date = Дата
import-do-number = Число
import-replace-from = Что искать
import-replace-to = На что заменить
import-replace-empty = Пустое значение означает пустые ячейки.
import-split-by = Разделить по
import-split-part = Которая часть
import-dictionary-name = Название словаря
import-dictionary-pairs = Слова
import-dictionary-hint = По одному в строке: как написано = что имеется в виду
import-profiles = Сопоставления
import-profile-keep = Сохранить это сопоставление
import-profile-apply-first = Сначала примените изменения.
import-profile-use = Взять «{ $name }»
import-profile-forget = Удалить «{ $name }»
import-profile-name = Название
import-profile-shared = Для всех
import-profile-take = Взять
import-profile-drop = Удалить
import-profiles-kept = Сохранённые
import-profiles-none = Пока ничего не сохранено. Сохраните сопоставление файла, который придёт снова.
import-profiles-ready = Готовые для выгрузок других систем
import-profiles-ready-hint = Известная раскладка берётся сама; здесь её можно посмотреть или взять для файла, который немного отличается.
import-profile-columns = Известные заголовки
import-profile-fits = в файле есть { $fits } из { $all } заголовков
import-templates = Пустые таблицы
import-template-as = { $kind }, { $format }
import-give-back = Вернуть исправленный файл
import-feeds = Регулярный импорт
import-feed-new = Новый регулярный импорт
import-feed-empty = Пока ни одна папка не просматривается
import-feed-empty-text = Файлы, которые другая система кладёт в папку сервера, загружаются сами по сохранённому вами сопоставлению. Каждый — обычный импорт: с отчётом, и его можно отменить.
import-feed-unconfigured = Сервер не следит ни за одной папкой: администратор задаёт её настройкой import_folders.
import-feed-no-folders = Там, где следит сервер, пока нет ни одной папки. Её создаёт администратор.
import-feed-no-profiles = Пока не сохранено ни одного сопоставления. Загрузите такой файл один раз вручную и сохраните его сопоставление.
import-feed-on = Просматривается
import-feed-off = Выключен
import-feed-folder = Папка
import-feed-pattern = Имена файлов
import-feed-pattern-hint = * — любые символы, ? — один: orders-*.csv
import-feed-minutes = Минут между просмотрами
import-feed-active = Папка просматривается
import-feed-name-of = Работает от имени и с правами того, кто изменил последним. Обработанные файлы переносятся в соседние папки done и failed вместе с отчётом.
import-feed-no-mapping = сопоставления больше нет
import-feed-looked = Просмотрена { $ago }
import-feed-never = Ещё не просматривалась
import-feed-look = Просмотреть сейчас
import-feed-looking = Папка просматривается. Файл берётся, когда некоторое время не меняется.
import-feed-change = Изменить регулярный импорт
import-feed-remove = Удалить
import-feed-remove-ask = Удалить регулярный импорт «{ $name }»?
import-feed-remove-text = Папка больше не будет просматриваться. То, что загружено, останется.
import-feed-every = { $count ->
    [one] каждую { $shown } минуту
    [few] каждые { $shown } минуты
   *[other] каждые { $shown } минут
}
import-findings = Что найдено
import-all-rows = Все строки
import-clean = Без замечаний
import-any = любое
import-decision = Решение
import-planned = Будет
import-known = В базе?
import-known-new = новая
import-known-doubtful = сомнительно
import-known-same = та же
import-like-row = похожа на строку { $number }
import-compare = Сравнить с базой
import-compare-hint = Скажет о каждой строке: новая, сомнительная или уже в базе, и почему. Ничего не записывается.
import-ask-from = Сомнительно с, %
import-sure-from = Та же с, %
import-border-hint = вероятность сходства
import-chosen = Записывается
import-rules = Что делать с известными и новыми строками
import-by-rules = по правилам
import-rule-new = Нет в базе
import-rule-same = Есть в базе
import-rule-doubtful = Возможно, есть в базе
import-rule-win = Где база и файл расходятся
import-file-day = Файл составлен на день
import-win-of = Кто побеждает: { $name }
import-win-add = Другое правило для поля
import-new-entries = Добавлять недостающие сегменты, источники и группы
import-source = Источник списка
import-source-hint = Его получают новые клиенты, если в строке не указан свой.
import-choose-rows = Выбрать
import-leave-rows = Не записывать
import-decide-rows = Решение: { $name }
import-decide-rules = Решать по правилам
import-replace = Заменить в столбце…
import-set = Заполнить столбец…
import-put-back = Вернуть прочитанное
import-apply-rows = Изменить
import-row = Строка
import-write = Запись
import-write-row = Записать строку { $number }
import-decision-row = Решение для строки { $number }
import-outcome = Итог
import-rows-grid = Строки в том виде, как будут записаны
import-place = Строка { $number } файла
import-no-rows = Нет подходящих строк
import-by-key = найдено по: { $name }
import-record = карточка
import-lead-run = Сначала посчитайте, что произойдёт: точно и без записи. Затем запишите.
import-lead-checked = Именно это произойдёт при записи. Пока ничего не записано.
import-lead-done = У каждой строки ровно один итог.
import-lead-undone = Импорт отменён. То, что с тех пор изменили люди, не тронуто.
import-waiting = Ещё не записано
import-undone = Отменено
import-undo-deleted = Удалено
import-undo-restored = Возвращено
import-undo-kept = Оставлено: с записью работали
import-undo-conflict = Частично: изменено позже
import-count = Посчитать точно
import-run = Записать
import-run-text = Запись идёт в фоне; её можно прервать, а весь импорт — отменить.
import-take-back = Отменить импорт
import-undo-ask = Отменить весь импорт?
import-undo-text = Новые записи удаляются, изменённые возвращаются поле за полем. То, с чем с тех пор работали, остаётся и перечисляется.
import-error-file = Файл строк с ошибками
import-error-file-hint = Возьмите файл, исправьте строки в таблице и верните его: каждая строка находит своё место по столбцу import_row. Затем запишите.
import-report = Отчёт
import-conflicts = Не тронуто: с этим с тех пор работали
import-conflict = { $field }: было { $before }, импорт записал { $after }, сейчас { $now }

import-rows = { $count ->
    [one] { $shown } строка
    [few] { $shown } строки
   *[other] { $shown } строк
}
import-left-seconds = { $count ->
    [one] осталась { $count } секунда
    [few] осталось { $count } секунды
   *[other] осталось { $count } секунд
}
import-left-minutes = { $count ->
    [one] осталась { $count } минута
    [few] осталось { $count } минуты
   *[other] осталось { $count } минут
}
import-remark-rows_above_heading = { $count ->
    [one] Пропущена { $shown } строка над заголовком.
    [few] Пропущены { $shown } строки над заголовком.
   *[other] Пропущено { $shown } строк над заголовком.
}
import-remark-heading_rows = { $count ->
    [one] В заголовке { $shown } строка.
    [few] В заголовке { $shown } строки, они соединены.
   *[other] В заголовке { $shown } строк, они соединены.
}
import-changed = { $count ->
    [one] Изменена { $shown } строка
    [few] Изменены { $shown } строки
   *[other] Изменено { $shown } строк
}
import-mended = { $count ->
    [one] По файлу изменена { $shown } строка.
    [few] По файлу изменены { $shown } строки.
   *[other] По файлу изменено { $shown } строк.
}
import-mended-unknown = { $count ->
    [one] { $shown } строке файла не соответствует ни одна строка, которую ещё можно изменить.
    [few] { $shown } строкам файла не соответствуют строки, которые ещё можно изменить.
   *[other] { $shown } строкам файла не соответствуют строки, которые ещё можно изменить.
}
import-bulk = { $count ->
    [one] Изменить { $shown } строку
    [few] Изменить { $shown } строки
   *[other] Изменить { $shown } строк
}
import-run-ask = { $count ->
    [one] Записать { $shown } строку?
    [few] Записать { $shown } строки?
   *[other] Записать { $shown } строк?
}
import-errors-wait = { $count ->
    [one] В { $shown } строке ошибка, она будет отклонена. Исправьте её на шаге 3 или запишите остальные.
    [few] В { $shown } строках ошибки, они будут отклонены. Исправьте их на шаге 3 или запишите остальные.
   *[other] В { $shown } строках ошибки, они будут отклонены. Исправьте их на шаге 3 или запишите остальные.
}
