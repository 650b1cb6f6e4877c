# Обиколка улица по улица.
nav-coverage = Улица по улица
coverage-new = Нова територија
coverage-name = Име
coverage-settlement = Град
coverage-paste = Залепи згради
coverage-list = Згради
coverage-list-hint = По улица и број во секој ред: „Партизанска 14“ или со запирка, табулатор или точка-запирка. И улица без број е ред.
coverage-put-in = { $count ->
    [one] Додадена е { $shown } зграда; веќе постоеле: { $known }.
   *[other] Додадени се { $shown } згради; веќе постоеле: { $known }.
}
coverage-where = Зграда
coverage-state = Состојба
coverage-state-any = сите
coverage-state-not_visited = непосетена
coverage-state-visited = посетена
coverage-state-no_firm = нема фирма
coverage-state-client = внесен клиент
coverage-client = Клиент
coverage-when = Посетена
coverage-note = Белешка
coverage-add-client = Нов клиент
coverage-client-name = Име на фирмата
coverage-progress = посетени { $visited } од { $places }
coverage-clients = { $count ->
    [one] { $shown } клиент
   *[other] { $shown } клиенти
}
coverage-keys = За означениот ред: V посетена, F нема фирма, N нов клиент.
coverage-key-visited = Посетена
coverage-key-no-firm = Таму нема фирма
coverage-key-client = Нов клиент таму
coverage-empty = Сè уште нема територии
coverage-empty-text = Базите застаруваат, а новите продажни места ги нема во нив. Залепете ги улиците и зградите на градот, обиколувајте ги една по една и гледајте колку сте стигнале.
coverage-no-places = Нема згради
coverage-no-places-text = Залепете список на улици и броеви.
