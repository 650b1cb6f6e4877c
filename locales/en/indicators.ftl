### Development indicators.

analysis-group-development = Development
analysis-name-indicators = Indicators
analysis-asks-indicators = Do clients buy more often, more kinds of goods and for more, and whose clients do?
analysis-how-indicators =
    Deals and positions per client and the average cheque (before returns) are over the clients with a purchase in the window. By product group they are those of the group alone: its orders, its products, its part of a cheque.
    Grew: of the clients with sales in the last twelve full months and in the twelve before, those whose sum is larger; by period, against the same period a year before.
    Bought once: all clients that ever bought. Became regular: of the new clients whose time ended in the window, those with enough purchases within it; the purchases and the months are settings.
    Share of wallet: sales of twelve months in the groups whose potential stands on the card, against that potential; the newest one of a group counts, and groups under it belong to it. Above 100% the potential is out of date.
    The change is against the window of equal length before. Satisfaction: what clients answered when asked how likely they are to recommend us (0–10), kept on their cards; one answer of a client, the newest in the window. Promoters answer 9 or 10, critics 0 to 6; few answers say little, so the number asked stands beside it.
analysis-empty-indicators = Indicators need clients with at least one purchase.
indicators-rows = Rows
indicators-by-manager = Managers
indicators-by-segment = Segments
indicators-by-group = Product groups
indicators-by-region = Regions
indicators-shown = Figure
indicators-measure-deals = Deals per client
indicators-measure-positions = Positions per client
indicators-measure-cheque = Average cheque
indicators-measure-grew = Clients that grew
indicators-measure-one_time = Bought once
indicators-measure-regular = Became regular
indicators-measure-wallet = Share of wallet
indicators-measure-satisfaction = Satisfaction, 0–10
indicators-measure-net_promoters = Promoters less critics (NPS)
indicators-says-deals = Purchases in the window per client that bought. The thin mark is the window before.
indicators-says-positions = Different products in the window per client that bought. The thin mark is the window before.
indicators-says-cheque = Sales before returns per purchase. The thin mark is the window before.
indicators-says-grew = Part of the clients of both years that buy more than in the year before.
indicators-says-one_time = Part of all clients that bought once and never again. Fewer is better.
indicators-says-regular = Part of the new clients with at least { $purchases } purchases within { $months } months after the first one.
indicators-says-wallet = Our sales of twelve months against what the clients could buy in a year from anybody, over the potentials kept on their cards. Of the regular clients: { $penetration }.
indicators-says-satisfaction = Mean of the newest answer of each client in the window: how likely it is to recommend us, 0 to 10. By product group nobody is asked.
indicators-says-net_promoters = Part of the clients that answered 9 or 10 less the part that answered 0 to 6, in points from −100 to 100, over the newest answer of each client in the window.
indicators-asked = { $count ->
    [one] { $shown } client asked
   *[other] { $shown } clients asked
}
indicators-nobody-asked = Nobody was asked in the window
indicators-known = { $count ->
    [one] { $shown } potential known
   *[other] { $shown } potentials known
}
indicators-by-title = { $measure }, compared
indicators-trend = { $measure } by period
indicators-won = New clients
indicators-existing = there before
indicators-benchmarks = Against the field
indicators-benchmarks-says = Orientations from practice, not laws: what matters is why yours differ.
indicators-usual = – in the field { $band }
indicators-mark-one_time = Bought once and never again
indicators-mark-lost_year = Lost in a year: bought the year before, not in this one
indicators-mark-lost_quarter = Lost in three months: bought in the same months a year before, not now. The band is that of a crisis
indicators-mark-base_down = Fewer clients than in the same quarter a year before. The band is that of a crisis
indicators-mark-sales_down = Lower sales than in the same quarter a year before. The band is that of a crisis
indicators-verdict-unknown = nothing to compare with
indicators-verdict-below = below the band
indicators-verdict-inside = within the band
indicators-verdict-above = above the band
indicators-effort = Where the work goes
indicators-effort-says = { $acquisition } contacts with companies that had not bought yet, { $repeat } with those that had; beside them, what new and repeat clients bring.
indicators-effort-contacts = Contacts
indicators-effort-acquisition = Contacts before the first purchase
indicators-effort-repeat = Contacts with clients
indicators-effort-new = Sales to new clients
indicators-effort-old = Sales to repeat clients
indicators-places = Where the clients are
indicators-places-says = Share of the { $clients } clients of the base by their main address; { $unknown } have no settlement in it.
indicators-level = Level
indicators-level-region = Regions
indicators-level-district = Districts
indicators-level-settlement = Settlements
indicators-set-buyers = Clients who bought
indicators-set-grew = Clients that grew
indicators-set-not_grew = Clients that did not grow
indicators-set-one_time = Bought once only
indicators-set-regular = Became regular
indicators-set-not_regular = Did not become regular
indicators-set-wallet = Clients with a known potential
indicators-set-asked = Clients that were asked
indicators-set-promoters = Promoters: answered 9 or 10
indicators-set-between = Answered 7 or 8
indicators-set-critics = Critics: answered 0 to 6
satisfaction-title = Satisfaction
satisfaction-says = How likely is it that the client recommends us, from 0 (never) to 10 (surely)? The newest answer in a period counts.
satisfaction-score = Answer
satisfaction-how = Asked
satisfaction-day = Day
satisfaction-note = What was said
satisfaction-of = answer { $score } of { $day }
satisfaction-channel-call = By phone
satisfaction-channel-visit = At a visit
satisfaction-channel-email = By e-mail
satisfaction-channel-message = In a messenger
satisfaction-channel-survey = In a survey
