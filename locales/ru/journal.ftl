### Журнал.

journal-who = Кто
journal-what = Что
journal-client = Клиент
journal-when = Когда
journal-more = Показать ещё
journal-product = Clientele
journal-undone = отменено
journal-undo-of = отменяет № { $seq }
journal-redo = Сделать снова
journal-empty = Здесь пусто
journal-empty-text = Каждое изменение записано: кто, когда, что было и что стало. Измените отбор, чтобы увидеть больше.
journal-chain-ok = { $count ->
    [one] Цепь цела: прочитана { $shown } строка, { $at }.
    [few] Цепь цела: прочитаны { $shown } строки, { $at }.
   *[many] Цепь цела: прочитано { $shown } строк, { $at }.
}
journal-chain-broken = Цепь разорвана со строки { $seq }: журнал меняли в обход программы.
journal-chain-never = Цепь ещё ни разу не проверяли.
journal-chain-check = Система
