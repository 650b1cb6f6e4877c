### Refusals: one message for each stable code of the API.

error-unknown = The server refused: { $code }
error-network = The server does not answer. What you typed is still here; try again in a moment.
error-internal = Something went wrong on the server. It is written down there.
error-not_found = There is no such record, or you may not see it.

error-login-taken = This log-in name is taken.
error-login-bad_length = A log-in name has 2 to 64 characters.
error-login-bad_character = Letters, digits, dot, dash and @ only.
error-password-too_short = Too short: at least 12 characters.
error-password-too_long = Too long.
error-password-too_common = This password is among the best known. Choose another.
error-password-too_guessable = Too easy to guess. Add a word or two.
error-policy-forbidden = You have no right to do this.
error-text-empty = Write something here.
error-text-too_long = Too long.
error-text-bad_character = A character here is not allowed.
error-channel-not_a_phone = Not a phone number.
error-channel-phone_length = Too few or too many digits for the country.
error-channel-not_an_email = Not an e-mail address.
error-channel-not_a_site = Not a web address.
error-channel-length = Empty or too long.
error-tax_number-shape = Not a tax number of this country.
error-tax_number-check_digit = A digit is wrong: the check digit does not fit.
error-filter-operator = This field cannot be filtered so.
error-filter-value = The filter’s value does not fit.
error-filter-too_long = Too many conditions.
error-precondition-failed = Somebody has changed this meanwhile. Look at it again.
error-setting-out_of_range = Outside the allowed range.
error-setting-not_allowed = Not one of the allowed values.
error-setting-not_below = It must lie below the next border.
error-setting-wrong_kind = A number where text belongs, or the other way round.
error-setting-unknown = There is no such setting.
error-user-bad_time_zone = There is no such time zone.
error-user-disabled = This account is disabled.
error-user-last_owner = The last owner must stay.
error-user-not_found = There is no such user.
error-user-own_account = Not on your own account.
error-user-owner_only = Only an owner may do this.
error-team-not_found = There is no such team.
error-token-people_only = Only a person may do this, not a token.

error-login-wrong = The log-in name or the password is wrong.
error-session-required = Log in first.
error-fields-invalid = Something is filled in wrong.
error-request-timeout = It took too long. Try again with less at once.
error-token-no_scope = Tick at least one right.
error-token-bad_lifetime = From 1 to { $max } days.
error-journal-already_undone = It is undone already.
error-journal-not_undoable = This cannot be taken back.
error-journal-changed_since = It has changed since; undo the later change first.
error-login-too_many = Too many attempts. { $minutes ->
    [one] Try again in a minute.
   *[other] Try again in { $minutes } minutes.
}

error-bulk-too_many_rows = Too many rows for one call: { $max } at most.
error-body-not_ndjson = Send one JSON object a line as application/x-ndjson.
error-field-missing = This must be given.
error-policy-field_forbidden = You may not see this field, so a list cannot be narrowed by it.
