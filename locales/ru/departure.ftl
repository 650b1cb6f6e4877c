### Что уйдёт с одним клиентом.

departure-title = Что будет, если этот клиент уйдёт
departure-client = Клиент
departure-mono = Компания держится на одном клиенте: больше половины продаж. План ниже говорит, сколько должны покупать другие.
departure-sales = Уйдёт продаж
departure-left = Останется продаж
departure-margin = Уйдёт маржи
departure-extra = Товар для остальных дороже, в год
departure-plan = Чтобы от него ничего не зависело
departure-plan-says = Сколько другие должны купить ещё, пока этот покупает как сейчас, чтобы его доля опустилась до порога; как рост остальных или как новые клиенты по первому году недавно привлечённых.
departure-level = Доля до
departure-more = Другие купят ещё
departure-growth = Рост остальных
departure-new = Или новых клиентов
departure-managers = Чьи продажи уйдут
departure-manager-all = Продажи
departure-manager-lost = Из них уйдёт
departure-suppliers = Скидки поставщиков
departure-suppliers-says = Без этого клиента закупки меньше; где объём падает ниже порога, скидка пропадает и товар для всех остальных дорожает.
departure-suppliers-none = Скидки не указаны: «Товары» → группа → «Изменить».
departure-volume = Закупка за год
departure-volume-left = Без него
departure-discount = Скидка
