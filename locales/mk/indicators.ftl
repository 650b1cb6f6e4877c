### Показатели на развојот.

analysis-group-development = Развој
analysis-name-indicators = Показатели
analysis-asks-indicators = Дали клиентите купуваат почесто, пошироко и за повеќе пари, и кај кој менаџер?
analysis-how-indicators =
    Зделки и позиции по клиент и просечната сметка (пред враќања) се за клиентите со купување во прозорецот. По група производи се само нејзините нарачки, нејзините производи и нејзиниот дел од сметката.
    Пораснале: од клиентите со продажба и во последните дванаесет полни месеци и во дванаесетте пред нив, оние чиј износ е поголем; по периоди, спрема истиот период пред една година.
    Купиле еднаш: од сите што некогаш купиле. Станале редовни: од новите клиенти чиј рок завршил во прозорецот, оние со доволно купувања во него; купувањата и месеците се поставки.
    Удел во буџетот: продажбата за дванаесет месеци во групите чиј потенцијал стои на картичката, спрема тој потенцијал; важи најновиот за групата, а групите под неа ѝ припаѓаат. Над 100 % потенцијалот е застарен.
    Промената е спрема претходниот прозорец со иста должина. Задоволство: што одговориле клиентите на прашањето колку е веројатно да нѐ препорачаат (0–10), запишано на картичките; важи еден одговор по клиент, најновиот во прозорецот. Поддржувачите одговараат 9 или 10, критичарите од 0 до 6; малку одговори кажуваат малку, па до нив стои бројот на прашани.
analysis-empty-indicators = За показателите се потребни клиенти барем со едно купување.
indicators-rows = Редови
indicators-by-manager = Менаџери
indicators-by-segment = Сегменти
indicators-by-group = Групи производи
indicators-by-region = Региони
indicators-shown = Показател
indicators-measure-deals = Зделки по клиент
indicators-measure-positions = Позиции по клиент
indicators-measure-cheque = Просечна сметка
indicators-measure-grew = Пораснати клиенти
indicators-measure-one_time = Купиле еднаш
indicators-measure-regular = Станале редовни
indicators-measure-wallet = Удел во буџетот
indicators-measure-satisfaction = Задоволство, 0–10
indicators-measure-net_promoters = Поддржувачи минус критичари (NPS)
indicators-says-deals = Купувања во прозорецот по клиент што купил. Тенката црта е претходниот прозорец.
indicators-says-positions = Различни производи во прозорецот по клиент што купил. Тенката црта е претходниот прозорец.
indicators-says-cheque = Продажба пред враќања по купување. Тенката црта е претходниот прозорец.
indicators-says-grew = Дел од клиентите од двете години што купуваат повеќе од пред една година.
indicators-says-one_time = Дел од клиентите што купиле еднаш и не се вратиле. Помалку е подобро.
indicators-says-regular = Дел од новите клиенти со најмалку { $purchases } купувања во рок од { $months } месеци по првото.
indicators-says-wallet = Нашата продажба за дванаесет месеци спрема она што клиентите би можеле да го купат за една година од сите, според потенцијалите на картичките. Кај редовните клиенти: { $penetration }.
indicators-says-satisfaction = Просек од најновите одговори на клиентите во прозорецот: колку е веројатно да нѐ препорачаат, од 0 до 10. По група производи не се прашува.
indicators-says-net_promoters = Уделот на оние што одговориле 9 или 10 минус уделот на оние од 0 до 6, во поени од −100 до 100, по најновиот одговор на секој клиент во прозорецот.
indicators-asked = { $count ->
    [one] Прашан { $shown } клиент
   *[other] Прашани { $shown } клиенти
}
indicators-nobody-asked = Во прозорецот никој не е прашан
indicators-known = { $count ->
    [one] познат { $shown } потенцијал
   *[other] познати { $shown } потенцијали
}
indicators-by-title = { $measure }: споредба
indicators-trend = { $measure } по периоди
indicators-won = Нови клиенти
indicators-existing = биле и порано
indicators-benchmarks = Во споредба со струката
indicators-benchmarks-says = Ова се ориентири од праксата, не закони: важно е зошто кај вас е поинаку.
indicators-usual = – вообичаено { $band }
indicators-mark-one_time = Купиле еднаш и не се вратиле
indicators-mark-lost_year = Изгубени за една година: купувале лани, годинава не
indicators-mark-lost_quarter = Изгубени за три месеци: купувале во истите месеци пред една година, сега не. Делот е за криза
indicators-mark-base_down = Помалку клиенти од истиот квартал пред една година. Делот е за криза
indicators-mark-sales_down = Помала продажба од истиот квартал пред една година. Делот е за криза
indicators-verdict-unknown = нема со што да се спореди
indicators-verdict-below = под овие граници
indicators-verdict-inside = во овие граници
indicators-verdict-above = над овие граници
indicators-effort = Каде оди работата
indicators-effort-says = { $acquisition } контакти со оние што уште не купиле, { $repeat } со клиенти; до нив, што носат новите и повторните клиенти.
indicators-effort-contacts = Контакти
indicators-effort-acquisition = Контакти пред првото купување
indicators-effort-repeat = Контакти со клиенти
indicators-effort-new = Продажба на нови
indicators-effort-old = Продажба на повторни
indicators-places = Каде се клиентите
indicators-places-says = Удел на клиентите од базата (вкупно { $clients }) според главната адреса; без место: { $unknown }.
indicators-level = Ниво
indicators-level-region = Региони
indicators-level-district = Општини
indicators-level-settlement = Места
indicators-set-buyers = Клиенти што купиле
indicators-set-grew = Пораснати клиенти
indicators-set-not_grew = Клиенти што не пораснале
indicators-set-one_time = Купиле само еднаш
indicators-set-regular = Станале редовни
indicators-set-not_regular = Не станале редовни
indicators-set-wallet = Клиенти со познат потенцијал
indicators-set-asked = Прашани клиенти
indicators-set-promoters = Поддржувачи: одговориле 9 или 10
indicators-set-between = Одговориле 7 или 8
indicators-set-critics = Критичари: одговориле од 0 до 6
satisfaction-title = Задоволство
satisfaction-says = Колку е веројатно клиентот да нѐ препорача, од 0 (никогаш) до 10 (сигурно)? За период важи најновиот одговор.
satisfaction-score = Одговор
satisfaction-how = Како е прашано
satisfaction-day = Ден
satisfaction-note = Што рекоа
satisfaction-of = одговор { $score } од { $day }
satisfaction-channel-call = По телефон
satisfaction-channel-visit = На средба
satisfaction-channel-email = По е-пошта
satisfaction-channel-message = Во месинџер
satisfaction-channel-survey = Во анкета
