# Refusals with their reasons, and when one comes back.
nav-refusals = Refusals
refusal-tab-report = Report
refusal-tab-list = List
refusal-tab-reasons = Reasons
refusal-text = Why clients say NO, in which order it is worth working at the reasons, and when one comes back.
refusal-activity = Many refusals among many contacts mean that work is done: who looks for new clients is told NO often.
refusal-reason = Reason
refusal-reason-no_budget = no budget
refusal-reason-has_supplier = has a supplier
refusal-reason-too_expensive = too expensive
refusal-reason-not_planned = purchases not planned
refusal-reason-does_not_fit = product does not fit, no such item
refusal-reason-not_interested = not interested in principle
refusal-reason-delivery_terms = terms of delivery
refusal-reason-head_office = buys through a head office elsewhere
refusal-reason-not_told = reason not told
refusal-unknown = unknown reason
refusal-why = Why NO?
refusal-real = The real reason
refusal-real-none = not asked
refusal-trap-supplier = Everybody has a supplier: that is no final reason. Ask: what would have to be different for you to try us?
refusal-untested = real reason not asked
refusal-untested-count = { $count ->
    [one] { $count } refusal whose real reason nobody asked for
   *[other] { $count } refusals whose real reason nobody asked for
}
refusal-asked = What was asked for
refusal-have = { $count ->
    [one] We do have it:
   *[other] We do have this:
}
refusal-have-text = Tell the client before you write NO down. If you write it down all the same, a lesson on the product goes into your training.
refusal-had = we do have it
refusal-had-product = What we do have of it
refusal-had-count = { $count ->
    [one] { $count } time we do have what was said to be missing
   *[other] { $count } times we do have what was said to be missing
}
refusal-competitor = Buys from
refusal-product = Product
refusal-group = Product group
refusal-step = Step of the funnel
refusal-step-none = on no step
refusal-back = Come back on
refusal-back-hint = When empty: { $day }, by the reason.
refusal-final-hint = When empty: nobody comes back, the reason is final.
refusal-back-none = final
refusal-more = Three questions, open door
refusal-said-product = What did not suit in the product or service?
refusal-said-staff = What was not liked in the work of our people?
refusal-said-sale = What was annoying during the sale?
refusal-promise = Open door: what is promised
refusal-promise-hint = the new price list
refusal-promise-day = Until
refusal-day = Day
refusal-client = Client
refusal-manager = Whose client
refusal-employee = Employee
refusal-from = From
refusal-to = To
refusal-count = Refusals
refusal-clients = Clients
refusal-share = Part
refusal-cumulative = With those above
refusal-contacts = Contacts
refusal-per-100 = Refusals per 100 contacts
refusal-before = { $count } in as many days before
refusal-none = No refusals in these days
refusal-none-text = A refusal is written down with its reason on the call screen (key 8), with any other contact in the card, or on a step of a deal.
refusal-pareto = Reasons, the most frequent first
refusal-pareto-says = { $reason } is { $share } of all refusals. { $few ->
    [one] One reason makes
   *[other] { $few } reasons make
} { $together }: begin there.
refusal-by-employee = By employee
refusal-by-competitor = By competitor
refusal-by-product = By product
refusal-by-group = By product group
refusal-by-step = By step of the funnel
refusal-by-week = By week
refusal-week = Week from
refusal-not-said = not said
refusal-list-empty = Nothing fits
refusal-list-empty-text = Change the days or the filters.
refusal-card = Refusals
refusal-card-none = This client has never refused.
refusal-edit = Complete the refusal
refusal-note = What else was said
refusal-reasons-text = When one comes back to each reason, what is asked besides, and in which order they stand. What was said once stays in the figures.
refusal-reason-name = Name
refusal-reason-from = Come back after, days, from
refusal-reason-until = to
refusal-reason-trap = Trap
refusal-reason-trap-none = none
refusal-reason-trap-supplier = ask for the real reason
refusal-reason-trap-catalogue = look into the catalogue
refusal-reason-asks-competitor = ask from whom they buy
refusal-reason-asks-product = ask about which product
refusal-reason-position = Place
refusal-reason-archived = no longer to be chosen
refusal-reason-new = New reason
refusal-reason-final = final
refusal-reason-days = { $from }–{ $to } days
refusal-reason-remove = Remove this reason?
