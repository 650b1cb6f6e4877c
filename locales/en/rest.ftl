### Rest between contacts.

rest-until = Resting until { $day }
rest-hint = After an effective contact the client is left alone: nobody contacts it before { $until }, unless it turns to us, a day was agreed on, or the rest is lifted with a reason.
rest-column = Resting until
rest-agreed = Next contact agreed for
rest-agreed-shown = next contact agreed for { $day }
rest-why = Why it is contacted all the same
rest-despite = Record all the same
rest-often = { $count ->
    [one] { $count } contact tried or made in the last 30 days
   *[other] { $count } contacts tried or made in the last 30 days
}
rest-often-hint = So many contacts in a month are a bother to most clients.
