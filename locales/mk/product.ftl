### Производи, нивните групи, девизни курсеви.

product-new = Нов производ
product-name = Име
product-code = Шифра
product-group = Група
product-unit = Единица
product-unit-default = парче
product-price = Цена
product-cost = Набавна цена
product-search = Име или шифра
product-created = Производот „{ $name }“ е додаден
product-removed = Производот „{ $name }“ е отстранет
product-empty = Сè уште нема производи
product-empty-text = Производите кажуваат што се купува: без нив нема асортиман, динамика по групи, ниту дополнителна продажба.
product-none-found = Нема такви производи
product-groups = Групи производи
product-group-all = Сите производи
product-group-none = Групите ја овозможуваат анализата по групи производи.
product-group-new = Нова група
product-group-edit = Смени ја групата
product-group-parent = Внатре во
product-group-add-inside = Додај група внатре
product-group-actions = Дејства врз „{ $name }“
product-group-removed = Групата „{ $name }“ е отстранета

rate-title = Девизни курсеви
rate-text = Колку чини една единица, { $currency }. Нарачката го зема последниот курс на својот ден или пред него и го чува; без курс се одбива и никогаш не се смета за 1.
rate-currency = Валута
rate-day = Ден
rate-rate = Курс, { $currency }
rate-none = Сè уште нема курсеви: нарачките можат да бидат само во валутата на базата.
rate-removed = Курсот е отстранет
