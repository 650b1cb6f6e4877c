# Сигнали од пазарот: кому сега му требаме.
nav-signals = Сигнали
signal-new = Нов сигнал
signal-paste = Залепи список
signal-tab-open = За работа
signal-tab-mine = Мои
signal-tab-worked = Обработени
signal-tab-dismissed = Отфрлени
signal-tab-all = Сите
signal-kind = Што се смени
signal-kind-any = што било
signal-kind-migration = Некој се пресели
signal-kind-infrastructure = Нешто е изградено или отворено
signal-kind-event = Голем настан
signal-kind-progress = Технички напредок
signal-kind-new_entity = Ново правно лице
signal-kind-social_status = Луѓе во нова животна фаза
signal-subject = За кого или за што
signal-client = Клиент од базата
signal-client-hint = Ако веќе го има.
signal-text = Што е познато
signal-day = Забележано
signal-due = Да се обработи до
signal-state = Состојба
signal-state-new = нов
signal-state-taken = преземен
signal-state-worked = обработен
signal-state-dismissed = отфрлен
signal-owner = Кој работи
signal-do = Дејство
signal-take = Преземи
signal-outcome = Што излезе од тоа
signal-why = Зошто е отфрлен
signal-make-client = Направи клиент
signal-make-task = Направи задача
signal-task-made = Задачата е направена.
signal-empty = Овде нема сигнали
signal-empty-text = Се отвора трговски центар, компанија се сели, се регистрира нова фирма: запишете веднаш, еден по еден или како список, и некој ќе го преземе додека е свеж.
signal-list = Список
signal-list-hint = По еден ред за секој: за кого, потоа табулатор или точка-запирка и што е познато. Име што го има точно еден ваш клиент се припишува нему.
signal-put-in = { $count ->
    [one] Запиши { $shown } сигнал
   *[other] Запиши { $shown } сигнали
}
signal-pasted = { $count ->
    [one] Запишан е { $shown } сигнал, за познати клиенти: { $known }.
   *[other] Запишани се { $shown } сигнали, за познати клиенти: { $known }.
}
signal-none = Нема сигнали.
