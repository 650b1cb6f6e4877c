### Анализа: на што одговара секоја страница, нејзините зборови, како се смета.

## Страници

analysis-name-overview = Преглед
analysis-name-abcxyz = ABC × XYZ
analysis-name-rfm = RFM
analysis-name-pareto = Парето, 20/80
analysis-name-concentration = Концентрација
analysis-name-ltv = Вредност на клиентот
analysis-name-value = Вредност на базата
analysis-name-dynamics = Динамика на продажбата
analysis-name-kinds = Нови и повторни
analysis-name-retention = Задржување (CRR)
analysis-name-cohorts = Кохорти
analysis-name-ladder = Скала на лојалност
analysis-name-sleeping = Заспани и изгубени
analysis-name-one-time = Еднократни купувачи

analysis-title-overview = Преглед на базата
analysis-title-abcxyz = ABC × XYZ: обем и редовност
analysis-title-rfm = RFM: скорешност, честота, пари
analysis-title-pareto = Парето: кој носи 80 %
analysis-title-concentration = Концентрација и зависност
analysis-title-ltv = Вредност на клиентот за цело време (LTV)
analysis-title-value = Вредност на базата денес
analysis-title-dynamics = Динамика на продажбата
analysis-title-kinds = Нови и повторни клиенти
analysis-title-retention = Задржување на клиентите
analysis-title-cohorts = Кохорти
analysis-title-ladder = Маркери и скала на лојалност
analysis-title-sleeping = Заспани и изгубени клиенти
analysis-title-one-time = Еднократни купувачи
analysis-title-order-check = Нарачки што изгледаат подобро отколку што се
analysis-title-arithmetic = Колку вреди еден процент кај нас
analysis-title-indicators = Показатели на развојот
analysis-title-movement = Движење меѓу класи
analysis-title-warnings = Рано предупредување: постојани клиенти што си одат
analysis-title-stress = Стрес-тест: криза на хартија
analysis-title-white-space = Бел простор: што клиентите уште не купуваат
analysis-title-portrait = Портрет на клучните клиенти

analysis-asks-overview = Дали базата расте и дали е безбедна? Зад секој број стојат клиентите, зад секој наслов – страницата што го објаснува.
analysis-asks-abcxyz = Кого да задржиме, кого да развиваме, на кого да трошиме најмалку време?
analysis-asks-rfm = Кој купувал неодамна, често и многу, а кој ни се лизга?
analysis-asks-pareto = Колку клиенти го носат најголемиот дел од продажбата и што им е заедничко?
analysis-asks-concentration = Ќе го преживееме ли заминувањето на еден клиент? А секој тим и менаџер?
analysis-asks-ltv = Колку носи еден клиент вкупно и кој од четирите множители може да се подигне?
analysis-asks-value = Што ќе донесат клиентите што ги имаме во следните дванаесет месеци и колку е тоа сигурно?
analysis-asks-dynamics = Кои производи и групи растат, а кои паѓаат во споредба со порано?
analysis-asks-kinds = Живееме ли од нови клиенти или од оние што се враќаат, и колку години?
analysis-asks-retention = Колкав дел од клиентите остануваат со нас од период до период?
analysis-asks-cohorts = Колку долго остануваат клиентите по првото купување и дали новите се подобри од претходните?
analysis-asks-ladder = Каде на патот од непознат до застапник стојат клиентите и каде застануваат?
analysis-asks-sleeping = Кој молчи подолго отколку што му е вообичаено и кому прво да се јавиме?
analysis-asks-one-time = Колку клиенти купиле еднаш и никогаш повеќе?

analysis-group-whole = Накратко
analysis-group-value = Вредност
analysis-group-movement = Движење
analysis-group-loyalty = Лојалност
analysis-menu = Страници на анализата

## Прашањето

analysis-question = Што се смета
analysis-window = Прозорец
analysis-window-12m = 1 година
analysis-window-36m = 3 години
analysis-window-60m = 5 години
analysis-window-all = Цело време
analysis-window-own = Од – до…
analysis-as-of = На ден
analysis-from = Од
analysis-to = До
analysis-basis = Според
analysis-basis-revenue = Приход
analysis-basis-margin = Маржа
analysis-period = Периоди
analysis-period-month = Месеци
analysis-period-quarter = Квартали
analysis-compare = Спореди со
analysis-by = Редови
analysis-by-product = Производи
analysis-by-group = Групи
analysis-filters = Филтри
analysis-filter-segment_id = Сегмент
analysis-filter-product_group_id = Група производи
analysis-filter-manager_id = Менаџер
analysis-filter-region = Регион
analysis-filter-all = Сите
analysis-filter-remove = Тргни го филтерот: { $name }
analysis-print = Печати
analysis-again = Обиди се повторно

## Како се смета

analysis-how = Како се смета ова
analysis-left-out = Изоставено
analysis-left-nothing = ништо
analysis-note-cards_as_of_now = Сегментите, регионите, менаџерите, односите и ознаките на картичките се земени какви што се сега; нарачките и контактите – на { $day }.
analysis-omitted-lines_after = ставки по денот на анализата
analysis-omitted-lines_outside_window = ставки надвор од прозорецот
analysis-omitted-lines_of_other_products = ставки од други групи производи
analysis-omitted-lines_without_cost = ставки без позната набавна цена
analysis-omitted-clients_filtered = клиенти тргнати со филтри или што не ги гледате
analysis-how-overview =
    Секој показател се смета на својата страница; промената го споредува прозорецот со исто толку долг прозорец пред него.
    Точкестиот крај на линијата е период што сè уште трае.
analysis-how-abcxyz =
    ABC: клиентите по опаѓачки износ. A додека клиентите пред нив носат помалку од { $a } од збирот, B до { $b }, C останатите; кој ја преминува границата останува погоре.
    XYZ: коефициент на варијација (стандардна девијација ÷ просек) на продажбата по цели периоди во прозорецот; празните периоди во животот на клиентот се сметаат за 0. X до { $x }, Y до { $y }, Z над тоа, N под три периоди.
    Клиентите со износ што не е над нула се класа C и Z.
analysis-how-rfm =
    Клиентите се редат по денот на последното купување, бројот на нарачки и износот; секој редослед се дели на пет еднакви дела, 5 е најдобар. Еднаквите клиенти ја добиваат пониската оцена.
    Полето на картата ги собира сите оцени M; табелата ја има секоја шифра.
analysis-how-pareto =
    Клиентите по опаѓачки износ; основа е збирот на позитивните. Портретот ги споредува клиентите што носат 80 % со останатите: лентата е уделот меѓу првите, црната цртичка – меѓу другите.
    Џини е 0 кога сите носат еднакво и 1 кога еден носи сè. Херфиндаловиот индекс е збир на квадратите на уделите во проценти: над 2.500 – висока концентрација.
analysis-how-concentration =
    Удел на клиентот во позитивниот приход за последните 12 месеци. Од 10 % клиентот е клучен, 20–30 % е предупредување, над 40 % сериозно, над 50 % критична зависност. Компаниите од една група се бројат како еден клиент; групата се избира на картичката.
    Денот кога ќе се премине прагот го продолжува движењето на последните периоди; тоа е проценка, не ветување.
analysis-how-ltv =
    LTV = просечна сметка × купувања месечно × маржа × живот во месеци. Животот е од првото до последното купување, најмалку еден месец.
    Клиент што сè уште купува не го доживеал крајот: прикажано е она што досега се видело.
analysis-how-value =
    Купувањата се од BG/NBD, модел на клиенти што купуваат секој со своја честота и еден ден си одат; дали клиентот уште купува — од MBG/NBD; сумата на купување — од Gamma-Gamma. Моделите се пресметани од клиентите што ги гледате. Каде што не важат, страницата кажува зошто и што е земено наместо нив.
    Интервалот е сомнежот во параметрите на моделите. Што ќе направат одделни клиенти и пазарот не е внатре: очекување не е ветување.
analysis-how-dynamics =
    Секој период стои покрај истиот период лани; производите и групите се споредуваат со исто толку долг прозорец пред овој. Повратите го намалуваат месецот во кој се случиле.
    Производ што порано не се продавал се вика нов; периодот што трае е точкест.
analysis-how-kinds =
    Клиентот е нов во годината на првото купување воопшто; следната година е во втора година од животот, без разлика дали купувал меѓу нив.
    Првото купување се бара во целата историја, не само во прозорецот.
analysis-how-retention =
    CRR = (купиле во периодот − нови) ÷ купиле во претходниот период. Поминува 100 % кога се враќаат заспани.
    Строго: купиле во двата периода ÷ купиле во претходниот. Вообичаена загуба е 10–20 % годишно.
analysis-how-cohorts =
    Кохорта се сите чие прво купување паднало во ист период. Полето k периоди подоцна е делот што купил тогаш, или нивната продажба споредена со првиот период.
    Првата кохорта ги содржи клиентите што биле пред почетокот на евиденцијата и е означена. Шрафираните полиња сè уште траат.
analysis-how-ladder =
    Маркерите и скалилата се пресметуваат од настани: согласности, барања, одбивања и купувања. 1 купување – купувач, 2 – клиент, 3 и повеќе – редовен; приврзаникот купува само од нас, застапникот уште и нѐ препорачува.
    Клиентот е изгубен кога молчи повеќе од { $lost-times } свои ритми и { $lost-days } дена, или кога сам го рекол тоа.
analysis-how-sleeping =
    Ритам на клиентот е медијаната на растојанијата меѓу деновите на купување, најмалку три дена. Заспан: молчи повеќе од { $sleeping-times } ритми и { $sleeping-days } дена. Изгубен: повеќе од { $lost-times } ритми и { $lost-days } дена.
    Клиентите со премалку купувања го позајмуваат ритамот на својот сегмент.
analysis-how-one-time =
    Удел на клиентите со точно една нарачка досега, меѓу сите што купиле до денот на анализата, по периодот на таа нарачка.
    За последните периоди е рано да се суди: нивните клиенти одвај имале време да се вратат.

## Показатели и колони

analysis-quarter = { $quarter } кв. { $year }
analysis-points = { $value } п. п.
analysis-clients = Клиенти
analysis-clients-share = Удел на клиенти
analysis-share = Удел
analysis-change = Промена
analysis-difference = Разлика
analysis-now = Сега
analysis-before = Претходно
analysis-year-before = Лани
analysis-year = Година
analysis-unfinished = сè уште трае
analysis-too-early = рано е
analysis-group = Група
analysis-rule = Правило
analysis-state = Состојба
analysis-step = Скалило
analysis-marker = Маркер
analysis-manager = Менаџер
analysis-not-set = не е внесено
analysis-not-there = не беше во базата
analysis-no-manager = Без менаџер
analysis-no-team = Без тим
analysis-without-group = Без група
analysis-next = Што понатаму
analysis-shade = Боја според
analysis-shade-value = Износ
analysis-shade-clients = Клиенти
analysis-column-client = Клиент
analysis-column-class = Класа
analysis-column-value = Продажба
analysis-column-orders = Нарачки
analysis-column-last = Последно купување

## Преглед

analysis-section-sales = Продажба
analysis-section-clients = Клиенти
analysis-section-risks = Ризици
analysis-figure-revenue = Приход
analysis-figure-margin = Маржа
analysis-figure-orders = Нарачки
analysis-figure-cheque = Просечна сметка
analysis-figure-clients = Клиенти што купиле
analysis-figure-new_clients = Нови клиенти
analysis-figure-repeat_share = Удел на повторна продажба
analysis-figure-crr = Задржување по квартал (CRR)
analysis-figure-a_clients = Клиенти од класа A
analysis-figure-base_value = Вредност на базата
analysis-figure-sleeping = Заспани
analysis-figure-lost = Изгубени
analysis-figure-one_time = Еднократни купувачи
analysis-figure-top_client = Удел на најголемиот клиент
analysis-figure-top20 = Удел на горните 20 %
analysis-than-before = беше { $value }
analysis-no-before = нема со што да се спореди
analysis-drill-open = Прикажи ги клиентите
analysis-overview-says = { $direction ->
    [up] Продажбата порасна за { $share } во однос на претходниот период
    [down] Продажбата падна за { $share } во однос на претходниот период
   *[same] Продажбата е на нивото на претходниот период
}; { $clients ->
    [one] купуваше { $shown } клиент.
   *[other] купуваа { $shown } клиенти.
}

## ABC × XYZ

analysis-matrix = Клиенти по класи
analysis-abc-A = { $a } од збирот
analysis-abc-B = следните { $b }
analysis-abc-C = последните { $c }
analysis-xyz-X = редовно
analysis-xyz-Y = со колебања
analysis-xyz-Z = нередовно
analysis-xyz-N = премногу нови
analysis-abcxyz-says = { $clients ->
    [one] { $shown } клиент од { $of } носи
   *[other] { $shown } клиенти од { $of } носат
} { $share } од збирот; { $regular ->
    [0] никој од нив не купува редовно.
    [one] редовно купува { $regular } од нив.
   *[other] редовно купуваат { $regular } од нив.
}
analysis-class-AX = AX
analysis-class-AZ = AZ, BZ
analysis-class-BX = BX, BY
analysis-class-CZ = CZ
analysis-class-N = N
analysis-advice-AX = Највредните: задржете ги. Личен менаџер, цврсти услови, новостите прво до нив.
analysis-advice-AZ = Многу, но непредвидливо. Дознајте зошто се нарушува ритамот; договорете план за испорака.
analysis-advice-BX = Редовни и средни: резерва за класа A. Понудете повеќе групи производи.
analysis-advice-CZ = Ретко и малку. Најмалку време од менаџерот: пораки и самопослужување.
analysis-advice-N = Помалку од три периоди живот. Вратете се на нив за еден квартал: решава второто купување.
analysis-cv-title = Колку се редовни клиентите
analysis-cv = Коефициент на варијација
analysis-cv-says = Средишниот клиент варира { $median } од период до период. X завршува на { $x }, Y на { $y }.
analysis-cv-x = граница на X
analysis-cv-y = граница на Y
analysis-windows = Истите класи во прозорци од 1, 3 и 5 години
analysis-younger = { $count ->
    [one] { $shown } клиент е помлад од прозорецот; неговата класа почива на пократок живот.
   *[other] { $shown } клиенти се помлади од прозорецот; нивните класи почиваат на пократок живот.
}
analysis-abc-movement = Движење меѓу A, B и C
analysis-movement-says = Од { $day } { $up ->
    [one] се искачи { $up } клиент
   *[other] се искачија { $up } клиенти
}, се спуштија { $down }.
analysis-was = Беше
analysis-became = Стана
analysis-warning-crowded_X = Речиси сите клиенти се редовни (X), па XYZ тука малку кажува. Пробајте квартали наместо месеци или други прагови во поставките.
analysis-warning-crowded_Y = Речиси сите клиенти се со колебања (Y), па XYZ тука малку кажува. Пробајте квартали наместо месеци или други прагови во поставките.
analysis-warning-crowded_Z = Речиси сите клиенти се нередовни (Z), па XYZ тука малку кажува. Пробајте квартали наместо месеци или други прагови во поставките.
analysis-warning-crowded_N = Речиси сите клиенти се премногу нови (N), па XYZ тука малку кажува. Пробајте квартали наместо месеци или други прагови во поставките.

## RFM

analysis-rfm-map = Скорешност и честота
analysis-rfm-says = { $clients ->
    [0] Никој нема петка и за скорешност и за честота.
    [one] { $shown } клиент има петка и за скорешност и за честота и носи { $share } од збирот.
   *[other] { $shown } клиенти имаат петка и за скорешност и за честота и носат { $share } од збирот.
}
analysis-rfm-within = ≤ { $days } ден.
analysis-rfm-older = > { $days } ден.
analysis-rfm-from = ≥ { $orders } нар.
analysis-rfm-fewer = < { $orders } нар.
analysis-rfm-groups = Групи по правила
analysis-rfm-groups-says = Групата ја именува првото правило што одговара.
analysis-rfm-champions = Шампиони
analysis-rfm-loyal = Верни
analysis-rfm-big_spenders = Големи купувања
analysis-rfm-promising = Ветуваат
analysis-rfm-recent = Новодојдени
analysis-rfm-need_attention = Бараат внимание
analysis-rfm-cannot_lose = Не смеат да се изгубат
analysis-rfm-at_risk = Под закана
analysis-rfm-hibernating = Во зимски сон
analysis-rfm-lost = Изгубени
analysis-rfm-do-champions = Заблагодарете им, побарајте препораки.
analysis-rfm-do-loyal = Понудете повеќе групи производи.
analysis-rfm-do-big_spenders = Малку нарачки, но големи: договорете план за испорака.
analysis-rfm-do-promising = Покажете што има уште.
analysis-rfm-do-recent = Пречекајте ги, внимавајте на второто купување.
analysis-rfm-do-need_attention = Јавете се со понуда со рок.
analysis-rfm-do-cannot_lose = Лично се јавува раководителот на продажба.
analysis-rfm-do-at_risk = Јавете се и прашајте што се сменило.
analysis-rfm-do-hibernating = Само евтини канали.
analysis-rfm-do-lost = Една понуда за враќање, па мир.

## Динамика

analysis-dynamics-sales = Продажба по периоди
analysis-dynamics-says = { $direction ->
    [up] Раст од { $share } во однос на претходниот прозорец
    [down] Пад од { $share } во однос на претходниот прозорец
   *[same] На нивото на претходниот прозорец
}: { $grew ->
    [one] порасна { $grew } ред
   *[other] пораснаа { $grew } реда
}, паднаа { $fell }.
analysis-dynamics-product-grew = Производи што пораснаа
analysis-dynamics-product-fell = Производи што паднаа
analysis-dynamics-group-grew = Групи што пораснаа
analysis-dynamics-group-fell = Групи што паднаа
analysis-new-product = ново

## Нови и повторни

analysis-kinds-years = Продажба според годината од животот на клиентот
analysis-kinds-says = Во { $year } новите клиенти донесоа { $share } од продажбата; прв пат { $clients ->
    [one] купи { $shown } клиент.
   *[other] купија { $shown } клиенти.
}
analysis-life = { $more ->
    [yes] { $life }. година и понатаму
   *[no] { $life ->
        [1] Нови оваа година
       *[other] { $life }. година
    }
}
analysis-life-column = Година од животот
analysis-kinds-periods = Нови и повторни клиенти по периоди
analysis-kinds-periods-says = Нови – во календарската година на првото купување, повторни – во подоцнежните.
analysis-value-ever = Купено вкупно
analysis-new-clients = Нови клиенти
analysis-repeat-clients = Повторни клиенти
analysis-new-value = Продажба на нови
analysis-repeat-value = Продажба на повторни
analysis-relations = Кој е во базата

## Задржување

analysis-retention-crr = Задржување по периоди
analysis-retention-says = { $period }: CRR { $crr }, строго { $strict }; { $returned ->
    [one] се врати { $shown } заспан.
   *[other] се вратија { $shown } заспани.
}
analysis-crr-strict = Строг CRR
analysis-retention-flow = Кој остана, дојде и замина
analysis-retention-flow-says = Над линијата се оние што купиле; под неа оние што купиле во претходниот период, а во овој не.
analysis-set-start = На почетокот
analysis-set-end = На крајот
analysis-set-new = Нови
analysis-set-repeat = Повторни
analysis-set-kept = Останаа
analysis-set-returned = Се вратија
analysis-set-lost = Не купија
analysis-set-top20 = Горните 20 % од клиентите
analysis-set-for80 = Клиенти што носат 80 %
analysis-set-marked = Клиенти со ознака за клучен на картичката
analysis-set-rest = Останатите клиенти

## Кохорти

analysis-cohorts-title = Клиентите од секој прв период, подоцна
analysis-cohorts-says = Еден период по првото купување повторно купуваат { $near }{ $known ->
    [yes] ; { $period } – { $far }.
   *[no] .
}
analysis-after-month-12 = по една година
analysis-after-quarter-4 = по една година
analysis-cohort = Прво купување
analysis-cohort-age = Периоди подоцна
analysis-cohort-value = Во полињата
analysis-cohort-value-clients = Клиенти
analysis-cohort-value-revenue = Продажба
analysis-existing = беа од порано

## Скала и маркери

analysis-ladder-title = Инката и нејзиното здолниште
analysis-ladder-says = { $prospects } потенцијални пред првото купување, { $buyers } на скалата по него; { $loyal ->
    [one] редовен стана { $shown }.
   *[other] редовни станаа { $shown }.
}
analysis-ladder-funnel = Пред првото купување
analysis-ladder-skirt = По него
analysis-ladder-off = Одбиле или изгубени
analysis-ladder-buyer = едно купување
analysis-ladder-client = второ купување
analysis-ladder-regular = три и повеќе, и од други
analysis-ladder-adherent = купува само од нас
analysis-ladder-advocate = купува од нас и нѐ препорачува
analysis-entered = Дојдоа
analysis-left = Заминаа
analysis-step-movement = Движење меѓу скалилата
analysis-markers-title = Деветте маркери
analysis-markers-says = Се пресметуваат од настани, никогаш не се ставаат рачно.
analysis-no-vip = Никој не е означен како VIP. Кога сите клиенти се еднакви, најдобрите добиваат услуга како просечните.

## Парето

analysis-pareto-title = Удел на клиенти и удел во продажбата
analysis-pareto-portrait = Што им е заедничко: портретот
analysis-pareto-says = { $clients } клиенти од { $of } ({ $share }) носат 80 % од продажбата.
analysis-pareto-reading = { $clients } од клиентите носат { $share }
analysis-pareto-x = удел на клиенти, од најголемиот
analysis-pareto-equal = кога сите би биле еднакви
analysis-pareto-top20 = Горните 20 % носат
analysis-pareto-for80 = 80 % доаѓаат од
analysis-gini = Џини
analysis-gini-note = 0 – сите еднакви, 1 – еден носи сè
analysis-hhi = Херфиндалов индекс
analysis-hhi-note = над 2.500 – висока концентрација
analysis-trait-segment = Сегмент
analysis-trait-region = Регион
analysis-trait-source = Извор
analysis-trait-kind = Компанија или лице
analysis-trait-places = Адреси
analysis-trait-competitor = Конкурент
analysis-trait-product_group = Група производи

## Концентрација

analysis-alarms = Аларми
analysis-alarms-mild = Уште { $count } под { $level }
analysis-no-alarms = Ниту еден клиент не преминал праг, ниту за компанијата, ниту за тим, ниту за менаџер.
analysis-alarm-company = { $share } од продажбата на компанијата зависат од еден клиент (над { $level }):
analysis-alarm-team = { $share } од продажбата на тимот { $team } зависат од еден клиент (над { $level }):
analysis-alarm-manager = { $share } од продажбата на { $manager } зависат од еден клиент (над { $level }):
analysis-concentration-company = Најголемите клиенти на компанијата
analysis-concentration-says = Најголемиот клиент носи { $share }; горните 20 % носат { $top20 }. Џини { $gini }, Херфиндал { $hhi }.
analysis-concentration-trend = Како се движат уделите на најголемите
analysis-concentration-trend-says = Удел во продажбата за 12-те месеци до секој период.
analysis-concentration-teams = По тимови
analysis-company-group =
    { $name } ({ $count ->
        [one] { $count } компанија
       *[other] { $count } компании
    })
analysis-company-group-members = Компании во групата
analysis-concentration-managers = По менаџери
analysis-concentration-managers-says = Клиентот може да биде мал за компанијата, а сè за својот менаџер.
analysis-above = Над
analysis-crossing = Со ова темпо ќе помине { $level } околу { $day }

## Заспани

analysis-states = Клиенти по состојба
analysis-state-active = Активни
analysis-state-sleeping = Заспани
analysis-state-lost = Изгубени
analysis-state-none = Не купувале
analysis-sleeping-says = { $sleeping ->
    [one] Спие { $shown } клиент
   *[other] Спијат { $shown } клиенти
}, { $lost ->
    [one] изгубен е { $lost-shown }.
   *[other] изгубени се { $lost-shown }.
}
analysis-sleeping-list = Кому прво да се јавиме
analysis-sleeping-list-says = Најголемите од оние што молчат подолго отколку што им е вообичаено.
analysis-sleeping-none = Никој не спие
analysis-sleeping-none-text = Секој купува во својот ритам.
analysis-idle = Молчи, дена
analysis-rhythm = Ритам, дена
analysis-rhythm-segment = { $days }, сегмент
analysis-times = Пати
analysis-sleeping-term-sleeping = Заспани
analysis-sleeping-term-lost = Изгубени
analysis-sleeping-term-segment = Ритам на сегментот
analysis-sleeping-do-sleeping = Јавете се оваа недела: прашајте како помина последната испорака, понудете ја вообичаената нарачка.
analysis-sleeping-do-lost = Најдете ја причината и запишете ја; една понуда за враќање, па одмор.
analysis-sleeping-do-segment = Премалку купувања за сопствен ритам: погледнете ја картичката пред да се јавите.

## LTV

analysis-ltv-formula = Четирите множители на просечниот клиент
analysis-ltv-says = Половина од клиентите носат помалку од { $median }, просекот е { $mean }. { $share } од клиентите сè уште купуваат, па нивниот износ ќе расте.
analysis-ltv-cheque = Просечна сметка
analysis-ltv-frequency = Купувања месечно
analysis-ltv-margin = Маржа
analysis-ltv-life = Живот, месеци
analysis-ltv-spread = Како е распределена вредноста
analysis-ltv-spread-says = Неколку големи клиенти го влечат просекот нагоре; вообичаениот клиент е медијаната.
analysis-ltv-segments = По сегменти
analysis-ltv-segments-says = Отворете ја табелата за да видите кој множител ја прави разликата.

## Еднократни купувачи

analysis-one-time = Само еднаш
analysis-came-back = Се вратија
analysis-one-time-says = { $share } од клиентите купиле еднаш и никогаш повеќе – { $place ->
    [above] над
    [inside] во рамките на
   *[below] под
} вообичаените { $low }–{ $high } во струката.
analysis-one-time-open = { $count ->
    [one] Прикажи { $shown } клиент
   *[other] Прикажи { $shown } клиенти
}
analysis-one-time-share = Удел на еднократни по прво купување
analysis-one-time-share-says = Секој клиент припаѓа на периодот на своето прво купување.
analysis-one-time-band = вообичаено во струката
analysis-one-time-clients = Први купувања: се вратиле или не
analysis-first-purchase = Прво купување

## Клиенти зад показателот

analysis-cell-all = Клиенти што купиле
analysis-cell-class = Класа { $name }
analysis-cell-move = { $from } → { $to }
analysis-cell-cv = Варијација { $from }–{ $to }
analysis-cell-product = Клиенти што го купиле ова
analysis-cell-product-left = Купувале порано, сега не: { $name }
analysis-cell-life = { $year }: { $life ->
    [1] нови клиенти
   *[other] { $life }. година од животот
}
analysis-cell-period = { $set }, { $period }
analysis-cell-cohort = Прв пат купиле: { $period }
analysis-cell-cohort-at = Прв пат купиле: { $period }; купувале по { $k ->
    [one] { $k } период
   *[other] { $k } периоди
}
analysis-cell-concentration = Клиенти над { $level }
analysis-cell-manager = Клиенти на менаџерот
analysis-cell-worth-segment = Клиенти од сегментот
analysis-cell-team = Клиенти на тимот
analysis-cell-company-group = Компании на групата
analysis-cell-one-time = Купиле само еднаш
analysis-cell-one-time-at = Купиле само еднаш, { $period }
analysis-cell-ltv = Вредност { $from } – { $to }
analysis-drill-sum = { $count ->
    [one] { $shown } клиент
   *[other] { $shown } клиенти
}
analysis-drill-orders = { $count ->
    [one] { $shown } нарачка
   *[other] { $shown } нарачки
}
analysis-drill-sort = Редослед
analysis-drill-more = Прикажи повеќе
analysis-drill-none = Тука нема клиенти
analysis-drill-none-text = Базата се сменила откако е пресметан показателот, или овие клиенти не ги гледате.
analysis-sort-by-value = Прво најголемите
analysis-sort-by-last_day = Прво неодамнешните
analysis-sort-last_day = Прво оние што најдолго молчат
analysis-sort-by-orders = Прво со најмногу нарачки
analysis-sort-name = По име

## Сè уште ништо

analysis-empty = Сè уште нема што да се смета
analysis-empty-orders = Кон нарачките
analysis-empty-overview = Штом ќе има нарачки, тука ќе стојат продажбата, клиентите и ризиците на базата. Увезете нарачки или внесете ја првата.
analysis-empty-abcxyz = На матрицата ѝ требаат купувања во прозорецот. Изберете подолг прозорец или тргнете филтер.
analysis-empty-rfm = На RFM му требаат купувања во прозорецот. Изберете подолг прозорец или тргнете филтер.
analysis-empty-pareto = На кривата ѝ требаат клиенти со продажба над нула. Изберете подолг прозорец или тргнете филтер.
analysis-empty-concentration = На уделите им треба продажба во последните дванаесет месеци.
analysis-empty-ltv = Вредноста се смета за клиенти со барем едно купување.
analysis-empty-value = Вредноста се кажува од купувањата. Сè уште нема ниту едно.
analysis-empty-dynamics = Нема продажба ни во прозорецот ни една година порано. Изберете подолг прозорец или тргнете филтер.
analysis-empty-kinds = Новите и повторните се разликуваат од првото купување натаму. Сè уште го нема.
analysis-empty-retention = Задржувањето споредува два последователни периода. Во нив сè уште нема купувања.
analysis-empty-cohorts = Кохортата почнува со прво купување. Во прозорецот го нема.
analysis-empty-ladder = Маркерите и скалилата се пресметуваат од настани и купувања на клиентите. Во базата сè уште нема клиенти.
analysis-empty-sleeping = Сè уште никој не купил, па никој и не можел да заспие.
analysis-empty-one-time = Сè уште никој не купил.

## Value of the base

analysis-worth-sum = Се очекува во следните { $days } дена
analysis-worth-says = Од { $clients ->
    [one] { $shown } клиент
   *[other] { $shown } клиенти
} се очекуваат { $purchases } купувања за { $value }.
analysis-worth-interval = Со сигурност { $share }: меѓу { $low } и { $high }.
analysis-worth-regularity = Отстапување на размаците меѓу купувањата: { $value } (случајно купување 1, часовник 0).
analysis-worth-against-few_repeaters = Клиенти со повторно купување: { $value }; на моделот му требаат { $limit }.
analysis-worth-against-regular_gaps = Под { $limit } клиентите купуваат премногу редовно за модел на случајно купување.
analysis-worth-against-correlated_money = Честотата и сумата се поврзани (корелација { $value }, над { $limit }): на Gamma-Gamma овде не може да ѝ се верува.
analysis-worth-against-endless_money = Пресметаната средна сума на купување е бесконечна.
analysis-worth-against-unsettled = Податоците не ги кажуваат параметрите.
analysis-worth-timing-bg_nbd = Купувања според BG/NBD; кој уште купува според MBG/NBD.
analysis-worth-timing-mbg_cnbd_k = Купувања и кој уште купува според MBG/CNBD-k, моделот на редовно купување.
analysis-worth-timing-own_gap = Без модел: клиентот продолжува во својот среден размак ако не молчи подолго од два.
analysis-worth-money-gamma_gamma = Сума на купување според Gamma-Gamma.
analysis-worth-money-own_mean = Сума на купување: сопствената средина од три повторни купувања натаму, инаку средината на сите.
analysis-worth-history = Вредност на базата во последната година
analysis-worth-history-says = Што се очекувало од исто толку денови напред на секој од овие денови, со она што тогаш се знаело.
analysis-worth-check = Предвидено и било
analysis-worth-check-says = Пресметано од деновите до { $until } и споредено со деновите до { $known }: предвидени { $foretold } купувања, имаше { $actual } ({ $off }).
analysis-worth-repeats = Повторни купувања
analysis-worth-came = Било
analysis-worth-foretold = Предвидено
analysis-worth-alive = Уште купуваат
analysis-worth-still = Уште купува
analysis-worth-purchases = Купувања
analysis-worth-purchase = Едно купување
analysis-worth-value = Вредност
analysis-worth-segments = Вредност по сегмент
analysis-worth-managers = Вредност по менаџер
analysis-worth-list = Клиенти со најголема вредност
analysis-worth-list-says = Се очекува, не се ветува: еден клиент може да купи двојно повеќе или ништо.
analysis-worth-models = Пресметани модели
analysis-worth-models-says = Време во недели, пари во цели единици на валутата. Во загради: границите во кои со сигурност { $share } е параметарот на користениот модел.
analysis-worth-model = Модел
analysis-worth-model-bg_nbd = BG/NBD
analysis-worth-model-mbg_nbd = MBG/NBD
analysis-worth-model-gamma_gamma = Gamma-Gamma
analysis-worth-parameters = Параметри
analysis-worth-likelihood = Логаритам на веродостојноста
analysis-worth-check-bad = Користениот модел згреши повеќе од { $limit }: земете ја вредноста многу претпазливо.
