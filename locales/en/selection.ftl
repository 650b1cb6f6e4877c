# Selections: named sets of clients with the rule that drew them.
nav-selections = Selections
selection-lead = A selection is a named set of clients together with the question that found them. Bring it up to date to see who came and who left since.
selection-field = In selection
selection-actions = What to do with this list
selection-save = Save as selection
selection-save-rule = The rule is kept with it, so the set can be brought up to date later.
selection-save-ids = The clients are taken one by one; there is no rule to bring the set up to date.
selection-name = Name
selection-note = What it is for
selection-shared = For everyone
selection-shared-hint = Everyone may open it; each sees and counts only the clients they may see.
selection-made = { $count ->
    [one] “{ $name }” is saved: { $shown } client
   *[other] “{ $name }” is saved: { $shown } clients
}
selection-open = Open
selection-change = Change
selection-renew = Bring up to date
selection-renew-title = Bring “{ $name }” up to date
selection-renewed = Up to date: { $came } came, { $left } left
selection-came = Come
selection-left = Leave
selection-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
selection-same = { $count ->
    [one] Nobody came and nobody left: { $shown } client.
   *[other] Nobody came and nobody left: { $shown } clients.
}
selection-then = { $count ->
    [one] It will hold { $shown } client.
   *[other] It will hold { $shown } clients.
}
selection-drawn = as of { $when }
selection-clients = { $count ->
    [one] client
   *[other] clients
}
selection-origin-list = List of clients
selection-origin-chosen = Taken one by one
selection-remove-ask = Remove “{ $name }”?
selection-remove-text = The clients stay; only the set goes. The removal can be undone in the journal.
selection-empty = No selections yet
selection-empty-text = Open any number of the analysis, or filter the list of clients, and choose “Save as selection”.
selection-on-card = Selections
selection-export-refused = You have no right to take clients out; owners and heads of sales have it.
