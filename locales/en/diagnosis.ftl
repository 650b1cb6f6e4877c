# Why the base does not grow.
nav-diagnosis = Diagnosis
diagnosis-text = Why the base does not grow: the six causes, each held against your figures since { $day }. The thresholds are settings.
diagnosis-there = { $count ->
    [0] None of the six causes shows in the figures.
    [one] One of the six causes shows in the figures.
   *[other] { $count } of the six causes show in the figures.
}
diagnosis-verdict-yes = yes
diagnosis-verdict-no = no
diagnosis-verdict-unclear = cannot tell
diagnosis-unclear = Too little is recorded to tell.
diagnosis-threshold = (a cause from { $percent } % on)
diagnosis-behind = What stands behind the figure
diagnosis-cause-unknown = Potential clients do not know of the product
diagnosis-cause-competitors = Competitors work actively and win positions
diagnosis-cause-market = The market does not develop, or nobody needs the product
diagnosis-cause-information = Employees do not collect information about clients
diagnosis-cause-cost = One client costs too much
diagnosis-cause-objections = Objections are not worked with
diagnosis-figure-unknown = nobody spoke with { $part } of { $of } prospects in a year.
diagnosis-figure-competitors = { $part } of { $of } refusals were in favour of a supplier.
diagnosis-figure-market = { $part } of { $of } refusals: no budget, not planned, not interested.
diagnosis-figure-information = nobody knows who decides at { $part } of { $of } clients spoken with.
diagnosis-figure-cost = { $part } spent on sources, { $of } brought by the clients they won in a year.
diagnosis-figure-objections = { $part } of { $of } refusals that ask for a second question were taken as said, or were wrong.
diagnosis-do-unknown = Hand the waiting prospects out and see to it that each is spoken with once a year.
diagnosis-do-competitors = See who is named, offer what your clients do not buy from you yet, ask for the real reason behind “we have a supplier”.
diagnosis-do-market = Look for those who need it now: signals of the market, other segments; come back on the day of each reason.
diagnosis-do-information = Ask in every talk who decides, and write it into the card; the steward sees which cards lack it.
diagnosis-do-cost = Compare the sources: spend on those whose clients buy, leave those that only cost.
diagnosis-do-objections = Train objections: the real reason behind a NO, what the product gives, what the catalogue has.
diagnosis-act-unknown = Hand clients out
diagnosis-act-competitors = White space
diagnosis-act-market = Signals of the market
diagnosis-act-information = Quality of cards
diagnosis-act-cost = Sources
diagnosis-act-objections = Training
