### The portrait of the key clients and the lift list.

analysis-name-portrait = Portrait
analysis-asks-portrait = What separates the clients that bring most from the others, and who is like them but buys less?
analysis-how-portrait =
    Traits from the card (segment, region, source, company or person, places, competitor) and the product groups bought, alone and in pairs. Lift: the part of key clients among those with the trait by the part among all. A trait is shown when enough clients have it and it passes Fisher’s test after Holm’s correction for everything tried; a pair must say more than either of its traits.
    What a client buys is a sign and a consequence at once: who buys much buys more groups. The target public of a pattern are all clients that have it; the median is that of those who buy. Lagging: of the target public, not key, below the median. By group the median is spread as the whole public spends.
analysis-empty-portrait = There are no sales in the window. Choose a longer window or take a filter away.
portrait-key = Key clients
portrait-says = { $key } of { $of } clients are key and bring { $share }. Of { $tried } traits and pairs tried, { $found ->
    [0] none separates
    [one] one separates
   *[other] { $found } separate
} them from the others.
portrait-title = What separates them
portrait-title-says = How many times likelier to be key a client with the trait is than any client ({ $confidence } intervals). Traits of fewer than { $least } clients were not tried; the chance that even one of these is an accident is under { $level }.
portrait-none = None of { $tried } traits and pairs separates the key clients from the others more than chance would. Fill in segments, sources and competitors on the cards, or choose a longer window.
portrait-pattern = Trait
portrait-trait = { $trait }: { $value }
portrait-places = { $many ->
    [yes] { $count } or more
   *[no] { $count }
}
portrait-lift = Lift
portrait-key-clients = Key among them
portrait-support = Of the key clients
portrait-chance = By accident
portrait-rare = < 0.1%
portrait-median = Median of their like
portrait-lagging = Lagging
portrait-lagging-of = Lagging: { $name }
portrait-between = Money between
portrait-lift-list = Like the key ones, but buy less
portrait-lift-list-says = { $clients ->
    [0] Nobody lags
    [one] One client lags
   *[other] { $shown } clients lag
} behind the median of the clients alike; the money between is { $gap }.
portrait-lift-list-all = All of them
portrait-alike = Like
portrait-buys-less = Buys less of (it → its like)
portrait-less = { $group } { $value } → { $level }
