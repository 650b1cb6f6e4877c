### Whether somebody is in the base already.

duplicate-region = Already in the base?
duplicate-count = Perhaps already in the base: { $count }
duplicate-not-ready = The base is still being read; look-ups begin in a moment.
duplicate-level-sure = the same
duplicate-level-likely = probably the same
duplicate-level-possible = perhaps the same
duplicate-hidden = A client of somebody else
duplicate-hidden-text = You may not see this card. Ask { $holder } before you add another.
duplicate-hidden-nobody = You may not see this card, and nobody manages it. Ask the head of sales before you add another.
duplicate-holder = managed by { $holder }
duplicate-pool = no manager
duplicate-at = at { $client }
duplicate-why = { $part }: { $level }
duplicate-frequency = { $count } of { $of } have it
duplicate-open = Open the card
duplicate-attach = Add the phone and e-mail to this card
duplicate-fill = Fill in from here
duplicate-filled = Filled in from { $name }. Check what has changed.
duplicate-unfill = Take back
duplicate-namesakes = { $count ->
    [one] { $count } person has this surname. A town, firm, phone or e-mail tells namesakes apart.
   *[other] { $count } people have this surname. A town, firm, phone or e-mail tells namesakes apart.
}
duplicate-insist = Add all the same
duplicate-insist-text = Add only if this is another. It is written into the journal.
duplicate-attached = Added to the card
