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

error-product-code_taken = Оваа шифра е зафатена.
error-product_group-name_taken = Тука веќе има група со такво име.
error-product_group-not_empty = Во неа има производи или групи. Прво преместете ги.
error-product_group-place = Групата не може да лежи во себе, ниту подлабоко од 8 нивоа.
error-rate-missing = Нема курс за { $currency } на { $day }. Додајте го во поставките.
error-rate-not_a_number = Ова не е курс.
error-rate-out_of_range = Ваков курс не е веродостоен.
error-rate-reporting = Валутата на базата вреди колку самата себе и нема курс.
error-rate-too_many = Премногу курсеви одеднаш.
error-rate-too_precise = Премногу децимали.
