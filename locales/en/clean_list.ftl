# Cleaned lists: what was checked and released (R111).
nav-clean-lists = Cleaned lists
clean-list-lead = A cleaned list is a set of clients that was checked and released: the input of the funnel. It does not change any more; whoever was left out has exactly one reason.
clean-list-none = No list was released yet
clean-list-none-text = Choose “Release a cleaned list” in the menu of a selection: first you see who passes and why others do not.
clean-list-title = № { $number } { $name }
clean-list-by = Released on { $day } by { $name }
clean-list-of = { $count ->
    [one] of { $shown } client
   *[other] of { $shown } clients
}
clean-list-release = Release a cleaned list
clean-list-release-text = Each client is checked by the settings “Cleaned list”. What passes is released and stays as it is.
clean-list-release-do = { $count ->
    [one] Release { $shown } client
   *[other] Release { $shown } clients
}
clean-list-released = { $count ->
    [one] List № { $number } is released: { $shown } client
   *[other] List № { $number } is released: { $shown } clients
}
clean-list-withdraw = Withdraw the list
clean-list-withdraw-text = The list stays to be read, but nothing takes clients from it any more. This cannot be undone.
clean-list-withdraw-why = Why
clean-list-withdrawn = Withdrawn
clean-list-withdrawn-by = Withdrawn by { $name }, { $when }:
clean-list-outcomes = What became of the clients
clean-list-outcome = Outcome
clean-list-share = Share
clean-list-all = All clients of the set
clean-list-sources = By source
clean-list-on = On the list
clean-list-out = Left out
clean-list-no-source = Source not known
clean-list-source-gone = A source that is gone
clean-list-nobody = Nobody
clean-list-deleted = A client that was deleted since
clean-list-same-as = the same as
clean-list-more = Show more
clean-list-rules = Checked by
clean-list-rule-company = A company has
clean-list-rule-private = A private person has
clean-list-rule-checked = Phones and e-mails checked since
clean-list-rule-not = not asked for
clean-list-rule-lost = Lost clients left out
clean-list-outcome-released = On the list
clean-list-outcome-set_aside = Stands in the quarantine
clean-list-outcome-lost = Refused or lost
clean-list-outcome-no_name = No name
clean-list-outcome-no_phone = No phone
clean-list-outcome-bad_phone = No phone that works
clean-list-outcome-no_email = No e-mail
clean-list-outcome-bad_email = No e-mail that works
clean-list-outcome-no_tax_number = No tax number
clean-list-outcome-no_region = No address with a region
clean-list-outcome-no_segment = No segment
clean-list-outcome-no_source = No source
clean-list-outcome-no_manager = No manager
clean-list-outcome-unchecked_phone = Phone not checked lately
clean-list-outcome-unchecked_email = E-mail not checked lately
clean-list-outcome-twin = The same as another client of the list
gate-need-name = name
gate-need-phone = phone
gate-need-email = e-mail
gate-need-tax_number = tax number
gate-need-region = region
gate-need-segment = segment
gate-need-source = source
gate-need-manager = manager
