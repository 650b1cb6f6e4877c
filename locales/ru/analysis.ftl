### Анализ: на что отвечает каждая страница, её слова, как считается.

## Страницы

analysis-name-overview = Обзор
analysis-name-abcxyz = ABC × XYZ
analysis-name-rfm = RFM
analysis-name-pareto = Парето, 20/80
analysis-name-concentration = Концентрация
analysis-name-ltv = Ценность клиента
analysis-name-value = Стоимость базы
analysis-name-dynamics = Динамика продаж
analysis-name-kinds = Новые и повторные
analysis-name-retention = Удержание (CRR)
analysis-name-cohorts = Когорты
analysis-name-ladder = Лестница лояльности
analysis-name-sleeping = Спящие и потерянные
analysis-name-one-time = Разовые покупатели

analysis-title-overview = Обзор базы
analysis-title-abcxyz = ABC × XYZ: объём и регулярность
analysis-title-rfm = RFM: давность, частота, деньги
analysis-title-pareto = Парето: кто приносит 80 %
analysis-title-concentration = Концентрация и зависимость
analysis-title-ltv = Ценность клиента за всё время (LTV)
analysis-title-value = Стоимость базы сегодня
analysis-title-dynamics = Динамика продаж
analysis-title-kinds = Новые и повторные клиенты
analysis-title-retention = Удержание клиентов
analysis-title-cohorts = Когорты
analysis-title-ladder = Маркеры и лестница лояльности
analysis-title-sleeping = Спящие и потерянные клиенты
analysis-title-one-time = Разовые покупатели
analysis-title-order-check = Заказы, которые выглядят лучше, чем есть
analysis-title-arithmetic = Сколько у нас стоит один процент
analysis-title-indicators = Показатели развития клиентов
analysis-title-movement = Движение между классами
analysis-title-warnings = Раннее предупреждение: кто из постоянных уходит
analysis-title-stress = Стресс-тест: кризис на бумаге
analysis-title-white-space = Белые пятна: чего клиенты ещё не покупают
analysis-title-portrait = Портрет ключевых клиентов

analysis-asks-overview = Растёт ли база и в безопасности ли она? За каждым числом – список клиентов, за каждым названием – страница с объяснением.
analysis-asks-abcxyz = Кого удерживать, кого развивать, на кого тратить меньше всего времени?
analysis-asks-rfm = Кто покупал недавно, часто и много, а кто ускользает?
analysis-asks-pareto = Сколько клиентов приносят большую часть продаж и что у них общего?
analysis-asks-concentration = Переживём ли мы уход одного клиента? А каждый отдел и менеджер?
analysis-asks-ltv = Сколько приносит один клиент за всё время и какой из четырёх множителей можно поднять?
analysis-asks-value = Сколько принесут нынешние клиенты за следующие двенадцать месяцев и насколько это надёжно?
analysis-asks-dynamics = Какие товары и группы растут, а какие падают по сравнению с прежним?
analysis-asks-kinds = Живём ли мы новыми клиентами или теми, кто возвращается, и сколько лет?
analysis-asks-retention = Какая доля клиентов остаётся с нами от периода к периоду?
analysis-asks-cohorts = Как долго клиенты остаются после первой покупки и лучше ли новые прежних?
analysis-asks-ladder = Где на пути от незнакомца до адвоката стоят клиенты и где останавливаются?
analysis-asks-sleeping = Кто молчит дольше обычного для себя и кому позвонить первым?
analysis-asks-one-time = Сколько клиентов купили один раз и больше не вернулись?

analysis-group-whole = В целом
analysis-group-value = Ценность
analysis-group-movement = Движение
analysis-group-loyalty = Лояльность
analysis-menu = Страницы анализа

## Вопрос

analysis-question = Что считаем
analysis-window = Окно
analysis-window-12m = 1 год
analysis-window-36m = 3 года
analysis-window-60m = 5 лет
analysis-window-all = Всё время
analysis-window-own = С – по…
analysis-as-of = На день
analysis-from = С
analysis-to = По
analysis-basis = Считать по
analysis-basis-revenue = Выручка
analysis-basis-margin = Маржа
analysis-period = Периоды
analysis-period-month = Месяцы
analysis-period-quarter = Кварталы
analysis-compare = Сравнить с
analysis-by = Строки
analysis-by-product = Товары
analysis-by-group = Группы
analysis-filters = Отборы
analysis-filter-segment_id = Сегмент
analysis-filter-product_group_id = Товарная группа
analysis-filter-manager_id = Менеджер
analysis-filter-region = Регион
analysis-filter-all = Все
analysis-filter-remove = Убрать отбор: { $name }
analysis-print = Печать
analysis-again = Повторить

## Как считается

analysis-how = Как это считается
analysis-left-out = Не вошло
analysis-left-nothing = ничего
analysis-note-cards_as_of_now = Сегменты, регионы, менеджеры, отношения и отметки на карточках взяты нынешние; заказы и контакты – на { $day }.
analysis-omitted-lines_after = строки позже дня анализа
analysis-omitted-lines_outside_window = строки вне окна
analysis-omitted-lines_of_other_products = строки других товарных групп
analysis-omitted-lines_without_cost = строки без известной себестоимости
analysis-omitted-clients_filtered = клиенты, убранные отборами или невидимые вам
analysis-how-overview =
    Каждый показатель считается на своей странице; изменение сравнивает окно с таким же по длине окном перед ним.
    Пунктирный конец линии – ещё не закончившийся период.
analysis-how-abcxyz =
    ABC: клиенты по убыванию суммы. A – пока клиенты выше приносят меньше { $a } суммы, B – до { $b }, C – остальные; кто пересекает границу, остаётся выше.
    XYZ: коэффициент вариации (стандартное отклонение ÷ среднее) продаж за целые периоды окна; пустые периоды внутри жизни клиента считаются нулями. X – до { $x }, Y – до { $y }, Z – выше, N – меньше трёх периодов.
    Клиенты с суммой не больше нуля – класс C и Z.
analysis-how-rfm =
    Клиенты упорядочены по дню последней покупки, числу заказов и сумме; каждый порядок делится на пять равных частей, 5 – лучшая. Равные клиенты получают меньший балл.
    Клетка карты складывает все баллы M; в таблице есть каждый код.
analysis-how-pareto =
    Клиенты по убыванию суммы; основа – сумма положительных. Портрет сравнивает клиентов, приносящих 80 %, с остальными: полоса – доля среди первых, чёрная черта – среди вторых.
    Джини равен 0, когда все приносят поровну, и 1, когда один приносит всё. Индекс Херфиндаля – сумма квадратов долей в процентах: выше 2 500 – высокая концентрация.
analysis-how-concentration =
    Доля клиента в положительной выручке за последние 12 месяцев. От 10 % клиент ключевой, 20–30 % – предупреждение, выше 40 % – серьёзное, выше 50 % – критическая зависимость. Компании одной группы считаются одним клиентом; группа выбирается на карточке.
    День, когда порог будет пройден, продолжает ход последних периодов; это оценка, а не обещание.
analysis-how-ltv =
    LTV = средний чек × покупок в месяц × маржа × жизнь в месяцах. Жизнь – от первой до последней покупки, не меньше месяца.
    Клиент, который ещё покупает, свою жизнь не прожил: показано то, что уже было.
analysis-how-value =
    Покупки считает BG/NBD — модель клиентов, которые покупают каждый со своей частотой и однажды уходят; покупает ли клиент ещё — MBG/NBD; сумму покупки — Gamma-Gamma. Модели подобраны по клиентам, которых вы видите. Где они не подходят, страница говорит почему и что взято вместо них.
    Интервал — это сомнение в параметрах моделей. Что сделают отдельные клиенты и рынок, в него не входит: ожидание — не обещание.
analysis-how-dynamics =
    Каждый период стоит рядом с тем же периодом год назад; товары и группы сравниваются с таким же по длине окном перед этим. Возвраты уменьшают месяц, в котором случились.
    Товар, который раньше не продавался, назван новым; незаконченный период – пунктиром.
analysis-how-kinds =
    Клиент новый в год самой первой покупки; в следующем году у него второй год жизни, покупал он в промежутке или нет.
    Первая покупка ищется во всей истории, а не только в окне.
analysis-how-retention =
    CRR = (купившие в периоде − новые) ÷ купившие в прошлом периоде. Бывает больше 100 %, когда возвращаются спящие.
    Строго: купившие в обоих периодах ÷ купившие в прошлом. Обычная потеря – 10–20 % в год.
analysis-how-cohorts =
    Когорта – все, чья первая покупка пришлась на один период. Клетка через k периодов – доля купивших тогда или их продажи по сравнению с первым периодом.
    Первая когорта содержит клиентов, которые были до начала учёта, и помечена. Заштрихованные клетки ещё не закончились.
analysis-how-ladder =
    Маркеры и ступени вычисляются из событий: согласий, запросов, отказов и покупок. 1 покупка – покупатель, 2 – клиент, 3 и больше – постоянный; приверженец покупает только у нас, адвокат ещё и рекомендует.
    Клиент потерян, когда молчит больше { $lost-times } своих ритмов и { $lost-days } дней или сам об этом сказал.
analysis-how-sleeping =
    Ритм клиента – медиана промежутков между днями покупок, не меньше трёх дней. Спящий: молчит больше { $sleeping-times } ритмов и { $sleeping-days } дней. Потерянный: больше { $lost-times } ритмов и { $lost-days } дней.
    Клиентам, у которых покупок мало, даётся ритм их сегмента.
analysis-how-one-time =
    Доля клиентов ровно с одним заказом за всё время среди всех, кто покупал к дню анализа, по периоду этого заказа.
    О последних периодах судить рано: их клиенты ещё не успели вернуться.

## Показатели и столбцы

analysis-quarter = { $quarter } кв. { $year }
analysis-points = { $value } п. п.
analysis-clients = Клиенты
analysis-clients-share = Доля клиентов
analysis-share = Доля
analysis-change = Изменение
analysis-difference = Разница
analysis-now = Сейчас
analysis-before = Было
analysis-year-before = Год назад
analysis-year = Год
analysis-unfinished = не закончен
analysis-too-early = рано судить
analysis-group = Группа
analysis-rule = Правило
analysis-state = Состояние
analysis-step = Ступень
analysis-marker = Маркер
analysis-manager = Менеджер
analysis-not-set = не указано
analysis-not-there = не было в базе
analysis-no-manager = Без менеджера
analysis-no-team = Вне отделов
analysis-without-group = Без группы
analysis-next = Что делать дальше
analysis-shade = Цвет по
analysis-shade-value = Сумма
analysis-shade-clients = Клиенты
analysis-column-client = Клиент
analysis-column-class = Класс
analysis-column-value = Продажи
analysis-column-orders = Заказы
analysis-column-last = Последняя покупка

## Обзор

analysis-section-sales = Продажи
analysis-section-clients = Клиенты
analysis-section-risks = Риски
analysis-figure-revenue = Выручка
analysis-figure-margin = Маржа
analysis-figure-orders = Заказы
analysis-figure-cheque = Средний чек
analysis-figure-clients = Покупавшие клиенты
analysis-figure-new_clients = Новые клиенты
analysis-figure-repeat_share = Доля повторных продаж
analysis-figure-crr = Удержание за квартал (CRR)
analysis-figure-a_clients = Клиенты класса A
analysis-figure-base_value = Стоимость базы
analysis-figure-sleeping = Спящие
analysis-figure-lost = Потерянные
analysis-figure-one_time = Разовые покупатели
analysis-figure-top_client = Доля крупнейшего клиента
analysis-figure-top20 = Доля верхних 20 %
analysis-than-before = было { $value }
analysis-no-before = не с чем сравнить
analysis-drill-open = Показать клиентов
analysis-overview-says = { $direction ->
    [up] Продажи выросли на { $share } к прошлому периоду
    [down] Продажи упали на { $share } к прошлому периоду
   *[same] Продажи на уровне прошлого периода
}; { $clients ->
    [one] покупал { $shown } клиент.
    [few] покупали { $shown } клиента.
   *[many] покупали { $shown } клиентов.
}

## ABC × XYZ

analysis-matrix = Клиенты по классам
analysis-abc-A = { $a } суммы
analysis-abc-B = следующие { $b }
analysis-abc-C = последние { $c }
analysis-xyz-X = регулярно
analysis-xyz-Y = с колебаниями
analysis-xyz-Z = нерегулярно
analysis-xyz-N = слишком новые
analysis-abcxyz-says = { $clients ->
    [one] { $shown } клиент из { $of } приносит
    [few] { $shown } клиента из { $of } приносят
   *[many] { $shown } клиентов из { $of } приносят
} { $share } суммы; { $regular ->
    [0] регулярно из них не покупает никто.
    [one] регулярно из них покупает { $regular }.
   *[other] регулярно из них покупают { $regular }.
}
analysis-class-AX = AX
analysis-class-AZ = AZ, BZ
analysis-class-BX = BX, BY
analysis-class-CZ = CZ
analysis-class-N = N
analysis-advice-AX = Самые ценные: удерживать. Личный менеджер, твёрдые условия, новости – им первым.
analysis-advice-AZ = Много, но непредсказуемо. Выяснить, почему сбивается ритм; договориться о плане поставок.
analysis-advice-BX = Регулярные и средние: резерв класса A. Предлагать новые товарные группы.
analysis-advice-CZ = Редко и мало. Минимум времени менеджера: рассылка и самообслуживание.
analysis-advice-N = Меньше трёх периодов жизни. Вернуться к ним через квартал: решает вторая покупка.
analysis-cv-title = Насколько регулярны клиенты
analysis-cv = Коэффициент вариации
analysis-cv-says = Средний по порядку клиент колеблется от периода к периоду на { $median }. X кончается на { $x }, Y – на { $y }.
analysis-cv-x = граница X
analysis-cv-y = граница Y
analysis-windows = Те же классы в окнах 1, 3 и 5 лет
analysis-younger = { $count ->
    [one] { $shown } клиент моложе окна: его класс опирается на более короткую жизнь.
    [few] { $shown } клиента моложе окна: их классы опираются на более короткую жизнь.
   *[many] { $shown } клиентов моложе окна: их классы опираются на более короткую жизнь.
}
analysis-abc-movement = Переходы между A, B и C
analysis-movement-says = С { $day } поднялись { $up ->
    [one] { $up } клиент
    [few] { $up } клиента
   *[many] { $up } клиентов
}, опустились { $down }.
analysis-was = Было
analysis-became = Стало
analysis-warning-crowded_X = Почти все клиенты – регулярные (X), и XYZ мало что говорит. Попробуйте кварталы вместо месяцев или другие пороги в настройках.
analysis-warning-crowded_Y = Почти все клиенты – с колебаниями (Y), и XYZ мало что говорит. Попробуйте кварталы вместо месяцев или другие пороги в настройках.
analysis-warning-crowded_Z = Почти все клиенты – нерегулярные (Z), и XYZ мало что говорит. Попробуйте кварталы вместо месяцев или другие пороги в настройках.
analysis-warning-crowded_N = Почти все клиенты – слишком новые (N), и XYZ мало что говорит. Попробуйте кварталы вместо месяцев или другие пороги в настройках.

## RFM

analysis-rfm-map = Давность и частота
analysis-rfm-says = { $clients ->
    [0] Пятёрок и за давность, и за частоту нет ни у кого.
    [one] У { $shown } клиента пятёрки и за давность, и за частоту; он приносит { $share } суммы.
    [few] У { $shown } клиентов пятёрки и за давность, и за частоту; они приносят { $share } суммы.
   *[many] У { $shown } клиентов пятёрки и за давность, и за частоту; они приносят { $share } суммы.
}
analysis-rfm-within = ≤ { $days } дн.
analysis-rfm-older = > { $days } дн.
analysis-rfm-from = ≥ { $orders } зак.
analysis-rfm-fewer = < { $orders } зак.
analysis-rfm-groups = Группы по правилам
analysis-rfm-groups-says = Группу называет первое подходящее правило.
analysis-rfm-champions = Чемпионы
analysis-rfm-loyal = Верные
analysis-rfm-big_spenders = Крупные покупки
analysis-rfm-promising = Подающие надежды
analysis-rfm-recent = Новички
analysis-rfm-need_attention = Требуют внимания
analysis-rfm-cannot_lose = Нельзя потерять
analysis-rfm-at_risk = Под угрозой
analysis-rfm-hibernating = В спячке
analysis-rfm-lost = Потеряны
analysis-rfm-do-champions = Благодарить, просить рекомендаций.
analysis-rfm-do-loyal = Предлагать новые товарные группы.
analysis-rfm-do-big_spenders = Заказов мало, но крупные: договориться о плане поставок.
analysis-rfm-do-promising = Показать, что есть ещё.
analysis-rfm-do-recent = Встретить, следить за второй покупкой.
analysis-rfm-do-need_attention = Позвонить с предложением на срок.
analysis-rfm-do-cannot_lose = Звонит лично руководитель отдела продаж.
analysis-rfm-do-at_risk = Позвонить и спросить, что изменилось.
analysis-rfm-do-hibernating = Только дешёвые каналы.
analysis-rfm-do-lost = Одно предложение вернуться – и оставить в покое.

## Динамика

analysis-dynamics-sales = Продажи по периодам
analysis-dynamics-says = { $direction ->
    [up] Рост на { $share } к прошлому окну
    [down] Падение на { $share } к прошлому окну
   *[same] На уровне прошлого окна
}: { $grew ->
    [one] выросла { $grew } строка
    [few] выросли { $grew } строки
   *[many] выросло { $grew } строк
}, упало { $fell }.
analysis-dynamics-product-grew = Товары, которые выросли
analysis-dynamics-product-fell = Товары, которые упали
analysis-dynamics-group-grew = Группы, которые выросли
analysis-dynamics-group-fell = Группы, которые упали
analysis-new-product = новое

## Новые и повторные

analysis-kinds-years = Продажи по году жизни клиента
analysis-kinds-says = В { $year } году новые клиенты принесли { $share } продаж; впервые { $clients ->
    [one] купил { $shown } клиент.
    [few] купили { $shown } клиента.
   *[many] купили { $shown } клиентов.
}
analysis-life = { $more ->
    [yes] { $life }-й год и дальше
   *[no] { $life ->
        [1] Новые в этом году
       *[other] { $life }-й год
    }
}
analysis-life-column = Год жизни
analysis-kinds-periods = Новые и повторные клиенты по периодам
analysis-kinds-periods-says = Новые – в календарном году первой покупки, повторные – в следующих.
analysis-value-ever = Куплено за всё время
analysis-new-clients = Новые клиенты
analysis-repeat-clients = Повторные клиенты
analysis-new-value = Продажи новым
analysis-repeat-value = Продажи повторным
analysis-relations = Кто есть в базе

## Удержание

analysis-retention-crr = Удержание по периодам
analysis-retention-says = { $period }: CRR { $crr }, строго { $strict }; { $returned ->
    [one] вернулся { $shown } спящий.
    [few] вернулись { $shown } спящих.
   *[many] вернулись { $shown } спящих.
}
analysis-crr-strict = Строгий CRR
analysis-retention-flow = Кто остался, пришёл и ушёл
analysis-retention-flow-says = Над чертой – купившие; под ней – те, кто покупал в прошлом периоде, а в этом нет.
analysis-set-start = На начало
analysis-set-end = На конец
analysis-set-new = Новые
analysis-set-repeat = Повторные
analysis-set-kept = Остались
analysis-set-returned = Вернулись
analysis-set-lost = Не купили
analysis-set-top20 = Верхние 20 % клиентов
analysis-set-for80 = Клиенты, приносящие 80 %
analysis-set-marked = Клиенты с отметкой ключевого на карточке
analysis-set-rest = Остальные клиенты

## Когорты

analysis-cohorts-title = Клиенты каждого первого периода – потом
analysis-cohorts-says = Через период после первой покупки снова покупают { $near }{ $known ->
    [yes] ; { $period } – { $far }.
   *[no] .
}
analysis-after-month-12 = через год
analysis-after-quarter-4 = через год
analysis-cohort = Первая покупка
analysis-cohort-age = Периодов спустя
analysis-cohort-value = В клетках
analysis-cohort-value-clients = Клиенты
analysis-cohort-value-revenue = Продажи
analysis-existing = были раньше

## Лестница и маркеры

analysis-ladder-title = Воронка и её юбка
analysis-ladder-says = До первой покупки – { $prospects } потенциальных, после неё на лестнице – { $buyers }; { $loyal ->
    [one] постоянным стал { $shown }.
    [few] постоянными стали { $shown }.
   *[many] постоянными стали { $shown }.
}
analysis-ladder-funnel = До первой покупки
analysis-ladder-skirt = После неё
analysis-ladder-off = Отказались или потеряны
analysis-ladder-buyer = одна покупка
analysis-ladder-client = вторая покупка
analysis-ladder-regular = три и больше, и не только у нас
analysis-ladder-adherent = покупает только у нас
analysis-ladder-advocate = покупает у нас и рекомендует
analysis-entered = Пришли
analysis-left = Ушли
analysis-step-movement = Переходы между ступенями
analysis-markers-title = Девять маркеров
analysis-markers-says = Вычисляются из событий и никогда не ставятся рукой.
analysis-no-vip = Никто не отмечен как VIP. Когда все клиенты равны, лучшим достаётся обслуживание среднего.

## Парето

analysis-pareto-title = Доля клиентов и доля продаж
analysis-pareto-portrait = Что у них общего: портрет
analysis-pareto-says = { $clients } клиентов из { $of } ({ $share }) приносят 80 % продаж.
analysis-pareto-reading = { $clients } клиентов приносят { $share }
analysis-pareto-x = доля клиентов, от крупнейшего
analysis-pareto-equal = если бы все были равны
analysis-pareto-top20 = Верхние 20 % приносят
analysis-pareto-for80 = 80 % приходят от
analysis-gini = Джини
analysis-gini-note = 0 – все равны, 1 – один приносит всё
analysis-hhi = Индекс Херфиндаля
analysis-hhi-note = выше 2 500 – высокая концентрация
analysis-trait-segment = Сегмент
analysis-trait-region = Регион
analysis-trait-source = Источник
analysis-trait-kind = Компания или человек
analysis-trait-places = Адресов
analysis-trait-competitor = Конкурент
analysis-trait-product_group = Товарная группа

## Концентрация

analysis-alarms = Тревоги
analysis-alarms-mild = Ещё { $count } ниже { $level }
analysis-no-alarms = Ни один клиент не прошёл порога – ни для компании, ни для отдела, ни для менеджера.
analysis-alarm-company = { $share } продаж компании держатся на одном клиенте (выше { $level }):
analysis-alarm-team = { $share } продаж отдела «{ $team }» держатся на одном клиенте (выше { $level }):
analysis-alarm-manager = { $share } продаж менеджера { $manager } держатся на одном клиенте (выше { $level }):
analysis-concentration-company = Крупнейшие клиенты компании
analysis-concentration-says = Крупнейший клиент приносит { $share }, верхние 20 % – { $top20 }. Джини { $gini }, Херфиндаль { $hhi }.
analysis-concentration-trend = Как меняются доли крупнейших
analysis-concentration-trend-says = Доля в продажах за 12 месяцев, заканчивающихся каждым периодом.
analysis-concentration-teams = По отделам
analysis-company-group =
    { $name } ({ $count ->
        [one] { $count } компания
        [few] { $count } компании
       *[other] { $count } компаний
    })
analysis-company-group-members = Компаний в группе
analysis-concentration-managers = По менеджерам
analysis-concentration-managers-says = Клиент может быть мал для компании и быть всем для своего менеджера.
analysis-above = Выше
analysis-crossing = Такими темпами пройдёт { $level } около { $day }

## Спящие

analysis-states = Клиенты по состоянию
analysis-state-active = Активные
analysis-state-sleeping = Спящие
analysis-state-lost = Потерянные
analysis-state-none = Не покупали
analysis-sleeping-says = { $sleeping ->
    [one] Спит { $shown } клиент
    [few] Спят { $shown } клиента
   *[many] Спят { $shown } клиентов
}, { $lost ->
    [one] потерян { $lost-shown }.
   *[other] потеряны { $lost-shown }.
}
analysis-sleeping-list = Кому позвонить первым
analysis-sleeping-list-says = Крупнейшие из тех, кто молчит дольше обычного для себя.
analysis-sleeping-none = Никто не спит
analysis-sleeping-none-text = Все покупают в своём ритме.
analysis-idle = Молчит, дней
analysis-rhythm = Ритм, дней
analysis-rhythm-segment = { $days }, сегмент
analysis-times = Раз
analysis-sleeping-term-sleeping = Спящие
analysis-sleeping-term-lost = Потерянные
analysis-sleeping-term-segment = Ритм сегмента
analysis-sleeping-do-sleeping = Позвонить на этой неделе: спросить, как прошла последняя поставка, предложить обычный заказ.
analysis-sleeping-do-lost = Выяснить и записать причину; одно предложение вернуться, потом отдых.
analysis-sleeping-do-segment = Для своего ритма покупок мало: перед звонком посмотреть карточку.

## LTV

analysis-ltv-formula = Четыре множителя среднего клиента
analysis-ltv-says = Половина клиентов приносит меньше { $median }, в среднем – { $mean }. { $share } клиентов ещё покупают, их число вырастет.
analysis-ltv-cheque = Средний чек
analysis-ltv-frequency = Покупок в месяц
analysis-ltv-margin = Маржа
analysis-ltv-life = Жизнь, месяцев
analysis-ltv-spread = Как распределена ценность
analysis-ltv-spread-says = Немногие крупные тянут среднее вверх; обычный клиент – медиана.
analysis-ltv-segments = По сегментам
analysis-ltv-segments-says = Откройте таблицу, чтобы увидеть, какой множитель даёт разницу.

## Разовые покупатели

analysis-one-time = Один раз
analysis-came-back = Вернулись
analysis-one-time-says = { $share } клиентов купили один раз и больше не вернулись – { $place ->
    [above] выше
    [inside] в пределах
   *[below] ниже
} обычных для отрасли { $low }–{ $high }.
analysis-one-time-open = { $count ->
    [one] Показать { $shown } клиента
    [few] Показать { $shown } клиентов
   *[many] Показать { $shown } клиентов
}
analysis-one-time-share = Доля разовых по первой покупке
analysis-one-time-share-says = Каждый клиент относится к периоду своей первой покупки.
analysis-one-time-band = обычно в отрасли
analysis-one-time-clients = Первые покупки: вернулись или нет
analysis-first-purchase = Первая покупка

## Клиенты за показателем

analysis-cell-all = Покупавшие клиенты
analysis-cell-class = Класс { $name }
analysis-cell-move = { $from } → { $to }
analysis-cell-cv = Вариация { $from }–{ $to }
analysis-cell-product = Покупавшие это
analysis-cell-product-left = Покупали раньше, теперь нет: { $name }
analysis-cell-life = { $year }: { $life ->
    [1] новые клиенты
   *[other] { $life }-й год жизни
}
analysis-cell-period = { $set }, { $period }
analysis-cell-cohort = Впервые купили: { $period }
analysis-cell-cohort-at = Впервые купили: { $period }; покупали спустя { $k ->
    [one] { $k } период
    [few] { $k } периода
   *[many] { $k } периодов
}
analysis-cell-concentration = Клиенты выше { $level }
analysis-cell-manager = Клиенты менеджера
analysis-cell-worth-segment = Клиенты сегмента
analysis-cell-team = Клиенты отдела
analysis-cell-company-group = Компании группы
analysis-cell-one-time = Купили один раз
analysis-cell-one-time-at = Купили один раз, { $period }
analysis-cell-ltv = Ценность { $from } – { $to }
analysis-drill-sum = { $count ->
    [one] { $shown } клиент
    [few] { $shown } клиента
   *[many] { $shown } клиентов
}
analysis-drill-orders = { $count ->
    [one] { $shown } заказ
    [few] { $shown } заказа
   *[many] { $shown } заказов
}
analysis-drill-sort = Порядок
analysis-drill-more = Показать ещё
analysis-drill-none = Клиентов здесь нет
analysis-drill-none-text = База изменилась с тех пор, как показатель посчитан, или этих клиентов вам не видно.
analysis-sort-by-value = Сначала крупнейшие
analysis-sort-by-last_day = Сначала недавние
analysis-sort-last_day = Сначала давно молчащие
analysis-sort-by-orders = Сначала с частыми заказами
analysis-sort-name = По названию

## Пока пусто

analysis-empty = Считать пока нечего
analysis-empty-orders = К заказам
analysis-empty-overview = Как только появятся заказы, здесь встанут продажи, клиенты и риски базы. Загрузите заказы или внесите первый.
analysis-empty-abcxyz = Матрице нужны покупки внутри окна. Выберите окно длиннее или уберите отбор.
analysis-empty-rfm = RFM нужны покупки внутри окна. Выберите окно длиннее или уберите отбор.
analysis-empty-pareto = Кривой нужны клиенты с продажами больше нуля. Выберите окно длиннее или уберите отбор.
analysis-empty-concentration = Долям нужны продажи за последние двенадцать месяцев.
analysis-empty-ltv = Ценность считается для клиентов хотя бы с одной покупкой.
analysis-empty-value = Стоимость считается по покупкам. Их ещё нет.
analysis-empty-dynamics = Ни в окне, ни годом раньше продаж нет. Выберите окно длиннее или уберите отбор.
analysis-empty-kinds = Новые и повторные различаются с первой покупки. Её ещё не было.
analysis-empty-retention = Удержание сравнивает два периода подряд. Покупок в них пока нет.
analysis-empty-cohorts = Когорта начинается с первой покупки. В окне её нет.
analysis-empty-ladder = Маркеры и ступени вычисляются из событий и покупок клиентов. Клиентов в базе пока нет.
analysis-empty-sleeping = Никто ещё не покупал – и заснуть никто не мог.
analysis-empty-one-time = Никто ещё не покупал.

## Value of the base

analysis-worth-sum = Ожидается за следующие { $days } дн.
analysis-worth-says = { $clients ->
    [one] { $shown } клиент сделает
    [few] { $shown } клиента сделают
   *[many] { $shown } клиентов сделают
}, по ожиданию, { $purchases } покупок на { $value }.
analysis-worth-interval = С уверенностью { $share }: от { $low } до { $high }.
analysis-worth-regularity = Разброс промежутков между покупками: { $value } (случайные покупки 1, часы 0).
analysis-worth-against-few_repeaters = Клиентов с повторной покупкой: { $value }; модели нужно { $limit }.
analysis-worth-against-regular_gaps = Ниже { $limit } клиенты покупают слишком ровно для модели случайных покупок.
analysis-worth-against-correlated_money = Частота и сумма связаны (корреляция { $value }, больше { $limit }): Gamma-Gamma здесь верить нельзя.
analysis-worth-against-endless_money = Подобранная средняя сумма покупки бесконечна.
analysis-worth-against-unsettled = Данные не определяют параметры.
analysis-worth-timing-bg_nbd = Покупки — по BG/NBD; кто ещё покупает — по MBG/NBD.
analysis-worth-timing-mbg_cnbd_k = Покупки и кто ещё покупает — по MBG/CNBD-k, модели ровных покупок.
analysis-worth-timing-own_gap = Без модели: клиент продолжает в своём среднем промежутке, если не молчит дольше двух.
analysis-worth-money-gamma_gamma = Сумма покупки — по Gamma-Gamma.
analysis-worth-money-own_mean = Сумма покупки — своё среднее клиента с трёх повторных покупок, иначе среднее по всем.
analysis-worth-history = Стоимость базы за последний год
analysis-worth-history-says = Чего ожидали от стольких же дней вперёд в каждый из этих дней, зная то, что было известно тогда.
analysis-worth-check = Предсказано и было
analysis-worth-check-says = Подобрано по дням до { $until } и сверено с днями до { $known }: предсказано { $foretold } покупок, было { $actual } ({ $off }).
analysis-worth-repeats = Повторных покупок
analysis-worth-came = Было
analysis-worth-foretold = Предсказано
analysis-worth-alive = Ещё покупают
analysis-worth-still = Ещё покупает
analysis-worth-purchases = Покупок
analysis-worth-purchase = Одна покупка
analysis-worth-value = Стоимость
analysis-worth-segments = Стоимость по сегментам
analysis-worth-managers = Стоимость по менеджерам
analysis-worth-list = Клиенты с наибольшей стоимостью
analysis-worth-list-says = Это ожидание, а не обещание: один клиент может купить вдвое больше или ничего.
analysis-worth-models = Подобранные модели
analysis-worth-models-says = Время в неделях, деньги в целых единицах валюты. В скобках — границы, в которых с уверенностью { $share } лежит параметр используемой модели.
analysis-worth-model = Модель
analysis-worth-model-bg_nbd = BG/NBD
analysis-worth-model-mbg_nbd = MBG/NBD
analysis-worth-model-gamma_gamma = Gamma-Gamma
analysis-worth-parameters = Параметры
analysis-worth-likelihood = Логарифм правдоподобия
analysis-worth-check-bad = Используемая модель ошиблась больше чем на { $limit }: относитесь к стоимости очень осторожно.
