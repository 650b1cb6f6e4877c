# Обход улица за улицей.
nav-coverage = Обход улиц
coverage-new = Новая территория
coverage-name = Название
coverage-settlement = Город
coverage-paste = Вставить дома
coverage-list = Дома
coverage-list-hint = По улице и дому на строке: «ул. Мира 14» или через запятую, табуляцию, точку с запятой. Улица без дома — тоже строка.
coverage-put-in = { $count ->
    [one] Добавлен { $shown } дом; уже были: { $known }.
    [few] Добавлено { $shown } дома; уже были: { $known }.
   *[many] Добавлено { $shown } домов; уже были: { $known }.
}
coverage-where = Дом
coverage-state = Состояние
coverage-state-any = все
coverage-state-not_visited = не были
coverage-state-visited = были
coverage-state-no_firm = фирмы нет
coverage-state-client = заведён клиент
coverage-client = Клиент
coverage-when = Были
coverage-note = Примечание
coverage-add-client = Новый клиент
coverage-client-name = Название фирмы
coverage-progress = пройдено { $visited } из { $places }
coverage-clients = { $count ->
    [one] { $shown } клиент
    [few] { $shown } клиента
   *[many] { $shown } клиентов
}
coverage-keys = Для отмеченной строки: V — были, F — фирмы нет, N — новый клиент.
coverage-key-visited = Были
coverage-key-no-firm = Фирмы нет
coverage-key-client = Новый клиент в этом доме
coverage-empty = Территорий пока нет
coverage-empty-text = Базы устаревают, а новых точек в них ещё нет. Вставьте улицы и дома города, обходите один за другим и видьте, сколько пройдено.
coverage-no-places = Домов нет
coverage-no-places-text = Вставьте список улиц и домов.
