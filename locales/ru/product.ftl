### Товары, их группы, курсы валют.

product-new = Новый товар
product-name = Название
product-code = Артикул
product-group = Группа
product-unit = Единица
product-unit-default = шт
product-price = Цена
product-cost = Себестоимость
product-search = Название или артикул
product-created = Товар «{ $name }» добавлен
product-removed = Товар «{ $name }» удалён
product-empty = Товаров пока нет
product-empty-text = Товары говорят, что покупают: без них нет ассортимента, динамики по группам и дополнительных продаж.
product-none-found = Таких товаров нет
product-groups = Товарные группы
product-group-all = Все товары
product-group-none = Группы делают возможным анализ по товарным группам.
product-group-new = Новая группа
product-group-edit = Изменить группу
product-group-parent = Внутри
product-group-add-inside = Добавить группу внутри
product-group-actions = Действия с группой «{ $name }»
product-group-removed = Группа «{ $name }» удалена

rate-title = Курсы валют
rate-text = Сколько стоит единица валюты, { $currency }. Заказ берёт последний курс на свой день или раньше и хранит его; без курса он не принимается и никогда не считается за 1.
rate-currency = Валюта
rate-day = День
rate-rate = Курс, { $currency }
rate-none = Курсов пока нет: заказы могут быть только в валюте базы.
rate-removed = Курс удалён
