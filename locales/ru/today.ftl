### День сотрудника, экран звонка, клиенты в работе и общий пул.

nav-today = Сегодня
nav-pool = Распределение
nav-responsibility = Ответственность
nav-visits = Визиты к ключевым
today-queue = К кому обратиться
today-text = Клиенты у вас в работе, самые срочные первыми. Тех, кто отдыхает или отложен, здесь нет.
today-why = Почему сейчас
today-since = Ждёт с
today-next = Следующий клиент
today-take = Взять из пула
today-taken = { $name }: теперь у вас ({ $why }).
today-never = контактов не было
today-untouched = последний контакт { $when }
today-ends = до { $day }
today-effective = Контактов сегодня
today-tried = Попыток сегодня
today-held = Клиентов у вас
today-idle = Ещё не обработано
today-of = { $held } из { $most }
today-empty = Вас никто не ждёт
today-empty-text = Все ваши клиенты отдыхают или недавно обработаны. Возьмите следующего из пула или попросите руководителя продаж.
today-why-agreed = договорились на сегодня
today-why-turned = обратился к нам
today-why-overdue = задача просрочена
today-why-due = задача на сегодня
today-why-returned = отказал, пора вернуться
today-why-ending = срок кончается
today-why-hot = горячий, можно беспокоить
today-why-warm = тёплый, можно беспокоить
today-why-open = можно беспокоить
today-why-cold = холодный, можно беспокоить

call-title = Звонок
call-clock = Время с открытия страницы
call-past = Последние контакты
call-facts = Что мы знаем
call-result-title = Чем кончилось
call-result-no_answer = не ответили
call-result-call_later = перезвонить
call-result-talked = поговорили
call-result-presentation = согласились на презентацию
call-result-information = попросили информацию
call-result-mailing = согласны на рассылку
call-result-postponed = отложили
call-result-refused = отказ
call-result-wrong_number = не тот номер
call-record = Записать и дальше
call-recorded = { $name }: { $result }
call-skip = Пропустить

holding-until = В работе до
holding-held-until = в работе до { $day }
holding-ending = Скоро кончается срок
holding-ending-text = Без результата к этому дню клиент вернётся в общий пул.
holding-history = У кого был в работе
holding-ended-withdrawn = срок прошёл без результата
holding-ended-replaced = передан другому
holding-ended-released = возвращён
holding-ended-gone = карточка удалена или объединена
holding-goes-on = продолжается
holding-results = { $count ->
    [one] { $count } результат
    [few] { $count } результата
    [many] { $count } результатов
   *[other] { $count } результата
}
holding-release = Вернуть в пул
holding-release-ask = Вернуть клиента { $name } в общий пул?
holding-release-text = Вы больше не увидите этого клиента, пока его снова не передадут вам.
holding-released = { $name } снова в пуле.
holding-extend = Продлить срок
holding-extend-days = Дней от сегодня
holding-extended = В работе до { $day }.

pool-text = Клиенты, которые ни у кого не в работе, раздаются по кругу: в каждом круге каждый из выбранных получает лучшего из оставшихся для своей роли, первыми – у кого выше коэффициент. Сначала посмотрите, потом раздайте; всё можно отменить целиком.
pool-waiting = В пуле
pool-takers = Кому
pool-role = Роль
pool-held = В работе
pool-conversion = Коэффициент
pool-conversion-hint = Сроки с результатом среди всех, что кончились или дали результат, с поправкой на трудность списков и приближены к среднему по роли: малое число клиентов мало доказывает.
pool-conversion-of = { $results } из { $stays }
pool-each = Каждому не больше
pool-simulate = Показать, что будет
pool-apply = { $count ->
    [one] Раздать { $shown } клиента
    [few] Раздать { $shown } клиента
    [many] Раздать { $shown } клиентов
   *[other] Раздать { $shown } клиента
}
pool-done = { $count ->
    [one] Роздан { $shown } клиент.
    [few] Роздано { $shown } клиента.
    [many] Роздано { $shown } клиентов.
   *[other] Роздано { $shown } клиента.
}
pool-shares = Кто кого получит
pool-share-round = круг { $round }, место { $place } по коэффициенту
pool-nothing = В пуле никто не подходит: все отдыхают, отложены или недавно изъяты у этих сотрудников.
pool-nobody = Раздавать некому
pool-nobody-text = Клиентов получают телемаркетологи, активные продавцы и клиентские менеджеры. Добавьте сотрудников с этими ролями.
pool-leave = Передать всех
pool-leave-ask = Передать всех клиентов сотрудника { $name } ({ $shown })
pool-leave-text = Делятся поровну по алфавиту между выбранными. Никого не выбрать – все в общий пул. Отменяется целиком.
pool-handed = { $count ->
    [one] Передан { $shown } клиент ({ $name }).
    [few] Передано { $shown } клиента ({ $name }).
    [many] Передано { $shown } клиентов ({ $name }).
   *[other] Передано { $shown } клиента ({ $name }).
}

absence-title = Отсутствие
absence-text = Пока вас нет, ваших клиентов видит и ведёт коллега. Они остаются вашими.
absence-deputy = Кто замещает
absence-from = Первый день отсутствия
absence-until = Последний день отсутствия
absence-now = Отсутствие с { $from } по { $until }; замещает { $name }.
absence-standing-in = Вы замещаете сотрудника { $name } с { $from } по { $until }: его клиенты – в вашем дне.
absence-end = Я на месте
absence-ended = Отсутствие закончено.

function-retention = удержание
function-development = развитие
responsible-clients-all = все клиенты
responsible-clients-key = ключевые клиенты
responsible-clients-other = не ключевые
responsible-title = Ответственные
responsible-function-retention = Удерживает
responsible-function-development = Развивает
responsible-of = { $function }, { $line }
responsible-nobody = никто: ни одна ячейка матрицы не подходит к этому клиенту
responsible-holder = ведёт карточку: один менеджер делает всё
responsible-cell = по матрице: { $parts }
responsible-several = несколько сразу
responsible-all-lines = все направления
responsible-all-territories = все территории
responsible-key = Ключевой клиент
responsible-no-territory = регион не входит ни в одну территорию
