# Кој задржува и кој развива кои клиенти, план на посети и што кој зема од фондот.

responsibility-text = Ќелијата кажува кој што прави и за кои клиенти. Одлучува ќелијата во која е наведено најмногу: линија, територија, вид клиенти; од еднаквите се наведени сите.
responsibility-mode-one-text = Еден менаџер прави сѐ: чија е картичката, тој го задржува и го развива клиентот. Матрицата се прашува само за клиенти што никој не ги води.
responsibility-mode-separate-text = Задржувањето и развојот се одвоени: одлучува матрицата, и кој има ќелија ги гледа нејзините клиенти.
responsibility-mode-change = Промени во поставките
responsibility-matrix = Матрица
responsibility-who = Кој
responsibility-function = Функција
responsibility-clients = Клиенти
responsibility-line = Линија на производи
responsibility-territory = Територија
responsibility-days = Кога
responsibility-since = од { $from }
responsibility-between = од { $from } до { $until }
responsibility-over = завршено
responsibility-later = сѐ уште не
responsibility-all-lines = сите линии
responsibility-all-territories = сите територии
responsibility-new = Назначи одговорен
responsibility-new-text = Според правилата од изворите: раководителите на линии ги задржуваат клучните клиенти на својата линија на сите територии; менаџерите на територии ги задржуваат другите клиенти во сите линии и ги развиваат сите кај себе.
responsibility-from = Прв ден
responsibility-until = Последен ден
responsibility-until-hint = Празно: до натамошно
responsibility-made = Одговорен: { $name }.
responsibility-remove-ask = Да се отстрани { $name } од оваа ќелија?
responsibility-removed = { $name } повеќе не одговара за ова.
responsibility-empty = По матрицата никој не одговара
responsibility-empty-text = Назначете одговорен: за линија на производи, за територија, за клучни клиенти или за другите.
responsibility-buyers = Клиенти што купуваат
responsibility-keys = Од нив клучни
responsibility-holes = Дупки
responsibility-holes-text = Овие клиенти никој не ги задржува или никој не ги развива.
responsibility-overlaps = Преклопувања
responsibility-overlaps-text = За овие клиенти повеќе вработени го прават истото.
responsibility-what = Што
responsibility-hole = никој: { $function }
responsibility-overlap = { $function }: { $names }
responsibility-of-line = { $function }, { $line }
responsibility-none = Нема
responsibility-shown = Прикажани се првите { $count } по име.
responsibility-loads = Кој за колку одговара
responsibility-retains = Задржува
responsibility-develops = Развива
responsibility-key-held = Води клучни
responsibility-key-most = { $held } од { $most }
responsibility-territories = Територии
responsibility-territory-new = Додај територија
responsibility-territory-edit = Територија
responsibility-territory-name = Име
responsibility-region = Регион
responsibility-regions = Региони
responsibility-regions-hint = По еден во ред, како во адресите на клиентите. Еден регион е во една територија.
responsibility-language = Јазик
responsibility-language-hint = Код на јазикот на кој се зборува со нејзините клиенти: en, mk, ru
responsibility-no-regions = сѐ уште без региони
responsibility-without = Региони надвор од територии
responsibility-region-none = без регион
responsibility-region-of = { $region }: { $clients }
responsibility-territory-saved = Територијата { $name } е зачувана.

visit-text = Клучен клиент се посетува повторно по { $days } дена (поставка). Посета се брои ако е запишана како посета и била ваша.
visit-own = Ваша последна посета
visit-last = Последна посета на кого било
visit-due = Следна посета
visit-due-now = време е
visit-never = никогаш
visit-task = Планирана
visit-plan = { $count ->
    [one] Планирај { $shown } посета
   *[other] Планирај { $shown } посети
}
visit-task-title = Посета
visit-planned = { $count ->
    [one] Планирана е { $shown } посета.
   *[other] Планирани се { $shown } посети.
}
visit-empty = Нема клучни клиенти
visit-empty-text = Клиентот е клучен ако на картичката има ознака за клучен или ако неговиот обем е над првиот праг на концентрација.

pool-expected = Список
pool-expected-hint = Колку би му донеле овие списоци клиенти на кој било во таа улога: под просекот значи дека списокот бил потежок. Коефициентот го зема тоа предвид.
pool-expected-of = се очекувало { $share }
pool-area = Зема
pool-area-all = сѐ
pool-area-edit = Што зема
pool-area-text = Ако од некој вид ништо не е избрано, одговара сѐ. Клиент за кого не се знае што купува одговара на секоја линија; територија без јазик одговара на секој јазик.
pool-area-languages = Јазици
pool-area-languages-hint = Кодови со запирка: mk, sq
pool-area-saved = Зачувано е што зема { $name }.
pool-share-conversion = коефициент { $share }
pool-share-fits = одговара по: { $conditions }
work-condition-territory = територија
work-condition-line = линија на производи
work-condition-language = јазик
