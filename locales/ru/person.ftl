### Контактные лица.


person-name = Имя
person-title = Должность
person-decision-role = Роль в решении
person-level = Уровень
person-note = Примечание
person-add = Добавить человека
person-empty = Здесь пока никого не знаем
person-empty-text = Добавьте того, с кем говорите, и ищите того, кто решает.
person-map = Карта контактов по уровням
person-nobody = никого
person-no-maker = Неизвестно, кто принимает решение.
person-none = Таких людей нет
person-none-text = Люди появляются здесь, когда их добавляют в карточку клиента.
person-search = Имя, должность, клиент…
decision-role-maker = Принимает решение (ЛПР)
decision-role-influencer = Влияет на решение (ЛВР)
decision-role-analyst = Готовит решение (АПР)
decision-role-user = Пользователь
decision-role-none = Неизвестно
decision-role-short-maker = ЛПР
decision-role-short-influencer = ЛВР
decision-role-short-analyst = АПР
decision-role-short-user = пользователь
decision-role-hint-maker = Говорит «да» или «нет».
decision-role-hint-influencer = К нему прислушивается тот, кто решает.
decision-role-hint-analyst = Сравнивает, спрашивает, считает.
decision-role-hint-user = Работает с тем, что куплено.
decision-role-hint-none = Узнайте, кто решает и кто готовит.
level-owner = Владелец
level-ceo = Первое лицо
level-top = Высшее звено
level-middle = Среднее звено
level-line = Сотрудники
level-accountant = Бухгалтерия
