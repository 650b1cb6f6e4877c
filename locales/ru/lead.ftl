# Лиды: обращения, которые ещё никто не обработал, ввод на выставке, формы сайтов.
lead-new = Записать лид
lead-tab-new = Новые
lead-tab-taken = Взяты
lead-tab-refused = Отклонены
lead-tab-spam = Спам
lead-tab-all = Все
lead-state = Состояние
lead-state-new = новый
lead-state-taken = взят
lead-state-refused = отклонён
lead-state-spam = спам
lead-way = Пришёл
lead-way-any = любым путём
lead-way-form = форма сайта
lead-way-mail = e-mail
lead-way-event = выставка
lead-way-hand = записан вручную
lead-source = Источник
lead-source-any = любой источник
lead-find = Компания, человек или город
lead-who = Кто
lead-says = Что пишут
lead-arrived = Пришёл
lead-do = Действие
lead-company = Компания
lead-person = Человек
lead-phone = Телефон
lead-email = E-mail
lead-settlement = Город
lead-tax-number = ИНН
lead-products = Что спрашивают
lead-message = Сообщение
lead-temperature = Интерес
lead-temperature-none = неизвестен
lead-guessed = догадка
lead-guessed-hint = Взято из текста письма; проверьте, прежде чем верить.
lead-raw = Как пришло
lead-consent = Согласие
lead-masked = Телефоны и адреса для вас скрыты; они будут в карточке, когда лид взят.
lead-accept = Взять
lead-accept-to = Взять в
lead-accept-new = новый клиент
lead-known = Возможно, они уже есть в базе
lead-known-by-phone = тот же телефон
lead-known-by-email = тот же e-mail
lead-known-by-tax_number = тот же ИНН
lead-known-by-likeness = очень похожи
lead-known-by-name = то же название
lead-known-none = Ни у кого в базе нет такого телефона, e-mail или ИНН, и никто на них не похож.
lead-other-client = Другой клиент
lead-refuse = Отклонить
lead-reason = Почему
lead-reason-honeypot = заполнено поле, которого люди не видят
lead-reason-automatic = написано программой
lead-spam = Спам
lead-reopen = Открыть снова
lead-taken-into = Взят: { $client }
lead-taken-done = Лид взят.
lead-refused-done = Лид отклонён.
lead-spam-done = Убран в спам.
lead-reopened = Лид снова открыт.
lead-written = Лид записан.
lead-keys = A берёт отмеченный лид, R отклоняет, S убирает в спам, Enter показывает.
lead-open = Показать
lead-empty = Здесь нет лидов
lead-empty-text = Всё, что приходит через формы сайтов, по почте, с выставок и звонков, ждёт здесь, пока кто-то не возьмёт это в базу, не отклонит с причиной или не уберёт.
lead-file-xlsx = Excel
lead-file-csv = CSV
lead-entry = Выставка
lead-forms = Формы сайтов
lead-entry-title = Ввод на выставке
lead-entry-text = Выберите выставку один раз; дальше по строке на каждого посетителя. Enter сохраняет строку и начинает следующую. Без связи строки ждут в этом браузере и уйдут, когда она вернётся.
lead-entry-source = Выставка
lead-entry-none = Нет действующего источника вида «выставка». Добавьте его на странице «Источники» и вернитесь.
lead-entry-note = Заметка
lead-entry-keep = Сохранить
lead-entry-lines = Вставить строки
lead-entry-lines-hint = По строке на посетителя: компания, человек, телефон, e-mail, заметка через табуляцию или точку с запятой. Телефоны и адреса узнаются, где бы они ни стояли.
lead-entry-put-in = { $count ->
    [one] Внести { $shown } строку
    [few] Внести { $shown } строки
   *[many] Внести { $shown } строк
}
lead-entry-last = Введены последними
lead-entry-waiting = { $count ->
    [one] { $shown } строка ждёт связи
    [few] { $shown } строки ждут связи
   *[many] { $shown } строк ждут связи
}
lead-entry-send = Отправить сейчас
lead-entry-kept = сохранён
lead-entry-client = клиент заведён
lead-entry-sending = ждёт
lead-entry-refused = не принят: { $why }
lead-entry-again = Исправить
lead-entry-drop = Выбросить
lead-entry-undo = Отменить
lead-entry-empty = Пока никого
lead-entry-empty-text = Введённые посетители стоят здесь, последний сверху, и каждого можно отменить.
lead-form-new = Новая форма
lead-form-text = Форма вашего сайта отправляет обращения посетителей во входящие лиды. Скопируйте готовый HTML на страницу сайта, или пусть программа шлёт те же поля.
lead-form-name = Название
lead-form-sites = Сайты, которым можно её отправлять
lead-form-sites-hint = По одному в строке, как https://www.example.com. Нет ни одного: ни один браузер не может, только программы.
lead-form-language = Язык
lead-form-thanks = Страница благодарности
lead-form-thanks-hint = Куда посетитель попадёт потом; если пусто, простая страница отсюда.
lead-form-consent = Слова согласия
lead-form-consent-hint = Со словами в форме есть флажок, который надо отметить; лид хранит эти слова.
lead-form-active = Открыта
lead-form-closed = закрыта
lead-form-leads = { $count ->
    [one] { $shown } лид
    [few] { $shown } лида
   *[many] { $shown } лидов
}
lead-form-show = HTML для копирования
lead-form-snippet-hint = Скопируйте его на страницу сайта. Скрытое поле ловит программы; не убирайте его.
lead-form-address = Адрес
lead-form-renew = Новый ключ
lead-form-renew-text = Старый ключ больше ничего не открывает: HTML на сайте надо заменить.
lead-form-remove-text = Её ключ больше ничего не открывает. Лиды, пришедшие через неё, остаются.
lead-form-empty = Форм пока нет
lead-form-empty-text = Заведите свою для каждой страницы или сайта, чтобы видеть, что приносит каждая.
lead-snippet-company = Компания
lead-snippet-person = Ваше имя
lead-snippet-phone = Телефон
lead-snippet-email = E-mail
lead-snippet-message = Ваш вопрос
lead-snippet-send = Отправить
