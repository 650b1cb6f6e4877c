### Пользователи, роли, команды, права.

role-owner = Владелец
role-head_of_sales = Руководитель отдела продаж
role-telemarketer = Телемаркетолог
role-active_seller = Активный продавец
role-client_manager = Клиент-менеджер
role-data_steward = Хранитель базы
role-guardian = Страж базы
role-administrator = Администратор
