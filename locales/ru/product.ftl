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

error-product-code_taken = Этот артикул занят.
error-product_group-name_taken = Группа с таким названием здесь уже есть.
error-product_group-not_empty = В ней лежат товары или группы. Сначала переместите их.
error-product_group-place = Группа не может лежать внутри себя или глубже 8 уровней.
error-rate-missing = Нет курса { $currency } на { $day }. Добавьте его в настройках.
error-rate-not_a_number = Это не курс.
error-rate-out_of_range = Такой курс неправдоподобен.
error-rate-reporting = Валюта базы стоит саму себя, курса у неё нет.
error-rate-too_many = Слишком много курсов за раз.
error-rate-too_precise = Слишком много знаков.
