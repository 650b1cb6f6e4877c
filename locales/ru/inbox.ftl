# Входящие: что нужно знать, не разыскивая.
nav-inbox = Входящие
inbox-text = Что требует вас сейчас. Уведомление уходит само, когда исчезает его причина.
inbox-kind-promise = Обещание клиенту
inbox-kind-meeting = Встреча сегодня
inbox-kind-overdue = Задача просрочена
inbox-kind-due = Задача на сегодня
inbox-kind-returned = Пора вернуться
inbox-kind-ending = Срок кончается
inbox-kind-withdrawn = Изъято
inbox-kind-given = Поручено вам
inbox-kind-deputy = Вы замещаете
inbox-withdrawn = { $count ->
    [one] Изъят { $shown } клиент: срок кончился без результата.
    [few] Изъято { $shown } клиента: срок кончился без результата.
   *[other] Изъято { $shown } клиентов: срок кончился без результата.
}
inbox-given = { $count ->
    [one] { $title }
    [few] { $title }: { $shown } задачи
   *[other] { $title }: { $shown } задач
}
inbox-deputy = За { $name }, до { $day }
inbox-ending = { $count ->
    [one] Срок по { $shown } клиенту кончается без результата.
    [few] Сроки по { $shown } клиентам кончаются без результата.
   *[other] Сроки по { $shown } клиентам кончаются без результата.
}
inbox-returned = { $count ->
    [one] { $shown } отказавшего клиента пора спросить снова.
    [few] { $shown } отказавших клиентов пора спросить снова.
    [many] { $shown } отказавших клиентов пора спросить снова.
   *[other] { $shown } отказавших клиентов пора спросить снова.
}
inbox-done = Разобрано
inbox-snooze = Отложить до завтра
inbox-done-all = Разобрать все
inbox-marked = Убрано из входящих
inbox-snoozed = Отложено до завтра
inbox-empty = Ничто вас не требует
inbox-empty-text = Здесь будут задачи в срок, обещания, встречи, кончающиеся сроки и то, что поручили другие.
inbox-waiting = ждут: { $count }
