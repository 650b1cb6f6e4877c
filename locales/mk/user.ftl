### Корисници, улоги, тимови, права.

role-owner = Сопственик
role-head_of_sales = Раководител на продажба
role-telemarketer = Телемаркетер
role-active_seller = Активен продавач
role-client_manager = Менаџер за клиенти
role-data_steward = Чувар на базата
role-guardian = Заштитник на базата
role-administrator = Администратор
