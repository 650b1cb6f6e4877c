### `clientele analyze`: сводка на экране, отчёт, отказы.

analyze-progress = Чтение: { $rows } строк, { $share }
analyze-written = Записано в { $folder }
analyze-cannot-write = не удалось записать { $folder }
analyze-cluster-missing =
    { $program } не найдена ни рядом с этой программой, ни в PATH; она нужна для --cluster.
    Соберите её из исходного кода: cargo build --release --manifest-path cluster/Cargo.toml
    и положите cluster/target/release/{ $program } рядом с этой программой.
analyze-report-title = Анализ: { $file }
analyze-contents = Содержание

analyze-origin-text = { $file }: текст, кодировка { $encoding }, разделитель «{ $delimiter }», упаковка { $packing }
analyze-origin-workbook = { $file }: книга Excel, листы { $sheets }
analyze-origin-parquet = { $file }: Parquet
analyze-origin-other = { $file }, { $format }, таблица { $sheets }
analyze-sheets-joined = { $count ->
    [one] { $count } лист с одинаковыми заголовками прочитан как одна таблица.
    [few] { $count } листа с одинаковыми заголовками прочитаны как одна таблица.
   *[other] { $count } листов с одинаковыми заголовками прочитаны как одна таблица.
}
analyze-sheets-others = Не прочитаны: на листах { $sheets } другие таблицы. Выберите лист ключом --sheet.
analyze-remark-mixed = Часть текста в другой кодировке; её буквы заменены знаком �.
analyze-remark-mojibake = { $share } слов с нелатинскими буквами похожи на кириллицу, прочитанную не в той кодировке. Выгрузите файл заново в UTF-8.
analyze-remark-above = { $count ->
    [one] { $count } строка над заголовком пропущена.
    [few] { $count } строки над заголовком пропущены.
   *[other] { $count } строк над заголовком пропущено.
}
analyze-remark-heading_rows = Заголовок из { $count ->
    [one] { $count } строки
    [few] { $count } строк
   *[many] { $count } строк
 }; названия соединены как «Контакты / Телефон».
analyze-remark-no_heading = В таблице нет заголовка: столбцы называются 1, 2, 3…

analyze-recognised = распознан
analyze-given = задан ключом --map
analyze-unused = Столбцы без роли: { $columns }
analyze-rows = { $rows ->
    [one] Прочитана { $rows } строка
    [few] Прочитаны { $rows } строки
   *[other] Прочитано { $rows } строк
}, в расчёте { $used }, исключено { $out }.
analyze-overlap = Строки { $first }–{ $last } повторяют более раннюю часть файла ({ $from } – { $to }): { $lines ->
    [one] { $lines } строка учтена один раз
    [few] { $lines } строки учтены один раз
   *[other] { $lines } строк учтены один раз
}.
analyze-overlap-not_checked = Строки заказов разбросаны по файлу, поэтому повторы его частей не искались.
analyze-order-is-day = Номеров заказов нет: всё, что клиент купил за день, считается одним заказом.
analyze-date-assumed = По первым строкам не отличить день от месяца; принято, что день стоит первым. Если это не так, запишите даты в виде ГГГГ-ММ-ДД.
analyze-currency-unknown = Валюта не известна; задайте её ключом --currency.
analyze-after-as_of = { $lines ->
    [one] { $lines } строка после даты отчёта не учтена.
    [few] { $lines } строки после даты отчёта не учтены.
   *[other] { $lines } строк после даты отчёта не учтено.
}
analyze-outside-window = { $lines ->
    [one] { $lines } строка вне периода не учтена.
    [few] { $lines } строки вне периода не учтены.
   *[other] { $lines } строк вне периода не учтено.
}
analyze-left-out = исключено
analyze-kept = учтено
analyze-row = строка { $row }
analyze-sheet = лист { $sheet }
analyze-column = столбец { $column }
analyze-nothing = Ничего.
analyze-unnamed = (нет)
analyze-more = Показано строк: { $shown } из { $all }; все они в файле { $file }.
analyze-top20 = 20 % клиентов: { $share }

analyze-role-order = заказ
analyze-role-client = клиент
analyze-role-client_name = название клиента
analyze-role-date = дата
analyze-role-quantity = количество
analyze-role-price = цена
analyze-role-amount = сумма
analyze-role-discount = скидка
analyze-role-product = товар
analyze-role-product_name = название товара
analyze-role-group = группа товаров
analyze-role-country = страна или регион
analyze-role-manager = менеджер
analyze-role-cost = себестоимость
analyze-role-currency = валюта

analyze-reason-overlap = повторяет более раннюю часть файла
analyze-reason-no_client = не указан клиент
analyze-reason-price_not_positive = цена не больше нуля
analyze-reason-no_date = нет даты
analyze-reason-bad_date = дата не читается
analyze-reason-no_amount = нет суммы
analyze-reason-bad_number = число не читается
analyze-reason-absurd = число или дата вне разумных границ
analyze-reason-other_currency = другая валюта
analyze-reason-cancelled = отменённый заказ, учтён как возврат
analyze-reason-return = возврат (отрицательная сумма)
analyze-reason-repeated = дважды стоит в своём заказе
analyze-reason-zero_amount = нулевая сумма
analyze-reason-ragged = ячеек больше или меньше, чем в заголовке

analyze-key-figures = Главные показатели
analyze-figure-as_of = На дату
analyze-figure-period = Период
analyze-figure-clients = Клиентов
analyze-figure-orders = Заказов
analyze-figure-revenue = Выручка за вычетом возвратов
analyze-figure-cheque = Средний заказ
analyze-figure-orders_per_client = Заказов на клиента
analyze-figure-assortment = Товаров на клиента
analyze-figure-repeat = Купили больше одного раза
analyze-figure-one_time = Купили один раз
analyze-figure-net_retention = Сохранено выручки прошлого года
analyze-figure-top20 = Доля верхних 20 % клиентов
analyze-figure-sleeping = Спящих клиентов
analyze-figure-lost = Потерянных клиентов

analyze-alarms = Тревоги
analyze-no-alarms = Нет.
analyze-alarm-client = { $client } даёт { $share } продаж: больше { $level }.
analyze-alarm-manager = { $manager } зависит от клиента { $client }: { $share } продаж, больше { $level }.
analyze-alarm-one_time = { $share } клиентов купили только раз — больше обычного (30–50 %).
analyze-alarm-crowded = За { $window } больше 90 % клиентов попали в класс { $class }: выберите периоды длиннее или другие границы.
analyze-alarm-below_zero = { $count ->
    [one] { $count } клиент вернул
    [few] { $count } клиента вернули
   *[other] { $count } клиентов вернули
} не меньше, чем купили.

analyze-matrix-of = ABC × XYZ за { $window }, клиентов

analyze-sheet-columns = Столбцы
analyze-note-columns = За что принят каждый столбец файла. Изменить можно ключом --map.
analyze-sheet-left_out = Исключено и замечено
analyze-note-left_out = Все строки, которые не учтены, с причиной; и странности в тех, что учтены.
analyze-sheet-abcxyz = ABC и XYZ
analyze-note-abcxyz = ABC — клиенты по выручке: A дают первые 80 %, B — следующие 15 %, C — остальное. XYZ — ровность по месяцам (стандартное отклонение ÷ среднее): X до 10 %, Y до 25 %, Z больше, N — меньше трёх месяцев. Текущий месяц не учитывается.
analyze-sheet-rfm = Группы RFM
analyze-note-rfm = Давность, частота и деньги в баллах от 1 до 5 по рангу; 5 — лучше всего. Границы баллов — правило группы.
analyze-sheet-retention = Удержание по кварталам
analyze-note-retention = CRR = (клиентов в конце − новых) ÷ клиентов в начале. Превышает 100 %, когда возвращаются спящие; строгий CRR считает только тех, кто покупал в обоих кварталах. * — ещё не закончен.
analyze-sheet-cohorts = Когорты
analyze-note-cohorts = Клиенты по месяцу первой покупки и сколько из них покупали через 0, 1, 2… месяца. В первой когорте — прежняя база.
analyze-sheet-kinds = Новые и повторные клиенты
analyze-note-kinds = Клиенты по году жизни с нами: 1 — новые в этом году. * — ещё не закончен.
analyze-sheet-sales = Продажи по месяцам
analyze-note-sales = Выручка за вычетом возвратов и тот же месяц год назад. * — ещё не закончен.
analyze-sheet-products = Товары
analyze-note-products = Товары по изменению к предыдущему периоду.
analyze-sheet-product_groups = Группы товаров
analyze-note-product_groups = Группы товаров по изменению к предыдущему периоду.
analyze-sheet-concentration = Крупнейшие клиенты
analyze-note-concentration = Доля в продажах всем клиентам. Тревога при 10, 20, 30, 40 и 50 %.
analyze-sheet-managers = Менеджеры
analyze-note-managers = Продажи каждого сотрудника и самый крупный его клиент.
analyze-sheet-states = Активные, спящие, потерянные
analyze-note-states = По собственному ритму клиента (медиана промежутков между днями покупок): спящий после двух промежутков и 30 дней тишины, потерянный после четырёх и 90 дней.
analyze-sheet-pareto = Кривая Парето
analyze-note-pareto = Какую долю выручки дают самые крупные клиенты.
analyze-sheet-one_time = Купившие один раз
analyze-note-one_time = Клиенты по году первой покупки и те из них, кто больше не покупал.

analyze-column-role = Роль
analyze-column-heading = Столбец
analyze-column-how = Как
analyze-column-reason = Причина
analyze-column-effect = Итог
analyze-column-lines = Строк
analyze-column-amount = Сумма
analyze-column-examples = Первые строки
analyze-column-clients = Клиентов
analyze-column-revenue = Выручка
analyze-column-group = Группа
analyze-column-r = R
analyze-column-f = F
analyze-column-m = M
analyze-column-period = Период
analyze-column-start = В начале
analyze-column-end = В конце
analyze-column-new = Новых
analyze-column-kept = Осталось
analyze-column-returned = Вернулось
analyze-column-gone = Ушло
analyze-column-crr = CRR
analyze-column-crr_strict = Строгий CRR
analyze-column-cohort = Когорта
analyze-column-year = Год
analyze-column-life = Год жизни
analyze-column-orders = Заказов
analyze-column-year_before = Год назад
analyze-column-name = Название
analyze-column-before = Раньше
analyze-column-growth = Рост
analyze-column-clients_before = Клиентов раньше
analyze-column-client = Клиент
analyze-column-share = Доля
analyze-column-level = Уровень
analyze-column-manager = Менеджер
analyze-column-largest = Крупнейший клиент
analyze-column-state = Состояние
analyze-column-clients_share = Доля клиентов
analyze-column-revenue_share = Доля выручки
analyze-column-one_time = Один раз

analyze-state-active = активный
analyze-state-sleeping = спящий
analyze-state-lost = потерянный
analyze-state-none = ритма пока нет

analyze-rfm-champions = Чемпионы
analyze-rfm-loyal = Верные
analyze-rfm-big_spenders = Крупные
analyze-rfm-promising = Многообещающие
analyze-rfm-recent = Новые
analyze-rfm-need_attention = Требуют внимания
analyze-rfm-cannot_lose = Нельзя потерять
analyze-rfm-at_risk = В опасности
analyze-rfm-hibernating = Засыпающие
analyze-rfm-lost = Потерянные

analyze-refusal-table-not_found = такого файла нет.
analyze-refusal-table-no_permission = нет права читать этот файл.
analyze-refusal-table-io = не читается: { $detail }.
analyze-refusal-table-empty = файл пуст.
analyze-refusal-table-binary = это не текст и не известный формат таблиц.
analyze-refusal-table-binary-cure = Дайте файл CSV, TSV, XLSX или Parquet (можно в .gz или .zst).
analyze-refusal-table-not_a_table = строк и столбцов здесь не видно.
analyze-refusal-table-not_a_table-cure = Дайте файл CSV, TSV, XLSX или Parquet.
analyze-refusal-table-encrypted = книга закрыта паролем.
analyze-refusal-table-encrypted-cure = Сохраните её без пароля.
analyze-refusal-table-other_archive = это { $detail }, а не таблица.
analyze-refusal-table-other_archive-cure = Сохраните таблицу как .xlsx или CSV.
analyze-refusal-table-no_sheet = нет листа «{ $asked }».
analyze-refusal-table-no_sheet-cure = Листы: { $present }
analyze-refusal-table-over_limit = файл превышает предел, который защищает от враждебных файлов: { $limit } — { $found }, допустимо { $allowed }.
analyze-refusal-table-over_limit-cure = Если файл честный, сохраните его как CSV или разделите.
analyze-refusal-table-damaged = файл повреждён или обрезан: { $detail }.
analyze-refusal-table-damaged-cure = Выгрузите или скопируйте его заново.
analyze-refusal-table-unsupported = это не читается: { $detail }.
analyze-refusal-ledger-unknown_role = --map не знает «{ $role }».
analyze-refusal-ledger-unknown_role-cure = Известны: { $present }
analyze-refusal-ledger-bad_map = --map не читается с места «{ $detail }».
analyze-refusal-ledger-bad_map-cure = Пишите так: order=Invoice,client="Customer ID".
analyze-refusal-ledger-no_such_column = нет столбца «{ $column }».
analyze-refusal-ledger-no_such_column-cure = Столбцы: { $present }
analyze-refusal-ledger-no_column = не распознан столбец: { $role }.
analyze-refusal-ledger-no_column-cure =
    Столбцы: { $present }
    Укажите нужный: --map { $code }="…"
analyze-refusal-ledger-nothing_left = ни одна строка не годится:
analyze-refusal-ledger-many_currencies = суммы в разных валютах: { $present }.
analyze-refusal-ledger-many_currencies-cure = Выберите одну: --currency { $first }
analyze-refusal-ledger-too_large = { $detail }.

### `clientele value`

analyze-value-no_purchase = до последнего известного дня нет ни одной покупки
analyze-value-no_client = нет клиента { $client }
analyze-value-total = Стоимость базы
analyze-value-sum = На { $day }: { $clients ->
    [one] { $clients } клиент сделает
    [few] { $clients } клиента сделают
   *[many] { $clients } клиентов сделают
}, по ожиданию, { $purchases } покупок на { $value } за { $days ->
    [one] следующий { $days } день
    [few] следующие { $days } дня
   *[many] следующие { $days } дней
}.
analyze-value-interval = С уверенностью { $share }: от { $low } до { $high }. Это сомнение в параметрах моделей; что сделает рынок, сюда не входит.
analyze-value-alive = Ещё покупают, по ожиданию: { $alive }.
analyze-value-verdict = Какие модели подходят
analyze-value-regularity = Разброс промежутков между покупками: { $cv } (случайные покупки 1, часы 0).
analyze-value-correlation = Связь частоты и суммы (корреляция): { $correlation }.
analyze-value-few = Повторная покупка есть только у { $count ->
    [one] { $count } клиента
    [few] { $count } клиентов
   *[many] { $count } клиентов
}; модели нужно { $needed }.
analyze-value-regular = Это меньше { $limit }: клиенты покупают слишком ровно для модели случайных покупок.
analyze-value-correlated = Это больше { $limit }: Gamma-Gamma считает сумму и частоту независимыми, здесь ей верить нельзя.
analyze-value-endless = Подобранная средняя сумма покупки бесконечна (q ≤ 1).
analyze-value-unsettled = Данные не определяют параметры: вершина правдоподобия не найдена.
analyze-value-by_bg = Покупки: BG/NBD; кто ещё покупает: MBG/NBD, потому что по BG/NBD живы все купившие один раз.
analyze-value-by_rhythm = Покупки и кто ещё покупает: MBG/CNBD-k, модель ровных покупок.
analyze-value-by_own_gap = Покупки: без модели; клиент продолжает в своём среднем промежутке, если не молчит дольше двух.
analyze-value-by_gamma = Сумма покупки: Gamma-Gamma.
analyze-value-by_own_mean = Сумма покупки: своё среднее, если у клиента три повторные покупки, иначе среднее по всем.
analyze-value-checked = Подобраны по дням до { $until } и сверены с днями до { $known }: было { $actual } покупок.
analyze-value-said = { $model } предсказывала { $said } (отклонение { $off }).

analyze-sheet-value_models = Подбор моделей
analyze-note-value_models = Время в неделях, деньги в целых единицах; в скобках интервал каждого параметра по профилю правдоподобия. Наклон — среднего логарифма правдоподобия по логарифму параметра; на вершине 0.
analyze-sheet-value_calibration = Предсказано и было
analyze-note-value_calibration = Среднее число покупок клиента после калибровки, по числу повторных покупок в ней.
analyze-sheet-value_top = Клиенты с наибольшей стоимостью
analyze-note-value_top = Это ожидание, а не обещание: один клиент может купить вдвое больше или ничего.
analyze-column-model = Модель
analyze-column-parameters = Параметры
analyze-column-log_likelihood = Логарифм правдоподобия
analyze-column-slope = Наклон
analyze-column-steps = Шаги
analyze-column-x = Повторных
analyze-column-actual = Было
analyze-column-bg_nbd = BG/NBD
analyze-column-mbg_nbd = MBG/NBD
analyze-column-pareto_nbd = Pareto/NBD
analyze-column-mbg_cnbd_k = MBG/CNBD-k
analyze-column-value = Стоимость
analyze-column-purchases = Покупок
analyze-column-purchase = Одна покупка
analyze-column-p_alive = Ещё покупает
analyze-column-last = Последняя
analyze-value-bad_check = Используемая модель ошиблась больше чем на четверть: прошлое этой базы плохо говорит о её будущем. Относитесь к стоимости очень осторожно.

### Главы отчёта

analyze-role-company_group = группа компаний
analyze-company-group = { $name } (группа, { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
})
analyze-too-short = Для этого журнал слишком короток.
analyze-say-largest = Больше всего: { $name }, { $value }.
analyze-say-least = Меньше всего: { $name }, { $value }.
analyze-say-series = { $series }: { $first } ({ $from }), затем { $last } ({ $to }); наибольшее { $most } ({ $at }).

analyze-sheet-movement = Движение между классами
analyze-note-movement = Каждый клиент по своему классу год назад и теперь. Вверх и вниз — шаги в лучший и в худший класс; кто не заказывал в окне до дня (двенадцать месяцев, если --window не говорит иного), не стоит ни в каком классе (–).
analyze-movement-days = С { $from } по { $to }.
analyze-kind-abc = ABC, по объёму
analyze-kind-xyz = XYZ, по регулярности
analyze-kind-rfm = Группы RFM
analyze-kind-state = Активные, спящие, потерянные
analyze-way-up = вверх
analyze-way-down = вниз
analyze-way-changed = в класс без другого ранга
analyze-way-came = пришли
analyze-way-left = ушли
analyze-way-stayed = остались
analyze-sheet-class_months = Классы на конец месяцев
analyze-note-class_months = Клиентов в каждом классе в последний день месяца, за окно до него (двенадцать месяцев, если --window не говорит иного). * — ещё не закончен.
analyze-sheet-warnings = Раннее предупреждение
analyze-note-warnings = Регулярные клиенты (от трёх покупок), которые ещё не спят, но к этому идут: молчат полтора своих ритма и 7 дней, покупают на 30 % дешевле или на 40 % меньше товаров, чем в прежние отрезки. Под угрозой — купленное за последние 365 дней.
analyze-warning-sum = Под наблюдением регулярных клиентов: { $watched }, с предупреждением: { $clients }; под угрозой { $money } в год.
analyze-warning-gap = слишком долго молчит
analyze-warning-volume = покупает на меньшую сумму
analyze-warning-assortment = покупает меньше товаров
analyze-sheet-indicators = Показатели развития
analyze-note-indicators = Сделок и разных товаров на клиента, средний чек до возвратов, доля клиентов обоих лет, чей объём вырос, а из завоёванных в периоде — кто купил один раз и кто стал регулярным. Последняя строка — окно. * — ещё не закончен.
analyze-indicators-regular = Регулярный: { $purchases ->
    [one] { $purchases } покупка
    [few] { $purchases } покупки
   *[many] { $purchases } покупок
} за { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
   *[many] { $months } месяцев
} после первой.
analyze-sheet-indicators_parts = Показатели по частям
analyze-note-indicators_parts = То же по стране или региону клиента и по группе товаров, от больших продаж. Клиент относится к каждой группе, которую покупает.
analyze-sheet-order_check = Крупные заказы, заполнившие склад
analyze-note-order_check = Заказы не меньше двух обычных, после которых клиент молчал столько, на сколько хватает товара: он покупает не больше, а реже. Темп — покупки за год до и после.
analyze-big-orders = Крупных заказов в окне: { $orders } (от { $times } обычных).
analyze-after-stocked = Заполнили склад
analyze-after-grew = Клиент вырос
analyze-after-open = Товара ещё хватает
analyze-sheet-white_groups = Белые пятна по группам товаров
analyze-note-white_groups = Чего клиенты не покупают из группы, хотя клиенты их размера покупают: ожидаемое за год.
analyze-white-sum = Клиентов, которые могли бы покупать больше: { $clients }, на { $money } в год. Сравниваются не меньше { $alike } похожих, из которых группу должны покупать { $share }.
analyze-sheet-white_space = Белые пятна по клиентам
analyze-note-white_space = Самые крупные оценки. Медиана — сколько покупают за год похожие клиенты, которые эту группу берут; ожидаемое — она же, умноженная на их долю.
analyze-sheet-concentration_trend = Доли крупнейших клиентов
analyze-note-concentration_trend = Доля в продажах за двенадцать месяцев до каждого месяца и день, когда прямая через эти доли достигнет следующего порога, если это в пределах двух лет. Группа компаний считается одним клиентом.
analyze-crossing = { $client } даст больше { $level } примерно с { $day }, если доля пойдёт так же.
analyze-sheet-departure = Если уйдёт крупнейший клиент
analyze-note-departure = Что уйдёт с ним: продажи, маржа, продажи каждого сотрудника и закупки у поставщиков по группам товаров.
analyze-departing = Крупнейший: { $client }.
analyze-dilution = Чтобы стало меньше { $level }, остальные должны купить ещё на { $money } ({ $growth }).
analyze-replaced = Новый клиент даёт за первый год { $each }; чтобы его заменить, нужно новых клиентов: { $count }.
analyze-bought = Закуплено у поставщиков
analyze-sheet-portrait = Портрет ключевых клиентов
analyze-note-portrait = Признаки, которые у крупнейшей пятой части клиентов встречаются чаще. Лифт — во сколько раз чаще клиент с признаком оказывается ключевым; с интервалом и вероятностью случайности с поправкой на всё испробованное. То, что признак сопутствует размеру, не делает его причиной.
analyze-portrait-drawn = Ключевых клиентов: { $key } из { $clients }; испробовано признаков и пар: { $tried }, в каждом не меньше { $least } клиентов.
analyze-sheet-lagging = Похожи на ключевых, но покупают меньше
analyze-note-lagging = Клиенты с признаком ключевых, чей объём ниже медианы тех, у кого он есть.
analyze-sheet-stress = Кризис
analyze-note-stress = Часть клиентов уходит, оставшиеся покупают меньше, часть продаж не оплачена. Снизу и сверху: в одном кризисе из двадцати остаётся меньше, в одном — больше. Худшее и лучшее: уходят самые крупные или самые мелкие. Нужно — новых клиентов, чтобы восполнить недостающее.
analyze-stress-left = Из { $all } в среднем остаётся { $left }; в девяти кризисах из десяти — от { $low } до { $high }.
analyze-crises = Кризисов из 4000
analyze-crisis-deep = Глубокий кризис, все равны
analyze-crisis-deep_models = Глубокий кризис, по моделям
analyze-crisis-foreseen = Что предвидят модели
analyze-crisis-usual = Обычная потеря за год
analyze-sheet-stress_clients = На ком всё держится
analyze-note-stress_clients = Клиенты, чей уход в глубоком кризисе отнимает больше всего.
analyze-sheet-levers = Сколько стоит один пункт
analyze-note-levers = За год: на 1 % больше хороших клиентов; 1 % остальных становятся хорошими; каждый чек на 1 % больше.
analyze-levers-clients = Хороших клиентов (от { $purchases } покупок за год): { $good }, каждый даёт { $each_good }; остальных: { $others }, каждый даёт { $each_other }.
analyze-lever-more_good = Хороших клиентов на 1 % больше
analyze-lever-turned = 1 % остальных становятся хорошими
analyze-lever-cheque = Чеки на 1 % больше
analyze-sheet-raised = Сколько стоит удержание
analyze-note-raised = Из года в год остаётся больше клиентов: что это даёт в первый год, за горизонт и без конца.
analyze-raised-kept = Из { $before } клиентов прошлого года в этом покупали { $kept }: { $rate }. Горизонт: { $years ->
    [one] { $years } год
    [few] { $years } года
   *[many] { $years } лет
}.
analyze-points = { $points ->
    [one] на { $points } пункт больше
    [few] на { $points } пункта больше
   *[many] на { $points } пунктов больше
}
analyze-sheet-value_base = Стоимость базы
analyze-note-value_base = Что клиенты, как ожидается, купят за следующие 365 дней: теперь и как это виделось раньше. Интервал — сомнение в параметрах.
analyze-foretold = Предсказано
analyze-calibration-point = Повторных { $repeats }: предсказано { $foretold }, было { $came }.

analyze-column-kind = Классы
analyze-column-from = Откуда
analyze-column-to = Куда
analyze-column-way = Путь
analyze-column-month = Месяц
analyze-column-reasons = Причины
analyze-column-at_risk = Под угрозой
analyze-column-rhythm_days = Ритм, дней
analyze-column-idle_days = Молчит, дней
analyze-column-now = Теперь
analyze-column-usual = Обычно
analyze-column-products_now = Товаров теперь
analyze-column-products_usual = Товаров обычно
analyze-column-buyers = Покупателей
analyze-column-deals = Сделок на клиента
analyze-column-positions = Товаров на клиента
analyze-column-cheque = Средний чек
analyze-column-grew = Выросли
analyze-column-one_time_share = Один раз
analyze-column-regular = Стали регулярными
analyze-column-division = Разрез
analyze-column-day = День
analyze-column-times = Обычных заказов
analyze-column-usual_gap = Обычный промежуток, дней
analyze-column-lasts = Хватает, дней
analyze-column-gap = Молчание после, дней
analyze-column-rate_before = За год до
analyze-column-rate_after = За год после
analyze-column-expected = Ожидается за год
analyze-column-alike = Похожих клиентов
analyze-column-alike_buyers = Из них покупают
analyze-column-median = Медиана
analyze-column-crossing_level = Следующий порог
analyze-column-crossing = Достигнет
analyze-column-what = Что
analyze-column-total = Всего
analyze-column-gone_minor = Уходит
analyze-column-traits = Признаки
analyze-column-key = Ключевых
analyze-column-lift = Лифт
analyze-column-lift_low = От
analyze-column-lift_high = До
analyze-column-chance = Случайность
analyze-column-behind = Отстают
analyze-column-missing = Недостаёт
analyze-column-like = Похож по
analyze-column-less = Меньше покупает
analyze-column-crisis = Кризис
analyze-column-lost = Уходят
analyze-column-fall = Покупают меньше
analyze-column-unpaid = Не оплачено
analyze-column-clients_left = Остаётся клиентов
analyze-column-left = Остаётся
analyze-column-low = Снизу
analyze-column-high = Сверху
analyze-column-worst = Худшее
analyze-column-best = Лучшее
analyze-column-needed = Нужно
analyze-column-loss = Недостанет
analyze-column-loss_share = От остающегося
analyze-column-lever = Рычаг
analyze-column-margin = Маржа
analyze-column-points = Пунктов больше
analyze-column-rate = Тогда остаётся
analyze-column-more_clients = Клиентов больше
analyze-column-horizon_revenue = За горизонт
analyze-column-horizon_gain = Больше на
analyze-column-endless_gain = Без конца
analyze-column-as_of = На дату
analyze-column-alive = Ещё покупают
