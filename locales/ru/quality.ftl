### Качество базы: насколько карточки заполнены и проверены.

nav-quality = Качество данных
quality-text = Чего не хватает или что устарело в карточках клиентов, которые вам видны. Каждая цифра открывает клиентов за ней: исправить можно в списке или в карточке.
quality-score = Оценка качества
quality-of-100 = из 100
quality-due = Пора проверить снова
quality-due-text = в карантине
quality-renewed = Обновлено потенциальных
quality-norm-missing = норма { $norm } % за { $period ->
    [quarter] квартал
   *[year] год
}; осталось { $shown }
quality-norm-kept = норма { $norm } % за { $period ->
    [quarter] квартал
   *[year] год
} выполнена
quality-traits = Что есть в карточках
quality-traits-says = { $clients ->
    [one] { $shown } клиент. «Проверено» значит: хотя бы одно важное поле проверено с { $since }.
    [few] { $shown } клиента. «Проверено» значит: хотя бы одно важное поле проверено с { $since }.
   *[many] { $shown } клиентов. «Проверено» значит: хотя бы одно важное поле проверено с { $since }.
}
quality-trait = Часть карточки
quality-have = Есть
quality-lack = Нет
quality-weight = Вес
quality-groups = Списки и их хозяева
quality-groups-says = Качество купленного списка видно по тому, до скольких можно дозвониться и сколько из них когда-либо купили.
quality-by = По
quality-by-source = источнику
quality-by-segment = сегменту
quality-by-manager = менеджеру
quality-clients = Клиенты
quality-bought = Купили
quality-aside = В карантине
quality-nothing = не указано
quality-trend = Оценка по дням
quality-day = День
quality-fields = Как используются поля
quality-fields-says = Поле, которое почти не заполняют и по которому никто не ищет, хранить незачем: меньше спрашивать, меньше охранять.
quality-field = Поле
quality-filled = Заполнено
quality-views = Сохранённых видов с ним
quality-none = Клиентов ещё нет
quality-none-text = Когда в базе будут клиенты, здесь будет видно, чего не хватает в карточках.
quality-checked = Проверено
quality-never = никогда
quality-verify = Проверено сегодня: { $field }
quality-verify-all = Всё проверено сегодня
quality-verified-now = Отмечено: проверено сегодня
quality-lacks = Не хватает
quality-verified = Последняя проверка
quality-trait-phone = рабочий телефон
quality-trait-email = e-mail
quality-trait-tax_number = налоговый номер
quality-trait-address = адрес
quality-trait-person = контактное лицо
quality-trait-decision_maker = кто решает
quality-trait-segment = сегмент
quality-trait-source = источник
quality-trait-fresh = проверено
critical-field-name = название
critical-field-tax_number = налоговый номер
critical-field-phone = телефоны
critical-field-email = e-mail
critical-field-address = адреса
critical-field-people = люди
