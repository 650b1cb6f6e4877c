### `clientele dedupe`: records that are one, with reasons.

dedupe-progress = Сравнение: { $share }
dedupe-title = Записи об одном и том же
dedupe-columns = { $file }: сравниваются { $columns }
dedupe-dropped = { $count ->
    [one] { $count } список одинаковых значений слишком длинный, по нему пары не искали (телефон или адрес, общий для многих).
    [few] { $count } списка одинаковых значений слишком длинные, по ним пары не искали (телефон или адрес, общий для многих).
   *[other] { $count } списков одинаковых значений слишком длинные, по ним пары не искали (телефон или адрес, общий для многих).
}
dedupe-figure-records = Записей
dedupe-figure-groups = Групп больше чем из одной записи
dedupe-figure-surplus = Лишних записей
dedupe-figure-doubtful = Пар на решение человеку
dedupe-figure-largest = Самая большая группа
dedupe-doubt = { $a } и { $b }: { $chance }
dedupe-doubts = На решение человеку
dedupe-doubts-note = Пары, о которых нельзя уверенно сказать ни «одно», ни «разное»; самые сомнительные сначала. Строка говорит, сколько прибавляет сравнение, в битах: один бит удваивает шансы.
dedupe-groups = Группы
dedupe-groups-note = Записи, принятые за одно; большие группы сначала. Отличия от первой записи выделены.
dedupe-none = Таких нет.
dedupe-reason = { $part }: { $level }
dedupe-frequency = есть у { $count } из { $of }
dedupe-start = до сравнений: насколько такие пары редки
dedupe-unknown-field = --column не знает «{ $name }». Пишите ПОЛЕ=СТОЛБЕЦ; поля: { $fields }
dedupe-unknown-column = В { $file } нет столбца «{ $name }». Есть: { $present }
dedupe-nothing-recognised = { $file }: среди столбцов не распознано ничего, по чему можно сравнивать: { $present }. Назовите их: --column ПОЛЕ=СТОЛБЕЦ; поля: { $fields }
dedupe-two-kinds = В одной таблице компании, в другой люди; сопоставить можно только одинаковое.
dedupe-bad-decision = Решения, строка { $row }: нужны два идентификатора, которые есть в базе, и 1 или 0.

dedupe-part-name = название
dedupe-part-form = правовая форма
dedupe-part-activity = вид фирмы
dedupe-part-tax_number = ИНН
dedupe-part-registration_number = номер в реестре
dedupe-part-phone = телефон
dedupe-part-email = почта
dedupe-part-city = город
dedupe-part-address = адрес
dedupe-part-postcode = индекс
dedupe-part-contact = контактное лицо
dedupe-part-surname = фамилия
dedupe-part-given_name = имя
dedupe-part-patronymic = отчество
dedupe-part-birthday = дата рождения
dedupe-part-employer = компания
dedupe-part-personal_number = личный номер
dedupe-part-together = всё вместе

dedupe-level-same = совпадает
dedupe-level-same_rare = совпадает, в базе редкость
dedupe-level-same_often = совпадает, в базе часто
dedupe-level-same_with_kpp = совпадает, КПП тоже
dedupe-level-same_unchecked = совпадает, контрольные цифры неверны
dedupe-level-same_other_kpp = совпадает, КПП другой: возможно, филиал
dedupe-level-slip = похоже, опечатка
dedupe-level-initials = совпадает с инициалами
dedupe-level-part = одно — часть другого
dedupe-level-word = общее слово
dedupe-level-acronym = одно — сокращение другого
dedupe-level-alike = похоже
dedupe-level-numbers_differ = совпадает, но числа в нём разные
dedupe-level-alike_numbers_differ = похоже, но числа в нём разные
dedupe-level-towns_differ = совпадает, но другого города
dedupe-level-differs = различается
dedupe-level-person_or_company = предприниматель и компания
dedupe-level-one_only = есть только у одного
dedupe-level-differs_unchecked = различается, контрольные цифры неверны
dedupe-level-tail = последние семь цифр совпадают
dedupe-level-local = совпадает до @
dedupe-level-domain = домен компании совпадает
dedupe-level-domains_differ = разные домены компаний
dedupe-level-office = улица, дом и офис совпадают
dedupe-level-house = улица и дом совпадают
dedupe-level-other_office = дом тот же, офис другой
dedupe-level-street = улица совпадает
dedupe-level-initial = первая буква совпадает
dedupe-level-other_given = фамилия та же, имя другое
dedupe-level-swapped = совпадает, если поменять местами
dedupe-level-diminutive = уменьшительное того же имени
dedupe-level-same_card = та же карточка
dedupe-level-together = как части согласуются в целом
dedupe-level-surname = фамилия совпадает
