### What goes when one client leaves.

departure-title = What if this client leaves
departure-client = Client
departure-mono = The company hangs on this one client: over half of the sales. The plan below says what others must buy.
departure-sales = Sales that go
departure-left = Sales left
departure-margin = Margin that goes
departure-extra = Goods of the others dearer, a year
departure-plan = So that nothing hangs on it
departure-plan-says = What others must buy more, this client buying as now, until its share is at the level; as growth of the others, or as new clients by the first year of those won lately.
departure-level = Share down to
departure-more = Others buy more
departure-growth = Growth of the others
departure-new = Or new clients
departure-managers = Whose sales go
departure-manager-all = Sales
departure-manager-lost = Of them go
departure-suppliers = Supplier discounts
departure-suppliers-says = Without this client less is bought; where the volume falls under a threshold, the discount goes and the goods of all others cost more.
departure-suppliers-none = No discounts are entered: Products → the group → Edit.
departure-volume = Bought in a year
departure-volume-left = Without it
departure-discount = Discount
