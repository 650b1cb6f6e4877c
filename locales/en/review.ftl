### Review of duplicates: the queue, merging without asking, how often the engine is right.

review-text = Cards that may be one client, the decision worth most first. Nothing you say is lost, and everything can be taken back.
review-progress = { $waiting ->
    [one] { $shown } pair waits · { $decided } decided
   *[other] { $shown } pairs wait · { $decided } decided
}
review-decided = Decided
review-zones = sure { $sure } · likely { $likely } · doubtful { $doubtful }
review-level = How likely
review-level-sure = sure: 99 % and more
review-level-likely = likely: 50 % and more
review-level-doubtful = doubtful
review-all = All
review-put-off = { $count ->
    [one] { $shown } put off
   *[other] { $shown } put off
}
review-back = Back to those not looked at
review-never = The base has not been looked through yet
review-never-text = The engine compares every card with those like it – names in any spelling, numbers, phones, e-mails, addresses – and shows the pairs that may be one client, with reasons. It is a job in the background; you can go on working meanwhile.
review-sweep = Look the base through
review-sweep-again = Look again
review-waits = waits
review-none = No pair waits
review-none-text = Every pair is decided. After the next import, or when cards change, the base is looked through again.
review-none-filter = No pair by this filter
review-none-filter-text = Others may wait: show all.
review-found = Looked through on { $when }: { $clients } cards, { $pairs } pairs worth a look, { $groups } groups.
review-found-at = Looked through on { $when }.
review-cut = Kept are the { $kept } whose decision is worth most (a setting).
review-swept = What changed since the base was looked through { $when } is seen at the next look.
review-question = Pair that waits
review-at = { $at } of { $of }
review-same = One client: merge
review-different = Not the same
review-unsure = Put off
review-undo = Take the last decision back
review-related = Related, but two clients
review-branch = One is a branch of the other
review-group = Companies of one group
review-relate = Into one group
review-relate-text = The cards stay as they are and come into one group of companies, which counts as one client where dependency is measured. The pair is not asked again.
review-relate-hint = Left empty: the group that one of them is in, or a new one “{ $name }”.
review-key-before = Pair before
review-key-next = Next pair
review-said-different = Kept apart: not asked again unless a card changes
review-said-unsure = Put off
review-said-related = In one group of companies
review-why = Why
review-why-text = What each comparison adds, in bits: one bit more doubles the odds.
review-compared = Compared
review-bits = Bits
review-sum = Sum so far
review-total = Chance that they are one: { $chance }

bulk-title = Merge without asking
bulk-not-yet = Offered when it is measured that at least { $least } of such pairs are right, by the lower end of the interval: decide more pairs.
bulk-text = From a chance of { $chance } on at least { $least } of the pairs are right, by the lower end of the measured interval. Cards of different tax numbers, of large groups, and those that somebody keeps apart are never merged so.
bulk-preview = See what would be merged
bulk-plan = { $groups } groups: { $absorbed } cards would lead to another. { $left } pairs stay for you: parts of chains, large groups, different tax numbers.
bulk-examples = Examples
bulk-start = Merge them
bulk-ask = { $count ->
    [one] Merge { $shown } card?
   *[other] Merge { $shown } cards?
}
bulk-ask-text = In the background; the whole run can be taken back as one.
bulk-run = { $when }, from { $chance }: { $absorbed } cards merged; { $standing } of { $merges } merges stand
bulk-undo = Take the run back
bulk-undo-ask = { $count ->
    [one] Take { $shown } merge back?
   *[other] Take { $shown } merges back?
}
bulk-undone = taken back on { $when }
bulk-conflicts = { $count ->
    [one] { $shown } with something to tell
   *[other] { $shown } with something to tell
}
bulk-left-decided = kept apart by somebody
bulk-left-gone = card no longer there
bulk-left-tax_numbers = different tax numbers
bulk-left-refused = refused by a rule of the card
bulk-left-merged_since = merged further since: that merge has to be taken back first

precision-title = How often found duplicates are right
precision-text = Some pairs of each band of chance are drawn by lot and asked in between, so that those decided stand for all. The intervals are exact (Clopper–Pearson); a pair put off counts as wrong.
precision-none = No band is measured well enough to merge without asking: that needs { $least } by the lower end of the interval, here and in every band above.
precision-from = From a chance of { $chance } on cards may be merged without asking: the lower end of the interval is at least { $least }.
precision-band = Chance
precision-waiting = Pairs that wait
precision-decided = Drawn and decided
precision-same = One client
precision-unsure = Put off
precision-share = Right
precision-interval = Interval
precision-missing-width = Missing for a narrow interval
precision-missing-merging = Missing for merging without asking

twin-title = People who may be one
twin-text = Two records of one person, at one client or at two, the likeliest first. Whatever you say can be taken back.
twin-question = Pair of people that waits
twin-same = One person: merge
twin-done = Now one person
twin-follows = Phones, e-mails and facts come to the one who stays. Contacts stay in the history of the client they were with.
twin-none = No pair of people waits
twin-none-text = People are compared whenever the base is looked through for duplicates.
twin-past = What was said
twin-said-same = one person
twin-said-different = kept apart
twin-undo = Take back
twin-undone = taken back on { $when }
