### Одбивања: по една порака за секој постојан код на API.

error-unknown = Серверот одби: { $code }
error-network = Серверот не одговара. Внесеното е сè уште тука; обидете се повторно за момент.
error-internal = Се случи грешка на серверот. Таму е запишана.
error-not_found = Нема таков запис, или не смеете да го видите.

error-login-taken = Ова корисничко име е зафатено.
error-login-bad_length = Корисничкото име има од 2 до 64 знаци.
error-login-bad_character = Само букви, цифри, точка, цртичка и @.
error-password-too_short = Прекратка: најмалку 12 знаци.
error-password-too_long = Предолга.
error-password-too_common = Оваа лозинка им е позната на сите. Изберете друга.
error-password-too_guessable = Прелесна за погодување. Додајте збор-два.
error-policy-forbidden = Немате право на ова.
error-text-empty = Пополнете го ова поле.
error-text-too_long = Предолго.
error-text-bad_character = Тука има недозволен знак.
error-channel-not_a_phone = Ова не е телефонски број.
error-channel-phone_length = Премалку или премногу цифри за државата.
error-channel-not_an_email = Ова не е адреса за е-пошта.
error-channel-not_a_site = Ова не е веб-адреса.
error-channel-length = Празно или предолго.
error-tax_number-shape = Ова не е даночен број на оваа држава.
error-tax_number-check_digit = Погрешна цифра: контролната цифра не се совпаѓа.
error-filter-operator = Ова поле не се филтрира така.
error-filter-value = Вредноста на филтерот не одговара.
error-filter-too_long = Премногу услови.
error-precondition-failed = Во меѓувреме некој го измени ова. Погледнете повторно.
error-setting-out_of_range = Надвор од дозволените граници.
error-setting-not_allowed = Не е дозволена вредност.
error-setting-not_below = Мора да биде помало од следната граница.
error-setting-wrong_kind = Број наместо текст или обратно.
error-setting-unknown = Нема таква поставка.
error-user-bad_time_zone = Нема таква временска зона.
error-user-disabled = Сметката е исклучена.
error-user-last_owner = Последниот сопственик мора да остане.
error-user-not_found = Нема таков корисник.
error-user-own_account = Не со сопствената сметка.
error-user-owner_only = Ова го смее само сопственик.
error-team-not_found = Нема таков тим.
error-token-people_only = Ова го смее само човек, не клуч.

error-login-wrong = Погрешно корисничко име или лозинка.
error-session-required = Прво најавете се.
error-fields-invalid = Нешто е погрешно пополнето.
error-request-timeout = Траеше предолго. Обидете се со помалку.
error-token-no_scope = Означете барем едно право.
error-token-bad_lifetime = Од 1 до { $max } денови.
error-journal-already_undone = Веќе е вратено.
error-journal-not_undoable = Ова не може да се врати.
error-journal-changed_since = Оттогаш е менувано; прво вратете ја подоцнежната измена.
error-login-too_many = Премногу обиди. { $minutes ->
    [one] Обидете се повторно за { $minutes } минута.
   *[other] Обидете се повторно за { $minutes } минути.
}

error-bulk-too_many_rows = Премногу редови одеднаш: најмногу { $max }.
error-body-not_ndjson = Испратете по еден објект JSON во ред како application/x-ndjson.
error-field-missing = Ова мора да се наведе.
error-policy-field_forbidden = Ова поле не ви се прикажува, па списокот не може да се сведе по него.
