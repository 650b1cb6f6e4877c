# Сандаче: што треба да се знае без да се бара.
nav-inbox = Сандаче
inbox-text = Што ве бара сега. Известувањето си оди само кога ќе исчезне причината.
inbox-kind-promise = Ветување на клиент
inbox-kind-meeting = Состанок денес
inbox-kind-overdue = Задачата доцни
inbox-kind-due = Задача за денес
inbox-kind-returned = Време за враќање
inbox-kind-ending = Рокот истекува
inbox-kind-withdrawn = Одземено
inbox-kind-given = Доделено вам
inbox-kind-deputy = Вие заменувате
inbox-withdrawn = { $count ->
    [one] Одземен е { $shown } клиент: рокот истече без резултат.
   *[other] Одземени се { $shown } клиенти: рокот истече без резултат.
}
inbox-given = { $count ->
    [one] { $title }
   *[other] { $title }: { $shown } задачи
}
inbox-deputy = За { $name }, до { $day }
inbox-ending = { $count ->
    [one] Рокот со { $shown } клиент истекува без резултат.
   *[other] Роковите со { $shown } клиенти истекуваат без резултат.
}
inbox-returned = { $count ->
    [one] { $shown } клиент што одбил треба повторно да се праша.
   *[other] { $shown } клиенти што одбиле треба повторно да се прашаат.
}
inbox-done = Завршено
inbox-snooze = Одложи до утре
inbox-done-all = Заврши сè
inbox-marked = Извадено од сандачето
inbox-snoozed = Одложено до утре
inbox-empty = Ништо не ве бара
inbox-empty-text = Тука ќе бидат задачите што достасале, ветувањата, состаноците, роковите што истекуваат и она што ви го доделиле другите.
inbox-waiting = чекаат: { $count }
