### Командна линија.

cli-config-file = Поставките { $path } не може да се прочитаат: { $detail }
cli-config-unknown = { $path }: нема поставка „{ $key }“. Сите ги набројува „clientele config“.
cli-config-bad = { $place } мора да биде { $must }
cli-config-origin-flag = знаменце
cli-config-origin-environment = околина
cli-config-origin-file = датотека
cli-config-origin-default = почетна вредност
cli-config-secret = (не се прикажува)

cli-folder-unusable = Папката со податоци { $path } не може да се користи: { $detail }
cli-folder-in-use = Во { $path } веќе работи друг Clientele. Прво запрете го.
cli-base-missing = Во { $path } нема база. Ја создава „clientele serve“.

cli-serve-listening = Clientele { $version } одговара на { $address }
cli-serve-setup = Сè уште нема сопственик. Отворете ја врската за да станете; важи еднаш и до следното пуштање:
    { $link }
cli-serve-address = Не може да се слуша на { $address }: { $detail }
cli-serve-stopped = Запрено; сè што е потврдено е зачувано.

cli-backup-progress = { $percent } %
cli-backup-made = Резервна копија { $path }: { $bytes ->
        [one] { $bytes } бајт
       *[other] { $bytes } бајти
    }, прочитана целосно и исправна.
cli-backup-rows = { $rows ->
        [one] { $rows } ред, колку и во базата.
       *[other] { $rows } редови, колку и во базата.
    }
cli-backup-removed = Избришана постара копија: { $file }

cli-restore-done = Во { $target } сега е резервната копија { $backup }.
cli-restore-kept = Претходната база е зачувана како { $path }.
cli-restore-sound = { $path } е исправна резервна копија (шема { $schema }). Ништо не е сменето.
cli-restore-postgres = База на PostgreSQL се враќа со неговата сопствена алатка, во празна база:
    pg_restore --no-owner --dbname=ИМЕ { $path }
cli-restore-rows = { $table }: { $found } редови наместо { $expected }. Копијата не е целосна.

cli-check-sound = Базата е исправна; дневникот е цел: { $lines ->
        [one] { $lines } запис.
       *[other] { $lines } записи.
    }
cli-check-problem = Неисправно: { $text }
cli-check-journal = Неисправно: синџирот на дневникот е прекинат од записот { $line }.

cli-dial-noted = Прочитани редови: { $rows }. Забележани броеви: { $noted }, од нив оставени настрана: { $aside }, вратени: { $released }.
cli-dial-unknown = „{ $text }“ не е познат резултат (пати: { $times }).
cli-dial-not-phones = Не се телефони: { $count } (редови { $rows })
cli-dial-not-found = Ничии броеви: { $count } (редови { $rows })
cli-dial-late = Идни повици или постари од веќе забележан: { $count } (редови { $rows })
cli-dial-large = { $path } е поголема од { $mib } MiB.
cli-dial-refused = { $path } е одбиена: { $detail }
cli-day-today = Чекаат: { $waiting }. Контакти денес: { $made }, обиди: { $tried }. Држени клиенти: { $held }.
cli-day-inbox = Чека: { $count }
cli-day-would = Од { $since }. Колони: што, од колку, според правилата во сила, според овие. Ништо не е променето.
cli-day-changed = Во сила од { $day }.
cli-day-refused = Одбиено: { $detail }
cli-receivable-summary = Должници: { $debtors }. На црната листа: { $blacklisted }, за разгледување: { $candidates }.
cli-receivable-added = Ставени на црната листа: { $count }
cli-receivable-lifted = Тргнат од црната листа
cli-receivable-refused = Одбиено: { $detail }
cli-day-set = „{ $text }“ не е ИМЕ=ВРЕДНОСТ.
cli-refusals-refused = Одбиено: { $detail }
cli-refusals-reason = „{ $text }“ не е причина: ги наведува `clientele refusals report`.
cli-coefficients-none = Ниедна инка не е одобрена.
cli-coefficients-of = Од { $from } до { $to }. Колони: вработен, чекор, достигнале, преминале, решени, коефициент, долен и горен крај, план, заклучок; со „!“ рани сигнали.
cli-plan-of = { $month }, најмали единици на { $currency }. Колони: чиј, план, треба, продадено, недостига, состојба, треба да се почне.
cli-plan-set = „{ $text }“ не е ЧИЈ=ИЗНОС.
cli-duplicates-looking = Преглед: { $done } од { $total }
cli-duplicates-found = Споредени картички: { $clients }; парови { $pairs }, групи { $groups }. Чекаат одлука: { $waiting }.
cli-duplicates-never = Базата сè уште не е прегледана: изоставете --no-sweep.
cli-duplicates-failed = Базата не можеше да се прегледа: { $detail }
cli-duplicates-refused = Одбиено: { $detail }
cli-lead-line = { $id }  { $state }  { $way }  { $arrived }  { $who }
cli-lead-total = Прикажани: { $shown } од { $total }
cli-lead-taken = Преземено: { $client }
cli-lead-decided = Готово.
cli-lead-made = Од писмото е направено барање.
cli-lead-known = Ова писмо веќе дошло; ништо не е направено.
cli-lead-refused = Одбиено: { $detail }
cli-import-reading = Читање: { $done }
cli-import-checking = Броење: { $done } од { $total }
cli-import-running = Запишување: { $done } од { $total }
cli-import-read = { $rows ->
    [one] Прочитан е { $rows } ред
   *[other] Прочитани се { $rows } редови
} ({ $kind }). Увоз { $id }
cli-import-outcome = { $outcome }: { $count }
cli-import-file = Датотеката { $path } не може да се прочита: { $detail }
cli-import-options = Параметрите не се JSON што тука е познат: { $detail }
cli-import-profile = Нема профил „{ $name }“.
cli-import-refused = Увозот е одбиен: { $detail }
cli-import-failed = Увозот не успеа: { $detail }

cli-user-line = { $login }  { $name }  { $role }  { $state }
cli-user-state-active = активен
cli-user-state-invited = поканет
cli-user-state-disabled = исклучен
cli-user-password = { $login } се најавува со оваа лозинка еднаш, до { $until }, и избира нова:
    { $password }
cli-user-missing = Нема сметка „{ $login }“.
cli-user-refused = Сметката не е прифатена: { $detail }

cli-token-made = Клучот се прикажува еднаш. Важи до { $until }:
    { $secret }
cli-token-line = { $id }  { $name }  { $scopes }  до { $until }  { $state }
cli-token-state-live = важи
cli-token-state-revoked = отповикан
cli-token-state-ended = истечен
cli-token-revoked = Клучот повеќе не важи.
cli-token-inactive = Сметката { $login } не е активна: клучот нема да работи. Прво лицето треба да се најави и да избере лозинка.
cli-token-refused = Клучот не е прифатен: { $detail }

cli-db-not_a_database = { $path } не е база на Clientele. Наведете друга папка со --data или тргнете ја датотеката.
cli-db-foreign = { $path } е база на друга програма. Не е допрена. Наведете друга папка со --data.
cli-db-damaged = Базата { $path } е оштетена: { $detail }
    Ништо не е сменето. Вратете ја најновата резервна копија: clientele restore ДАТОТЕКА
cli-db-orphan_wal = { $path } постои, но базата на која припаѓа ја нема или е празна. Можеби ги содржи последните промени: вратете ја базата до него или тргнете ги двете.
cli-db-network_disk = { $path } е на мрежен диск ({ $detail }), каде што датотека на база не е безбедна. Користете диск на оваа машина или PostgreSQL.
cli-db-open = { $path } не може да се отвори: { $detail }
cli-db-old_engine = Моторот на базата е престар: { $detail }
cli-db-superuser = Улогата во PostgreSQL е суперкорисник. Дајте му на Clientele сопствена улога (docs/admin/postgresql.md) или поставете database_superuser = true.
cli-db-url = Низата за поврзување со PostgreSQL не може да се користи: { $detail }
cli-db-disconnected = PostgreSQL не одговара: { $detail }
cli-db-newer_schema = Базата е запишана од понов Clientele: { $detail }. Инсталирајте ја таа верзија или понова.
cli-db-migration_changed = Базата е создадена од друго издание на Clientele: { $detail }
cli-db-full = Дискот е полн. Ништо не е сменето.
cli-db-busy = Базата е зафатена. Обидете се повторно.
cli-db-program = Потребна е друга програма, а таа не успеа: { $detail }
cli-db-other = Базата откажа: { $detail }
cli-funnel-refused = Одбиено: { $detail }
