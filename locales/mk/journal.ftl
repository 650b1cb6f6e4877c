### Дневник.

journal-who = Кој
journal-what = Што
journal-client = Клиент
journal-when = Кога
journal-more = Прикажи повеќе
journal-product = Clientele
journal-undone = вратено
journal-undo-of = го враќа № { $seq }
journal-redo = Направи повторно
journal-empty = Тука нема ништо
journal-empty-text = Секоја промена е запишана: кој, кога, што било и што станало. Сменете ги филтрите за да видите повеќе.
journal-chain-ok = { $count ->
    [one] Ланецот држи: прочитан е { $shown } ред, { $at }.
   *[other] Ланецот држи: прочитани се { $shown } реда, { $at }.
}
journal-chain-broken = Ланецот е прекинат од ред { $seq }: дневникот е менуван мимо програмата.
journal-chain-never = Ланецот сè уште не е проверен.
journal-chain-check = Систем
