### Показатели развития.

analysis-group-development = Развитие
analysis-name-indicators = Показатели
analysis-asks-indicators = Покупают ли клиенты чаще, шире и на большие суммы, и у кого из менеджеров?
analysis-how-indicators =
    Сделки и позиции на клиента и средний чек (до возвратов) – по клиентам с покупкой в окне. По товарной группе – только её заказы, её товары и её часть чека.
    Выросли: из клиентов с продажами и в последние двенадцать полных месяцев, и в двенадцать до них – те, чья сумма больше; по периодам – к тому же периоду год назад.
    Купили один раз: из всех, кто когда-либо покупал. Стали постоянными: из новых клиентов, чей срок кончился в окне, – те, у кого в нём хватило покупок; число покупок и месяцев задают настройки.
    Доля в бюджете: продажи за двенадцать месяцев в группах, чей потенциал записан на карточке, к этому потенциалу; у группы действует самый новый, вложенные группы входят в неё. Больше 100 % – потенциал устарел.
    Изменение – к предыдущему окну такой же длины. Удовлетворённость: ответы клиентов на вопрос, с какой вероятностью они порекомендуют нас (0–10), записанные на карточках; у клиента считается самый новый ответ в окне. Сторонники отвечают 9 или 10, критики – от 0 до 6; несколько ответов мало что значат, поэтому рядом число спрошенных.
analysis-empty-indicators = Для показателей нужны клиенты хотя бы с одной покупкой.
indicators-rows = Строки
indicators-by-manager = Менеджеры
indicators-by-segment = Сегменты
indicators-by-group = Товарные группы
indicators-by-region = Регионы
indicators-shown = Показатель
indicators-measure-deals = Сделок на клиента
indicators-measure-positions = Позиций на клиента
indicators-measure-cheque = Средний чек
indicators-measure-grew = Увеличили закупки
indicators-measure-one_time = Купили один раз
indicators-measure-regular = Стали постоянными
indicators-measure-wallet = Доля в бюджете
indicators-measure-satisfaction = Удовлетворённость, 0–10
indicators-measure-net_promoters = Сторонники минус критики (NPS)
indicators-says-deals = Покупок в окне на одного покупавшего клиента. Тонкая черта – предыдущее окно.
indicators-says-positions = Разных товаров в окне на одного покупавшего клиента. Тонкая черта – предыдущее окно.
indicators-says-cheque = Продажи до возвратов на одну покупку. Тонкая черта – предыдущее окно.
indicators-says-grew = Доля клиентов обоих лет, которые покупают больше, чем год назад.
indicators-says-one_time = Доля клиентов, купивших один раз и больше не вернувшихся. Чем меньше, тем лучше.
indicators-says-regular = Доля новых клиентов, у которых за { $months } мес. после первой покупки набралось не меньше { $purchases } покупок.
indicators-says-wallet = Наши продажи за двенадцать месяцев к тому, что клиенты могли бы купить за год у всех, по потенциалам на их карточках. У постоянных клиентов: { $penetration }.
indicators-says-satisfaction = Среднее самых новых ответов клиентов в окне: с какой вероятностью порекомендуют нас, от 0 до 10. По товарным группам не спрашивают.
indicators-says-net_promoters = Доля ответивших 9 или 10 минус доля ответивших от 0 до 6, в пунктах от −100 до 100, по самому новому ответу каждого клиента в окне.
indicators-asked = { $count ->
    [one] Спрошен { $shown } клиент
    [few] Спрошены { $shown } клиента
   *[many] Спрошено { $shown } клиентов
}
indicators-nobody-asked = В окне никого не спрашивали
indicators-known = { $count ->
    [one] известен { $shown } потенциал
    [few] известно { $shown } потенциала
   *[many] известно { $shown } потенциалов
}
indicators-by-title = { $measure }: сравнение
indicators-trend = { $measure } по периодам
indicators-won = Новых клиентов
indicators-existing = были раньше
indicators-benchmarks = В сравнении с отраслью
indicators-benchmarks-says = Это ориентиры из практики, а не законы: важно, почему у вас иначе.
indicators-usual = – обычно { $band }
indicators-mark-one_time = Купили один раз и не вернулись
indicators-mark-lost_year = Потеряно за год: покупали в прошлом году, в этом нет
indicators-mark-lost_quarter = Потеряно за три месяца: покупали в те же месяцы год назад, теперь нет. Указана доля для кризиса
indicators-mark-base_down = Клиентов меньше, чем в том же квартале год назад. Указана доля для кризиса
indicators-mark-sales_down = Продажи меньше, чем в том же квартале год назад. Указана доля для кризиса
indicators-verdict-unknown = не с чем сравнить
indicators-verdict-below = ниже этого
indicators-verdict-inside = в этих пределах
indicators-verdict-above = выше этого
indicators-effort = Куда уходит работа
indicators-effort-says = Контактов с ещё не покупавшими: { $acquisition }, с клиентами: { $repeat }; рядом – что приносят новые и повторные клиенты.
indicators-effort-contacts = Контакты
indicators-effort-acquisition = Контакты до первой покупки
indicators-effort-repeat = Контакты с клиентами
indicators-effort-new = Продажи новым
indicators-effort-old = Продажи повторным
indicators-places = Где находятся клиенты
indicators-places-says = Доля клиентов базы (всего { $clients }) по основному адресу; без населённого пункта: { $unknown }.
indicators-level = Уровень
indicators-level-region = Регионы
indicators-level-district = Районы
indicators-level-settlement = Населённые пункты
indicators-set-buyers = Покупавшие клиенты
indicators-set-grew = Увеличили закупки
indicators-set-not_grew = Не увеличили закупки
indicators-set-one_time = Купили один раз
indicators-set-regular = Стали постоянными
indicators-set-not_regular = Не стали постоянными
indicators-set-wallet = Клиенты с известным потенциалом
indicators-set-asked = Клиенты, которых спросили
indicators-set-promoters = Сторонники: ответили 9 или 10
indicators-set-between = Ответили 7 или 8
indicators-set-critics = Критики: ответили от 0 до 6
satisfaction-title = Удовлетворённость
satisfaction-says = С какой вероятностью клиент порекомендует нас, от 0 (никогда) до 10 (наверняка)? За период считается самый новый ответ.
satisfaction-score = Ответ
satisfaction-how = Как спросили
satisfaction-day = День
satisfaction-note = Что сказали
satisfaction-of = ответ { $score } от { $day }
satisfaction-channel-call = По телефону
satisfaction-channel-visit = На встрече
satisfaction-channel-email = По почте
satisfaction-channel-message = В мессенджере
satisfaction-channel-survey = В опросе
