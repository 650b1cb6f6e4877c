### Инсталација и работа во заднина.

system-check = Провери сега
system-check-started = Проверката започна
system-backup = Направи копија
system-backup-started = Копирањето започна
system-integrity = База на податоци
system-sound = Исправна
system-damaged = Оштетена
system-checked = проверена { $ago }
system-unchecked = Сè уште не е проверена
system-chain = Ланец на дневникот
system-chain-holds = Држи
system-chain-lines = { $count ->
    [one] { $shown } ред
   *[other] { $shown } реда
}
system-chain-broken = Прекинат од ред { $seq }
system-to-journal = Кон дневникот
system-last-backup = Последна копија
system-no-backup = Сè уште нема копија
system-backup-stale = Најновата копија е постара од еден ден. База што не е зачувана може да се загуби заедно со дискот.
system-base = Базата
system-count-clients = Клиенти
system-count-people = Луѓе
system-count-orders = Нарачки
system-count-interactions = Контакти
system-count-users = Корисници
system-count-journal = Редови во дневникот
system-version = Clientele
system-database = База на податоци
system-schema = Шема
system-size = Големина
system-uptime = Работи
system-days = { $count ->
    [one] { $count } ден
   *[other] { $count } дена
}
system-hours = { $hours } ч { $minutes } мин
system-backups = Резервни копии
system-file = Датотека
system-made = Направена
system-rows = Редови
system-jobs = Работа во заднина
system-all-jobs = Сета

job-kind-backup = Резервна копија
job-kind-check = Проверка на базата
job-kind-snapshot = Снимка на показателите
job-kind-clean_up = Чистење стари траги
job-kind-receivable = Побарувања
job-kind-holding_withdraw = Повлекување клиенти по истек на рокот
job-kind-import_read = Читање датотека
job-kind-import_stage = Подготовка на редови
job-kind-import_check = Пребројување на увозот
job-kind-import_run = Запишување на увозот
job-kind-import_feed = Редовен увоз
job-kind-import_undo = Враќање на увозот
job-kind-duplicate_sweep = Барање дупликати
job-kind-duplicate_merge = Спојување без прашање
job-kind-duplicate_undo = Враќање спојувања
job-state-queued = чека
job-state-running = тече
job-state-done = готово
job-state-failed = не успеа
job-state-cancelled = откажано
job-cancel = Откажи
job-planned = по план
job-took = { $seconds } с
job-none = Сè уште нема работа во заднина
job-none-text = Тука се гледаат копии, проверки, увози и друга долга работа со нивниот тек.

error-job-ended = Веќе е завршена.
