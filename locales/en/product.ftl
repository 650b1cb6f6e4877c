### Products, their groups, exchange rates.

product-new = New product
product-name = Name
product-code = Article number
product-group = Group
product-unit = Unit
product-unit-default = pcs
product-price = Price
product-cost = Cost
product-search = Name or article number
product-created = { $name } is added
product-removed = { $name } is removed
product-empty = No products yet
product-empty-text = Products tell what is bought: without them there is no assortment, no dynamics by group and no cross-selling.
product-none-found = No such products
product-groups = Product groups
product-group-all = All products
product-group-none = Groups make the analysis by product group possible.
product-group-new = New group
product-group-edit = Change the group
product-group-parent = Inside of
product-group-add-inside = Add a group inside
product-group-actions = Actions on { $name }
product-group-removed = { $name } is removed

rate-title = Exchange rates
rate-text = What one unit costs in { $currency }. An order takes the last rate on or before its day and keeps it; without a rate it is refused, never counted as 1.
rate-currency = Currency
rate-day = Day
rate-rate = Rate in { $currency }
rate-none = No rates yet: orders can only be in the currency of the base.
rate-removed = The rate is removed

error-product-code_taken = This article number is taken.
error-product_group-name_taken = There is a group of this name here already.
error-product_group-not_empty = Products or groups lie in it. Move them first.
error-product_group-place = A group cannot lie inside itself, nor more than 8 levels deep.
error-rate-missing = There is no rate of { $currency } for { $day }. Add it in the settings.
error-rate-not_a_number = Not a rate.
error-rate-out_of_range = A rate this size is not believable.
error-rate-reporting = The currency of the base is worth itself and has no rate.
error-rate-too_many = Too many rates at once.
error-rate-too_precise = Too many decimals.
