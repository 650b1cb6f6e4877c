### Clients: the list, the card, markers, the loyalty ladder.

marker-white = White
marker-green = Green
marker-yellow = Yellow
marker-golden_green = Golden-green
marker-gold = Gold
marker-platinum = Platinum
marker-green_red = Green-red
marker-golden_red = Golden-red
marker-platinum_red = Platinum-red
marker-letter-white = W
marker-letter-green = G
marker-letter-yellow = Y
marker-letter-golden_green = G
marker-letter-gold = AU
marker-letter-platinum = PT
marker-letter-green_red = G
marker-letter-golden_red = AU
marker-letter-platinum_red = PT
marker-meaning-white = no interest known yet
marker-meaning-green = agreed to a presentation
marker-meaning-yellow = agreed to receive mailings
marker-meaning-golden_green = asked for information
marker-meaning-gold = has bought once or twice
marker-meaning-platinum = has bought three times or more
marker-meaning-green_red = refused before buying
marker-meaning-golden_red = bought, then lost
marker-meaning-platinum_red = a regular, then lost

ladder-none = Not on the ladder
ladder-buyer = Buyer
ladder-client = Client
ladder-regular = Regular
ladder-adherent = Adherent
ladder-advocate = Advocate

client-title = Client
client-new = New client

client-name = Name
client-relation = Relation
client-kind = Kind
client-ladder = Ladder step
client-manager = Manager
client-manager-locked = Only the head of sales and the owner hand clients over.
client-pool = Common pool
client-segment = Segment
client-source = Source
client-region = Region
client-competitor = Competitor used
client-company-group = Group of companies
client-tax-number = Tax number
client-tax-country = Country
client-website = Web site
client-external-id = Id in other system
client-service-class = Service class
client-temperature = Temperature
client-vip = VIP
client-purchase-habits = Purchase habits
client-deal-terms = Deal terms
client-only-us = Buys only from us
client-recommends = Recommends us
client-mailing-consent = Agrees to mailings
client-publication-consent = Agrees to be a reference
client-marker = Marker
client-revenue = Revenue
client-revenue-hint = Orders less returns in the window of the figures
client-revenue-line = Revenue from { $from } to { $to }
client-orders = Orders
client-last-order = Last order
client-class = ABC XYZ
client-class-hint = ABC by revenue, XYZ by steadiness of buying
client-rfm-hint = Recency, frequency, money: 5 is best
client-r = Recency (R)
client-f = Frequency (F)
client-m = Money (M)
client-state = Activity
client-last-interaction = Last contact
client-updated = Changed
client-created = Added
client-has = Has recorded
client-has-phone = a phone
client-has-email = an e-mail
client-has-people = people
client-search = Name, tax number, phone, e-mail…
client-none-found = No clients fit
client-none-found-text = Change the search or remove a filter. A wrong keyboard layout is no obstacle.
client-empty = The base is empty
client-empty-text = Clients, prospects, former clients and those of competitors will live here together. Add the first one or load a list.
client-create = Create
client-created-done = { $name } added
client-preview = Preview
client-export = Export
client-export-as = Export as { $format }
client-export-hint = The journal keeps who exported what.
client-bulk = Change
client-bulk-title = { $count ->
    [one] Change { $shown } client
   *[other] Change { $shown } clients
}
client-bulk-field = What to change
client-bulk-value = New value
client-bulk-empty = leave empty to clear
client-bulk-check = Check
client-bulk-apply = Apply
client-bulk-will = { $count ->
    [one] { $shown } client will change.
   *[other] { $shown } clients will change.
}
client-bulk-same = { $count ->
    [one] { $shown } already has this value.
   *[other] { $shown } already have this value.
}
client-bulk-refused = { $count ->
    [one] { $shown } may not be changed by you.
   *[other] { $shown } may not be changed by you.
}
client-bulk-done = { $count ->
    [one] { $shown } client changed
   *[other] { $shown } clients changed
}
client-remove-ask = Remove “{ $name }”?
client-remove-text = The card leaves the lists; it can be restored from the journal.
client-removed = “{ $name }” removed
client-part-removed = Removed: { $name }
client-parts = Parts of the card
client-details = Details
client-general = General
client-special = Special
client-timeline = History
client-facts = Facts
client-figures = Figures
client-journal = Changes
client-orders-tab = Orders and payments
client-touched = contact { $when }
client-touch-add = Record a contact
client-fact-add = Add a fact
client-one-person = One contact
client-one-person-hint = The client hangs on a single person. Get to know more people at other levels.
client-channels = Contacts
client-channels-empty = No phone, no e-mail yet.
client-channel-add = Add a contact
client-channel-edit = Edit the contact
client-channel-kind = Kind
client-channel-label = What for
client-channel-label-hint = reception, evenings, accounts…
client-channel-masked = Now { $value }. Leave empty to keep it.
client-addresses = Addresses
client-addresses-empty = No address yet.
client-address-add = Add an address
client-address-edit = Edit the address
client-address-kind = Kind
client-billed = Shipped
client-ahead = Paid ahead
client-paid = Paid
client-due = Due
client-orders-empty = No orders yet
client-orders-empty-text = The first order turns the marker gold.
client-payments = Payments
client-order-new = New order
client-order-number = Number
client-order-day = Day
client-order-status = Status
client-order-total = Total
client-payment-amount = Amount
client-payment-note = Note
client-as-of = As of
client-days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
client-figures-empty = No figures yet
client-figures-empty-text = They are computed from orders.
client-figures-history = History of the figures
client-journal-empty = No changes yet
client-undone = undone

relation-prospect = Prospect
relation-current = Current
relation-former = Former
relation-competitors = Competitor’s
client-kind-company = Company
client-kind-private = Private person
service-class-ordinary = Ordinary
service-class-vip = VIP
temperature-hot = Hot
temperature-warm = Warm
temperature-cold = Cold
client-state-active = Active
client-state-sleeping = Sleeping
client-state-lost = Lost
client-state-none = No purchases

channel-kind-phone = Phone
channel-kind-email = E-mail
channel-kind-site = Site
channel-kind-messenger = Messenger
channel-kind-social = Social network
address-kind-actual = Actual
address-kind-legal = Legal
address-kind-delivery = Delivery
address-kind-post = Post
address-part-country = Country
address-part-region = Region
address-part-district = District
address-part-settlement = Town or village
address-part-street = Street
address-part-house = House, office
address-part-postcode = Postcode

interaction-kind-call = Call
interaction-kind-email = E-mail
interaction-kind-fax = Fax
interaction-kind-letter = Letter
interaction-kind-conference_meeting = Meeting at an event
interaction-kind-visit = Visit
interaction-kind-message = Message
effect-effective = Took place
effect-attempt = Attempt
direction-out = We to them
direction-in = They to us
outcome-none = Nothing special
outcome-presentation_agreed = Agreed to a presentation
outcome-mailing_agreed = Agreed to mailings
outcome-info_requested = Asked for information
outcome-postponed = Postponed
outcome-refused = Refused
outcome-stopped = Stopped buying
interaction-what = Kind of contact
interaction-effect = Effect
interaction-note = What was said
interaction-note-hint = In a few words…
interaction-outcome = Outcome
interaction-person = With whom
interaction-direction = Direction
interaction-minutes = Minutes
interaction-purpose = For
interaction-purpose-auto = as the client stands
interaction-purpose-acquisition = winning
interaction-purpose-development = development
interaction-purpose-collection = the money owed
interaction-day = Day, if not today
interaction-hour = Time, if not now
interaction-save = Record
timeline-filter = What to show
timeline-all = Everything
timeline-interaction = Contacts
timeline-order = Orders
timeline-payment = Payment
timeline-fact = Facts
timeline-order-number = Order { $number }
timeline-in = they to us
timeline-today = Today
timeline-yesterday = Yesterday
timeline-more = Show more
timeline-empty = Nothing has happened yet
timeline-empty-text = Calls, letters, visits, orders and payments will stand here by days.

fact-type = About what
fact-about = About whom
fact-about-client = the client
fact-value = Fact
fact-known = { $known ->
    [one] { $known } of 12 personal kinds known
   *[other] { $known } of 12 personal kinds known
}
fact-ask = Ask about:
fact-empty = Nothing is known yet. Facts stay with the client when the manager changes.
fact-stale = over a year old
fact-type-hobby = Hobby
fact-type-birthday = Birthday
fact-type-rest_place = Where they like to rest
fact-type-likes_work = Likes the work? Why?
fact-type-successes = Successes
fact-type-how_achieved = How they were achieved
fact-type-why_this_business = Why this business
fact-type-business_subtleties = Fine points of the business
fact-type-car = Car
fact-type-district = Lives in
fact-type-sport_practised = Sport
fact-type-sport_achievements = Sports achievements
fact-type-decision_maker_contact = How to reach who decides
fact-type-working_hours = Working hours
fact-type-how_to_get_appointment = How to get an appointment
fact-type-cuisine = Cuisine
fact-type-family = Family
fact-type-sex = Sex
fact-type-kpp = KPP
fact-type-registration_number = Registration number
fact-type-personal_number = Personal number
fact-type-card_number = Card number
fact-type-activity = What they do
fact-type-score = Score of another system
fact-type-tag = Tag
fact-type-other = Other

view-tabs = Saved views
view-menu = View
view-all = All
view-name = Name of the view
view-save-as = Save as a new view
view-update = Save changes to the view
view-reset = Back to the saved view
view-share = Show to everyone
view-unshare = Keep to myself
view-shared = For everyone
view-shared-hint = Everyone sees the view; each sees only their own clients in it.
view-remove = Remove the view
view-remove-ask = Remove the view “{ $name }”?
view-remove-text = The clients stay as they are.

country-RU = Russia
country-MK = North Macedonia
country-BY = Belarus
country-KZ = Kazakhstan
country-RS = Serbia
country-BG = Bulgaria
country-DE = Germany
country-GB = United Kingdom
country-US = United States

client-outlook = Expected in the next { $days } days
client-outlook-between = { $share } sure: { $low }–{ $high }
client-outlook-value = Value
client-outlook-purchases = Purchases
client-outlook-alive = Still buys
client-outlook-caution = An expectation from its past buying and that of clients alike, not a promise. The interval under the value is that of the average of many such clients; the one under the purchases is what one of them may do.
client-outlook-failed = The expectation could not be computed.
