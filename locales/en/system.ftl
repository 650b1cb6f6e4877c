### The installation and background work.

system-check = Check now
system-check-started = The check has begun
system-backup = Back up now
system-backup-started = The backup has begun
system-integrity = Database
system-sound = Sound
system-damaged = Damaged
system-checked = checked { $ago }
system-unchecked = Not checked yet
system-chain = Chain of the journal
system-chain-holds = Holds
system-chain-lines = { $count ->
    [one] { $shown } line
   *[other] { $shown } lines
}
system-chain-broken = Broken from line { $seq } on
system-to-journal = To the journal
system-last-backup = Last backup
system-no-backup = No backup yet
system-backup-stale = The newest backup is older than a day. A base that is not saved can be lost with its disk.
system-base = The base
system-count-clients = Clients
system-count-people = People
system-count-orders = Orders
system-count-interactions = Contacts
system-count-users = Users
system-count-journal = Journal lines
system-version = Clientele
system-database = Database
system-schema = Schema
system-size = Size
system-uptime = Running for
system-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
system-hours = { $hours } h { $minutes } min
system-backups = Backups
system-file = File
system-made = Made
system-rows = Rows
system-jobs = Background work
system-all-jobs = All of it

job-kind-backup = Backup
job-kind-check = Check of the base
job-kind-snapshot = Snapshot of the figures
job-kind-clean_up = Clearing of old traces
job-kind-receivable = Money owed
job-kind-holding_withdraw = Taking back clients after their term
job-kind-import_read = Reading a file
job-kind-import_stage = Staging rows
job-kind-import_check = Counting an import
job-kind-import_run = Writing an import
job-kind-import_feed = Regular import
job-kind-import_undo = Taking an import back
job-kind-duplicate_sweep = Looking for duplicates
job-kind-duplicate_merge = Merging without asking
job-kind-duplicate_undo = Taking merges back
job-state-queued = waiting
job-state-running = running
job-state-done = done
job-state-failed = failed
job-state-cancelled = called off
job-cancel = Call off
job-planned = by plan
job-took = { $seconds } s
job-none = No background work yet
job-none-text = Backups, checks, imports and other long work are seen here with their progress.

error-job-ended = It has ended already.
