# Записи одного клиента, которые становятся одной.
merge-title = Слияние клиентов
merge-text = Эти записи – один клиент? Выберите, какая останется и какая из них даёт каждое поле. Ничего не пропадёт: остальные будут вести к ней, а слияние можно отменить.
merge-add = Добавить запись
merge-few = Выберите от двух до пяти записей
merge-few-text = Найдите вторую запись того же клиента выше или отметьте их в списке клиентов.
merge-tax-numbers = У записей разные налоговые номера: обычно это две компании одной группы. Сливайте, только если один из номеров ошибочный.
merge-despite = Один из номеров – ошибка
merge-preset = Где ничего не выбрано
merge-preset-survivor = Остающаяся запись, пустое – из остальных
merge-preset-newest = Запись, изменённая последней
merge-preset-fullest = Самое полное значение
merge-all-fields = Показать и совпадающие поля
merge-field = Поле
merge-stay = Оставить эту
merge-stays = Остаётся
merge-updated = изменено { $when }
merge-leave-out = Исключить
merge-same = Во всех полях записи говорят одно и то же.
merge-action = Слить
merge-start = Слить
merge-with = Слить с другой записью…
merge-follows = Заказы, платежи, контакты, люди, факты и задачи всех записей соберутся на остающейся; прежние адреса остальных ведут к ней.
merge-done = { $count ->
    [one] { $count } запись стала одним клиентом
    [few] { $count } записи стали одним клиентом
    [many] { $count } записей стали одним клиентом
   *[other] { $count } записи стали одним клиентом
 }
merge-key-left = Остаётся запись слева
merge-key-right = Остаётся запись справа
merge-part-person = Люди
merge-part-channel = Телефоны и адреса связи
merge-part-address = Почтовые адреса
merge-part-fact = Факты
merge-part-interaction = Контакты
merge-part-orders = Заказы
merge-part-payment = Платежи
merge-part-potential = Потенциалы
merge-part-satisfaction = Ответы об удовлетворённости
merge-part-key_mark = Отметки ключевого клиента
merge-part-quarantine = Отложено
merge-part-verification = Проверки
merge-part-winback = Дела о возврате
merge-part-referral = Кто рекомендовал
merge-part-referral-giver_id = Кого рекомендовал
merge-part-signal = Сигналы
merge-part-lead = Лиды
merge-part-deal = Сделки
merge-part-rest_lift = Снятия отдыха
merge-part-refusal = Отказы
merge-part-complaint = Жалобы
merge-part-blacklist = Внесения в чёрный список
merge-part-place = Здания
merge-part-task = Задачи
merge-of = Слито { $day } с записями: { $names }.
merge-undo = Отменить слияние
merge-undo-ask = Отменить слияние с «{ $names }»?
merge-undo-text = У каждой записи снова будет то, что у неё было. Появившееся после слияния останется здесь; изменённое с тех пор будет перечислено.
merge-undone = «{ $names }» – снова отдельная запись
merge-undone-but = Слияние отменено. Изменено с тех пор и оставлено как есть: { $what }
merge-origin = на карточке «{ $name }»
