### Денот на вработениот, екранот за повик, клиентите во работа и заедничкиот фонд.

nav-today = Денес
nav-pool = Распределба
nav-responsibility = Одговорност
nav-visits = Посети на клучни
today-queue = Кому да се обратите
today-text = Клиентите што ги држите, најитните први. Оние што одмораат или се во карантин не се тука.
today-why = Зошто сега
today-since = Чека од
today-next = Следен клиент
today-take = Земи од фондот
today-taken = { $name }: сега е ваш ({ $why }).
today-never = без контакт досега
today-untouched = последен контакт { $when }
today-ends = до { $day }
today-effective = Контакти денес
today-tried = Обиди денес
today-held = Клиенти кај вас
today-idle = Сè уште необработени
today-of = { $held } од { $most }
today-empty = Никој не ве чека
today-empty-text = Сите ваши клиенти одмораат или се неодамна контактирани. Земете го следниот од фондот или побарајте од раководителот на продажба.
today-why-agreed = договорено за денес
today-why-turned = ни се јави
today-why-overdue = доцни задача
today-why-due = задача за денес
today-why-returned = одбил, време е да се вратиме
today-why-ending = рокот истекува
today-why-hot = жежок, може да се контактира
today-why-warm = топол, може да се контактира
today-why-open = може да се контактира
today-why-cold = ладен, може да се контактира

call-title = Повик
call-clock = Време од отворањето на страницата
call-past = Последни контакти
call-facts = Што знаеме
call-result-title = Како заврши
call-result-no_answer = не одговори
call-result-call_later = јави се подоцна
call-result-talked = разговаравме
call-result-presentation = прифати презентација
call-result-information = побара информации
call-result-mailing = прифати пошта
call-result-postponed = одложи
call-result-refused = одби
call-result-wrong_number = погрешен број
call-record = Запиши, следен
call-recorded = { $name }: { $result }
call-skip = Прескокни

holding-until = Во работа до
holding-held-until = во работа до { $day }
holding-ending = Рокови што наскоро истекуваат
holding-ending-text = Без резултат дотогаш клиентот се враќа во заедничкиот фонд.
holding-history = Кај кого бил
holding-ended-withdrawn = рокот помина без резултат
holding-ended-replaced = даден на друг
holding-ended-released = вратен
holding-ended-gone = картичката е избришана или споена
holding-goes-on = трае
holding-results = { $count ->
    [one] { $count } резултат
   *[other] { $count } резултати
}
holding-release = Врати во фондот
holding-release-ask = Да се врати { $name } во заедничкиот фонд?
holding-release-text = Веќе нема да го гледате овој клиент, освен ако повторно ви се додели.
holding-released = { $name } е повторно во фондот.
holding-extend = Повеќе време
holding-extend-days = Денови од денес
holding-extended = Во работа до { $day }.

pool-text = Клиентите што никој не ги држи се делат во кругови: во секој круг секој избран го добива најдобриот преостанат за својата улога, прво оние со подобар коефициент. Прво погледнете, потоа поделете; сето може да се врати.
pool-waiting = Во фондот
pool-takers = Кому
pool-role = Улога
pool-held = Држи
pool-conversion = Коефициент
pool-conversion-hint = Роковите со резултат од сите што завршиле или дале резултат, поправени за тежината на списоците и приближени кон просекот на улогата: малку клиенти малку докажуваат.
pool-conversion-of = { $results } од { $stays }
pool-each = Најмногу на секого
pool-simulate = Покажи што би било
pool-apply = { $count ->
    [one] Подели { $shown } клиент
   *[other] Подели { $shown } клиенти
}
pool-done = { $count ->
    [one] Поделен е { $shown } клиент.
   *[other] Поделени се { $shown } клиенти.
}
pool-shares = Кој кого би добил
pool-share-round = круг { $round }, место { $place } по коефициент
pool-nothing = Никој во фондот не одговара: сите одмораат, во карантин се или неодамна се повлечени од овие вработени.
pool-nobody = Нема кому да се дели
pool-nobody-text = Клиенти добиваат телемаркетери, активни продавачи и менаџери за клиенти. Додајте вработени со овие улоги.
pool-leave = Предај ги сите
pool-leave-ask = Предај ги сите клиенти на { $name } ({ $shown })
pool-leave-text = Се делат рамномерно по азбучен ред меѓу избраните. Без избор – сите во фондот. Може да се врати како целина.
pool-handed = { $count ->
    [one] Предаден е { $shown } клиент ({ $name }).
   *[other] Предадени се { $shown } клиенти ({ $name }).
}

absence-title = Отсуство
absence-text = Додека отсуствувате, вашите клиенти ги гледа и работи колега. Тие остануваат ваши.
absence-deputy = Кој заменува
absence-from = Прв ден на отсуство
absence-until = Последен ден на отсуство
absence-now = Отсуство од { $from } до { $until }; заменува { $name }.
absence-standing-in = Го заменувате { $name } од { $from } до { $until }: неговите клиенти се во вашиот ден.
absence-end = Се вратив
absence-ended = Отсуството заврши.

function-retention = задржување
function-development = развој
responsible-clients-all = сите клиенти
responsible-clients-key = клучни клиенти
responsible-clients-other = неклучни
responsible-title = Одговорни
responsible-function-retention = Задржува
responsible-function-development = Развива
responsible-of = { $function }, { $line }
responsible-nobody = никој: ниедна ќелија од матрицата не го опфаќа овој клиент
responsible-holder = ја води картичката: еден менаџер прави сѐ
responsible-cell = по матрицата: { $parts }
responsible-several = повеќемина истовремено
responsible-all-lines = сите линии
responsible-all-territories = сите територии
responsible-key = Клучен клиент
responsible-no-territory = регионот не е во ниедна територија
