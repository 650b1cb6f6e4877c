### Установка и фоновая работа.

system-check = Проверить сейчас
system-check-started = Проверка началась
system-backup = Сделать копию
system-backup-started = Копирование началось
system-integrity = База данных
system-sound = Цела
system-damaged = Повреждена
system-checked = проверена { $ago }
system-unchecked = Ещё не проверяли
system-chain = Цепь журнала
system-chain-holds = Цела
system-chain-lines = { $count ->
    [one] { $shown } строка
    [few] { $shown } строки
   *[many] { $shown } строк
}
system-chain-broken = Разорвана со строки { $seq }
system-to-journal = К журналу
system-last-backup = Последняя копия
system-no-backup = Копий пока нет
system-backup-stale = Самой новой копии больше суток. Несохранённая база может пропасть вместе с диском.
system-base = База
system-count-clients = Клиенты
system-count-people = Люди
system-count-orders = Заказы
system-count-interactions = Контакты
system-count-users = Пользователи
system-count-journal = Строк журнала
system-version = Clientele
system-database = База данных
system-schema = Схема
system-size = Размер
system-uptime = Работает
system-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
system-hours = { $hours } ч { $minutes } мин
system-backups = Резервные копии
system-file = Файл
system-made = Сделана
system-rows = Строк
system-jobs = Фоновая работа
system-all-jobs = Вся

job-kind-backup = Резервная копия
job-kind-check = Проверка базы
job-kind-snapshot = Снимок показателей
job-kind-clean_up = Уборка старых следов
job-kind-receivable = Дебиторская задолженность
job-kind-holding_withdraw = Изъятие клиентов по окончании срока
job-kind-import_read = Чтение файла
job-kind-import_stage = Подготовка строк
job-kind-import_check = Подсчёт импорта
job-kind-import_run = Запись импорта
job-kind-import_feed = Регулярный импорт
job-kind-import_undo = Отмена импорта
job-kind-duplicate_sweep = Поиск дублей
job-kind-duplicate_merge = Слияние без вопросов
job-kind-duplicate_undo = Возврат слияний
job-state-queued = ждёт
job-state-running = идёт
job-state-done = готово
job-state-failed = не удалось
job-state-cancelled = отменено
job-cancel = Отменить
job-planned = по плану
job-took = { $seconds } с
job-none = Фоновой работы пока нет
job-none-text = Здесь видны копии, проверки, загрузки и другая долгая работа с её ходом.

error-job-ended = Она уже закончилась.
