### Отказы: по сообщению на каждый постоянный код API.

error-unknown = Сервер отказал: { $code }
error-network = Сервер не отвечает. Введённое осталось на странице; повторите чуть позже.
error-internal = На сервере произошла ошибка. Она записана.
error-not_found = Такой записи нет, или она вам не видна.

error-analysis-ledger = Суммы заказов слишком велики, чтобы их сложить.
error-login-taken = Такое имя уже занято.
error-login-bad_length = В имени для входа от 3 до 64 знаков.
error-login-bad_character = Только буквы, цифры, точка, тире и @.
error-password-too_short = Слишком короткий: нужно не меньше 10 знаков.
error-password-too_long = Слишком длинный.
error-password-too_common = Этот пароль известен всем. Выберите другой.
error-password-too_guessable = Слишком легко угадать. Добавьте слово-другое.
error-policy-forbidden = У вас нет такого права.
error-text-empty = Заполните это поле.
error-text-too_long = Слишком длинно.
error-text-bad_character = Здесь есть недопустимый знак.
error-channel-not_a_phone = Это не номер телефона.
error-channel-phone_length = Цифр слишком мало или много для этой страны.
error-channel-not_an_email = Это не адрес эл. почты.
error-channel-not_a_site = Это не адрес сайта.
error-channel-length = Пусто или слишком длинно.
error-tax_number-shape = Это не налоговый номер этой страны.
error-tax_number-check_digit = Ошибка в цифре: контрольная сумма не сходится.
error-filter-operator = Так это поле не фильтруется.
error-filter-value = Значение фильтра не подходит.
error-filter-too_long = Слишком много условий.
error-precondition-failed = Это уже изменил кто-то другой. Посмотрите ещё раз.
error-setting-out_of_range = Вне допустимых пределов.
error-setting-not_allowed = Такое значение не допускается.
error-setting-not_below = Должно быть меньше следующей границы.
error-setting-currency_in_use = Заказы и платежи уже пересчитаны в эту валюту по курсам их дней; с другой валютой суммы смешали бы две. Её выбирают до первого заказа: чтобы сменить, загрузите заказы в новую базу.
error-setting-wrong_kind = Число вместо текста или наоборот.
error-setting-unknown = Такой настройки нет.
error-user-bad_time_zone = Такого часового пояса нет.
error-user-disabled = Учётная запись отключена.
error-user-last_owner = Последний владелец должен остаться.
error-user-not_found = Такого пользователя нет.
error-import-busy = С этим импортом работает задание. Дождитесь его или отмените.
error-import-state = В нынешнем состоянии импорта этого сделать нельзя.
error-import-too_large = Файл больше, чем здесь разрешено.
error-import-no_place = У этого сервера нет папки для загружаемых файлов.
error-import-reader = Файл не удалось прочитать: процесс чтения завершился с ошибкой.
error-import-reader_stopped = Чтение остановлено: исчерпан предел памяти или времени. Если с файлом всё в порядке, разделите его или сохраните как CSV.
error-import-empty_file = Файл пуст.
error-import-delimiter = Разделитель – один простой знак, не кавычка и не перевод строки.
error-import-encoding = Такой кодировки нет.
error-import-borders = Вероятности должны быть от 1 до 100 процентов, и «сомнительно» не выше «та же».
error-import-heading_rows = Заголовок не может там находиться.
error-import-other_kind = Сопоставление сделано для записей другого вида.
error-import-mapping = Сопоставление не читается.
error-import-row_written = Эта строка уже записана.
error-import-too_many_rows = Слишком много строк для одной правки. Сузьте фильтр.
error-import-no_match = Такой записи в базе нет.
error-import-no_row_numbers = В файле нет столбца import_row, по которому находят строки.
error-import-client_unknown = Клиента с такими ключами в базе нет.
error-import-client_ambiguous = Такой ключ у нескольких клиентов: укажите идентификатор или ИНН.
error-import-order_clients = В строках этого заказа названы разные клиенты.
error-import-order_incomplete = В другой строке этого заказа ошибка, поэтому он не записан.
error-import-product_unknown = Такого товара в прайс-листе нет.
error-import-profile_foreign = В файле нет ни одного заголовка, который знает это сопоставление.
error-import-not_read = Файл ещё не прочитан.
error-import-feed_folder = Папка не открывается. Она должна лежать прямо в той, за которой следит сервер, и не быть ссылкой.
error-import-feed_root = Сервер не следит ни за одной папкой: администратор задаёт её настройкой import_folders.
error-import-feed_pattern = Шаблон относится только к именам файлов: без пути.
error-import-feed_minutes = От 1 минуты до недели (10080).
error-import-feed_layout = Столбцы файла не те, для которых сохранено сопоставление.
error-import-feed_profile = Сохранённого сопоставления больше нет.
error-import-feed_report = Не удалось записать отчёт.
error-import-profile_used = Этим сопоставлением пользуется регулярный импорт.
error-import-no_rows = В файле нет строк.
error-table-not_found = Файла больше нет.
error-table-no_permission = Серверу нельзя читать этот файл.
error-table-io = Файл не читается.
error-table-empty = Файл пуст.
error-table-binary = Это не текст и не известный формат таблицы.
error-table-not_a_table = В файле не видно строк и столбцов.
error-table-encrypted = Книга защищена паролем. Сохраните её без пароля.
error-table-other_archive = Этот архив – не таблица.
error-table-no_sheet = Такого листа нет.
error-table-over_limit = Файл превышает предел, который защищает от вредоносных файлов. Если с ним всё в порядке, сохраните его как CSV или разделите.
error-table-damaged = Файл повреждён или обрезан. Выгрузите или скопируйте его ещё раз.
error-table-unsupported = Файл такого вида прочитать нельзя.
error-user-own_account = Со своей учётной записью так нельзя.
error-user-owner_only = Это может только владелец.
error-team-not_found = Такой команды нет.
error-token-people_only = Это может только человек, не ключ.

error-login-wrong = Неверное имя или пароль.
error-session-required = Сначала войдите.
error-fields-invalid = Что-то заполнено неверно.
error-request-timeout = Слишком долго. Повторите, взяв поменьше.
error-token-no_scope = Отметьте хотя бы одно право.
error-token-bad_lifetime = От 1 до { $max } дней.
error-journal-already_undone = Уже отменено.
error-journal-not_undoable = Это нельзя отменить.
error-journal-changed_since = С тех пор это менялось; сначала отмените более позднее.
error-login-too_many = Слишком много попыток. { $minutes ->
    [one] Повторите через { $minutes } минуту.
    [few] Повторите через { $minutes } минуты.
   *[other] Повторите через { $minutes } минут.
}

error-address-bad = В адресе нужны страна и части обычной длины.
error-body-malformed = Запрос – не правильный JSON (строка { $line }).
error-body-not_json = Запрос должен быть в JSON.
error-body-too_large = Слишком много за один раз. Отправьте частями.
error-body-unreadable = Запрос оборвался по дороге. Повторите.
error-client-external_id_taken = Этот внешний номер уже у другого клиента.
error-duplicate-found = Похоже, такой уже есть в базе ({ $count }). Откройте карточку или скажите, что это другой.
error-client-invalid = Прежние данные клиента уже не отвечают правилам.
error-country-unknown = Такой страны нет.
error-csrf-refused = Запрос пришёл не со страницы этого сервера. Обновите страницу.
error-db-busy = Сейчас много работы. Повторите через секунду.
error-db-check = База не допускает такого значения.
error-db-conflict = То же самое меняли другие. Повторите.
error-db-damaged = База повреждена. Восстановите её из копии.
error-db-disconnected = Связь с базой прервалась, ничего не изменено. Повторите.
error-db-foreign = Этот файл принадлежит другой программе.
error-db-foreign_key = На это ещё есть ссылки, или того, на что оно ссылается, уже нет.
error-db-full = Диск заполнен: читать можно, сохранить нельзя. Сообщите администратору.
error-db-internal = База ответила ошибкой. Она записана.
error-db-io = Диск сообщил об ошибке. Сообщите администратору.
error-db-migration_changed = База создана другой сборкой этой версии.
error-db-network_disk = База не должна лежать на сетевом диске.
error-db-newer_schema = База записана более новой версией Clientele.
error-db-not_a_database = Этот файл не является базой.
error-db-old_engine = Движок базы данных слишком стар.
error-db-open = Базу не удаётся открыть.
error-db-orphan_wal = Журнал изменений лежит без своей базы.
error-db-program = Нужная программа завершилась с ошибкой.
error-db-read_only = Сейчас в базу нельзя писать.
error-db-stopped = Остановлено до завершения.
error-db-superuser = Роль в базе данных – суперпользователь. Заведите программе отдельную роль.
error-db-timeout = База отвечала слишком долго. Сузьте запрос и повторите.
error-db-unique = Такое уже есть.
error-db-unknown_outcome = Связь прервалась во время сохранения. Прежде чем повторять, проверьте, сохранилось ли.
error-db-url = Адрес базы не удаётся разобрать.
error-field-invalid = Такое значение сюда не подходит.
error-field-missing = Это нужно заполнить.
error-field-unknown = Такого поля нет.
error-host-unknown = Под этим именем сервер не отвечает.
error-idempotency-bad_key = Ключ повтора – от 1 до 128 обычных знаков.
error-idempotency-in_progress = Такой же запрос ещё выполняется.
error-idempotency-mismatch = С этим ключом повтора уже был другой запрос.
error-idempotency-not_repeatable = Это уже сделано; секрет показывается только один раз.
error-interaction-moment = В такой момент это не могло произойти.
error-interaction-agreed_day = Договорённый день – после контакта, не позже чем через год.
error-rest-resting = Клиент отдыхает до { $until }: между контактами { $days } дн. Снять отдых с указанием причины вправе: { $roles }.
error-blacklist-listed = Клиент в чёрном списке до оплаты: контакты только о долге, заказов нет. Убрать его оттуда могут: { $roles }.
error-receivable-limit = С этим заказом клиент будет должен больше, чем позволяют его условия. Изменить их в карточке могут: { $roles }.
error-receivable-prepaid = До отгрузки должно быть оплачено { $percent } % заказа. Изменить условия в карточке могут: { $roles }.
error-receivable-document = Заказ отгружают, только пока действует письмо из условий клиента. Изменить их в карточке могут: { $roles }.
error-receivable-days = От 0 до 366 дней.
error-receivable-needs_limit = Если отгружать меньше, нужен предел долга.
error-receivable-needs_percent = От 1 до 100 процентов.
error-holding-capacity = У вас в работе клиентов: { $held } при пределе { $most }. Завершите или верните часть; предел меняет руководитель продаж.
error-holding-hoarding = Взято и ещё не обработано клиентов: { $idle }, предел – { $most }. Сначала свяжитесь с ними.
error-holding-nobody = Этот клиент ни у кого не в работе.
error-pool-empty = Для вашей роли в пуле сейчас никого нет: все отдыхают, отложены или в работе.
error-absence-own_deputy = Выберите заместителем другого сотрудника.
error-absence-days = Последний день – не раньше первого и не в прошлом, не позже чем через год.
error-inbox-until = Выберите момент в будущем, не дальше года.
error-rule-day = Выберите сегодня или день позже, не дальше года.
error-rule-closed = Это изменение уже не ждёт.
error-training-score = От 0 до 100 процентов.
error-training-day = Тест бывает только в прошлом; обучение – не дальше года вперёд.
error-refusal-reason = Выберите причину: она есть у каждого НЕТ.
error-refusal-reason_closed = Эту причину больше не выбирают.
error-refusal-real_reason = Выберите, что за этим стоит; «есть поставщик» – не настоящая причина.
error-refusal-return_day = День после отказа, не дальше десяти лет.
error-refusal-days = От 1 до 3660 дней, первое число не больше второго; если причина окончательная, оставьте оба пустыми.
error-refusal-reasons = Причин уже 50; сначала уберите какую-нибудь.
error-refusal-reason_used = Эта причина стоит в отказах или есть в каждой базе: уберите её из выбора.
error-complaint-day = Жалоба не может прийти в будущем.
error-script-one_step = Несколько шагов и ответы бывают только у разговора.
error-script-steps = В разговоре не больше 50 шагов.
error-script-answers = У шага не больше 9 ответов.
error-script-next = Такого шага нет.
error-script-unreachable = К этому шагу не ведёт ни один ответ: приведите к нему или уберите его.
error-script-pitch_long = Это произносится дольше, чем вас слушают (настройка «Самая длинная главная мысль»). Сократите.
error-conveyor-not_qualified = Дальше передают только нашего клиента, который может купить сейчас, и по не слишком старой квалификации. Сначала квалифицируйте его; передать всё равно могут: { $roles }.
error-conveyor-station = Клиент уже не у телемаркетолога. Передать его всё равно могут: { $roles }.
error-conveyor-full = У этого сотрудника столько клиентов, сколько он может вести. Передать ещё одного всё равно могут: { $roles }.
error-conveyor-nobody = На следующем участке нет никого на работе со свободным местом. Выбрать сотрудника вручную могут: { $roles }.
error-conveyor-not_passed = Клиента не передавали нынешнему сотруднику, поэтому вернуть его нельзя.
error-conveyor-no_deal = Клиент переходит к клиентскому менеджеру после первой сделки. Передать его всё равно могут: { $roles }.
error-conveyor-never_bought = Клиент никогда не покупал, значит, и не уснул.
error-conveyor-answers = На каждый вопрос портрета нужен один ответ.
error-conveyor-day = День после сегодняшнего и только если клиент хочет купить позже.
error-joint-open = Этого клиента уже ведут вдвоём. Сначала закончите это.
error-joint-same = Клиент уже у этого сотрудника.
error-joint-days = Не в прошлом и не дольше, чем позволяют настройки.
error-joint-steps = Клиент может согласиться, когда сделаны все шаги передачи.
error-joint-not_agreed = Передача закрывается согласием клиента, или её прекращают.
error-joint-no_hand_over = Это не передача: клиент остаётся у того, у кого он в работе.
error-joint-future = Клиент не мог согласиться в день, который ещё не наступил.
error-joint-left = Новый менеджер здесь больше не работает. Прекратите передачу.
error-job-abandoned = Несколько попыток, и каждая оборвалась.
error-job-panicked = Не удалось из-за ошибки программы. Она записана.
error-list-too_long = Слишком много сразу.
error-number-out_of_range = Вне допустимых пределов.
error-password-must_change = Сначала придумайте свой пароль.
error-password-wrong = Это не ваш пароль.
error-precondition-malformed = Версию записи не удаётся прочитать.
error-precondition-required = Укажите, какую версию записи вы меняете.
error-route-method = Здесь так сделать нельзя.
error-team-not_empty = В команде ещё есть люди.
error-user-cannot_be_removed = Учётные записи отключают, но не удаляют: сделанное остаётся под именем.
error-channel-reveal_quota = Число контактов, которые можно открыть за день, исчерпано.
error-merge-number = За один раз сливаются от двух до пяти разных записей.
error-merge-tax_numbers = У записей разные налоговые номера: это две компании, пока кто-нибудь не скажет, что один номер ошибочный. Сказать это может тот, кто вправе сливать.
error-merge-merged_since = Оставшаяся запись с тех пор сама слита с другой: сначала отмените то слияние.
error-merge-undone = Это слияние уже отменено.
error-duplicate-decided = Эту пару уже кто-то решил. Верните то решение, чтобы сказать иное.
error-duplicate-undone = Это уже возвращено.
error-duplicate-person_merged_since = Оставшаяся запись с тех пор сама объединена с другой: сначала отмените то объединение.
error-duplicate-groups_differ = Карточки принадлежат двум группам компаний. Выберите одну из них.
error-duplicate-merge_without = Слияние должно называть обе карточки пары.
error-duplicate-not_precise = Слияние без вопросов предлагается только там, где измерено, что механизм прав (настройка «наименьшая точность»). Решите больше пар или спросите того, кто меняет настройки.
error-client-export_quota = Столько строк за день выгрузить нельзя: разрешено { $quota }, сегодня выгружено { $taken }, запрошено ещё { $wanted }. Сузьте список или попросите владельца: он может поднять настройку.
error-dial-not_a_table = Это не таблица, которую можно прочесть: дайте файл CSV или Excel либо строки с двумя столбцами.
error-dial-no_phones = Ни в одном столбце нет телефонных номеров.
error-dial-no_results = Ни в одном столбце нет итогов звонков: пишите «ответили», «не отвечает», «занято», «не зарегистрирован» или «чужой номер».
error-quarantine-return_day = День повторной проверки должен быть позже дня, когда отложено, в виде ГГГГ-ММ-ДД.
error-winback-order = Шаги идут по порядку: обед, визит, «что, если», прощание, рекомендация; только в открытом деле.
error-winback-day = Шаг не может быть раньше предыдущего и не может быть в будущем.
error-winback-last = Отменить можно только последний шаг открытого дела.
error-winback-open = У этого клиента уже есть открытое дело.
error-policy-field_forbidden = Это поле вам не видно, поэтому по нему нельзя отбирать и сортировать.
error-bulk-too_many_rows = Слишком много строк за один раз: не больше { $max }.
error-body-not_ndjson = Отправьте по одному объекту JSON в строке как application/x-ndjson.
error-dictionary-name_taken = В этом списке такое название уже есть.
error-dictionary-used = На запись ссылаются клиенты; сначала дайте им другую.
error-source-has_costs = На него записаны затраты; сначала удалите их.
error-source-has_leads = На него ссылаются лиды или формы сайтов; сначала дайте им другой.
error-lead-decided = По этому лиду уже решено. Взятое отменяется целиком, в журнале.
error-lead-nobody = Никто не назван: укажите компанию, человека, телефон или e-mail.
error-lead-not_a_letter = Это не письмо, которое можно прочесть: нужен отправитель и вид RFC 5322.
error-lead-letter_size = Письмо слишком велико. Сколько можно, говорит настройка «самое большое письмо»; меняют её владелец и администратор.
error-lead-taken_back = Это письмо уже приходило, а его лид отменён.
error-lead_form-site = Сайт пишется как https://www.example.com, без пути.
error-lead_form-foreign_site = С этого сайта форму отправлять нельзя.
error-lead_form-contact = Нужен телефон или e-mail, чтобы мы могли ответить.
error-lead_form-consent = Пожалуйста, согласитесь со словами под формой.
error-lead_form-too_many = За короткое время пришло слишком много обращений. Попробуйте позже.
error-lead_form-kind = Отправляйте поля как JSON или как браузеры отправляют формы.
error-lead_form-unreadable = Это не объект JSON с полями.
error-referral-one_giver = Укажите одного: клиента или человека не из базы.
error-referral-circle = Этот клиент сам пришёл от того, кого он будто бы рекомендовал.
error-coverage-not_empty = В ней есть дома; сначала уберите их.
error-day-before_first = Последний день раньше первого.
error-code-unknown = Такого значения в списке нет.
error-reference-unknown = Такой записи нет, или вам её не видно.
error-selection-one_way = Назовите клиентов одним способом: списком, номерами, подборкой или показателем.
error-selection-no_rule = Клиенты взяты поштучно; правила, чтобы спросить снова, нет.
error-selection-contact_in_rule = Телефон и почта как правило не хранятся. Ищите по имени, фильтруйте или отметьте клиентов.
error-selection-too_many = Слишком много клиентов для одной подборки. Сузьте список.
error-import-mapping_field = У записей этого импорта нет такого поля.
error-import-mapping_twice = Одно поле заполняется дважды.
error-import-mapping_column = В таблице нет такого столбца.
error-import-mapping_dictionary = Сопоставление ссылается на словарь, которого нет.
error-import-mapping_too_large = Сопоставление слишком велико.
error-gate-name = Нет названия: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-gate-phone = Нет телефона: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-gate-email = Нет эл. почты: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-gate-tax_number = Нет налогового номера: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-gate-region = Нет адреса с регионом: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-gate-segment = Нет сегмента: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-gate-source = Нет источника: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-gate-manager = Нет ответственного: это требуется { $stage ->
    [save] на каждой карточке
    [assign] прежде, чем передать клиента менеджеру
   *[order] прежде, чем оформить заказ
}. Заполните карточку или измените правило в настройках: { $rule }.
error-task-time_taken = Время занято. В этот день свободно: { $free }
error-task-meeting_time = Встрече нужно время
error-task-promise_client = Обещание дают клиенту: выберите его
error-task-minutes = От 1 до 1440 минут
error-task-past_midnight = Закончилось бы после полуночи
error-calendar-range = Не больше 62 дней сразу, последний не раньше первого
error-report-range = Последний день раньше первого, или дней слишком много: не больше 62 дней или недель, всего до года
error-plan-place = Не день недели (1–7), не день и не шаг воронки
error-plan-amount = Целое число от 0 до 100 000
error-plan-month = Месяц в виде 2026-03
error-plan-money = Сумма не меньше нуля
error-interaction-minutes = От 1 до 1440 минут
error-task-too_many = Клиентов { $count }, а задачи сразу получают не больше { $most }. Сузьте список или поднимите предел в настройках.
error-task-steps = В задаче не больше 20 шагов.
error-task-steps_open = Выполнены не все шаги.
error-clean_list-empty = Проверку не проходит никто: выпускать нечего.
error-clean_list-withdrawn = Этот список отозван.
error-key-limit = Сотрудник ведёт ключевых клиентов: { $held }; один может вести { $most }. Передайте клиента другому, или { $roles } может изменить настройку.
error-key-holder_limit = У менеджера стало бы больше ключевых клиентов, чем может вести один. Сначала передайте клиента другому, или пусть владелец либо администратор изменит настройку.
error-responsibility-refers = Это названо в матрице ответственности или в том, что кто-то берёт из пула. Сначала уберите там.
error-responsibility-line = Выберите товарное направление: группу в корне дерева товаров.
error-responsibility-no_regions = В этой территории пока нет регионов: клиентов в ней нет.
error-responsibility-days = Последний день раньше первого.
error-responsibility-same = Матрица уже говорит то же самое на эти дни.
error-territory-region_taken = Один из этих регионов входит в другую территорию.
error-task-visit_client = Визит бывает к клиенту: выберите его
error-funnel-steps = В воронке от 2 до 40 шагов.
error-funnel-key = Строчные латинские буквы, цифры и _, не более 40.
error-funnel-key_taken = Такой ключ есть у другого шага.
error-funnel-percent = От 0 до 100 процентов; у первого шага нет.
error-funnel-norm = От меньшего процента к большему, каждый случай один раз.
error-funnel-stuck = От 1 до 3650 дней.
error-funnel-next = Такого шага нет.
error-funnel-unreachable = Сюда не ведёт ни один шаг.
error-funnel-from_day = Не раньше сегодняшнего дня.
error-funnel-only_version = У воронки есть хотя бы одна версия.
error-funnel-approved = Утверждена и больше не меняется: подготовьте следующую версию.
error-funnel-none = Утверждённой воронки пока нет: её создаёт начальник отдела продаж.
error-funnel-not_in_force = Ни одна версия этой воронки не действует.
error-deal-step = Такого шага нет, или с него нельзя начать.
error-deal-same_step = Она уже стоит здесь.
error-deal-not_next = С этого шага воронка туда не ведёт; изменить её может начальник отдела продаж.
error-deal-won = Она выиграна; отмена возвращает последний ход.
error-deal-open = Она и так идёт.
error-deal-ended = Она закончена; сначала верните её в работу.
error-deal-return_day = День после сегодняшнего, не дальше десяти лет.
error-deal-engaged = У клиента есть открытая сделка в этой воронке.
error-deal-buys = Уже покупает у нас.
error-deal-amount = Не меньше нуля.
error-deal-needs_title = Шаг требует названия сделки.
error-deal-needs_amount = Шаг требует суммы.
error-deal-needs_expected_day = Шаг требует ожидаемого дня.
error-deal-needs_person = Шаг требует контактного лица.
error-deal-needs_product_group = Шаг требует группы товаров.
