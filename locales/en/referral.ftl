# Recommendations: who brought whom.
referral-title = Recommendations
referral-partner-mark = partner
referral-hidden = somebody you may not see
referral-by-recommendation = Recommended by
referral-by-partner = Came through the partner
referral-kind = How
referral-kind-recommendation = recommendation
referral-kind-partner = client of a partner
referral-result = Result
referral-result-waiting = not talked yet
referral-result-introduced = introduced
referral-result-bought = bought
referral-result-refused = nothing came of it
referral-brought = { $count ->
    [one] Brought { $shown } client
   *[other] Brought { $shown } clients
}
referral-purchases = { $count ->
    [one] { $shown } purchase
   *[other] { $shown } purchases
}
referral-add = Who recommended it
referral-giver = Client that recommended
referral-outside = or a name from outside of the base
referral-day = Day
referral-note = Note
referral-hint-satisfied = It would recommend us: ask whom it can introduce to you.
referral-hint-leaving = It leaves: ask it to introduce you to somebody and to recommend you.
referral-ask = Make a task
referral-ask-title = Ask for a recommendation
referral-givers = Who recommends us
referral-givers-says = Clients, partners and people from outside by how many clients they brought.
referral-giver-name = Who
referral-clients = Clients
referral-as-partner = As a partner
referral-bought = Bought
referral-revenue = Revenue
