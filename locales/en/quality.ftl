### Quality of the base: how well cards are filled and checked.

nav-quality = Data quality
quality-text = What is missing or old on the cards of the clients you may see. Every figure opens the clients behind it, to be put right in the list or on the card.
quality-score = Quality score
quality-of-100 = of 100
quality-due = To be looked at again
quality-due-text = in the quarantine
quality-renewed = Prospects renewed
quality-norm-missing = norm { $norm } % a { $period ->
    [quarter] quarter
   *[year] year
}; { $shown } still to do
quality-norm-kept = norm of { $norm } % a { $period ->
    [quarter] quarter
   *[year] year
} is kept
quality-traits = What the cards have
quality-traits-says = { $clients ->
    [one] { $shown } client. Checked means: a critical field was made sure of since { $since }.
   *[other] { $shown } clients. Checked means: a critical field was made sure of since { $since }.
}
quality-trait = Part of the card
quality-have = Have it
quality-lack = Lack it
quality-weight = Weight
quality-groups = Lists and their owners
quality-groups-says = A bought list shows its quality in how much of it can be reached and how many of it ever bought.
quality-by = By
quality-by-source = source
quality-by-segment = segment
quality-by-manager = manager
quality-clients = Clients
quality-bought = Bought
quality-aside = In the quarantine
quality-nothing = not recorded
quality-trend = Score by day
quality-day = Day
quality-fields = How the fields are used
quality-fields-says = A field that is hardly filled and by which nobody looks need not be kept: less to ask, less to guard.
quality-field = Field
quality-filled = Filled
quality-views = Saved views with it
quality-none = No clients yet
quality-none-text = When the base has clients, this page tells what their cards lack.
quality-checked = Checked
quality-never = never
quality-verify = Checked today: { $field }
quality-verify-all = All checked today
quality-verified-now = Noted as checked today
quality-lacks = Lacks
quality-verified = Last checked
quality-trait-phone = working phone
quality-trait-email = e-mail
quality-trait-tax_number = tax number
quality-trait-address = address
quality-trait-person = contact person
quality-trait-decision_maker = decision maker
quality-trait-segment = segment
quality-trait-source = source
quality-trait-fresh = checked
critical-field-name = name
critical-field-tax_number = tax number
critical-field-phone = phones
critical-field-email = e-mails
critical-field-address = addresses
critical-field-people = people
