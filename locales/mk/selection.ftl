# Селекции: именувани множества клиенти со правилото што ги нашло.
nav-selections = Селекции
selection-lead = Селекција е именувано множество клиенти заедно со прашањето што ги нашло. Освежете ја за да видите кој оттогаш дошол, а кој заминал.
selection-field = Во селекција
selection-actions = Што да се направи со овој список
selection-save = Зачувај селекција
selection-save-rule = Правилото се чува со неа, па множеството подоцна може да се освежи.
selection-save-ids = Клиентите се земени еден по еден; нема правило за освежување.
selection-name = Име
selection-note = За што служи
selection-shared = За сите
selection-shared-hint = Секој може да ја отвори; секој ги гледа и брои само клиентите што смее да ги види.
selection-made = { $count ->
    [one] „{ $name }“ е зачувана: { $shown } клиент
   *[other] „{ $name }“ е зачувана: { $shown } клиенти
}
selection-open = Отвори
selection-change = Измени
selection-renew = Освежи
selection-renew-title = Освежи „{ $name }“
selection-renewed = Освежено: дојдоа { $came }, заминаа { $left }
selection-came = Доаѓаат
selection-left = Заминуваат
selection-more = { $count ->
    [one] и уште { $count }
   *[other] и уште { $count }
}
selection-same = { $count ->
    [one] Никој не дошол и не заминал: { $shown } клиент.
   *[other] Никој не дошол и не заминал: { $shown } клиенти.
}
selection-then = { $count ->
    [one] Ќе содржи { $shown } клиент.
   *[other] Ќе содржи { $shown } клиенти.
}
selection-drawn = заклучно со { $when }
selection-clients = { $count ->
    [one] клиент
   *[other] клиенти
}
selection-origin-list = Список клиенти
selection-origin-chosen = Земени еден по еден
selection-remove-ask = Да се избрише „{ $name }“?
selection-remove-text = Клиентите остануваат; си оди само множеството. Бришењето може да се врати во дневникот.
selection-empty = Сè уште нема селекции
selection-empty-text = Отворете кој било број од анализата или филтрирајте го списокот клиенти и изберете „Зачувај селекција“.
selection-on-card = Селекции
selection-export-refused = Немате право да изнесувате клиенти; го имаат сопственикот и раководителот на продажба.
