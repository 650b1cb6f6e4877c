### Дебиторская задолженность: сроки, должники, условия, сортировка долгов, чёрный список.

nav-receivables = Дебиторка
receivable-owed = Задолженность
receivable-late = Просрочено
receivable-late-days = Дней просрочки
receivable-third = Что с долгом
receivable-bought = Последняя покупка
receivable-debtors = { $count ->
    [one] у { $shown } клиента
    [few] у { $shown } клиентов
   *[other] у { $shown } клиентов
}
receivable-share = { $share } задолженности
receivable-outstanding = Оборот дебиторки, дней
receivable-outstanding-text = задолженность к продажам за 90 дней
receivable-ages = Возраст долгов
receivable-ages-says = На { $day } просрочено { $share } задолженности.
receivable-age = Возраст
receivable-any-age = любой
receivable-age-not-due = срок не вышел
receivable-age-first = просрочка до { $first } дн.
receivable-age-second = { $from }–{ $second } дн.
receivable-age-third = { $from }–{ $third } дн.
receivable-age-older = { $from } дн. и больше
receivable-part = Доля
receivable-clients = Клиентов
receivable-orders = Заказов
receivable-thirds = Сортировка долгов
receivable-thirds-text = По опыту { $percent } % старых долгов списывают сразу, { $percent } % возвращаются в течение года с юристами и службой безопасности, а { $percent } % должны компании, с которыми можно работать и сейчас. Правило предлагает по возрасту самого старого долга, решают люди.
receivable-proposed = Предложено
receivable-decided-sum = Решено
receivable-decided-clients = Решено по клиентам
receivable-proposes = предложено: { $third }
receivable-show = Показать
receivable-show-all = всех должников
receivable-list = Должники
receivable-late-by = просрочка { $days } дн.
receivable-in-time = в срок
receivable-none = Таких должников нет
receivable-none-text = Выберите другой возраст или другой список.
receivable-empty = Никто ничего не должен
receivable-empty-text = Здесь отгруженные и не оплаченные заказы с возрастом долга. Загрузите заказы и оплаты или внесите их вручную.
receivable-loss = Плановые потери оплат
receivable-loss-text = В плане заложена потеря { $percent } % отгруженного ({ $times ->
    [crisis] кризис
   *[usual] обычное время
}). Просрочено – то, что не оплачено сегодня.
receivable-loss-planned = Плановая потеря
receivable-month = Месяц
receivable-decide = Решить
receivable-undecide = Отменить решение
receivable-decide-title = { $count ->
    [one] Что с долгом { $shown } клиента
    [few] Что с долгами { $shown } клиентов
   *[other] Что с долгами { $shown } клиентов
}
receivable-decided = { $count ->
    [one] Решено по { $shown } клиенту
    [few] Решено по { $shown } клиентам
   *[other] Решено по { $shown } клиентам
}
receivable-note = Примечание
receivable-assignee = Задача для
receivable-no-task = никого
debt-third-work = работать на других условиях
debt-third-collect = взыскать в течение года
debt-third-write_off = списать
debt-third-text-work = С клиентом можно работать и сейчас. Задайте ему условия в карточке: меньше, поэтапно, под письмо.
debt-third-text-collect = Взыскивают юристы или служба безопасности; кто именно – в задаче.
debt-third-text-write-off = Взыскание обойдётся дороже долга.
debt-task = Задолженность: { $third }
receivable-open-orders = Не оплачено
receivable-open = Остаток
receivable-due = Срок
receivable-due-on = срок { $day }
receivable-terms = { $days } дн. на оплату
receivable-terms-limit = долг не больше { $sum }
receivable-terms-prepaid = предоплата { $percent } %
receivable-terms-edit = Условия
receivable-terms-saved = Условия сохранены
receivable-regime = Отгрузка
receivable-days = Дней на оплату
receivable-days-hint = Пусто – как в настройках.
receivable-limit = Долг вместе с новым заказом не больше
receivable-percent = Оплачено до отгрузки, %
receivable-document = Письмо
receivable-document-until = Действует до
debt-regime-usual = как у всех
debt-regime-reduced = меньше
debt-regime-staged = поэтапно
debt-regime-pledge = под залоговое письмо
debt-regime-letter_of_credit = под аккредитив
debt-regime-text-usual = Условия заказам не мешают.
debt-regime-text-reduced = Заказ принимают, только пока долг вместе с ним не больше предела.
debt-regime-text-staged = Заказ отгружают, только когда за него оплачена доля ниже.
debt-regime-text-pledge = Заказ отгружают, только пока действует залоговое письмо.
debt-regime-text-letter-of-credit = Заказ отгружают, только пока действует аккредитив.

blacklist-title = Чёрный список
blacklist-badge = чёрный список
blacklist-hint = В чёрном списке с { $day }: ни контактов, ни заказов до оплаты.
blacklist-text = ни контактов, ни заказов до оплаты
blacklist-candidates = На рассмотрении
blacklist-candidates-text = правило внесло бы их в чёрный список
blacklist-candidate = в чёрный список?
blacklist-add = В чёрный список
blacklist-add-title = { $count ->
    [one] Внести { $shown } клиента в чёрный список
    [few] Внести { $shown } клиентов в чёрный список
   *[other] Внести { $shown } клиентов в чёрный список
}
blacklist-add-text = Пока всё просроченное не оплачено, клиента никто не беспокоит и заказов от него не принимают. Разговоры о долге остаются разрешены.
blacklist-reason = Почему
blacklist-added = { $count ->
    [0] Они уже в чёрном списке
    [one] В чёрном списке { $shown } клиент
    [few] В чёрном списке клиентов: { $shown }
   *[other] В чёрном списке клиентов: { $shown }
}
blacklist-since = В чёрном списке с { $day } ({ $by }).
blacklist-rule = по правилу
blacklist-late = Тогда просрочено: { $sum }.
blacklist-lift = Убрать из чёрного списка
blacklist-lift-text = Клиенту можно будет звонить и отгружать, хотя он не заплатил.
blacklist-lifted = Убран из чёрного списка
blacklist-paid = оплатил
blacklist-past = Прежних внесений в чёрный список: { $count }
