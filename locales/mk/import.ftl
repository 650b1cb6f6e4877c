### Увоз: видови записи, полиња, наоди, одлуки.

import-kind-clients = Клиенти
import-kind-people = Луѓе
import-kind-orders = Нарачки
import-kind-payments = Плаќања
import-kind-products = Производи
import-kind-interactions = Контакти со клиенти

import-field-name = Назив
import-field-surname = Презиме
import-field-first_name = Име
import-field-patronymic = Татково име
import-field-sex = Пол
import-field-birthday = Датум на раѓање
import-field-client_kind = Компанија или физичко лице
import-field-relation = Однос кон нас
import-field-tax_number = Даночен број
import-field-tax_country = Држава на даночниот број
import-field-kpp = КПП
import-field-registration_number = ЕМБС
import-field-personal_number = ЕМБГ
import-field-external_id = Шифра во друг систем
import-field-phone = Телефон
import-field-email = Е-пошта
import-field-messenger = Месинџер
import-field-social = Социјална мрежа
import-field-website = Веб-страница
import-field-address = Адреса
import-field-address_kind = Вид адреса
import-field-country = Држава
import-field-region = Регион
import-field-district = Општина
import-field-city = Град
import-field-street = Улица
import-field-house = Куќен број
import-field-postcode = Поштенски број
import-field-segment = Сегмент
import-field-source = Извор
import-field-competitor = Конкурент
import-field-company_group = Група компании
import-field-manager = Менаџер
import-field-service_class = Класа на услуга
import-field-note = Забелешка
import-field-purchase_habits = Навики на купување
import-field-deal_terms = Услови на договорот
import-field-mailing_consent = Согласност за пораки
import-field-card_number = Број на картичка
import-field-working_hours = Работно време
import-field-activity = Дејност
import-field-score = Оценка
import-field-tag = Ознаки
import-field-person_name = Лице за контакт
import-field-person_surname = Презиме на лицето за контакт
import-field-person_first_name = Име на лицето за контакт
import-field-person_patronymic = Татково име на лицето за контакт
import-field-person_position = Работно место
import-field-person_phone = Телефон на лицето за контакт
import-field-person_email = Е-пошта на лицето за контакт
import-field-person_role = Улога во одлуката
import-field-person_level = Ниво во компанијата
import-field-client_external_id = Шифра на клиент
import-field-client_tax_number = Даночен број на клиент
import-field-client_name = Клиент
import-field-client_phone = Телефон на клиент
import-field-client_email = Е-пошта на клиент
import-field-order_number = Број на нарачка
import-field-day = Датум
import-field-order_status = Статус
import-field-product_code = Шифра на производ
import-field-product_name = Производ
import-field-product_group = Група производи
import-field-unit = Единица мерка
import-field-quantity = Количина
import-field-price = Цена
import-field-discount = Попуст, %
import-field-amount = Износ
import-field-cost = Набавна цена
import-field-currency = Валута
import-field-happened_at = Датум и време
import-field-interaction_kind = Вид контакт
import-field-direction = Насока
import-field-effect = Ефективен или обид
import-field-result = Резултат

import-severity-error = Грешка
import-severity-warning = Предупредување
import-severity-repaired = Поправено

import-finding-required = Недостасува задолжителна вредност
import-finding-no_key = Не е наведено кому му припаѓа записот
import-finding-gate = Недостасува: се бара при зачувување
import-finding-too_long = Предолго за полето
import-finding-characters_removed = Отстранети се невидливи знаци
import-finding-script_mended = Заменети се слични букви од друго писмо
import-finding-tax_number_shape = Не е даночен број на оваа држава
import-finding-tax_number_check_digit = Контролната цифра на даночниот број не се совпаѓа
import-finding-zero_restored = Вратена е изгубената нула на почетокот
import-finding-kpp = Ова не е КПП
import-finding-registration_number_shape = Не е регистарски број на оваа држава
import-finding-registration_number_check_digit = Контролната цифра на регистарскиот број не се совпаѓа
import-finding-personal_number = Ова не е ЕМБГ
import-finding-not_a_phone = Ова не е телефонски број
import-finding-phone_length = Погрешен број цифри за телефон од државата
import-finding-phone_mended = Поправена е грешка во телефонот
import-finding-digits_lost = Табелата изгубила цифри од бројот
import-finding-not_an_email = Ова не е адреса за е-пошта
import-finding-email_mended = Поправена е грешка во е-поштата
import-finding-not_a_site = Ова не е веб-адреса
import-finding-not_a_date = Ова не е датум
import-finding-date_ambiguous = Денот и месецот може да се заменети
import-finding-date_unlikely = Малку веројатен датум
import-finding-not_a_number = Ова не е број
import-finding-too_precise = Повеќе децимали отколку што се чуваат
import-finding-out_of_range = Надвор од дозволениот опсег
import-finding-unknown_value = Не е во речникот
import-finding-unknown_country = Непозната држава
import-finding-unknown_currency = Непозната валута
import-finding-several_values = Повеќе вредности во една ќелија се раздвоени
import-finding-too_many_values = Повеќе вредности во ќелијата отколку што се земаат
import-finding-not_split = Ќелијата не можеше да се раздели
import-finding-no_column = Редот нема таква колона
import-finding-repeated = Истиот запис стои погоре во датотеката

import-key-external_id = Шифра
import-key-tax_number = Даночен број
import-key-registration_number = ЕМБС
import-key-order_number = Број на нарачка
import-key-product_code = Шифра на производ
import-key-email = Е-пошта
import-key-phone = Телефон
import-key-name_city = Назив и град
import-key-name = Назив
import-key-likeness = Сличност во целина

import-decision-create = Создај
import-decision-update = Ажурирај
import-decision-merge = Дополни
import-decision-skip = Прескокни

import-outcome-created = Создадено
import-outcome-updated = Ажурирано
import-outcome-unchanged = Без промени
import-outcome-merged = Дополнето
import-outcome-skipped = Прескокнато
import-outcome-refused = Одбиено
import-outcome-duplicate_in_file = Повторено во датотеката

import-win-keep_base = Останува вредноста од базата
import-win-take_file = Победува датотеката
import-win-fill_empty = Датотеката ги пополнува празнините
import-win-newest = Победува најновото

import-decimal-point = 1234.5
import-decimal-comma = 1234,5

import-date-order-day_first = Прво денот
import-date-order-month_first = Прво месецот
import-date-order-year_first = Прво годината

import-case-upper = ГОЛЕМИ БУКВИ
import-case-lower = мали букви
import-case-title = Секој Збор Со Голема
import-case-sentence = Прва буква голема

import-standard-gost_7_79_b = ГОСТ 7.79-2000 Б
import-standard-iso_9 = ISO 9:1995
import-standard-icao_9303_ru = ICAO 9303, руски пасош
import-standard-icao_9303_mk = ICAO 9303, македонски пасош
import-standard-bgn_pcgn_ru = BGN/PCGN, руски
import-standard-bgn_pcgn_mk = BGN/PCGN, македонски
import-standard-gost_52535 = ГОСТ Р 52535.1-2006
import-standard-digraph_mk = Македонски без дијакритици

import-reason-heading = така вели насловот
import-reason-heading_alike = насловот е сличен
import-reason-content = содржината личи
import-reason-content_against = малку ќелии личат

import-profile-amocrm = amoCRM, контакти
import-profile-amocrm_companies = amoCRM, компании
import-profile-bitrix24 = Bitrix24, компании
import-profile-one_c = 1C, комитенти
import-profile-espocrm = EspoCRM, сметки
import-profile-hubspot = HubSpot, компании
import-profile-directory = Именик како 2GIS
import-profile-parser = CSV од веб-парсер
import-profile-audience = Список публика од социјални мрежи

## Волшебник за увоз.

import-new = Нов увоз
import-all = Сите увози
import-pasted = Залепена табела
import-empty = Сè уште ништо не е увезено
import-empty-text = Увезете клиенти, луѓе, нарачки, плаќања, производи или контакти од која било табела: Excel, CSV, 1C, извоз од друг систем. Ништо не се запишува додека не ги видите редовите и не потврдите; целиот увоз може да се врати.
import-with-errors = со грешки
import-forget = Заборави
import-forget-ask = Да се заборави увозот „{ $name }“?
import-forget-text = Датотеката и нејзините редови се бришат; запишаното останува.
import-way = Од каде е табелата
import-way-file = Датотека
import-way-paste = Залепи
import-drop = Пуштете датотека тука
import-choose = Избери датотека
import-choose-other = Избери друга датотека
import-formats = CSV и други текстови, Excel, OpenDocument, табели од Word и HTML, Parquet, JSON, vCard, CommerceML, банкарски изводи
import-paste = Табела од таблата со исечоци
import-paste-hint = Копирајте ќелии од табела, со насловите, и залепете ги тука.
import-kind = Што се редовите
import-kind-seen = Се гледа од насловите
import-profile = Поврзување
import-profile-seen = Најди сам
import-read = Прочитај
import-not-read = Датотеката не е прочитана.
import-back = Назад
import-next = Понатаму
import-step-file = Датотека
import-step-columns = Колони
import-step-check = Проверка
import-step-run = Запишување
import-state-reading = Се чита
import-state-staging = Се поврзува
import-state-staged = Подготвен
import-state-checking = Се брои
import-state-running = Се запишува
import-state-done = Запишан
import-state-cancelled = Прекинат
import-state-failed = Неуспешен
import-state-undoing = Се враќа
import-state-undone = Вратен
import-rate = { $rate } во секунда
import-format = Формат
import-format-text = Текст со разделувачи
import-format-workbook = Работна книга
import-encoding = Кодирање
import-delimiter = Разделувач
import-tab = Табулатор
import-sheet = Лист
import-heading-first = Наслов во ред
import-heading-count = Редови наслов
import-read-again = Прочитај повторно
import-repair = Поправи погрешно декодиран текст
import-repair-hint = Зборови како „РџСЂРёРІРµС‚“ стануваат „Привет“.
import-repaired-cells = Пред и по поправката
import-totals = И редовите со збирови се записи
import-remark-mixed_encoding = Дел од текстот е во друго кодирање од остатокот.
import-remark-mojibake = Изгледа дека { $share } од зборовите се погрешно декодирани.
import-remark-no_heading = Нема наслов; колоните се именувани по броеви.
import-sample = Првите редови на датотеката
import-country = Земја на телефоните и броевите
import-by-settings = според поставките
import-dates = Датуми
import-fractions = Децимални броеви
import-seen = Како што се гледа во датотеката
import-ready-profile = Распоредот е познат: { $name }.
import-settled = Редовите се запишани; поврзувањето повеќе не се менува.
import-moved = Преместено на место { $place }
import-discard = Откажи ги промените
import-apply = Примени и провери
import-field = Поле
import-field-none = — не се увезува
import-field-of = Поле за „{ $name }“
import-column = Колона { $number }
import-column-name = Колона
import-fixed = Исто во секој ред
import-add-fixed = Пополни поле со ист текст
import-grip = Премести „{ $name }“
import-grip-hint = Влечете или притискајте стрелки горе и долу
import-move-up = Погоре
import-move-down = Подолу
import-add-step = Измени го текстот…
import-again-column = Пополни уште едно поле од оваа колона
import-join = Спои со „{ $name }“
import-more = Дејства: { $name }
import-maybe = можеби: { $name }, { $share }
import-steps-of = Што се прави со текстот „{ $name }“
import-step-what = Што се прави
import-step-how = Како
import-do-trim = Тргни вишок празни места
import-do-strip_invalid = Тргни знаци што ги нема во имиња
import-do-case = Големи и мали букви
import-do-digits = Само цифри
import-do-replace = Замени
import-do-dictionary = Преведи по речник
import-do-split_take = Земи дел
import-do-split_name = Дел од цело име
import-do-split_surname_sex = Презиме и пол
import-do-split_phones = Еден од повеќе телефони
import-do-split_address = Дел од адреса
import-do-to_latin = Во латиница
import-do-to_cyrillic = Во кирилица
import-do-date = Датум
import-do-number = Број
import-replace-from = Што се бара
import-replace-to = Со што се заменува
import-replace-empty = Празно значи празни ќелии.
import-split-by = Подели по
import-split-part = Кој дел
import-dictionary-name = Име на речникот
import-dictionary-pairs = Зборови
import-dictionary-hint = Еден по ред: како е напишано = што значи
import-profiles = Поврзувања
import-profile-keep = Зачувај го ова поврзување
import-profile-apply-first = Прво применете ги промените.
import-profile-use = Земи „{ $name }“
import-profile-forget = Отстрани „{ $name }“
import-profile-name = Име
import-profile-shared = За сите
import-profile-take = Земи
import-profile-drop = Отстрани
import-profiles-kept = Зачувани
import-profiles-none = Сè уште ништо не е зачувано. Зачувајте го поврзувањето на датотека што ќе дојде повторно.
import-profiles-ready = Готови за извози од други системи
import-profiles-ready-hint = Познат распоред се зема сам; тука може да се погледне или да се земе за датотека што малку се разликува.
import-profile-columns = Познати наслови
import-profile-fits = датотеката има { $fits } од { $all } наслови
import-templates = Празни табели
import-template-as = { $kind }, { $format }
import-give-back = Врати ја поправената датотека
import-feeds = Редовен увоз
import-feed-new = Нов редовен увоз
import-feed-empty = Сè уште не се гледа во ниедна папка
import-feed-empty-text = Датотеките што друг систем ги става во папка на серверот се увезуваат сами, според поврзување што сте го зачувале. Секоја е увоз како и другите: со извештај, и може да се врати.
import-feed-unconfigured = Серверот не следи ниедна папка: администраторот ја именува со поставката import_folders.
import-feed-no-folders = Таму каде што следи серверот сè уште нема папка. Ја прави администраторот.
import-feed-no-profiles = Сè уште нема зачувано поврзување. Увезете таква датотека еднаш рачно и зачувајте го нејзиното поврзување.
import-feed-on = Се следи
import-feed-off = Исклучен
import-feed-folder = Папка
import-feed-pattern = Имиња на датотеки
import-feed-pattern-hint = * значи кои било знаци, ? еден: orders-*.csv
import-feed-minutes = Минути од поглед до поглед
import-feed-active = Во папката се гледа
import-feed-name-of = Работи во име и со правата на тој што последен го менувал. Завршените датотеки се преместуваат во соседните папки done и failed, со извештај.
import-feed-no-mapping = поврзувањето го нема
import-feed-looked = Погледнато { $ago }
import-feed-never = Сè уште не е погледнато
import-feed-look = Погледни сега
import-feed-looking = Се гледа во папката. Датотеката се зема кога некое време мирува.
import-feed-change = Измени го редовниот увоз
import-feed-remove = Отстрани
import-feed-remove-ask = Да се отстрани редовниот увоз „{ $name }“?
import-feed-remove-text = Во папката нема повеќе да се гледа. Увезеното останува.
import-feed-every = { $count ->
    [one] на секоја { $shown } минута
   *[other] на секои { $shown } минути
}
import-findings = Што е најдено
import-all-rows = Сите редови
import-clean = Без забелешки
import-any = кое било
import-decision = Одлука
import-planned = Ќе биде
import-known = Во базата?
import-known-new = нов
import-known-doubtful = сомнителен
import-known-same = истиот
import-like-row = сличен на ред { $number }
import-compare = Спореди со базата
import-compare-hint = За секој ред кажува дали е нов, сомнителен или веќе во базата, и зошто. Ништо не се запишува.
import-ask-from = Сомнителен од, %
import-sure-from = Истиот од, %
import-border-hint = веројатност за сличност
import-chosen = Се запишува
import-rules = Што се прави со познати и нови редови
import-by-rules = според правилата
import-rule-new = Ги нема во базата
import-rule-same = Ги има во базата
import-rule-doubtful = Можеби ги има
import-rule-win = Каде базата и датотеката се разликуваат
import-file-day = Датотеката е за денот
import-win-of = Кој победува: { $name }
import-win-add = Друго правило за полето
import-new-entries = Се додаваат сегменти, извори и групи што ги нема
import-source = Извор на списокот
import-source-hint = Го добиваат новите клиенти, освен ако редот наведува свој.
import-choose-rows = Избери
import-leave-rows = Изостави
import-decide-rows = Одлука: { $name }
import-decide-rules = Одлучи според правилата
import-replace = Замени во колона…
import-set = Пополни колона…
import-put-back = Врати го прочитаното
import-apply-rows = Измени
import-row = Ред
import-write = Запиши
import-write-row = Запиши ред { $number }
import-decision-row = Одлука за ред { $number }
import-outcome = Исход
import-rows-grid = Редови како што ќе бидат запишани
import-place = Ред { $number } од датотеката
import-no-rows = Нема соодветни редови
import-by-key = најдено по: { $name }
import-record = картичка
import-lead-run = Прво избројте што би се случило: точно и без запишување. Потоа запишете.
import-lead-checked = Токму ова ќе се случи при запишување. Сè уште ништо не е запишано.
import-lead-done = Секој ред има точно еден исход.
import-lead-undone = Увозот е вратен. Тоа што некој го изменил оттогаш е оставено.
import-waiting = Сè уште не е запишано
import-undone = Вратено
import-undo-deleted = Избришано
import-undo-restored = Вратено
import-undo-kept = Оставено: на записот се работело
import-undo-conflict = Делумно: изменето подоцна
import-count = Изброј точно
import-run = Запиши
import-run-text = Се запишува во заднина; може да се прекине, а целиот увоз да се врати.
import-take-back = Врати го увозот
import-undo-ask = Да се врати целиот увоз?
import-undo-text = Новите записи се бришат, изменетите се враќаат поле по поле. Тоа на што се работело оттогаш останува и се наведува.
import-error-file = Датотека на редови со грешки
import-error-file-hint = Земете ја датотеката, поправете ги редовите во табела и вратете ја: секој ред си го наоѓа местото според колоната import_row. Потоа запишете.
import-report = Извештај
import-conflicts = Оставено, бидејќи некој работел на тоа
import-conflict = { $field }: беше { $before }, увозот запиша { $after }, сега { $now }

import-rows = { $count ->
    [one] { $shown } ред
   *[other] { $shown } реда
}
import-left-seconds = { $count ->
    [one] уште { $count } секунда
   *[other] уште { $count } секунди
}
import-left-minutes = { $count ->
    [one] уште { $count } минута
   *[other] уште { $count } минути
}
import-remark-rows_above_heading = { $count ->
    [one] { $shown } ред над насловот е изоставен.
   *[other] { $shown } реда над насловот се изоставени.
}
import-remark-heading_rows = { $count ->
    [one] Насловот има { $shown } ред.
   *[other] Насловот има { $shown } реда, споени.
}
import-changed = { $count ->
    [one] Изменет е { $shown } ред
   *[other] Изменети се { $shown } реда
}
import-mended = { $count ->
    [one] Според датотеката е изменет { $shown } ред.
   *[other] Според датотеката се изменети { $shown } реда.
}
import-mended-unknown = { $count ->
    [one] { $shown } ред од неа не е ред што сè уште може да се менува.
   *[other] { $shown } реда од неа не се редови што сè уште може да се менуваат.
}
import-bulk = { $count ->
    [one] Измени { $shown } ред
   *[other] Измени { $shown } реда
}
import-run-ask = { $count ->
    [one] Да се запише { $shown } ред?
   *[other] Да се запишат { $shown } реда?
}
import-errors-wait = { $count ->
    [one] { $shown } ред има грешка и ќе биде одбиен. Поправете го во чекор 3 или запишете ги другите.
   *[other] { $shown } реда имаат грешки и ќе бидат одбиени. Поправете ги во чекор 3 или запишете ги другите.
}
