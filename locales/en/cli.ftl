### The command line.

cli-config-file = Cannot read the configuration { $path }: { $detail }
cli-config-unknown = { $path }: there is no setting “{ $key }”. “clientele config” lists them all.
cli-config-bad = { $place } must be { $must }
cli-config-origin-flag = flag
cli-config-origin-environment = environment
cli-config-origin-file = file
cli-config-origin-default = default
cli-config-secret = (not shown)

cli-folder-unusable = The data folder { $path } cannot be used: { $detail }
cli-folder-in-use = Another Clientele is at work in { $path }. Stop it first.
cli-base-missing = There is no base at { $path }. “clientele serve” makes one.

cli-serve-listening = Clientele { $version } answers at { $address }
cli-serve-setup = There is no owner yet. Open this link to become it; it works once, and until the next start:
    { $link }
cli-serve-address = Cannot listen at { $address }: { $detail }
cli-serve-stopped = Stopped; everything confirmed is saved.

cli-backup-progress = { $percent } %
cli-backup-made = Backup { $path }: { $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }, read through and found good.
cli-backup-rows = { $rows ->
        [one] { $rows } row, as many as in the base.
       *[other] { $rows } rows, as many as in the base.
    }
cli-backup-removed = Deleted an older backup: { $file }

cli-restore-done = { $target } now holds the backup { $backup }.
cli-restore-kept = The former base is kept as { $path }.
cli-restore-sound = { $path } is a good backup (schema { $schema }). Nothing was changed.
cli-restore-postgres = A PostgreSQL base is restored with PostgreSQL's own tool, into an empty database:
    pg_restore --no-owner --dbname=NAME { $path }
cli-restore-rows = { $table }: { $found } rows instead of { $expected }. The backup is not whole.

cli-check-sound = The base is sound; the journal's { $lines ->
        [one] { $lines } line is whole.
       *[other] { $lines } lines are whole.
    }
cli-check-problem = Wrong: { $text }
cli-check-journal = Wrong: the journal does not hold together from line { $line } on.

cli-dial-noted = { $rows } rows read. Numbers noted: { $noted }, of these set aside: { $aside }, let go: { $released }.
cli-dial-unknown = “{ $text }” is no result that is known ({ $times } times).
cli-dial-not-phones = No phone numbers: { $count } (rows { $rows })
cli-dial-not-found = Numbers of nobody: { $count } (rows { $rows })
cli-dial-late = Calls to come, or older than one that is noted: { $count } (rows { $rows })
cli-dial-large = { $path } is larger than { $mib } MiB.
cli-dial-refused = { $path } is refused: { $detail }
cli-day-today = Waiting: { $waiting }. Contacts today: { $made }, tried: { $tried }. Clients held: { $held }.
cli-day-inbox = Waiting: { $count }
cli-day-would = Since { $since }. Columns: effect, of how many, by the rules in force, by these. Nothing is changed.
cli-day-changed = In force from { $day }.
cli-day-refused = Refused: { $detail }
cli-receivable-summary = Debtors: { $debtors }. On the blacklist: { $blacklisted }, to be looked at: { $candidates }.
cli-receivable-added = Put on the blacklist: { $count }
cli-receivable-lifted = Taken off the blacklist
cli-receivable-refused = Refused: { $detail }
cli-day-set = “{ $text }” is no NAME=VALUE.
cli-refusals-refused = Refused: { $detail }
cli-refusals-reason = “{ $text }” is no reason: `clientele refusals report` lists them.
cli-coefficients-none = No funnel is approved.
cli-coefficients-of = From { $from } to { $to }. Columns: employee, step, reached, passed, decided, coefficient, its lower and upper end, plan, verdict; with “!” early signals.
cli-plan-of = { $month }, minor units of { $currency }. Columns: whose, plan, due, sold, missing, standing, to be begun.
cli-plan-set = “{ $text }” is no WHOSE=AMOUNT.
cli-duplicates-looking = Looking through: { $done } of { $total }
cli-duplicates-found = { $clients } cards compared: { $pairs } pairs worth a look, { $groups } groups. Waiting for a decision: { $waiting }.
cli-duplicates-never = The base has not been looked through yet: leave out --no-sweep.
cli-duplicates-failed = The base could not be looked through: { $detail }
cli-duplicates-refused = Refused: { $detail }
cli-lead-line = { $id }  { $state }  { $way }  { $arrived }  { $who }
cli-lead-total = Shown: { $shown } of { $total }
cli-lead-taken = Taken: { $client }
cli-lead-decided = Done.
cli-lead-made = A lead was made of the letter.
cli-lead-known = This letter came before; nothing was done.
cli-lead-refused = Refused: { $detail }
cli-import-reading = Reading: { $done }
cli-import-checking = Counting: { $done } of { $total }
cli-import-running = Writing: { $done } of { $total }
cli-import-read = { $rows ->
    [one] { $rows } row read
   *[other] { $rows } rows read
} ({ $kind }). Import { $id }
cli-import-outcome = { $outcome }: { $count }
cli-import-file = { $path } cannot be read: { $detail }
cli-import-options = The options are no JSON that is known here: { $detail }
cli-import-profile = There is no profile “{ $name }”.
cli-import-refused = The import is refused: { $detail }
cli-import-failed = The import failed: { $detail }

cli-user-line = { $login }  { $name }  { $role }  { $state }
cli-user-state-active = active
cli-user-state-invited = invited
cli-user-state-disabled = disabled
cli-user-password = { $login } signs in with this password once, until { $until }, and chooses a new one:
    { $password }
cli-user-missing = There is no account “{ $login }”.
cli-user-refused = The account is refused: { $detail }

cli-token-made = This token is shown once. It works until { $until }:
    { $secret }
cli-token-line = { $id }  { $name }  { $scopes }  until { $until }  { $state }
cli-token-state-live = works
cli-token-state-revoked = revoked
cli-token-state-ended = ended
cli-token-revoked = The token no longer works.
cli-token-inactive = { $login } is not active: a token would not work. Let the person sign in and choose a password first.
cli-token-refused = The token is refused: { $detail }

cli-db-not_a_database = { $path } is not a Clientele base. Name another folder with --data, or move the file away.
cli-db-foreign = { $path } is a database of another program. It was not touched. Name another folder with --data.
cli-db-damaged = { $path } is damaged: { $detail }
    Nothing was changed. Restore the newest backup: clientele restore FILE
cli-db-orphan_wal = { $path } is there, but the base it belongs to is missing or empty. It may hold the last changes: put the base back beside it, or move both away.
cli-db-network_disk = { $path } lies on a network disk ({ $detail }), where no database file is safe. Use a disk of this machine, or PostgreSQL.
cli-db-open = { $path } cannot be opened: { $detail }
cli-db-old_engine = The database engine is too old: { $detail }
cli-db-superuser = The PostgreSQL role is a superuser. Give Clientele a role of its own (docs/admin/postgresql.md), or set database_superuser = true.
cli-db-url = The PostgreSQL connection string cannot be used: { $detail }
cli-db-disconnected = PostgreSQL does not answer: { $detail }
cli-db-newer_schema = The base was written by a newer Clientele: { $detail }. Install that version or a later one.
cli-db-migration_changed = The base was made by another build of Clientele: { $detail }
cli-db-full = The disk is full. Nothing was changed.
cli-db-busy = The database is busy. Try again.
cli-db-program = Another program is needed and failed: { $detail }
cli-db-other = The database failed: { $detail }
cli-funnel-refused = Refused: { $detail }
