### Клиенти: список, картичка, маркери, скала на лојалност.

marker-white = Бел
marker-green = Зелен
marker-yellow = Жолт
marker-golden_green = Златно-зелен
marker-gold = Златен
marker-platinum = Платинест
marker-green_red = Зелено-црвен
marker-golden_red = Златно-црвен
marker-platinum_red = Платинесто-црвен
marker-letter-white = Б
marker-letter-green = З
marker-letter-yellow = Ж
marker-letter-golden_green = З
marker-letter-gold = ЗЛ
marker-letter-platinum = ПЛ
marker-letter-green_red = З
marker-letter-golden_red = ЗЛ
marker-letter-platinum_red = ПЛ
marker-meaning-white = сè уште не се знае дали има интерес
marker-meaning-green = се согласил на презентација
marker-meaning-yellow = се согласил да прима пораки
marker-meaning-golden_green = побарал информации
marker-meaning-gold = купил еднаш или двапати
marker-meaning-platinum = купил трипати или повеќе
marker-meaning-green_red = одбил пред да купи
marker-meaning-golden_red = купувал, па е изгубен
marker-meaning-platinum_red = бил редовен, па е изгубен

ladder-none = Надвор од скалата
ladder-buyer = Купувач
ladder-client = Клиент
ladder-regular = Редовен
ladder-adherent = Приврзаник
ladder-advocate = Застапник

client-title = Клиент
client-new = Нов клиент

client-name = Име
client-relation = Однос
client-kind = Вид
client-ladder = Скалило на лојалност
client-manager = Менаџер
client-manager-locked = Клиентите ги предаваат само раководителот на продажба и сопственикот.
client-pool = Заеднички фонд
client-segment = Сегмент
client-source = Извор
client-region = Регион
client-competitor = Конкурент што го користи
client-company-group = Група компании
client-tax-number = Даночен број
client-tax-country = Држава
client-website = Веб-страница
client-external-id = Шифра во друг систем
client-service-class = Класа на услуга
client-temperature = Температура
client-vip = ВИП
client-purchase-habits = Навики при купување
client-deal-terms = Услови на зделката
client-only-us = Купува само од нас
client-recommends = Нѐ препорачува
client-mailing-consent = Согласност за пораки
client-publication-consent = Согласност за јавно споменување
client-marker = Маркер
client-revenue = Приход
client-revenue-hint = Нарачки без враќањата во периодот на показателите
client-revenue-line = Приход од { $from } до { $to }
client-orders = Нарачки
client-last-order = Последна нарачка
client-class = ABC XYZ
client-class-hint = ABC според приходот, XYZ според рамномерноста на купувањето
client-rfm-hint = Скорешност, зачестеност, пари: 5 е најдобро
client-r = Скорешност (R)
client-f = Зачестеност (F)
client-m = Пари (M)
client-state = Активност
client-last-interaction = Последен контакт
client-updated = Изменет
client-created = Додаден
client-has = Што е запишано
client-has-phone = телефон
client-has-email = е-пошта
client-has-people = лица за контакт
client-search = Име, даночен број, телефон, пошта…
client-none-found = Нема такви клиенти
client-none-found-text = Променете го барањето или отстранете филтер. Распоредот на тастатурата не е пречка.
client-empty = Базата е празна
client-empty-text = Тука заедно ќе бидат клиентите, потенцијалните, поранешните и оние на конкурентите. Додајте го првиот или вчитајте список.
client-create = Создај
client-created-done = Клиентот „{ $name }“ е додаден
client-preview = Преглед
client-export = Извоз
client-export-as = Извези како { $format }
client-export-hint = Во дневникот останува кој што извезол.
client-bulk = Измени
client-bulk-title = { $count ->
    [one] Измени { $shown } клиент
   *[other] Измени { $shown } клиенти
}
client-bulk-field = Што да се измени
client-bulk-value = Нова вредност
client-bulk-empty = оставете празно за да исчистите
client-bulk-check = Провери
client-bulk-apply = Примени
client-bulk-will = { $count ->
    [one] Ќе се измени { $shown } клиент.
   *[other] Ќе се изменат { $shown } клиенти.
}
client-bulk-same = { $count ->
    [one] { $shown } клиент веќе ја има оваа вредност.
   *[other] { $shown } клиенти веќе ја имаат оваа вредност.
}
client-bulk-refused = { $count ->
    [one] { $shown } клиент не смеете да го менувате.
   *[other] { $shown } клиенти не смеете да ги менувате.
}
client-bulk-done = { $count ->
    [one] Изменет е { $shown } клиент
   *[other] Изменети се { $shown } клиенти
}
client-remove-ask = Да се отстрани „{ $name }“?
client-remove-text = Картичката ќе ја снема од списоците; може да се врати од дневникот.
client-removed = „{ $name }“ е отстранет
client-part-removed = Отстрането: { $name }
client-parts = Делови на картичката
client-details = Податоци
client-general = Општи
client-special = Посебни
client-timeline = Историја
client-facts = Факти
client-figures = Показатели
client-journal = Измени
client-orders-tab = Нарачки и плаќања
client-touched = контакт { $when }
client-touch-add = Запиши контакт
client-fact-add = Додај факт
client-one-person = Еден контакт
client-one-person-hint = Клиентот се држи на едно лице. Запознајте луѓе и на други нивоа.
client-channels = Контакти
client-channels-empty = Сè уште нема ни телефон, ни пошта.
client-channel-add = Додај контакт
client-channel-edit = Измени контакт
client-channel-kind = Вид
client-channel-label = За што
client-channel-label-hint = прием, навечер, сметководство…
client-channel-masked = Сега { $value }. Оставете празно за да остане.
client-addresses = Адреси
client-addresses-empty = Сè уште нема адреса.
client-address-add = Додај адреса
client-address-edit = Измени адреса
client-address-kind = Вид
client-billed = Испорачано
client-ahead = Платено однапред
client-paid = Платено
client-due = Побарување
client-orders-empty = Сè уште нема нарачки
client-orders-empty-text = Првата нарачка го прави маркерот златен.
client-payments = Плаќања
client-order-new = Нова нарачка
client-order-number = Број
client-order-day = Ден
client-order-status = Состојба
client-order-total = Вкупно
client-payment-amount = Износ
client-payment-note = Забелешка
client-as-of = На ден
client-days-ago = { $days ->
    [one] пред { $days } ден
   *[other] пред { $days } дена
}
client-figures-empty = Сè уште нема показатели
client-figures-empty-text = Се пресметуваат од нарачките.
client-figures-history = Историја на показателите
client-journal-empty = Сè уште нема измени
client-undone = вратено

relation-prospect = Потенцијален
relation-current = Сегашен
relation-former = Поранешен
relation-competitors = Кај конкурент
client-kind-company = Фирма
client-kind-private = Физичко лице
service-class-ordinary = Обична
service-class-vip = ВИП
temperature-hot = Жежок
temperature-warm = Топол
temperature-cold = Ладен
client-state-active = Активен
client-state-sleeping = Заспан
client-state-lost = Изгубен
client-state-none = Без купувања

channel-kind-phone = Телефон
channel-kind-email = Е-пошта
channel-kind-site = Страница
channel-kind-messenger = Месинџер
channel-kind-social = Социјална мрежа
address-kind-actual = Вистинска
address-kind-legal = Правна
address-kind-delivery = За испорака
address-kind-post = Поштенска
address-part-country = Држава
address-part-region = Регион
address-part-district = Општина
address-part-settlement = Населено место
address-part-street = Улица
address-part-house = Број, канцеларија
address-part-postcode = Поштенски број

interaction-kind-call = Повик
interaction-kind-email = Е-порака
interaction-kind-fax = Факс
interaction-kind-letter = Писмо
interaction-kind-conference_meeting = Средба на настан
interaction-kind-visit = Посета
interaction-kind-message = Порака
effect-effective = Остварен
effect-attempt = Обид
direction-out = Ние кон нив
direction-in = Тие кон нас
outcome-none = Без посебен исход
outcome-presentation_agreed = Согласност за презентација
outcome-mailing_agreed = Согласност за пораки
outcome-info_requested = Побарал информации
outcome-postponed = Одложено
outcome-refused = Одбивање
outcome-stopped = Престанал да купува
interaction-what = Вид на контакт
interaction-effect = Дали се оствари
interaction-note = За што се зборуваше
interaction-note-hint = Во неколку зборови…
interaction-outcome = Исход
interaction-person = Со кого
interaction-direction = Кој кон кого
interaction-minutes = Минути
interaction-purpose = За
interaction-purpose-auto = според клиентот
interaction-purpose-acquisition = придобивање
interaction-purpose-development = развој
interaction-purpose-collection = наплата на долгот
interaction-day = Ден, ако не е денес
interaction-hour = Време, ако не е сега
interaction-save = Запиши
timeline-filter = Што да се прикаже
timeline-all = Сè
timeline-interaction = Контакти
timeline-order = Нарачки
timeline-payment = Плаќање
timeline-fact = Факти
timeline-order-number = Нарачка { $number }
timeline-in = дојдовен
timeline-today = Денес
timeline-yesterday = Вчера
timeline-more = Прикажи повеќе
timeline-empty = Сè уште ништо не се случило
timeline-empty-text = Тука по денови ќе бидат повиците, писмата, посетите, нарачките и плаќањата.

fact-type = За што
fact-about = За кого
fact-about-client = за клиентот
fact-value = Факт
fact-known = { $known ->
    [one] Познат е { $known } од 12 лични видови
   *[other] Познати се { $known } од 12 лични видови
}
fact-ask = Прашајте за:
fact-empty = Сè уште ништо не се знае. Фактите остануваат кај клиентот кога се менува менаџерот.
fact-stale = постаро од една година
fact-type-hobby = Хоби
fact-type-birthday = Роденден
fact-type-rest_place = Каде сака да се одмора
fact-type-likes_work = Дали ја сака работата
fact-type-successes = Успеси
fact-type-how_achieved = Како ги постигнал
fact-type-why_this_business = Зошто овој бизнис
fact-type-business_subtleties = Тонкости на бизнисот
fact-type-car = Автомобил
fact-type-district = Каде живее
fact-type-sport_practised = Со кој спорт се занимава
fact-type-sport_achievements = Спортски достигнувања
fact-type-decision_maker_contact = Како до оној што одлучува
fact-type-working_hours = Работно време
fact-type-how_to_get_appointment = Како да се закаже средба
fact-type-cuisine = Која кујна ја сака
fact-type-family = Семејство
fact-type-sex = Пол
fact-type-kpp = КПП
fact-type-registration_number = Регистарски број
fact-type-personal_number = Матичен број
fact-type-card_number = Број на картичка
fact-type-activity = Со што се занимаваат
fact-type-score = Оцена од друг систем
fact-type-tag = Ознака
fact-type-other = Друго

view-tabs = Зачувани прикази
view-menu = Приказ
view-all = Сите
view-name = Име на приказот
view-save-as = Зачувај како нов приказ
view-update = Зачувај ги измените на приказот
view-reset = Врати го зачуваниот приказ
view-share = Прикажи им на сите
view-unshare = Задржи само за мене
view-shared = За сите
view-shared-hint = Приказот го гледаат сите; секој само со своите клиенти.
view-remove = Отстрани го приказот
view-remove-ask = Да се отстрани приказот „{ $name }“?
view-remove-text = Клиентите остануваат како што се.

country-RU = Русија
country-MK = Северна Македонија
country-BY = Белорусија
country-KZ = Казахстан
country-RS = Србија
country-BG = Бугарија
country-DE = Германија
country-GB = Обединето Кралство
country-US = САД

client-outlook = Се очекува во следните { $days } дена
client-outlook-between = со сигурност { $share }: { $low }–{ $high }
client-outlook-value = Вредност
client-outlook-purchases = Купувања
client-outlook-alive = Уште купува
client-outlook-caution = Очекување од неговите минати купувања и на слични клиенти, не ветување. Интервалот под вредноста е за просекот на многу такви клиенти; под купувањата е што може да направи еден од нив.
client-outlook-failed = Очекувањето не можеше да се пресмета.
