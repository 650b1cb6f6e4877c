### Командная строка.

cli-config-file = Не удаётся прочитать настройки { $path }: { $detail }
cli-config-unknown = { $path }: нет такой настройки «{ $key }». Все перечисляет «clientele config».
cli-config-bad = Недопустимое значение { $place }; должно быть: { $must }
cli-config-origin-flag = флаг
cli-config-origin-environment = окружение
cli-config-origin-file = файл
cli-config-origin-default = по умолчанию
cli-config-secret = (не показывается)

cli-folder-unusable = Папкой данных { $path } нельзя пользоваться: { $detail }
cli-folder-in-use = В папке { $path } уже работает другой Clientele. Сначала остановите его.
cli-base-missing = В { $path } нет базы. Её создаёт «clientele serve».

cli-serve-listening = Clientele { $version } отвечает по адресу { $address }
cli-serve-setup = Владельца ещё нет. Чтобы стать им, откройте ссылку; она действует один раз и до следующего запуска:
    { $link }
cli-serve-address = Не удаётся слушать { $address }: { $detail }
cli-serve-stopped = Остановлено; всё подтверждённое сохранено.

cli-backup-progress = { $percent } %
cli-backup-made = Резервная копия { $path }: { $bytes ->
        [one] { $bytes } байт
        [few] { $bytes } байта
       *[many] { $bytes } байт
    }, прочитана целиком и исправна.
cli-backup-rows = { $rows ->
        [one] { $rows } строка, столько же в базе.
        [few] { $rows } строки, столько же в базе.
       *[many] { $rows } строк, столько же в базе.
    }
cli-backup-removed = Удалена старая копия: { $file }

cli-restore-done = В { $target } теперь резервная копия { $backup }.
cli-restore-kept = Прежняя база сохранена как { $path }.
cli-restore-sound = { $path } — исправная резервная копия (схема { $schema }). Ничего не изменено.
cli-restore-postgres = База PostgreSQL восстанавливается собственным средством PostgreSQL, в пустую базу:
    pg_restore --no-owner --dbname=ИМЯ { $path }
cli-restore-rows = { $table }: строк { $found } вместо { $expected }. Копия неполна.

cli-check-sound = База исправна; журнал цел: { $lines ->
        [one] { $lines } запись.
        [few] { $lines } записи.
       *[many] { $lines } записей.
    }
cli-check-problem = Неисправно: { $text }
cli-check-journal = Неисправно: цепочка журнала нарушена начиная с записи { $line }.

cli-dial-noted = Прочитано строк: { $rows }. Отмечено номеров: { $noted }, из них отложено: { $aside }, возвращено: { $released }.
cli-dial-unknown = «{ $text }» — неизвестный результат (раз: { $times }).
cli-dial-not-phones = Не телефоны: { $count } (строки { $rows })
cli-dial-not-found = Ничьи номера: { $count } (строки { $rows })
cli-dial-late = Будущие звонки или более ранние, чем уже отмеченный: { $count } (строки { $rows })
cli-dial-large = { $path } больше { $mib } МиБ.
cli-dial-refused = { $path } отклонён: { $detail }
cli-day-today = Ждут: { $waiting }. Контактов сегодня: { $made }, попыток: { $tried }. Клиентов закреплено: { $held }.
cli-day-inbox = Ждёт: { $count }
cli-day-would = С { $since }. Столбцы: что, из скольких, по действующим правилам, по этим. Ничего не изменено.
cli-day-changed = Действует с { $day }.
cli-day-refused = Отказано: { $detail }
cli-receivable-summary = Должников: { $debtors }. В чёрном списке: { $blacklisted }, на рассмотрении: { $candidates }.
cli-receivable-added = Внесено в чёрный список: { $count }
cli-receivable-lifted = Убран из чёрного списка
cli-receivable-refused = Отказано: { $detail }
cli-day-set = «{ $text }» – не ИМЯ=ЗНАЧЕНИЕ.
cli-refusals-refused = Отказано: { $detail }
cli-refusals-reason = «{ $text }» – не причина: их перечисляет `clientele refusals report`.
cli-coefficients-none = Ни одна воронка не утверждена.
cli-coefficients-of = С { $from } по { $to }. Столбцы: сотрудник, шаг, достигли, перешли, решены, коэффициент, нижний и верхний край, план, вывод; с «!» – ранние сигналы.
cli-plan-of = { $month }, копейки валюты { $currency }. Столбцы: чей, план, должно быть, продано, не хватает, состояние, нужно начать.
cli-plan-set = «{ $text }» – не ЧЕЙ=СУММА.
cli-duplicates-looking = Просмотр: { $done } из { $total }
cli-duplicates-found = Сравнено карточек: { $clients }; пар { $pairs }, групп { $groups }. Ждут решения: { $waiting }.
cli-duplicates-never = База ещё не просмотрена: уберите --no-sweep.
cli-duplicates-failed = Базу не удалось просмотреть: { $detail }
cli-duplicates-refused = Отказано: { $detail }
cli-lead-line = { $id }  { $state }  { $way }  { $arrived }  { $who }
cli-lead-total = Показано: { $shown } из { $total }
cli-lead-taken = Взят: { $client }
cli-lead-decided = Готово.
cli-lead-made = Из письма сделан лид.
cli-lead-known = Это письмо уже приходило; ничего не сделано.
cli-lead-refused = Отклонено: { $detail }
cli-import-reading = Чтение: { $done }
cli-import-checking = Подсчёт: { $done } из { $total }
cli-import-running = Запись: { $done } из { $total }
cli-import-read = { $rows ->
    [one] Прочитана { $rows } строка
    [few] Прочитаны { $rows } строки
   *[many] Прочитано { $rows } строк
} ({ $kind }). Импорт { $id }
cli-import-outcome = { $outcome }: { $count }
cli-import-file = Файл { $path } не читается: { $detail }
cli-import-options = Параметры – не JSON, который здесь известен: { $detail }
cli-import-profile = Профиля «{ $name }» нет.
cli-import-refused = Импорт отклонён: { $detail }
cli-import-failed = Импорт не удался: { $detail }

cli-user-line = { $login }  { $name }  { $role }  { $state }
cli-user-state-active = работает
cli-user-state-invited = приглашён
cli-user-state-disabled = отключён
cli-user-password = { $login } входит с этим паролем один раз, до { $until }, и выбирает новый:
    { $password }
cli-user-missing = Нет учётной записи «{ $login }».
cli-user-refused = Учётная запись не принята: { $detail }

cli-token-made = Ключ показывается один раз. Он действует до { $until }:
    { $secret }
cli-token-line = { $id }  { $name }  { $scopes }  до { $until }  { $state }
cli-token-state-live = действует
cli-token-state-revoked = отозван
cli-token-state-ended = истёк
cli-token-revoked = Ключ больше не действует.
cli-token-inactive = Учётная запись { $login } не действует: ключ не заработает. Сначала этот человек должен войти и выбрать пароль.
cli-token-refused = Ключ не принят: { $detail }

cli-db-not_a_database = { $path } — не база Clientele. Укажите другую папку через --data или уберите файл.
cli-db-foreign = { $path } — база другой программы. Она не тронута. Укажите другую папку через --data.
cli-db-damaged = База { $path } повреждена: { $detail }
    Ничего не изменено. Восстановите последнюю резервную копию: clientele restore ФАЙЛ
cli-db-orphan_wal = { $path } есть, а базы, к которой он относится, нет или она пуста. В нём могут быть последние изменения: верните базу на место или уберите оба файла.
cli-db-network_disk = { $path } лежит на сетевом диске ({ $detail }), где файл базы не сохранен. Возьмите диск этой машины или PostgreSQL.
cli-db-open = Не удаётся открыть { $path }: { $detail }
cli-db-old_engine = Движок базы слишком стар: { $detail }
cli-db-superuser = Роль PostgreSQL — суперпользователь. Дайте Clientele отдельную роль (docs/admin/postgresql.md) или задайте database_superuser = true.
cli-db-url = Строкой подключения к PostgreSQL нельзя пользоваться: { $detail }
cli-db-disconnected = PostgreSQL не отвечает: { $detail }
cli-db-newer_schema = База записана более новым Clientele: { $detail }. Установите ту же версию или новее.
cli-db-migration_changed = База создана другой сборкой Clientele: { $detail }
cli-db-full = Диск заполнен. Ничего не изменено.
cli-db-busy = База занята. Попробуйте ещё раз.
cli-db-program = Нужна другая программа, и она не справилась: { $detail }
cli-db-other = Сбой базы: { $detail }
cli-funnel-refused = Отказано: { $detail }
