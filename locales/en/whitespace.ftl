### White space: what clients could buy and do not.

analysis-name-white-space = White space
analysis-asks-white-space = What do alike clients buy that this one does not, and how much money is that?
analysis-how-white-space =
    Alike are the clients of the same segment and the same size: the segment’s clients by their sales of twelve months, cut into bands of equal numbers. Expected = the median of those who buy the group × the part of the alike who buy it. The number of bands and how many must be alike and buy are settings.
    A potential kept on the card goes first: expected is what is missing to it, and no guess is made for its group. A potential of 0 says that the client needs none.
    Alike clients are looked for among all you may see; the filters choose whose white space is shown. A product group with an expectation is a reason to ask, not a promise.
analysis-empty-white-space = Nothing to show: alike clients buy the same, or there are too few of them. Enter potentials on the cards, or lower the numbers in the settings.
white-group = Product group
white-expected = Expected a year
white-ground = Ground
white-ground-known = potential
white-ground-alike = alike clients
white-potential = Potential
white-ours = From us
white-alike = Alike
white-buyers = Of them buy
white-median = Their median
white-groups = By product group
white-says = { $clients ->
    [one] { $shown } client does
   *[other] { $shown } clients do
} not buy what they could: about { $money } a year.
white-list = Whom to offer what
white-list-says = The { $shown } largest of { $total }; known potentials first. Size bands: { $bands }; at least { $alike } alike clients, of whom { $share } buy the group.
potential-title = Potential
potential-says = What the client could buy in a year from anybody. The newest entry of a group counts; 0 means it needs none.
potential-group = Product group
potential-amount = A year
potential-origin = Source
potential-white = Could buy too, a year
potential-why-known = { $ours } of { $potential } with us
potential-why-alike = { $buyers } of { $alike } alike clients buy it ({ $share })
