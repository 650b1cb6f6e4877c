### Отказы: по сообщению на каждый постоянный код API.

error-unknown = Сервер отказал: { $code }
error-network = Сервер не отвечает. Введённое осталось на странице; повторите чуть позже.
error-internal = На сервере произошла ошибка. Она записана.
error-not_found = Такой записи нет, или она вам не видна.

error-login-taken = Такое имя уже занято.
error-login-bad_length = В имени для входа от 2 до 64 знаков.
error-login-bad_character = Только буквы, цифры, точка, тире и @.
error-password-too_short = Слишком короткий: нужно не меньше 12 знаков.
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
error-setting-wrong_kind = Число вместо текста или наоборот.
error-setting-unknown = Такой настройки нет.
error-user-bad_time_zone = Такого часового пояса нет.
error-user-disabled = Учётная запись отключена.
error-user-last_owner = Последний владелец должен остаться.
error-user-not_found = Такого пользователя нет.
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

error-bulk-too_many_rows = Слишком много строк за один раз: не больше { $max }.
error-body-not_ndjson = Отправьте по одному объекту JSON в строке как application/x-ndjson.
error-field-missing = Это нужно указать.
error-policy-field_forbidden = Это поле вам не показывается, поэтому и отбирать по нему нельзя.
