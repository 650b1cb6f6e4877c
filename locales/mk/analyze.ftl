### `clientele analyze`: преглед на екран, извештај, одбивања.

analyze-progress = Читање: { $rows } редови, { $share }
analyze-written = Запишано во { $folder }
analyze-cannot-write = не може да се запише { $folder }
analyze-cluster-missing =
    { $program } ја нема ниту до оваа програма ниту во PATH; потребна е за --cluster.
    Изградете ја од изворниот код: cargo build --release --manifest-path cluster/Cargo.toml
    и ставете ја cluster/target/release/{ $program } до оваа програма.
analyze-report-title = Анализа: { $file }
analyze-contents = Содржина

analyze-origin-text = { $file }: текст, кодирање { $encoding }, разделник „{ $delimiter }“, пакување { $packing }
analyze-origin-workbook = { $file }: работна книга Excel, листови { $sheets }
analyze-origin-parquet = { $file }: Parquet
analyze-origin-other = { $file }, { $format }, табела { $sheets }
analyze-sheets-joined = { $count ->
    [one] { $count } лист со исто заглавие е прочитан како една табела.
   *[other] { $count } листови со исто заглавие се прочитани како една табела.
}
analyze-sheets-others = Не се прочитани: листовите { $sheets } имаат други табели. Изберете лист со --sheet.
analyze-remark-mixed = Дел од текстот е во друго кодирање; неговите букви се заменети со �.
analyze-remark-mojibake = { $share } од зборовите со нелатинични букви личат на кирилица прочитана со погрешна табела. Извезете ја датотеката повторно во UTF-8.
analyze-remark-above = { $count ->
    [one] { $count } ред над заглавието е изоставен.
   *[other] { $count } редови над заглавието се изоставени.
}
analyze-remark-heading_rows = Заглавието има { $count ->
    [one] { $count } ред
   *[other] { $count } реда
 }; имињата се споени како „Контакти / Телефон“.
analyze-remark-no_heading = Табелата нема заглавие: колоните се викаат 1, 2, 3…

analyze-recognised = препознаена
analyze-given = зададена со --map
analyze-unused = Колони без улога: { $columns }
analyze-rows = { $rows ->
    [one] Прочитан е { $rows } ред
   *[other] Прочитани се { $rows } редови
}, употребени { $used }, изоставени { $out }.
analyze-overlap = Редовите { $first }–{ $last } повторуваат поранешен дел од датотеката ({ $from } – { $to }): { $lines ->
    [one] { $lines } ред е сметан еднаш
   *[other] { $lines } редови се сметани еднаш
}.
analyze-overlap-not_checked = Редовите на нарачките се расфрлани низ датотеката, па повторени делови не се барани.
analyze-order-is-day = Нема броеви на нарачки: сѐ што клиентот купил во еден ден е една нарачка.
analyze-date-assumed = Првите редови не кажуваат што е ден, а што месец; земено е дека денот стои прв. Ако не е така, пишете ги датумите како ГГГГ-ММ-ДД.
analyze-currency-unknown = Валутата не е позната; задајте ја со --currency.
analyze-after-as_of = { $lines ->
    [one] { $lines } ред по датумот на извештајот не се смета.
   *[other] { $lines } редови по датумот на извештајот не се сметаат.
}
analyze-outside-window = { $lines ->
    [one] { $lines } ред надвор од периодот не се смета.
   *[other] { $lines } редови надвор од периодот не се сметаат.
}
analyze-left-out = изоставено
analyze-kept = сметано
analyze-row = ред { $row }
analyze-sheet = лист { $sheet }
analyze-column = колона { $column }
analyze-nothing = Ништо.
analyze-unnamed = (нема)
analyze-more = Прикажани се { $shown } од { $all } редови; сите се во { $file }.
analyze-top20 = 20% од клиентите: { $share }

analyze-role-order = нарачка
analyze-role-client = клиент
analyze-role-client_name = име на клиентот
analyze-role-date = датум
analyze-role-quantity = количина
analyze-role-price = цена
analyze-role-amount = износ
analyze-role-discount = попуст
analyze-role-product = производ
analyze-role-product_name = име на производот
analyze-role-group = група производи
analyze-role-country = земја или регион
analyze-role-manager = менаџер
analyze-role-cost = набавна вредност
analyze-role-currency = валута

analyze-reason-overlap = повторува поранешен дел од датотеката
analyze-reason-no_client = нема клиент
analyze-reason-price_not_positive = цената не е поголема од нула
analyze-reason-no_date = нема датум
analyze-reason-bad_date = нечитлив датум
analyze-reason-no_amount = нема износ
analyze-reason-bad_number = нечитлив број
analyze-reason-absurd = број или датум надвор од секоја граница
analyze-reason-other_currency = друга валута
analyze-reason-cancelled = откажана нарачка, сметана како поврат
analyze-reason-return = поврат (негативен износ)
analyze-reason-repeated = двапати стои во својата нарачка
analyze-reason-zero_amount = износ нула
analyze-reason-ragged = повеќе или помалку ќелии од заглавието

analyze-key-figures = Главни показатели
analyze-figure-as_of = На ден
analyze-figure-period = Период
analyze-figure-clients = Клиенти
analyze-figure-orders = Нарачки
analyze-figure-revenue = Приход без повратите
analyze-figure-cheque = Просечна нарачка
analyze-figure-orders_per_client = Нарачки по клиент
analyze-figure-assortment = Производи по клиент
analyze-figure-repeat = Купиле повеќе од еднаш
analyze-figure-one_time = Купиле само еднаш
analyze-figure-net_retention = Задржан приход од претходната година
analyze-figure-top20 = Дел на горните 20% клиенти
analyze-figure-sleeping = Заспани клиенти
analyze-figure-lost = Изгубени клиенти

analyze-alarms = Аларми
analyze-no-alarms = Нема.
analyze-alarm-client = { $client } носи { $share } од продажбата: над { $level }.
analyze-alarm-manager = { $manager } зависи од { $client }: { $share } од продажбата, над { $level }.
analyze-alarm-one_time = { $share } од клиентите купиле само еднаш, повеќе од вообичаеното (30–50%).
analyze-alarm-crowded = За { $window } повеќе од 90% од клиентите се во класа { $class }: изберете подолги периоди или други граници.
analyze-alarm-below_zero = { $count ->
    [one] { $count } клиент вратил
   *[other] { $count } клиенти вратиле
} најмалку колку што купиле.

analyze-matrix-of = ABC × XYZ за { $window }, клиенти

analyze-sheet-columns = Колони
analyze-note-columns = За што е земена секоја колона на датотеката. Се менува со --map.
analyze-sheet-left_out = Изоставено и забележано
analyze-note-left_out = Секој ред што не се смета, со причината; и што е необично кај оние што се сметаат.
analyze-sheet-abcxyz = ABC и XYZ
analyze-note-abcxyz = ABC: клиенти по приход; A ги носи првите 80%, B следните 15%, C останатото. XYZ: колку се рамномерни месеците (стандардно отстапување ÷ просек); X до 10%, Y до 25%, Z над тоа, N под три месеци. Тековниот месец не се смета.
analyze-sheet-rfm = Групи RFM
analyze-note-rfm = Скорешност, честота и пари со оценки од 1 до 5 по ранг; 5 е најдобро. Опсезите се правилото на групата.
analyze-sheet-retention = Задржување по квартали
analyze-note-retention = CRR = (клиенти на крајот − нови) ÷ клиенти на почетокот. Минува 100% кога заспаните се враќаат; строгиот CRR ги брои само оние што купиле во двата квартали. * уште не завршил.
analyze-sheet-cohorts = Кохорти
analyze-note-cohorts = Клиенти по месец на првата купувачка и колку од нив купиле по 0, 1, 2… месеци. Првата кохорта ја содржи постојната база.
analyze-sheet-kinds = Нови и повторни клиенти
analyze-note-kinds = Клиенти по година на животот со нас: 1 е нов оваа година. * уште не завршила.
analyze-sheet-sales = Продажба по месеци
analyze-note-sales = Приход без повратите, покрај истиот месец од претходната година. * уште не завршил.
analyze-sheet-products = Производи
analyze-note-products = Производи по промената спрема претходниот период.
analyze-sheet-product_groups = Групи производи
analyze-note-product_groups = Групи производи по промената спрема претходниот период.
analyze-sheet-concentration = Најголеми клиенти
analyze-note-concentration = Дел во продажбата на сите клиенти. Аларми на 10, 20, 30, 40 и 50%.
analyze-sheet-managers = Менаџери
analyze-note-managers = Продажба на секој вработен и најголемиот клиент во неа.
analyze-sheet-states = Активни, заспани, изгубени
analyze-note-states = Според сопствениот ритам на клиентот (медијана на паузите меѓу деновите на купување): заспан по две паузи и 30 дена молк, изгубен по четири паузи и 90 дена.
analyze-sheet-pareto = Крива на Парето
analyze-note-pareto = Колкав дел од приходот го носат најголемите клиенти.
analyze-sheet-one_time = Купувачи само еднаш
analyze-note-one_time = Клиенти по година на првата купувачка и оние што повеќе не купиле.

analyze-column-role = Улога
analyze-column-heading = Колона
analyze-column-how = Како
analyze-column-reason = Причина
analyze-column-effect = Исход
analyze-column-lines = Редови
analyze-column-amount = Износ
analyze-column-examples = Први редови
analyze-column-clients = Клиенти
analyze-column-revenue = Приход
analyze-column-group = Група
analyze-column-r = R
analyze-column-f = F
analyze-column-m = M
analyze-column-period = Период
analyze-column-start = На почеток
analyze-column-end = На крај
analyze-column-new = Нови
analyze-column-kept = Задржани
analyze-column-returned = Вратени
analyze-column-gone = Заминати
analyze-column-crr = CRR
analyze-column-crr_strict = Строг CRR
analyze-column-cohort = Кохорта
analyze-column-year = Година
analyze-column-life = Година на живот
analyze-column-orders = Нарачки
analyze-column-year_before = Пред една година
analyze-column-name = Име
analyze-column-before = Претходно
analyze-column-growth = Раст
analyze-column-clients_before = Клиенти претходно
analyze-column-client = Клиент
analyze-column-share = Дел
analyze-column-level = Ниво
analyze-column-manager = Менаџер
analyze-column-largest = Најголем клиент
analyze-column-state = Состојба
analyze-column-clients_share = Дел од клиентите
analyze-column-revenue_share = Дел од приходот
analyze-column-one_time = Само еднаш

analyze-state-active = активен
analyze-state-sleeping = заспан
analyze-state-lost = изгубен
analyze-state-none = уште нема ритам

analyze-rfm-champions = Шампиони
analyze-rfm-loyal = Верни
analyze-rfm-big_spenders = Големи купувачи
analyze-rfm-promising = Ветувачки
analyze-rfm-recent = Нови
analyze-rfm-need_attention = Бараат внимание
analyze-rfm-cannot_lose = Не смеат да се изгубат
analyze-rfm-at_risk = Во ризик
analyze-rfm-hibernating = Заспиваат
analyze-rfm-lost = Изгубени

analyze-refusal-table-not_found = нема таква датотека.
analyze-refusal-table-no_permission = немате право да ја читате датотеката.
analyze-refusal-table-io = не може да се прочита: { $detail }.
analyze-refusal-table-empty = датотеката е празна.
analyze-refusal-table-binary = ова не е ни текст ни познат формат на табели.
analyze-refusal-table-binary-cure = Дајте датотека CSV, TSV, XLSX или Parquet (може и во .gz или .zst).
analyze-refusal-table-not_a_table = тука не се гледаат редови и колони.
analyze-refusal-table-not_a_table-cure = Дајте датотека CSV, TSV, XLSX или Parquet.
analyze-refusal-table-encrypted = работната книга има лозинка.
analyze-refusal-table-encrypted-cure = Зачувајте ја без лозинка.
analyze-refusal-table-other_archive = ова е { $detail }, а не табела.
analyze-refusal-table-other_archive-cure = Зачувајте ја табелата како .xlsx или CSV.
analyze-refusal-table-no_sheet = нема лист „{ $asked }“.
analyze-refusal-table-no_sheet-cure = Листови: { $present }
analyze-refusal-table-over_limit = датотеката минува граница што штити од непријателски датотеки: { $limit } е { $found }, дозволено е { $allowed }.
analyze-refusal-table-over_limit-cure = Ако датотеката е чесна, зачувајте ја како CSV или поделете ја.
analyze-refusal-table-damaged = датотеката е оштетена или пресечена: { $detail }.
analyze-refusal-table-damaged-cure = Извезете ја или копирајте ја повторно.
analyze-refusal-table-unsupported = ова не може да се прочита: { $detail }.
analyze-refusal-ledger-unknown_role = --map не знае „{ $role }“.
analyze-refusal-ledger-unknown_role-cure = Познати се: { $present }
analyze-refusal-ledger-bad_map = --map не може да се прочита кај „{ $detail }“.
analyze-refusal-ledger-bad_map-cure = Пишете вака: order=Invoice,client="Customer ID".
analyze-refusal-ledger-no_such_column = нема колона „{ $column }“.
analyze-refusal-ledger-no_such_column-cure = Колони: { $present }
analyze-refusal-ledger-no_column = не е препознаена колона за: { $role }.
analyze-refusal-ledger-no_column-cure =
    Колони: { $present }
    Кажете која е: --map { $code }="…"
analyze-refusal-ledger-nothing_left = ниеден ред не може да се употреби:
analyze-refusal-ledger-many_currencies = износите се во повеќе валути: { $present }.
analyze-refusal-ledger-many_currencies-cure = Изберете една: --currency { $first }
analyze-refusal-ledger-too_large = { $detail }.

### `clientele value`

analyze-value-no_purchase = до последниот познат ден нема ниту едно купување
analyze-value-no_client = нема клиент { $client }
analyze-value-total = Вредност на базата
analyze-value-sum = На { $day }: од { $clients ->
    [one] { $clients } клиент
   *[other] { $clients } клиенти
} се очекуваат { $purchases } купувања за { $value } во { $days ->
    [one] следниот { $days } ден
   *[other] следните { $days } дена
}.
analyze-value-interval = Со сигурност { $share }: меѓу { $low } и { $high }. Тоа е сомнежот во параметрите на моделите; што ќе направи пазарот не е внатре.
analyze-value-alive = Се очекува уште да купуваат: { $alive }.
analyze-value-verdict = Кои модели важат
analyze-value-regularity = Отстапување на размаците меѓу купувањата: { $cv } (случајно купување 1, часовник 0).
analyze-value-correlation = Корелација на колку често и колку многу: { $correlation }.
analyze-value-few = Само { $count ->
    [one] { $count } клиент има
   *[other] { $count } клиенти имаат
} повторно купување; на моделот му требаат { $needed }.
analyze-value-regular = Тоа е под { $limit }: клиентите купуваат премногу редовно за модел на случајно купување.
analyze-value-correlated = Тоа е над { $limit }: Gamma-Gamma ги смета сумата и честотата за независни и овде не може да ѝ се верува.
analyze-value-endless = Пресметаната средна сума на купување е бесконечна (q ≤ 1).
analyze-value-unsettled = Податоците не ги кажуваат параметрите: не е најден врв на веродостојноста.
analyze-value-by_bg = Купувања: BG/NBD; кој уште купува: MBG/NBD, зашто според BG/NBD се живи сите што купиле еднаш.
analyze-value-by_rhythm = Купувања и кој уште купува: MBG/CNBD-k, моделот на редовно купување.
analyze-value-by_own_gap = Купувања: без модел; клиентот продолжува во својот среден размак ако не молчи подолго од два.
analyze-value-by_gamma = Сума на купување: Gamma-Gamma.
analyze-value-by_own_mean = Сума на купување: сопствената средина ако клиентот има три повторни купувања, инаку средината на сите.
analyze-value-checked = Пресметани од деновите до { $until } и споредени со деновите до { $known }: имаше { $actual } купувања.
analyze-value-said = { $model } предвиде { $said } (отстапување { $off }).

analyze-sheet-value_models = Пресметани модели
analyze-note-value_models = Време во недели, пари во цели единици; во загради интервалот на секој параметар по профилот на веродостојноста. Наклонот е на средниот логаритам на веродостојноста по логаритмот на параметарот; на врвот е 0.
analyze-sheet-value_calibration = Предвидено и било
analyze-note-value_calibration = Среден број купувања на клиент по калибрацијата, според повторните купувања во неа.
analyze-sheet-value_top = Клиенти со најголема вредност
analyze-note-value_top = Се очекува, не се ветува: еден клиент може да купи двојно повеќе или ништо.
analyze-column-model = Модел
analyze-column-parameters = Параметри
analyze-column-log_likelihood = Логаритам на веродостојноста
analyze-column-slope = Наклон
analyze-column-steps = Чекори
analyze-column-x = Повторни
analyze-column-actual = Било
analyze-column-bg_nbd = BG/NBD
analyze-column-mbg_nbd = MBG/NBD
analyze-column-pareto_nbd = Pareto/NBD
analyze-column-mbg_cnbd_k = MBG/CNBD-k
analyze-column-value = Вредност
analyze-column-purchases = Купувања
analyze-column-purchase = Едно купување
analyze-column-p_alive = Уште купува
analyze-column-last = Последно
analyze-value-bad_check = Користениот модел згреши повеќе од четвртина: минатото на оваа база е лош водич за иднината. Земете ја вредноста многу претпазливо.

### Поглавја на извештајот

analyze-role-company_group = група компании
analyze-company-group = { $name } (група, { $count ->
    [one] { $count } клиент
   *[other] { $count } клиенти
})
analyze-too-short = Книгата е прекратка за ова.
analyze-say-largest = Најмногу: { $name }, { $value }.
analyze-say-least = Најмалку: { $name }, { $value }.
analyze-say-series = { $series }: { $first } ({ $from }), потоа { $last } ({ $to }); највисоко { $most } ({ $at }).

analyze-sheet-movement = Движење меѓу класи
analyze-note-movement = Секој клиент според класата пред една година и сега. Нагоре и надолу се чекори во подобра и во полоша класа; кој немал нарачки во прозорецот до денот (дванаесет месеци, освен ако --window вели поинаку), не стои во ниедна класа (–).
analyze-movement-days = Од { $from } до { $to }.
analyze-kind-abc = ABC, по обем
analyze-kind-xyz = XYZ, по редовност
analyze-kind-rfm = Групи RFM
analyze-kind-state = Активни, заспани, изгубени
analyze-way-up = нагоре
analyze-way-down = надолу
analyze-way-changed = во класа без друг ранг
analyze-way-came = дојдоа
analyze-way-left = заминаа
analyze-way-stayed = останаа
analyze-sheet-class_months = Класи на крајот на месеците
analyze-note-class_months = Клиенти во секоја класа на последниот ден од месецот, за прозорецот до него (дванаесет месеци, освен ако --window вели поинаку). * уште не е завршен.
analyze-sheet-warnings = Рано предупредување
analyze-note-warnings = Редовни клиенти (три купувања и повеќе) кои уште не спијат, но одат кон тоа: молчат еден и пол свој ритам и 7 дена, купуваат за 30% помала вредност или 40% помалку производи отколку во претходните отсечки. Под ризик е купеното во последните 365 дена.
analyze-warning-sum = Следени редовни клиенти: { $watched }, со предупредување: { $clients }; под ризик { $money } годишно.
analyze-warning-gap = предолго молчи
analyze-warning-volume = купува за помала вредност
analyze-warning-assortment = купува помалку производи
analyze-sheet-indicators = Показатели на развојот
analyze-note-indicators = Зделки и различни производи по клиент, просечна сметка пред повратите, дел од клиентите од двете години чија вредност порасна, а од придобиените во периодот: кој купил само еднаш и кој станал редовен. Последниот ред е прозорецот. * уште не е завршен.
analyze-indicators-regular = Редовен: { $purchases ->
    [one] { $purchases } купување
   *[other] { $purchases } купувања
} во { $months ->
    [one] { $months } месец
   *[other] { $months } месеци
} од првото.
analyze-sheet-indicators_parts = Показатели по делови
analyze-note-indicators_parts = Истото по земја или регион на клиентот и по група производи, прво најголемите продажби. Клиентот припаѓа на секоја група што ја купува.
analyze-sheet-order_check = Големи нарачки што наполниле магацин
analyze-note-order_check = Нарачки од најмалку две вообичаени, по кои клиентот молчел колку што трае стоката: не купува повеќе, туку поретко. Темпото се купувањата за година пред и потоа.
analyze-big-orders = Големи нарачки во прозорецот: { $orders } (од { $times } вообичаени).
analyze-after-stocked = Го наполниле магацинот
analyze-after-grew = Клиентот порасна
analyze-after-open = Стоката уште трае
analyze-sheet-white_groups = Бели дамки по групи производи
analyze-note-white_groups = Што не купуваат клиентите од група, а клиенти со нивна големина купуваат: очекувано за година.
analyze-white-sum = Клиенти што би можеле да купуваат повеќе: { $clients }, за { $money } годишно. Се споредуваат најмалку { $alike } слични, од кои групата мора да ја купуваат { $share }.
analyze-sheet-white_space = Бели дамки по клиенти
analyze-note-white_space = Најголемите проценки. Медијаната е колку од групата купуваат годишно сличните клиенти што ја купуваат; очекуваното е таа, помножена со нивниот дел.
analyze-sheet-concentration_trend = Удели на најголемите клиенти
analyze-note-concentration_trend = Удел во продажбите за дванаесетте месеци до секој месец и денот кога правата низ уделите ќе го достигне следниот праг, ако е тоа во рок од две години. Група компании се брои како еден клиент.
analyze-crossing = { $client } ќе носи над { $level } приближно од { $day }, ако уделот продолжи вака.
analyze-sheet-departure = Ако замине најголемиот клиент
analyze-note-departure = Што заминува со него: продажби, маржа, продажби на секој вработен и набавките од добавувачите по групи производи.
analyze-departing = Најголемиот: { $client }.
analyze-dilution = За да биде под { $level }, другите треба да купат уште за { $money } ({ $growth }).
analyze-replaced = Нов клиент носи { $each } во првата година; за да се замени, потребни се нови клиенти: { $count }.
analyze-bought = Набавено од добавувачи
analyze-sheet-portrait = Портрет на клучните клиенти
analyze-note-portrait = Белези што најголемата петтина од клиентите ги има почесто. Лифт: колку пати почесто клиент со белегот е клучен; со интервал и веројатност за случајност, поправена за сè што е пробано. Тоа што белегот оди со големината не го прави причина.
analyze-portrait-drawn = Клучни клиенти: { $key } од { $clients }; пробани белези и парови: { $tried }, секој со најмалку { $least } клиенти.
analyze-sheet-lagging = Слични на клучните, а купуваат помалку
analyze-note-lagging = Клиенти со белег на клучните, чија вредност е под медијаната на оние што го имаат.
analyze-sheet-stress = Криза
analyze-note-stress = Дел од клиентите заминува, останатите купуваат помалку, дел од продажбите не се плаќа. Долу и горе: во една криза од дваесет останува помалку, во една повеќе. Најлошо и најдобро: заминуваат токму најголемите или токму најмалите. Потребни: нови клиенти што го надополнуваат недостигот.
analyze-stress-left = Од { $all } во просек остануваат { $left }; во девет кризи од десет меѓу { $low } и { $high }.
analyze-crises = Кризи од 4.000
analyze-crisis-deep = Длабока криза, сите еднакво
analyze-crisis-deep_models = Длабока криза, по моделите
analyze-crisis-foreseen = Што предвидуваат моделите
analyze-crisis-usual = Вообичаена загуба за година
analyze-sheet-stress_clients = На кого се држи сè
analyze-note-stress_clients = Клиенти чие заминување во длабоката криза зема најмногу.
analyze-sheet-levers = Колку вреди еден поен
analyze-note-levers = За година: 1% повеќе добри клиенти; 1% од другите стануваат добри; секоја сметка 1% поголема.
analyze-levers-clients = Добри клиенти (од { $purchases } купувања годишно): { $good }, секој носи { $each_good }; други: { $others }, секој носи { $each_other }.
analyze-lever-more_good = 1% повеќе добри клиенти
analyze-lever-turned = 1% од другите стануваат добри
analyze-lever-cheque = Сметки поголеми за 1%
analyze-sheet-raised = Колку вреди задржувањето
analyze-note-raised = Од година во година остануваат повеќе клиенти: што носи тоа во првата година, за хоризонтот и без крај.
analyze-raised-kept = Од { $before } клиенти од минатата година, оваа година купувале { $kept }: { $rate }. Хоризонт: { $years ->
    [one] { $years } година
   *[other] { $years } години
}.
analyze-points = { $points ->
    [one] { $points } поен повеќе
   *[other] { $points } поени повеќе
}
analyze-sheet-value_base = Вредност на базата
analyze-note-value_base = Што се очекува да купат клиентите во следните 365 дена: сега и како се гледало порано. Интервалот е сомнежот во параметрите.
analyze-foretold = Предвидено
analyze-calibration-point = Повторни { $repeats }: предвидено { $foretold }, дојде { $came }.

analyze-column-kind = Класи
analyze-column-from = Од
analyze-column-to = Во
analyze-column-way = Пат
analyze-column-month = Месец
analyze-column-reasons = Причини
analyze-column-at_risk = Под ризик
analyze-column-rhythm_days = Ритам, дена
analyze-column-idle_days = Молчи, дена
analyze-column-now = Сега
analyze-column-usual = Вообичаено
analyze-column-products_now = Производи сега
analyze-column-products_usual = Производи вообичаено
analyze-column-buyers = Купувачи
analyze-column-deals = Зделки по клиент
analyze-column-positions = Производи по клиент
analyze-column-cheque = Просечна сметка
analyze-column-grew = Пораснаа
analyze-column-one_time_share = Само еднаш
analyze-column-regular = Станаа редовни
analyze-column-division = Поделба
analyze-column-day = Ден
analyze-column-times = Вообичаени нарачки
analyze-column-usual_gap = Вообичаен размак, дена
analyze-column-lasts = Трае, дена
analyze-column-gap = Молчење потоа, дена
analyze-column-rate_before = За година пред
analyze-column-rate_after = За година потоа
analyze-column-expected = Очекувано годишно
analyze-column-alike = Слични клиенти
analyze-column-alike_buyers = Од нив купуваат
analyze-column-median = Медијана
analyze-column-crossing_level = Следен праг
analyze-column-crossing = Достигнува
analyze-column-what = Што
analyze-column-total = Вкупно
analyze-column-gone_minor = Заминува
analyze-column-traits = Белези
analyze-column-key = Клучни
analyze-column-lift = Лифт
analyze-column-lift_low = Од
analyze-column-lift_high = До
analyze-column-chance = Случајност
analyze-column-behind = Заостануваат
analyze-column-missing = Недостига
analyze-column-like = Сличен по
analyze-column-less = Помалку купува
analyze-column-crisis = Криза
analyze-column-lost = Заминуваат
analyze-column-fall = Купуваат помалку
analyze-column-unpaid = Неплатено
analyze-column-clients_left = Остануваат клиенти
analyze-column-left = Останува
analyze-column-low = Долу
analyze-column-high = Горе
analyze-column-worst = Најлошо
analyze-column-best = Најдобро
analyze-column-needed = Потребни
analyze-column-loss = Би недостигало
analyze-column-loss_share = Од останатото
analyze-column-lever = Лост
analyze-column-margin = Маржа
analyze-column-points = Поени повеќе
analyze-column-rate = Тогаш остануваат
analyze-column-more_clients = Клиенти повеќе
analyze-column-horizon_revenue = За хоризонтот
analyze-column-horizon_gain = Повеќе за
analyze-column-endless_gain = Без крај
analyze-column-as_of = На ден
analyze-column-alive = Уште купуваат
