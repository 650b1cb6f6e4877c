### Есть ли уже в базе.

duplicate-region = Уже есть в базе?
duplicate-count = Возможно, уже есть в базе: { $count }
duplicate-not-ready = База ещё читается; поиск похожих начнётся через мгновение.
duplicate-level-sure = тот же
duplicate-level-likely = вероятно, тот же
duplicate-level-possible = может быть, тот же
duplicate-hidden = Клиент другого сотрудника
duplicate-hidden-text = Эта карточка вам не видна. Прежде чем добавлять ещё одну, спросите: { $holder }.
duplicate-hidden-nobody = Эта карточка вам не видна, и её никто не ведёт. Прежде чем добавлять ещё одну, спросите руководителя продаж.
duplicate-holder = ведёт { $holder }
duplicate-pool = никто не ведёт
duplicate-at = в компании { $client }
duplicate-why = { $part }: { $level }
duplicate-frequency = есть у { $count } из { $of }
duplicate-open = Открыть карточку
duplicate-attach = Добавить телефон и почту в эту карточку
duplicate-fill = Заполнить отсюда
duplicate-filled = Заполнено по данным: { $name }. Проверьте, что изменилось.
duplicate-unfill = Вернуть
duplicate-namesakes = { $count ->
    [one] { $count } человек с такой фамилией. Различить помогут город, фирма, телефон или почта.
    [few] { $count } человека с такой фамилией. Различить помогут город, фирма, телефон или почта.
   *[other] { $count } человек с такой фамилией. Различить помогут город, фирма, телефон или почта.
}
duplicate-insist = Всё равно добавить
duplicate-insist-text = Добавляйте, только если это другой. Это будет записано в журнал.
duplicate-attached = Добавлено в карточку
