### Разбор дублей: очередь, слияние без вопросов, как часто механизм прав.

review-text = Карточки, которые могут быть одним клиентом; сначала решения, которые дороже. Ничего не теряется, и всё можно вернуть.
review-progress = { $waiting ->
    [one] ждёт { $shown } пара · решено { $decided }
    [few] ждут { $shown } пары · решено { $decided }
   *[other] ждут { $shown } пар · решено { $decided }
}
review-decided = Решено
review-zones = верные { $sure } · вероятные { $likely } · сомнительные { $doubtful }
review-level = Насколько вероятно
review-level-sure = верные: 99 % и выше
review-level-likely = вероятные: 50 % и выше
review-level-doubtful = сомнительные
review-all = Все
review-put-off = { $count ->
    [one] отложена { $shown }
    [few] отложены { $shown }
   *[other] отложено { $shown }
}
review-back = К тем, что ещё не смотрели
review-never = База ещё не просмотрена
review-never-text = Каждая карточка сравнивается с похожими – имена в любом написании, номера, телефоны, почта, адреса, – и показываются пары, которые могут быть одним клиентом, с причинами. Это задание идёт в фоне; работать можно и в это время.
review-sweep = Просмотреть базу
review-sweep-again = Просмотреть снова
review-waits = ждёт очереди
review-none = Ни одна пара не ждёт
review-none-text = Все пары решены. После следующего импорта или изменения карточек база будет просмотрена снова.
review-none-filter = По этому отбору пар нет
review-none-filter-text = Другие могут ждать: покажите все.
review-found = Просмотрена { $when }: карточек { $clients }, пар { $pairs }, групп { $groups }.
review-found-at = Просмотрена { $when }.
review-cut = Оставлены { $kept }, решение которых дороже всего (настройка).
review-swept = Изменённое после просмотра ({ $when }) увидит следующий просмотр.
review-question = Пара ждёт решения
review-at = { $at } из { $of }
review-same = Один клиент: слить
review-different = Не одно и то же
review-unsure = Отложить
review-undo = Вернуть последнее решение
review-related = Связаны, но это два клиента
review-branch = Одна – филиал другой
review-group = Компании одной группы
review-relate = В одну группу
review-relate-text = Карточки остаются как есть и попадают в одну группу компаний, которая при измерении зависимости считается одним клиентом. Пару больше не спросят.
review-relate-hint = Пусто: группа одной из них или новая «{ $name }».
review-key-before = Предыдущая пара
review-key-next = Следующая пара
review-said-different = Оставлены раздельно: не спросим, пока карточка не изменится
review-said-unsure = Отложено
review-said-related = В одной группе компаний
review-why = Почему
review-why-text = Что добавляет каждое сравнение, в битах: на бит больше – шансы вдвое выше.
review-compared = Сравнивалось
review-bits = Биты
review-sum = Сумма
review-total = Вероятность, что это одно и то же: { $chance }

bulk-title = Слияние без вопросов
bulk-not-yet = Предлагается, когда измерено, что верны не меньше { $least } таких пар по нижнему краю интервала: решите больше пар.
bulk-text = С вероятности { $chance } верны не меньше { $least } пар по нижнему краю измеренного интервала. Карточки с разными налоговыми номерами, большие группы и те, что кто-то держит раздельно, так не сливаются никогда.
bulk-preview = Посмотреть, что сольётся
bulk-plan = Групп { $groups }: { $absorbed } карточек будут вести к другой. Пар { $left } останется вам: части цепочек, большие группы, разные налоговые номера.
bulk-examples = Примеры
bulk-start = Слить
bulk-ask = { $count ->
    [one] Слить { $shown } карточку?
    [few] Слить { $shown } карточки?
   *[other] Слить { $shown } карточек?
}
bulk-ask-text = В фоне; весь проход можно вернуть целиком.
bulk-run = { $when }, от { $chance }: слито карточек { $absorbed }; в силе { $standing } из { $merges } слияний
bulk-undo = Вернуть проход
bulk-undo-ask = { $count ->
    [one] Вернуть { $shown } слияние?
    [few] Вернуть { $shown } слияния?
   *[other] Вернуть { $shown } слияний?
}
bulk-undone = возвращён { $when }
bulk-conflicts = { $count ->
    [one] { $shown } с оговоркой
    [few] { $shown } с оговорками
   *[other] { $shown } с оговорками
}
bulk-left-decided = кто-то держит раздельно
bulk-left-gone = карточки уже нет
bulk-left-tax_numbers = разные налоговые номера
bulk-left-refused = отказ по правилу карточки
bulk-left-merged_since = слито дальше: сначала верните то слияние

precision-title = Как часто найденные дубли верны
precision-text = Часть пар каждой полосы вероятности берётся по жребию и спрашивается между другими, чтобы решённые отвечали за все. Интервалы точные (Клоппера – Пирсона); отложенная пара считается ошибкой.
precision-none = Ни одна полоса не измерена настолько, чтобы сливать без вопросов: нужно { $least } по нижнему краю интервала здесь и во всех полосах выше.
precision-from = С вероятности { $chance } карточки можно сливать без вопросов: нижний край интервала не меньше { $least }.
precision-band = Вероятность
precision-waiting = Ждут
precision-decided = По жребию решено
precision-same = Один клиент
precision-unsure = Отложено
precision-share = Верно
precision-interval = Интервал
precision-missing-width = Не хватает до узкого интервала
precision-missing-merging = Не хватает для слияния без вопросов

twin-title = Люди, которые могут быть одним человеком
twin-text = Две записи одного человека, у одного клиента или у двух; сначала самые вероятные. Всё сказанное можно отменить.
twin-question = Пара людей, которая ждёт
twin-same = Один человек: объединить
twin-done = Теперь это один человек
twin-follows = Телефоны, почта и факты переходят к тому, кто остаётся. Контакты остаются в истории того клиента, с которым были.
twin-none = Ни одна пара людей не ждёт
twin-none-text = Люди сравниваются при каждом просмотре базы на дубли.
twin-past = Что было сказано
twin-said-same = один человек
twin-said-different = разные люди
twin-undo = Отменить
twin-undone = отменено { $when }
