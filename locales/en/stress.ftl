### The crisis stress test.

analysis-name-stress = Stress test
analysis-asks-stress = What is left if a part of the clients leaves and the others buy less, and what would make it up?
analysis-how-stress =
    Clients with a positive sum in the window. Each leaves with the same chance; those who stay buy less by the second slider, and the third part of that is never paid.
    The band comes from 4,000 crises drawn with a fixed seed: in one of twenty less is left than its lower end, in one of twenty more than its upper. The best and the worst case are the smallest and the largest clients leaving.
    A new client brings what clients won in the last three years brought in their first twelve months, on average, reduced by the crisis. The steps of the funnel are the planned coefficients of the settings.
    The sources count on 30–50 % of the base and 20–50 % of purchases in a crisis, and 10–20 % of deliveries unpaid.
analysis-empty-stress = There are no sales in the window. Choose a longer window or take a filter away.

stress-slider-lost = Clients who leave
stress-slider-fall = The others buy less by
stress-slider-unpaid = Never paid
stress-leave = Who leaves
stress-leave-alike = all clients with the same chance
stress-leave-models = by the models of the value
stress-spread = How the crises end
stress-spread-alike = Four thousand crises, drawn the same way every time; each client leaves with the same chance.
stress-spread-models = Four thousand crises, drawn the same way every time; each client leaves by the odds that the fitted models see nothing more of it. Move the slider to make the crisis harder or milder for all.
stress-left-of = Left
stress-crises = Crises
stress-alarm = Crisis: both the clients and the purchases of the last three months are down by at least { $level } on a year before.
stress-outcome = What is left
stress-says = { $clients } of { $of } clients stay; { $left } is left on average, { $share } of before. Nine crises of ten leave between { $low } and { $high }.
stress-case = Case
stress-before = Before
stress-best = The smallest clients leave
stress-high = Lucky: one of twenty
stress-left = On average
stress-low = Unlucky: one of twenty
stress-worst = The largest clients leave
stress-needed = What makes it up
stress-needed-says = { $gap } is missing. A new client brought { $year } in its first year ({ $known } seen), so { $needed } new ones are needed; until now { $won } a year were won. The way there by the planned coefficients:
stress-needed-unknown = How much a new client brings cannot be told: nobody was won whose first year is over.
stress-step-list = on the cleaned list
stress-step-acquaintance = get to know us
stress-step-presentation = hear the presentation
stress-step-delivery = take the first delivery
stress-step-payment = pay
stress-matters = Whom it hangs on
stress-matters-says = What each client’s leaving alone takes away, as a part of what would be left on average. Begin the talks of keeping here.
stress-takes = Takes away
stress-takes-share = Of what is left
stress-now = Is it a crisis now?
stress-now-says = Against the same months a year before. Usually { $usual-low }–{ $usual-high } of the clients are lost in a year; in a crisis { $crisis-low }–{ $crisis-high } within the first three months.
stress-stretch = { $months ->
    [one] Last { $months } month
   *[other] Last { $months } months
}
stress-clients-before = Clients then
stress-clients-now = Clients now
stress-clients-change = Clients, change
stress-value-change = Sales, change
stress-lost = lost of those who bought then
stress-of-clients = clients who bought
stress-act = The sleeping clients, whom to call first
