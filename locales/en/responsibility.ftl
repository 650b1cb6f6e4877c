# Who retains and who develops which clients, the plan of visits, and what is taken from the pool.

responsibility-text = A cell says who does what, for which clients. The cell that names most – line, territory, kind of clients – decides; of equal ones all are named.
responsibility-mode-one-text = One manager does all: whoever holds the card retains and develops the client. The matrix is asked only about clients that nobody holds.
responsibility-mode-separate-text = Retention and development are separate: the matrix decides, and whoever has a cell sees its clients.
responsibility-mode-change = Change in the settings
responsibility-matrix = Matrix
responsibility-who = Who
responsibility-function = Function
responsibility-clients = Clients
responsibility-line = Product line
responsibility-territory = Territory
responsibility-days = When
responsibility-since = since { $from }
responsibility-between = { $from } to { $until }
responsibility-over = over
responsibility-later = not yet
responsibility-all-lines = all lines
responsibility-all-territories = all territories
responsibility-new = Make responsible
responsibility-new-text = By the rules of the sources: heads of product lines retain the key clients of their line on all territories; managers of territories retain the other clients in all lines and develop everybody there.
responsibility-from = First day
responsibility-until = Last day
responsibility-until-hint = Empty: until further notice
responsibility-made = { $name } is responsible.
responsibility-remove-ask = Take { $name } out of this cell?
responsibility-removed = { $name } is no longer responsible for it.
responsibility-empty = Nobody is responsible by the matrix
responsibility-empty-text = Make somebody responsible: for a product line, a territory, key clients or the others.
responsibility-buyers = Clients that buy
responsibility-keys = Of these key
responsibility-holes = Holes
responsibility-holes-text = Nobody retains or nobody develops these clients.
responsibility-overlaps = Overlaps
responsibility-overlaps-text = Several employees do the same for these clients.
responsibility-what = What
responsibility-hole = nobody: { $function }
responsibility-overlap = { $function }: { $names }
responsibility-of-line = { $function } of { $line }
responsibility-none = None
responsibility-shown = The first { $count } by name are shown.
responsibility-loads = Who is responsible for how many
responsibility-retains = Retains
responsibility-develops = Develops
responsibility-key-held = Key clients held
responsibility-key-most = { $held } of { $most }
responsibility-territories = Territories
responsibility-territory-new = Add a territory
responsibility-territory-edit = Territory
responsibility-territory-name = Name
responsibility-region = Region
responsibility-regions = Regions
responsibility-regions-hint = One on each line, as it stands in the addresses of clients. A region belongs to one territory.
responsibility-language = Language
responsibility-language-hint = Code of the language spoken with its clients, as en, mk, ru
responsibility-no-regions = no regions yet
responsibility-without = Regions in no territory
responsibility-region-none = without a region
responsibility-region-of = { $region }: { $clients }
responsibility-territory-saved = Territory { $name } saved.

visit-text = Key clients are visited again after { $days } days (setting). A visit counts when it is written down as such and was yours.
visit-own = Your last visit
visit-last = Last visit of anybody
visit-due = Next visit
visit-due-now = due
visit-never = never
visit-task = Planned
visit-plan = { $count ->
    [one] Plan { $shown } visit
   *[other] Plan { $shown } visits
}
visit-task-title = Visit
visit-planned = { $count ->
    [one] { $shown } visit planned.
   *[other] { $shown } visits planned.
}
visit-empty = No key clients
visit-empty-text = A client is key when its card has a key mark, or when its volume is above the first alarm level of concentration.

pool-expected = List
pool-expected-hint = What the lists of their clients would have brought anybody of the role: below the mean, the list was harder. The conversion takes it into account.
pool-expected-of = { $share } expected
pool-area = Takes
pool-area-all = everything
pool-area-edit = What they take
pool-area-text = Nothing chosen of a kind means everything of it. A client of whom it is not known what it buys fits every line; a territory without a language fits every language.
pool-area-languages = Languages
pool-area-languages-hint = Codes with a comma between, as mk, sq
pool-area-saved = What { $name } takes is kept.
pool-share-conversion = { $share } conversion
pool-share-fits = fits by { $conditions }
work-condition-territory = territory
work-condition-line = product line
work-condition-language = language
