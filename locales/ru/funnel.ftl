# Воронки, сделки и доска.
nav-funnel = Воронка
nav-funnels = Воронки
nav-deals = Сделки
funnel-preset-acquisition = Привлечение клиентов
funnel-preset-cycle = Полный цикл, 18 шагов
funnel-step-list = Очищенный лист
funnel-step-acquaintance = Знакомство
funnel-step-presentation = Презентация и условия
funnel-step-supply = Первая поставка
funnel-step-payment = Оплата
funnel-step-relations = Установление взаимоотношений
funnel-step-roles = Кто решает: ЛПР, АПР, ЛВР
funnel-step-potential_needs = Потенциальные потребности
funnel-step-framework_offer = Рамочное предложение
funnel-step-budgeting = Бюджетирование у клиента
funnel-step-actuality = Актуальность закупки
funnel-step-project_needs = Потребности проекта
funnel-step-offer = Предложение
funnel-step-offer_presentation = Презентация предложения
funnel-step-offer_proof = Обоснование предложения
funnel-step-objections = Возражения
funnel-step-closing = Дожим, переговоры
funnel-step-financing = Выделение финансирования
funnel-step-tender = Тендер, если нужен
funnel-step-contract = Договор
funnel-step-project = Реализация проекта
funnel-step-effect_proof = Подтверждение эффекта
funnel-step-testimonial = Отзыв
funnel-function-attract = Привлечение
funnel-function-sell = Продажа
funnel-function-serve = Обслуживание
funnel-function-keep = Удержание
funnel-function-develop = Развитие
funnel-norm-normal = обычно
funnel-norm-crisis = в кризис
funnel-norm-distributor = дистрибьюторы
funnel-norm-retail = розница
funnel-norm-corporate = корпоративные
funnel-norm-scored = после скоринга
funnel-event-none = только вручную
funnel-event-contact = результативный контакт
funnel-event-presentation_agreed = договорились о презентации
funnel-event-conveyor_passed = передан дальше по конвейеру
funnel-event-first_order = заказ
funnel-event-payment = оплата
funnel-required-title = название
funnel-required-amount = сумма
funnel-required-expected_day = ожидаемый день
funnel-required-person = контактное лицо
funnel-required-product_group = группа товаров
funnel-required-phone = телефон
funnel-required-email = эл. почта
funnel-required-tax_number = налоговый номер
funnel-required-region = регион
funnel-required-segment = сегмент
funnel-text = Перетащите карточку на другой шаг, или нажмите на ней пробел, стрелки и снова пробел; M открывает список шагов.
funnel-which = Какая воронка
funnel-none = Воронки пока нет
funnel-none-text = Воронка – порядок шагов от очищенного листа до денег и доля, которая по плану переходит с шага на шаг. Начните с готовой и утвердите её.
funnel-none-text-read = Воронку создаёт и утверждает начальник отдела продаж.
funnel-to-funnels = Шаги и планы
funnel-deals-empty = В этой воронке пока ничего нет
funnel-deals-empty-text = Начните сделку в карточке клиента или сразу с очищенным листом: каждый его клиент получит карточку на первом шаге.
funnel-start-list = Начать с очищенным листом
funnel-start-list-which = Очищенный лист
funnel-start-list-done = { $count ->
    [one] Началась { $shown } сделка
    [few] Начались { $shown } сделки
   *[other] Началось { $shown } сделок
 }
funnel-start-list-left = пропущено { $shown }: { $why }
funnel-left-deal-engaged = есть открытая сделка
funnel-left-deal-buys = уже покупает у нас
funnel-stuck-only = Только застрявшие
funnel-filter-manager = Сотрудник
funnel-filter-segment = Сегмент
funnel-filter-source = Источник
funnel-filter-group = Группа товаров
funnel-column = { $step }: { $count ->
    [one] { $shown } сделка
    [few] { $shown } сделки
   *[other] { $shown } сделок
 }
funnel-plan = план { $plan }
funnel-norm = норма { $low }–{ $high } %
funnel-actual = перешло { $share }
funnel-actual-hint = { $reached } из { $before } за { $days } дн.: дошли до этого шага в сравнении с дошедшими до предыдущего за те же дни
funnel-sum = { $sum }
funnel-stuck = { $count ->
    [one] { $shown } застряла
    [few] { $shown } застряли
   *[other] { $shown } застряло
 }
funnel-won-in = выиграно за { $days } дн.
funnel-oldest = дольше всех { $days } дн.
funnel-more = Показать ещё
funnel-column-empty = Здесь пусто
funnel-elsewhere = { $count ->
    [one] { $shown } сделка стоит на шаге прежней версии: { $steps }
    [few] { $shown } сделки стоят на шагах прежней версии: { $steps }
   *[other] { $shown } сделок стоят на шагах прежней версии: { $steps }
 }
funnel-postponed = отложено: { $shown }
funnel-step-which = Какой шаг
funnel-card-days = { $days } дн.
funnel-card-menu = Переместить: { $name }
funnel-grabbed = { $name } взята. Стрелки выбирают шаг, пробел кладёт, Escape оставляет на месте.
funnel-over = На шаг { $step }
funnel-dropped = { $name }: { $step }
funnel-left-there = { $name } остаётся на месте
funnel-tab-board = Доска
funnel-tab-stock = Остатки и возраст
funnel-stock = Что стоит и у кого
funnel-stock-text = Открытые сделки на каждом шаге с клиентами каждого сотрудника.
funnel-ageing = Сколько сделки стоят на шаге
funnel-ageing-text = Дни тех, что стоят сейчас, рядом с днями, после которых сделка считается застрявшей; часы тех, что пошли дальше за последние { $days } дн.
funnel-ageing-step = Шаг
funnel-ageing-median = Половина, дн.
funnel-ageing-ninth = 9 из 10, дн.
funnel-ageing-stuck = Застряла после, дн.
funnel-ageing-passed = Пошли дальше
funnel-ageing-passed-median = Половина через, ч
funnel-ageing-passed-ninth = 9 из 10 через, ч
funnel-sum-total = На сумму
funnel-total = Всего
funnel-pool = Общий пул
funnel-parts = Цели по функциям цикла продаж
funnel-part = { $function }: { $plan }
funnel-part-none = без плана

funnel-list-text = Шаги от очищенного листа до денег утверждаются: утверждённая версия больше не меняется, следующая готовится черновиком и утверждается с какого-то дня.
funnel-new = Новая воронка
funnel-new-preset = Основа
funnel-new-own = свои шаги
funnel-name = Название
funnel-version = Версия { $number }
funnel-version-draft = черновик
funnel-version-force = действует
funnel-version-from = с { $day }
funnel-version-over = раньше
funnel-archived = убрана
funnel-archive = Убрать
funnel-unarchive = Вернуть в работу
funnel-draft-new = Подготовить следующую версию
funnel-draft-edit = Изменить черновик
funnel-draft-save = Сохранить черновик
funnel-draft-discard = Выбросить черновик
funnel-draft-discard-ask = Выбросить этот черновик?
funnel-draft-note = Зачем
funnel-approve = Утвердить
funnel-approve-title = Утвердить версию { $number }?
funnel-approve-text = Она больше не изменится. Открытые сделки идут по ней, если в ней есть шаг, на котором они стоят, остальные – по прежней.
funnel-approve-day = Действует с
funnel-approved = Версия { $number } утверждена
funnel-steps = Шаги
funnel-step-add = Добавить шаг
funnel-step-up = Поднять: { $name }
funnel-step-down = Опустить: { $name }
funnel-step-remove = Удалить: { $name }
funnel-step-key = Ключ
funnel-step-key-hint = строчные латинские буквы, цифры, _; одинаков во всех версиях
funnel-step-name = Название
funnel-step-function = Функция цикла
funnel-step-plan = План, %
funnel-step-norms = Нормы, %
funnel-step-low = от
funnel-step-high = до
funnel-step-stuck = Застряла после, дн.
funnel-step-event = Переводит сюда само
funnel-step-required = Должно быть известно
funnel-step-next = Вручную только на
funnel-step-next-any = любой шаг
funnel-step-tasks = Что решить на шаге, по одному в строке
funnel-end-to-end = От первого шага до последнего: { $share }
funnel-expected = Из 100: { $counts }
funnel-plans = Плановые коэффициенты
funnel-plans-text = Для сотрудника, группы товаров или сегмента можно запланировать другой коэффициент, чем у шага. Действует самый частный: сотрудник прежде группы товаров, она прежде сегмента.
funnel-plans-empty = План шагов действует для всех.
funnel-plan-new = Запланировать коэффициент
funnel-plan-step = Шаг
funnel-plan-for = Для кого
funnel-plan-all = для всех
funnel-plan-from = С какого дня
funnel-plan-share = Коэффициент, %
funnel-plan-removed = Плановый коэффициент убран
funnel-history = Версии
