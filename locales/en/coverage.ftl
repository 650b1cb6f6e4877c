# Coverage street by street.
nav-coverage = Street by street
coverage-new = New territory
coverage-name = Name
coverage-settlement = Town of its streets
coverage-paste = Paste buildings
coverage-list = Buildings
coverage-list-hint = A street and a house on each line: “Partizanska 14”, or with a comma, tab or semicolon between. A street without a house is one line too.
coverage-put-in = { $count ->
    [one] { $shown } building put in; known already: { $known }.
   *[other] { $shown } buildings put in; known already: { $known }.
}
coverage-where = Building
coverage-state = State
coverage-state-any = all
coverage-state-not_visited = not visited
coverage-state-visited = visited
coverage-state-no_firm = no firm
coverage-state-client = client made
coverage-client = Client
coverage-when = Visited
coverage-note = Note
coverage-add-client = New client
coverage-client-name = Name of the firm
coverage-progress = { $visited } of { $places } visited
coverage-clients = { $count ->
    [one] { $shown } client
   *[other] { $shown } clients
}
coverage-keys = V visited, F no firm, N new client for the marked row.
coverage-key-visited = Visited
coverage-key-no-firm = No firm there
coverage-key-client = New client there
coverage-empty = No territories yet
coverage-empty-text = Bases age and new outlets are not in them yet. Paste the streets and buildings of a town, go through them one after another, and see how far you are.
coverage-no-places = No buildings
coverage-no-places-text = Paste a list of streets and houses.
