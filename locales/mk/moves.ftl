### Движење меѓу класи.

analysis-name-movement = Меѓу класи
analysis-asks-movement = Кој се искачил, а кој се спуштил од претходниот ден, и чии се тие клиенти?
analysis-how-movement =
    Класите за двата дена се сметаат одново: од нарачките, настаните и контактите до тој ден, по истите правила, со прозорец што завршува на тој ден. Ако претходен ден не е избран, тоа е пред три месеци.
    Нагоре и надолу е според редот на класите, од најдобрата надолу, како што стојат овде. Премногу новите (N) и клиентите без ритам не се ни повисоко ни пониско; изгубените маркери се под сите други.
    Кој нема ниту еден ред во прозорецот, или тогаш не бил во базата, не стои во ниедна класа: тие клиенти дошле или излегле. Менаџерот е оној што денес го води клиентот.
analysis-empty-movement = Никој не стоел во класа на ниту еден од двата дена. Изберете други денови или тргнете филтер.

moves-by = Класи
moves-kind-abc = ABC: обем
moves-kind-xyz = XYZ: редовност
moves-kind-rfm = RFM групи
moves-kind-step = Скала на лојалност
moves-kind-marker = Маркери
moves-kind-state = Активни, заспани, изгубени
moves-kind-temperature = Температура
moves-outside = надвор од класите
moves-flow = Од класа во класа
moves-says = Од { $day }: нагоре { $up }, надолу { $down }, дошле { $came }, излегле { $left }; на истото место: { $stayed }.
moves-way = Насока
moves-way-up = Нагоре
moves-way-down = Надолу
moves-way-changed = Сменети
moves-way-came = Дошле
moves-way-left = Излегле
moves-way-stayed = Останале
moves-value-then = Износ тогаш
moves-value-now = Износ сега
moves-clients-then = Клиенти тогаш
moves-matrix = Од × во
moves-matrix-says = Редови: класата тогаш; колони: класата сега. Во секоја ќелија се клиентите и колку носат сега.
moves-corner = Тогаш ↓ сега →
moves-managers = По менаџер
moves-managers-says = Колку од клиентите што менаџерот ги води денес преминале во повисока или пониска класа. Бројот ги отвора тие клиенти.
moves-nobody = Ничии клиенти
moves-change = Промена на нивниот износ

## Рано предупредување

analysis-name-warnings = Рано предупредување
analysis-asks-warnings = Кои постојани клиенти си одат, зошто и колку е во прашање?
analysis-how-warnings =
    Се следат клиенти со доволно купувања за да се постојани и со сопствен ритам, кои уште не спијат. Секој се споредува само со себе.
    Тишина: подолга од толку сопствени ритми. Обем и асортиман: последната отсечка денови наспроти најмногу четири претходни со иста должина; падот мора да го достигне прагот, а последната отсечка да биде под секоја од нив. Одбивање: по последното купување одбил понуда или рекол дека престанува.
    Во ризик е она што клиентот го донел во последните 365 дена. Сите прагови се поставки.
analysis-empty-warnings = Нема активен постојан клиент: нема кого да се следи.
warnings-reasons = Што е во ризик, по причина
warnings-says = { $clients ->
    [one] { $shown } од { $watched } следени клиенти покажува знак на заминување; во ризик е { $value } годишно.
   *[other] { $shown } од { $watched } следени клиенти покажуваат знак на заминување; во ризик е { $value } годишно.
}
warnings-reason = Причина
warnings-reason-gap = Молчи подолго од својот ритам
warnings-reason-volume = Купува за помалку
warnings-reason-assortment = Купува помалку производи
warnings-reason-refused = Одби
warnings-of-watched = Од следените
warnings-risk = Во ризик, годишно
warnings-list = Со кого прво да се зборува
warnings-list-says = Според она што е во ризик. Клиент што заспал преминува оттука во списокот на заспани.
warnings-why = Зошто
warnings-none = Нема знаци на заминување
warnings-none-text = Секој постојан клиент купува во својот ритам, за исто толку и исто толку широко како порано.
warnings-because-gap = { $idle ->
    [one] молчи { $idle } ден при ритам од { $rhythm }
   *[other] молчи { $idle } дена при ритам од { $rhythm }
}
warnings-because-volume = { $now } за { $days } дена наместо { $usual } (−{ $fall })
warnings-because-assortment = { $now ->
    [one] { $now } производ за { $days } дена наместо { $usual }
   *[other] { $now } производи за { $days } дена наместо { $usual }
}
warnings-because-refused = одби на { $day }
warnings-do-gap = Јавете се пред тишината да стане навика: прашајте што им треба сега, а не зошто молчат.
warnings-do-volume = Дознајте кој го зема другиот дел: погледнете ги цените и условите на тој конкурент.
warnings-do-assortment = Покажете што престанале да купуваат и прашајте со што го замениле.
warnings-do-refused = Јава раководителот на продажба: слушнато одбивање сѐ уште може да се повлече.

## Краеви на месеци

moves-months = На крајот од секој месец
moves-months-says = Како што е зачувано кога месецот завршил: подоцнежна нарачка, друг праг или дефиниција не го менува. Линијата го означува месецот од кој важи друго правило. Шрафираните месеци се пресметани подоцна, од нарачките што дотогаш ги имала базата. Продажба за дванаесет месеци, сите производи.
moves-months-none = Уште не е зачуван ниеден месец: првиот се зачувува во ноќта откако ќе заврши.
moves-month-others = други
moves-month-value = Износ за 12 месеци
moves-month-taken = Зачуван на
moves-month-late = { $day }, подоцна
moves-month-afterwards = пресметан подоцна
moves-month-changed = Сменети правила
moves-month-change = { $rule }: { $before } → { $now }
moves-rule-definition = Верзија на дефинициите
moves-rule-abc-a = Граница на A
moves-rule-abc-b = Граница на B
moves-rule-xyz-x = Граница на X
moves-rule-xyz-y = Граница на Y
moves-rule-rfm-bins = RFM оцени
moves-rule-sleeping-times = Заспан, ритми
moves-rule-sleeping-days = Заспан, дена
moves-rule-lost-times = Изгубен, ритми
moves-rule-lost-days = Изгубен, дена
moves-rule-regular-purchases = Постојан од купувања

## Зошто клиентот стои каде што стои

client-warned = Си оди: { $reasons }.
client-warned-more = Сите рани предупредувања
why-title = Зошто се такви класите
why-says = На денешен ден, продажба од { $from } до { $to }, меѓу сите клиенти. Класите погоре се од минатата ноќ. Тоа што би го поместило клиентот важи додека другите остануваат како денес.
why-says-own = На денешен ден, продажба од { $from } до { $to }, меѓу клиентите што ги гледате; класите погоре се од минатата ноќ, меѓу сите. Тоа што би го поместило клиентот важи додека другите остануваат како денес.
why-failed = Не можеше да се каже зошто клиентот стои во своите класи. Отворете ја картичката повторно.
why-abc = { $sum }, место { $place } од { $clients }; оние пред него носат { $share }. A до { $a }, B до { $b }.
why-abc-rise = Уште { $sum } денес би го направиле { $class }.
why-abc-rise-until = Уште { $sum } би го направиле { $class }; неговиот износ останува до { $day }, потоа најстарата продажба излегува од прозорецот.
why-abc-fall = Со { $sum } помалку паѓа во { $class }.
why-xyz = Месеците варираат { $cv } околу { $mean }, месеци: { $periods }. X до { $x }, Y до { $y }.
why-xyz-new = { $periods ->
    [one] { $periods } цел месец: за да се каже, потребни се три.
   *[other] { $periods } цели месеци: за да се каже, потребни се три.
}
why-xyz-none = Износот на неговите месеци не е над нула.
why-xyz-rise = { $months ->
    [one] { $months } месец од { $sum }, до { $day }, би го направил { $class }.
   *[other] { $months } месеци од по { $sum }, до { $day }, би го направиле { $class }.
}
why-r = { $days ->
    [one] Последно купување пред { $days } ден.
   *[other] Последно купување пред { $days } дена.
}
why-r-rise = Нарачка денес го крева на { $score }.
why-f = { $orders ->
    [one] { $orders } нарачка.
   *[other] { $orders } нарачки.
}
why-f-rise = { $more ->
    [one] Уште { $more } нарачка го крева на { $score }.
   *[other] Уште { $more } нарачки го креваат на { $score }.
}
why-m = { $sum } во прозорецот.
why-m-rise = Уште { $sum } го креваат на { $score }.
why-group = RFM група
why-group-because = Првото правило во кое се вклопува { $r }-{ $f }-{ $m }.
why-group-after = Една вообичаена нарачка денес го преместува во „{ $group }“.
why-group-stays = Една вообичаена нарачка денес го остава каде што е.
why-step = { $purchases ->
    [one] { $purchases } купување; постојан од { $regular }.
   *[other] { $purchases } купувања; постојан од { $regular }.
}
why-step-purchases = { $more ->
    [one] Уште { $more } купување и е „{ $step }“.
   *[other] Уште { $more } купувања и е „{ $step }“.
}
why-step-by-only_us = „{ $step }“ кога купува само од нас.
why-step-by-recommends = „{ $step }“ кога нѐ препорачува.
why-marker-nothing = За неговиот однос ништо не се знае.
why-marker-presentation_agreed = Се согласи на презентација на { $day }.
why-marker-mailing = Нема ништо против пораки.
why-marker-info_requested = Побара информации на { $day }.
why-marker-refused = Одби на { $day }.
why-marker-stopped = Рече дека престанува на { $day }.
why-marker-purchases = Купува; последното купување е на { $day }.
why-marker-silent = Молчи многу подолго од својот ритам од { $day }.
why-marker-more = { $more ->
    [one] Уште { $more } купување – „{ $marker }“.
   *[other] Уште { $more } купувања – „{ $marker }“.
}
why-marker-by-presentation_agreed = „{ $marker }“ кога ќе се согласи на презентација.
why-marker-by-mailing_agreed = „{ $marker }“ кога ќе се согласи на пораки.
why-marker-by-info_requested = „{ $marker }“ кога ќе побара информации.
why-state-own = Тишина { $idle } дена, сопствен ритам { $rhythm } дена.
why-state-lent = Тишина { $idle } дена, ритам на сегментот { $rhythm } дена: купувал преретко за да има сопствен.
why-state-none = Тишина { $idle } дена; сѐ уште нема ритам со кој да се спореди.
why-state-active = Уште една нарачка до { $day } го задржува активен.
why-state-sleeping = Нарачка го буди; по { $day } е изгубен.
why-state-lost = Нарачка го враќа.
moves-temperature = Температурата на еден ден е она што вработените го внеле во картичката до неговиот крај; клиентите за кои никој не кажал стојат надвор.
