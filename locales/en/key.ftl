### Key clients.

analysis-name-key-clients = Key clients
analysis-title-key-clients = Key clients
analysis-asks-key-clients = Who is key, for which of five reasons, and who looks after them?
analysis-how-key-clients =
    By volume: the client brings more than the first alarm level of concentration (10% unless set otherwise) of the sales of the company, of a team or of one employee. A group of companies counts as one and stands under its largest client.
    The other four are marks that people set on the card with a reason: potential, fame, innovator, demanding. About one client in forty is an innovator.
    One employee can look after three key clients; the number is a setting.
analysis-empty-key-clients = There are no clients yet.
key-nobody = Nobody is key. A company that treats all clients alike loses the important ones first: look at concentration and mark those that count on their cards.
key-without-manager = { $count ->
    [one] { $shown } key client has no personal manager.
   *[other] { $shown } key clients have no personal manager.
}
key-overloaded = More than { $most } key clients: { $names }
key-reasons = Why clients are key
key-says = { $clients ->
    [one] { $shown } key client
   *[other] { $shown } key clients
} of { $base } in the base; by volume from { $level } of the sales.
key-reason = Reason
key-of-base = Of the base
key-benchmark = Usual
key-against = { $clients } · { $share }, usual { $usual }
key-list = Key clients and who looks after them
key-list-says = The largest first. Open a client to mark it or to write down what it says of us.
key-why = Key because
key-share = Of sales
key-contact = Last contact
key-no-manager = nobody
key-none = Nobody is key
key-none-text = No client reaches the share, and nobody has marked one on its card.
key-volume-company = { $share } of the company
key-volume-team = { $share } of { $name }
key-volume-manager = { $share } of { $name }
key-mark-volume = Volume
key-mark-potential = Potential
key-mark-fame = Fame
key-mark-innovator = Innovator
key-mark-demanding = Demanding
key-do-volume = Be friends on several floors: the head of sales visits, and nothing hangs on one person.
key-do-potential = Find out what is bought elsewhere and offer the neighbouring group first.
key-do-fame = Ask for a reference and for leave to name them.
key-do-innovator = Show new goods here first, and plan together.
key-do-demanding = Take every complaint as a free audit, and tell what was changed.
key-card-title = Key client
key-card-says = Besides its volume: why this client matters. Each mark has its reason.
key-note = What makes one think so
