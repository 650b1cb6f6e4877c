### Import: kinds, fields, findings, decisions.

import-kind-clients = Clients
import-kind-people = People
import-kind-orders = Orders
import-kind-payments = Payments
import-kind-products = Products
import-kind-interactions = Interactions

import-field-name = Name
import-field-surname = Surname
import-field-first_name = Given name
import-field-patronymic = Patronymic
import-field-sex = Sex
import-field-birthday = Birthday
import-field-client_kind = Company or private person
import-field-relation = Relation to us
import-field-tax_number = Tax number
import-field-tax_country = Country of the tax number
import-field-kpp = KPP
import-field-registration_number = Registration number
import-field-personal_number = Personal number
import-field-external_id = Identifier in another system
import-field-phone = Phone
import-field-email = E-mail
import-field-messenger = Messenger
import-field-social = Social network
import-field-website = Website
import-field-address = Address
import-field-address_kind = Kind of address
import-field-country = Country
import-field-region = Region
import-field-district = District
import-field-city = City
import-field-street = Street
import-field-house = House
import-field-postcode = Postcode
import-field-segment = Segment
import-field-source = Source
import-field-competitor = Competitor
import-field-company_group = Group of companies
import-field-manager = Manager
import-field-service_class = Service class
import-field-note = Note
import-field-purchase_habits = Purchase habits
import-field-deal_terms = Deal terms
import-field-mailing_consent = Agreed to mailings
import-field-card_number = Card number
import-field-working_hours = Working hours
import-field-activity = Line of business
import-field-score = Score
import-field-tag = Tags
import-field-person_name = Contact person
import-field-person_surname = Surname of the contact person
import-field-person_first_name = Given name of the contact person
import-field-person_patronymic = Patronymic of the contact person
import-field-person_position = Job title
import-field-person_phone = Phone of the contact person
import-field-person_email = E-mail of the contact person
import-field-person_role = Part in the decision
import-field-person_level = Level in the company
import-field-client_external_id = Code of the client
import-field-client_tax_number = Tax number of the client
import-field-client_name = Client
import-field-client_phone = Phone of the client
import-field-client_email = E-mail of the client
import-field-order_number = Order number
import-field-day = Date
import-field-order_status = Status
import-field-product_code = Article number
import-field-product_name = Product
import-field-product_group = Product group
import-field-unit = Unit
import-field-quantity = Quantity
import-field-price = Price
import-field-discount = Discount, %
import-field-amount = Amount
import-field-cost = Cost
import-field-currency = Currency
import-field-happened_at = Date and time
import-field-interaction_kind = Kind of contact
import-field-direction = Direction
import-field-effect = Effective or attempt
import-field-result = Result

import-severity-error = Error
import-severity-warning = Warning
import-severity-repaired = Repaired

import-finding-required = A required value is missing
import-finding-no_key = Nothing says whose record this is
import-finding-gate = Missing: the gate of saving asks for it
import-finding-too_long = Too long for the field
import-finding-characters_removed = Invisible characters were removed
import-finding-script_mended = Look-alike letters of another script were replaced
import-finding-tax_number_shape = Not a tax number of this country
import-finding-tax_number_check_digit = The check digit of the tax number is wrong
import-finding-zero_restored = A lost leading zero was restored
import-finding-kpp = Not a KPP
import-finding-registration_number_shape = Not a registration number of this country
import-finding-registration_number_check_digit = The check digit of the registration number is wrong
import-finding-personal_number = Not a personal number
import-finding-not_a_phone = Not a phone number
import-finding-phone_length = Wrong count of digits for a phone of the country
import-finding-phone_mended = A slip in the phone number was mended
import-finding-digits_lost = A spreadsheet has lost digits of this number
import-finding-not_an_email = Not an e-mail address
import-finding-email_mended = A slip in the e-mail was mended
import-finding-not_a_site = Not a web address
import-finding-not_a_date = Not a date
import-finding-date_ambiguous = Day and month may be the other way round
import-finding-date_unlikely = An unlikely date
import-finding-not_a_number = Not a number
import-finding-too_precise = More decimal places than are kept
import-finding-out_of_range = Out of range
import-finding-unknown_value = Not in the dictionary
import-finding-unknown_country = Unknown country
import-finding-unknown_currency = Unknown currency
import-finding-several_values = Several values in one cell were taken apart
import-finding-too_many_values = More values in the cell than are taken
import-finding-not_split = The cell could not be split
import-finding-no_column = The row has no such column
import-finding-repeated = The same record stands earlier in the file

import-key-external_id = Identifier
import-key-tax_number = Tax number
import-key-registration_number = Registration number
import-key-order_number = Order number
import-key-product_code = Article number
import-key-email = E-mail
import-key-phone = Phone
import-key-name_city = Name and city
import-key-name = Name
import-key-likeness = Likeness as a whole

import-decision-create = Create
import-decision-update = Update
import-decision-merge = Fill in
import-decision-skip = Skip

import-outcome-created = Created
import-outcome-updated = Updated
import-outcome-unchanged = Unchanged
import-outcome-merged = Filled in
import-outcome-skipped = Skipped
import-outcome-refused = Refused
import-outcome-duplicate_in_file = Repeated in the file

import-win-keep_base = The base keeps its value
import-win-take_file = The file wins
import-win-fill_empty = The file fills gaps
import-win-newest = The newest wins

import-decimal-point = 1234.5
import-decimal-comma = 1234,5

import-date-order-day_first = Day first
import-date-order-month_first = Month first
import-date-order-year_first = Year first

import-case-upper = CAPITALS
import-case-lower = small letters
import-case-title = Every Word Capital
import-case-sentence = First letter capital

import-standard-gost_7_79_b = GOST 7.79-2000 B
import-standard-iso_9 = ISO 9:1995
import-standard-icao_9303_ru = ICAO 9303, Russian passport
import-standard-icao_9303_mk = ICAO 9303, Macedonian passport
import-standard-bgn_pcgn_ru = BGN/PCGN, Russian
import-standard-bgn_pcgn_mk = BGN/PCGN, Macedonian
import-standard-gost_52535 = GOST R 52535.1-2006
import-standard-digraph_mk = Macedonian without diacritics

import-reason-heading = the heading says so
import-reason-heading_alike = the heading says something alike
import-reason-content = the cells look like it
import-reason-content_against = few cells look like it

import-profile-amocrm = amoCRM, contacts
import-profile-amocrm_companies = amoCRM, companies
import-profile-bitrix24 = Bitrix24, companies
import-profile-one_c = 1C, contractors
import-profile-espocrm = EspoCRM, accounts
import-profile-hubspot = HubSpot, companies
import-profile-directory = Directory in the manner of 2GIS
import-profile-parser = CSV of a web parser
import-profile-audience = List of an audience in social networks

## The import wizard.

import-new = New import
import-all = All imports
import-pasted = Pasted table
import-empty = Nothing has been brought in yet
import-empty-text = Bring in clients, people, orders, payments, products or contacts from any table: Excel, CSV, 1C, an export of another system. Nothing is written until you have seen the rows and said so, and a whole import can be taken back.
import-with-errors = with errors
import-forget = Forget
import-forget-ask = Forget the import “{ $name }”?
import-forget-text = The file and its rows are removed; what it wrote stays.
import-way = Where the table comes from
import-way-file = File
import-way-paste = Paste
import-drop = Drop a file here
import-choose = Choose a file
import-choose-other = Choose another file
import-formats = CSV and other texts, Excel, OpenDocument, Word and HTML tables, Parquet, JSON, vCard, CommerceML, bank statements
import-paste = Table from the clipboard
import-paste-hint = Copy cells in a spreadsheet, headings too, and paste them here.
import-kind = What the rows are
import-kind-seen = Seen from the headings
import-profile = Mapping
import-profile-seen = Found by itself
import-read = Read the file
import-not-read = The file has not been read.
import-back = Back
import-next = Next
import-step-file = File
import-step-columns = Columns
import-step-check = Check
import-step-run = Run
import-state-reading = Being read
import-state-staging = Being mapped
import-state-staged = Ready
import-state-checking = Being counted
import-state-running = Being written
import-state-done = Written
import-state-cancelled = Called off
import-state-failed = Failed
import-state-undoing = Being taken back
import-state-undone = Taken back
import-rate = { $rate } a second
import-format = Format
import-format-text = Text with delimiters
import-format-workbook = Workbook
import-encoding = Encoding
import-delimiter = Delimiter
import-tab = Tab
import-sheet = Sheet
import-heading-first = Heading in row
import-heading-count = Rows of heading
import-read-again = Read again
import-repair = Repair wrongly decoded text
import-repair-hint = Words such as “РџСЂРёРІРµС‚” become “Привет”.
import-repaired-cells = Before and after the repair
import-totals = Rows of totals are records too
import-remark-mixed_encoding = Some pieces of the text are in another encoding than the rest.
import-remark-mojibake = { $share } of the words look wrongly decoded.
import-remark-no_heading = There is no heading; columns are called by their numbers.
import-sample = The first rows of the file
import-country = Country of phones and numbers
import-by-settings = by the settings
import-dates = Dates
import-fractions = Fractions
import-seen = As seen in the file
import-ready-profile = The layout is known: { $name }.
import-settled = Rows have been written; the mapping is settled.
import-moved = Moved to place { $place }
import-discard = Discard the changes
import-apply = Apply and check
import-field = Field
import-field-none = — is not imported
import-field-of = Field for { $name }
import-column = Column { $number }
import-column-name = Column
import-fixed = The same in every row
import-add-fixed = Fill a field with the same text
import-grip = Move { $name }
import-grip-hint = Drag, or press the arrow keys up and down
import-move-up = Move up
import-move-down = Move down
import-add-step = Change the text…
import-again-column = Fill one more field from this column
import-join = Join with { $name }
import-more = Actions: { $name }
import-maybe = perhaps { $name }, { $share }
import-steps-of = What is done with the text of { $name }
import-step-what = What is done
import-step-how = How
import-do-trim = Trim spaces
import-do-strip_invalid = Remove characters that names do not have
import-do-case = Capitals
import-do-digits = Digits only
import-do-replace = Replace
import-do-dictionary = Translate by a dictionary
import-do-split_take = Take a piece
import-do-split_name = Part of a full name
import-do-split_surname_sex = Surname and sex
import-do-split_phones = One of several phones
import-do-split_address = Part of an address
import-do-to_latin = To Latin letters
import-do-to_cyrillic = To Cyrillic letters
import-do-date = Date
import-do-number = Number
import-replace-from = What is looked for
import-replace-to = What stands in its place
import-replace-empty = Empty stands for empty cells.
import-split-by = Cut at
import-split-part = Which piece
import-dictionary-name = Name of the dictionary
import-dictionary-pairs = Words
import-dictionary-hint = One a line: what is written = what is meant
import-profiles = Mappings
import-profile-keep = Keep this mapping
import-profile-apply-first = Apply the changes first.
import-profile-use = Take { $name }
import-profile-forget = Remove { $name }
import-profile-name = Name
import-profile-shared = For everybody
import-profile-take = Take
import-profile-drop = Remove
import-profiles-kept = Kept
import-profiles-none = Nothing is kept yet. Keep the mapping of a file that comes again.
import-profiles-ready = Ready for the exports of other systems
import-profiles-ready-hint = A known layout is taken by itself; here it can be looked at, or taken for a file that differs a little.
import-profile-columns = Headings it knows
import-profile-fits = the file has { $fits } of { $all } headings
import-templates = Empty tables
import-template-as = { $kind }, { $format }
import-give-back = Give the mended file back
import-feeds = Regular imports
import-feed-new = New regular import
import-feed-empty = No folder is looked into yet
import-feed-empty-text = Files that another system puts into a folder of the server are brought in by themselves, by a mapping that you have kept. Each is an import like any other: with a report, and it can be taken back.
import-feed-unconfigured = The server watches no folder: its administrator names one by the setting import_folders.
import-feed-no-folders = There is no folder yet where the server watches. Its administrator makes one.
import-feed-no-profiles = No mapping is kept yet. Bring such a file in once by hand and keep its mapping.
import-feed-on = Watched
import-feed-off = Off
import-feed-folder = Folder
import-feed-pattern = Names of files
import-feed-pattern-hint = * stands for any characters, ? for one: orders-*.csv
import-feed-minutes = Minutes from look to look
import-feed-active = The folder is looked into
import-feed-name-of = It works in the name, and with the rights, of who changed it last. Files that are done with are moved to the folders done and failed beside them, with a report.
import-feed-no-mapping = the mapping is gone
import-feed-looked = Looked into { $ago }
import-feed-never = Not looked into yet
import-feed-look = Look now
import-feed-looking = The folder is being looked into. A file must stand still for a while before it is taken.
import-feed-change = Change the regular import
import-feed-remove = Remove
import-feed-remove-ask = Remove the regular import “{ $name }”?
import-feed-remove-text = The folder is looked into no more. What was brought in stays.
import-feed-every = { $count ->
    [one] every minute
   *[other] every { $shown } minutes
}
import-findings = What was found
import-all-rows = All rows
import-clean = Clean
import-any = any
import-decision = Decision
import-planned = Will be
import-known = In the base?
import-known-new = new
import-known-doubtful = doubtful
import-known-same = the same
import-like-row = like row { $number }
import-compare = Compare with the base
import-compare-hint = Tells of each row whether it is new, doubtful or in the base already, with reasons. Nothing is written.
import-ask-from = Doubtful from, %
import-sure-from = The same from, %
import-border-hint = chance of a likeness
import-chosen = Is written
import-rules = What is done with known and unknown rows
import-by-rules = by the rules
import-rule-new = Unknown to the base
import-rule-same = Known to the base
import-rule-doubtful = May be known
import-rule-win = Where base and file differ
import-file-day = The file tells about the day
import-win-of = Who wins: { $name }
import-win-add = Another rule for the field
import-new-entries = Segments, sources and groups that the base lacks are added
import-source = Source of the list
import-source-hint = New clients get it unless their row names one.
import-choose-rows = Choose
import-leave-rows = Leave out
import-decide-rows = Decide: { $name }
import-decide-rules = Decide by the rules
import-replace = Replace in a column…
import-set = Fill a column…
import-put-back = Put back what was read
import-apply-rows = Change
import-row = Row
import-write = Write
import-write-row = Write row { $number }
import-decision-row = Decision for row { $number }
import-outcome = Outcome
import-rows-grid = Rows as they will be written
import-place = Row { $number } of the file
import-no-rows = No row fits
import-by-key = found by: { $name }
import-record = card
import-lead-run = Count first what would happen: exactly, without writing. Then write.
import-lead-checked = This is exactly what writing will do. Nothing has been written yet.
import-lead-done = Every row has ended in exactly one way.
import-lead-undone = The import was taken back. What somebody changed since was left alone.
import-waiting = Not written yet
import-undone = Taken back
import-undo-deleted = Deleted
import-undo-restored = Restored
import-undo-kept = Kept: worked on since
import-undo-conflict = Partly: changed since
import-count = Count exactly
import-run = Write
import-run-text = It goes on in the background; it can be called off, and taken back as a whole.
import-take-back = Take the import back
import-undo-ask = Take the whole import back?
import-undo-text = New records are deleted and changed ones restored, field by field. What somebody has worked on since stays and is listed.
import-error-file = File of rows with errors
import-error-file-hint = Take the file, mend the rows in a spreadsheet and give it back: each row finds its place by the column import_row. Then write.
import-report = Report
import-conflicts = Left alone, because somebody worked on it since
import-conflict = { $field }: was { $before }, the import wrote { $after }, now { $now }

import-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
import-left-seconds = { $count ->
    [one] { $count } second left
   *[other] { $count } seconds left
}
import-left-minutes = { $count ->
    [one] { $count } minute left
   *[other] { $count } minutes left
}
import-remark-rows_above_heading = { $count ->
    [one] { $shown } row above the heading was left out.
   *[other] { $shown } rows above the heading were left out.
}
import-remark-heading_rows = { $count ->
    [one] The heading has { $shown } row.
   *[other] The heading has { $shown } rows, joined.
}
import-changed = { $count ->
    [one] { $shown } row changed
   *[other] { $shown } rows changed
}
import-mended = { $count ->
    [one] { $shown } row was changed by the file.
   *[other] { $shown } rows were changed by the file.
}
import-mended-unknown = { $count ->
    [one] { $shown } row of it is no row that can still be changed.
   *[other] { $shown } rows of it are no rows that can still be changed.
}
import-bulk = { $count ->
    [one] Change { $shown } row
   *[other] Change { $shown } rows
}
import-run-ask = { $count ->
    [one] Write { $shown } row?
   *[other] Write { $shown } rows?
}
import-errors-wait = { $count ->
    [one] { $shown } row has an error and will be refused. Mend it in step 3, or now write the rest.
   *[other] { $shown } rows have errors and will be refused. Mend them in step 3, or now write the rest.
}
