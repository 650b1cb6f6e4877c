### `clientele dedupe`: records that are one, with reasons.

dedupe-progress = Споредување: { $share }
dedupe-title = Записи за истото
dedupe-columns = { $file }: се споредуваат { $columns }
dedupe-dropped = { $count ->
    [one] { $count } список на исти вредности е предолг, по него не се бараа парови (телефон или адреса што ја делат многумина).
   *[other] { $count } списоци на исти вредности се предолги, по нив не се бараа парови (телефон или адреса што ја делат многумина).
}
dedupe-figure-records = Записи
dedupe-figure-groups = Групи со повеќе од еден запис
dedupe-figure-surplus = Записи вишок
dedupe-figure-doubtful = Парови за одлука на човек
dedupe-figure-largest = Најголема група
dedupe-doubt = { $a } и { $b }: { $chance }
dedupe-doubts = За одлука на човек
dedupe-doubts-note = Парови за кои не може сигурно да се каже ни „исто“ ни „различно“; најсомнителните први. Секој ред кажува колку додава споредбата, во битови: еден бит ги удвојува шансите.
dedupe-groups = Групи
dedupe-groups-note = Записи земени за истото; поголемите групи први. Разликите од првиот запис се истакнати.
dedupe-none = Нема такви.
dedupe-reason = { $part }: { $level }
dedupe-frequency = го имаат { $count } од { $of }
dedupe-start = пред споредбите: колку се ретки такви парови
dedupe-unknown-field = --column не знае „{ $name }“. Пишете ПОЛЕ=КОЛОНА; полиња: { $fields }
dedupe-unknown-column = Во { $file } нема колона „{ $name }“. Има: { $present }
dedupe-nothing-recognised = { $file }: меѓу колоните не е препознаено ништо по кое може да се споредува: { $present }. Именувајте ги: --column ПОЛЕ=КОЛОНА; полиња: { $fields }
dedupe-two-kinds = Во едната табела се компании, во другата луѓе; може да се поврзе само исто со исто.
dedupe-bad-decision = Одлуки, ред { $row }: потребни се два идентификатори што ги има во базата, и 1 или 0.

dedupe-part-name = назив
dedupe-part-form = правна форма
dedupe-part-activity = вид на фирма
dedupe-part-tax_number = ЕДБ
dedupe-part-registration_number = број во регистар
dedupe-part-phone = телефон
dedupe-part-email = е-пошта
dedupe-part-city = град
dedupe-part-address = адреса
dedupe-part-postcode = поштенски број
dedupe-part-contact = лице за контакт
dedupe-part-surname = презиме
dedupe-part-given_name = име
dedupe-part-patronymic = татково име
dedupe-part-birthday = датум на раѓање
dedupe-part-employer = компанија
dedupe-part-personal_number = матичен број
dedupe-part-together = сè заедно

dedupe-level-same = исто
dedupe-level-same_rare = исто, ретко во базата
dedupe-level-same_often = исто, често во базата
dedupe-level-same_with_kpp = исто, и КПП
dedupe-level-same_unchecked = исто, контролните цифри погрешни
dedupe-level-same_other_kpp = исто, друг КПП: можеби подружница
dedupe-level-slip = слично, печатна грешка
dedupe-level-initials = исто со иницијали
dedupe-level-part = едното е дел од другото
dedupe-level-word = заеднички збор
dedupe-level-acronym = едното е кратенка на другото
dedupe-level-alike = слично
dedupe-level-numbers_differ = исто, но броевите во него се разликуваат
dedupe-level-alike_numbers_differ = слично, но броевите во него се разликуваат
dedupe-level-towns_differ = исто, но од друг град
dedupe-level-differs = различно
dedupe-level-person_or_company = трговец поединец и компанија
dedupe-level-one_only = само едното го има
dedupe-level-differs_unchecked = различно, контролните цифри погрешни
dedupe-level-tail = последните седум цифри се исти
dedupe-level-local = исто пред @
dedupe-level-domain = доменот на фирмата е ист
dedupe-level-domains_differ = различни домени на фирми
dedupe-level-office = улицата, бројот и канцеларијата се исти
dedupe-level-house = улицата и бројот се исти
dedupe-level-other_office = ист број, друга канцеларија
dedupe-level-street = улицата е иста
dedupe-level-initial = првата буква се совпаѓа
dedupe-level-other_given = исто презиме, друго име
dedupe-level-swapped = исто ако се заменат местата
dedupe-level-diminutive = скратено од истото име
dedupe-level-same_card = истата картичка
dedupe-level-together = како деловите се сложуваат како целина
dedupe-level-surname = презимето е исто
