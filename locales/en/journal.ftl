### The journal.

journal-who = Who
journal-what = What
journal-client = Client
journal-when = When
journal-more = Show more
journal-product = Clientele
journal-undone = taken back
journal-undo-of = takes back № { $seq }
journal-redo = Do it again
journal-empty = Nothing here
journal-empty-text = Every change is written down with who, when, before and after. Change the filters to see more.
journal-chain-ok = { $count ->
    [one] The chain holds: { $shown } line was read through, { $at }.
   *[other] The chain holds: { $shown } lines were read through, { $at }.
}
journal-chain-broken = The chain is broken from line { $seq } on: somebody changed the journal past the product.
journal-chain-never = The chain has not been read through yet.
journal-chain-check = System
