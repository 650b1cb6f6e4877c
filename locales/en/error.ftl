### Refusals: one message for each stable code of the API.

error-unknown = The server refused: { $code }
error-network = The server does not answer. What you typed is still here; try again in a moment.
error-internal = Something went wrong on the server. It is written down there.
error-not_found = There is no such record, or you may not see it.

error-analysis-ledger = The amounts of the orders are too large to add up.
error-login-taken = This log-in name is taken.
error-login-bad_length = A log-in name has 3 to 64 characters.
error-login-bad_character = Letters, digits, dot, dash and @ only.
error-password-too_short = Too short: at least 10 characters.
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
error-setting-currency_in_use = Orders or payments are already kept in this currency too, converted on their days; with another one sums would mix two currencies. It can be chosen only before the first order: to change it, load the orders into a new base.
error-setting-wrong_kind = A number where text belongs, or the other way round.
error-setting-unknown = There is no such setting.
error-user-bad_time_zone = There is no such time zone.
error-user-disabled = This account is disabled.
error-user-last_owner = The last owner must stay.
error-user-not_found = There is no such user.
error-import-busy = A job works on this import. Wait for it, or call it off.
error-import-state = This cannot be done with the import as it stands.
error-import-too_large = The file is larger than allowed here.
error-import-no_place = This server has no folder for files that are brought in.
error-import-reader = The file could not be read: the process that reads files failed.
error-import-reader_stopped = Reading was stopped by its limits of memory or time. If the file is honest, split it, or save it as CSV.
error-import-empty_file = The file is empty.
error-import-delimiter = A delimiter is one plain character, no quote and no line break.
error-import-encoding = There is no such encoding.
error-import-borders = The chances must be between 1 and 100 percent, and “doubtful” not above “the same”.
error-import-heading_rows = The heading cannot lie there.
error-import-other_kind = The mapping is for another kind of records.
error-import-mapping = The mapping cannot be read.
error-import-row_written = This row has been written already.
error-import-too_many_rows = Too many rows for one change. Narrow the filter.
error-import-no_match = The base has no such record.
error-import-no_row_numbers = The file has no column import_row, by which its rows are found again.
error-import-client_unknown = The base has no client with these keys.
error-import-client_ambiguous = Several clients have this key: tell the client by its identifier or tax number.
error-import-order_clients = The rows of this order name different clients.
error-import-order_incomplete = Another row of this order is wrong, so none of it is written.
error-import-product_unknown = The price list has no such product.
error-import-profile_foreign = The file has none of the headings that this mapping knows.
error-import-not_read = The file has not been read yet.
error-import-feed_folder = The folder cannot be opened. It must be a folder right under the one that the server watches, and no link.
error-import-feed_root = The server watches no folder: its administrator names one by the setting import_folders.
error-import-feed_pattern = A pattern is of names of files only: no path.
error-import-feed_minutes = From 1 minute to a week (10080).
error-import-feed_layout = The columns of the file are others than those of the kept mapping.
error-import-feed_profile = The kept mapping is gone.
error-import-feed_report = The report could not be written.
error-import-profile_used = A regular import uses this mapping.
error-import-no_rows = The file has no rows.
error-table-not_found = The file is gone.
error-table-no_permission = The server may not read the file.
error-table-io = The file cannot be read.
error-table-empty = The file is empty.
error-table-binary = This is neither text nor a known table format.
error-table-not_a_table = No rows and columns can be seen in the file.
error-table-encrypted = The workbook has a password. Save it without one.
error-table-other_archive = This archive is not a table.
error-table-no_sheet = There is no such sheet.
error-table-over_limit = The file is over a limit that guards against hostile files. If it is honest, save it as CSV or split it.
error-table-damaged = The file is damaged or cut off. Export or copy it again.
error-table-unsupported = This kind of file cannot be read.
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

error-address-bad = An address needs a country and parts of ordinary length.
error-body-malformed = The request is not well-formed JSON (line { $line }).
error-body-not_json = The request must be JSON.
error-body-too_large = Too much at once. Send it in smaller pieces.
error-body-unreadable = The request broke off on the way. Try again.
error-client-external_id_taken = Another client has this outside number.
error-duplicate-found = Somebody like this seems to be in the base already ({ $count }). Open the card, or say that this is another.
error-client-invalid = The client’s earlier data no longer fits the rules.
error-country-unknown = There is no such country.
error-csrf-refused = This did not come from a page of this server. Load the page again.
error-db-busy = Much is going on at the moment. Try again in a second.
error-db-check = The base does not allow this value.
error-db-conflict = Others were changing the same. Try again.
error-db-damaged = The base is damaged. Restore a backup.
error-db-disconnected = The connection to the base broke; nothing was changed. Try again.
error-db-foreign = This file belongs to another program.
error-db-foreign_key = Something else still refers to it, or what it refers to is gone.
error-db-full = The disk is full: reading goes on, nothing can be saved. Tell the administrator.
error-db-internal = The base answered with an error. It is written down.
error-db-io = The disk reported an error. Tell the administrator.
error-db-migration_changed = The base was made by a different build of this version.
error-db-network_disk = The base may not lie on a network disk.
error-db-newer_schema = The base was written by a newer version of Clientele.
error-db-not_a_database = This file is not a base.
error-db-old_engine = The database engine is too old.
error-db-open = The base cannot be opened.
error-db-orphan_wal = A log of changes lies there without its base.
error-db-program = A program that was needed failed.
error-db-read_only = The base cannot be written at the moment.
error-db-stopped = It was stopped before its end.
error-db-superuser = The database role is a superuser. Give the program a role of its own.
error-db-timeout = The base took too long. Narrow it down and try again.
error-db-unique = There is one like this already.
error-db-unknown_outcome = The connection broke while saving. Look whether it was saved before you try again.
error-db-url = The address of the base cannot be read.
error-field-invalid = Not a value that fits here.
error-field-missing = This is needed.
error-field-unknown = There is no such field.
error-host-unknown = The server does not answer under this name.
error-idempotency-bad_key = The key of repetition has 1 to 128 plain characters.
error-idempotency-in_progress = The same request is still running.
error-idempotency-mismatch = This key of repetition came with another request before.
error-idempotency-not_repeatable = This was done already; its secret is shown only once.
error-interaction-moment = Not a moment at which this could have happened.
error-interaction-agreed_day = The day agreed on lies after the contact, at most a year.
error-rest-resting = The client rests until { $until }: { $days } days between contacts. { $roles } can lift this, with a reason.
error-blacklist-listed = The client is on the blacklist until it pays: no contacts but about the debt, and no orders. { $roles } can take it off.
error-receivable-limit = With this order the client would owe more than its terms allow. { $roles } can change them on the card.
error-receivable-prepaid = { $percent } % of this order has to be paid before it leaves. { $roles } can change the terms on the card.
error-receivable-document = The order leaves only while the letter of the client’s terms is in force. { $roles } can change them on the card.
error-receivable-days = From 0 to 366 days.
error-receivable-needs_limit = A client that is supplied less needs a limit.
error-receivable-needs_percent = From 1 to 100 percent.
error-holding-capacity = You hold { $held } of at most { $most } clients. Finish or give back some first; the head of sales can change the limit.
error-holding-hoarding = { $idle } clients you took are not worked yet; the limit is { $most }. Contact them first.
error-holding-nobody = Nobody holds this client.
error-pool-empty = No client waits in the pool for your role now: all rest, are set aside or are held.
error-absence-own_deputy = Choose somebody else as the deputy.
error-absence-days = The last day lies after the first and not in the past, at most a year later.
error-inbox-until = Choose a moment from now on, at most a year ahead.
error-rule-day = Choose today or a later day, at most a year ahead.
error-rule-closed = This change does not wait any more.
error-training-score = From 0 to 100 percent.
error-training-day = A test lies in the past; training at most a year ahead.
error-refusal-reason = Choose the reason: every NO has one.
error-refusal-reason_closed = This reason is no longer chosen.
error-refusal-real_reason = Choose what is behind it; “has a supplier” is no real reason.
error-refusal-return_day = A day after the refusal, at most ten years ahead.
error-refusal-days = From 1 to 3660 days, the first number not above the second; leave both empty when the reason is final.
error-refusal-reasons = There are 50 reasons already; put some away first.
error-refusal-reason_used = This reason stands in refusals, or every base has it: put it away instead.
error-complaint-day = A complaint cannot come in the future.
error-script-one_step = Only a talk has several steps or answers.
error-script-steps = A talk has at most 50 steps.
error-script-answers = A step has at most 9 answers.
error-script-next = There is no such step.
error-script-unreachable = No answer leads to this step: lead one there, or remove it.
error-script-pitch_long = This takes longer to say than a listener gives (setting “Longest main idea”). Shorten it.
error-conveyor-not_qualified = Only a client that is ours and can buy now is passed on, by a qualification that is not too old. Qualify it first; { $roles } can pass it on all the same.
error-conveyor-station = The client is not with a telemarketer any more. { $roles } can pass it on all the same.
error-conveyor-full = This employee has as many clients as they can work. { $roles } can pass one on all the same.
error-conveyor-nobody = Nobody of the next station is at work with room for one more. { $roles } can choose somebody by hand.
error-conveyor-not_passed = The client was not passed on to its holder, so it cannot be given back.
error-conveyor-no_deal = A client goes to a client manager after its first deal. { $roles } can hand it over all the same.
error-conveyor-never_bought = The client has never bought, so it does not sleep.
error-conveyor-answers = There is one answer to each question of the portrait.
error-conveyor-day = A day after today, and only when the client wants to buy later.
error-joint-open = Two work this client together already. End that first.
error-joint-same = The client is with this employee already.
error-joint-days = Not in the past and not longer than the settings allow.
error-joint-steps = The client can agree when every step of the hand-over is done.
error-joint-not_agreed = A hand-over closes when the client agrees, or is given up.
error-joint-no_hand_over = This is no hand-over: the client stays with its holder.
error-joint-future = The client cannot have agreed on a day to come.
error-joint-left = The new manager does not work here any more. Give the hand-over up.
error-job-abandoned = It was tried several times and broke off each time.
error-job-panicked = It failed by a fault of the program. It is written down.
error-list-too_long = Too many at once.
error-number-out_of_range = Outside the allowed range.
error-password-must_change = First choose a password of your own.
error-password-wrong = This is not your password.
error-precondition-malformed = The version of the record cannot be read.
error-precondition-required = Say which version of the record you change.
error-route-method = This cannot be done here.
error-team-not_empty = There are still people in the team.
error-user-cannot_be_removed = Accounts are disabled, never removed: what they did keeps their name.
error-channel-reveal_quota = Today’s number of contacts you may see in full is used up.
error-merge-number = Two to five different records are merged at a time.
error-merge-tax_numbers = The records have different tax numbers, so these are two companies until somebody says that one number is a mistake. Whoever may merge can say so.
error-merge-merged_since = The record that stayed has itself been merged into another since: take that merge back first.
error-merge-undone = This merge was taken back already.
error-duplicate-decided = Somebody has decided this pair already. Take that decision back to say something else.
error-duplicate-undone = This was taken back already.
error-duplicate-person_merged_since = Whoever stayed has become one with somebody else since: take that back first.
error-duplicate-groups_differ = The cards belong to two groups of companies. Choose one of them.
error-duplicate-merge_without = The merge has to name both cards of the pair.
error-duplicate-not_precise = Merging without asking is offered only where it is measured that the engine is right (setting “least precision”). Decide more pairs, or ask who may change settings.
error-client-export_quota = So many rows may not leave in a day: { $quota } are allowed, { $taken } were taken out today, { $wanted } more were asked for. Narrow the list, or ask the owner, who can raise the setting.
error-dial-not_a_table = This is not a table that can be read: give a CSV or Excel file, or rows with two columns.
error-dial-no_phones = No column holds phone numbers.
error-dial-no_results = No column holds results of calls: write “answered”, “no answer”, “busy”, “not registered” or “wrong number”.
error-quarantine-return_day = The day to look again must be a day after it was set aside, written YYYY-MM-DD.
error-winback-order = The steps are taken in their order: lunch, visit, “what if”, farewell, referral; in an open case only.
error-winback-day = A step is not before the one before it and not in the future.
error-winback-last = Only the last step of an open case can be taken back.
error-winback-open = This client has an open case already.
error-policy-field_forbidden = This field is hidden from you, so it cannot be filtered or sorted by.
error-bulk-too_many_rows = Too many rows for one call: { $max } at most.
error-body-not_ndjson = Send one JSON object a line as application/x-ndjson.
error-dictionary-name_taken = Another entry of this list has this name.
error-dictionary-used = Clients refer to it; give them another one first.
error-source-has_costs = Something was paid for it; remove its costs first.
error-source-has_leads = Leads or web forms refer to it; give them another one first.
error-lead-decided = Something became of this lead already. What was taken is undone as a whole, in the journal.
error-lead-nobody = Nobody is named: write a company, a person, a phone or an e-mail.
error-lead-not_a_letter = This is no letter that can be read: it needs a sender and the form of RFC 5322.
error-lead-letter_size = The letter is too large. The setting “largest letter” says how much is allowed; owners and administrators change it.
error-lead-taken_back = This letter came before, and its lead was taken back.
error-lead_form-site = A site is written as https://www.example.com, without a path.
error-lead_form-foreign_site = This form may not be sent from this site.
error-lead_form-contact = A phone or an e-mail is needed, so that we can answer.
error-lead_form-consent = Please agree to the words below the form.
error-lead_form-too_many = Too many enquiries came in a short time. Please try again later.
error-lead_form-kind = Send the fields as JSON or as browsers send forms.
error-lead_form-unreadable = This is no JSON object with fields.
error-referral-one_giver = Name one giver: a client or somebody from outside.
error-referral-circle = This client was itself brought by the one you recommend it to.
error-coverage-not_empty = Buildings lie in it; take them back first.
error-day-before_first = The last day lies before the first.
error-code-unknown = Not one of the values of this list.
error-reference-unknown = There is no such record, or you may not see it.
error-selection-one_way = Name the clients in one way: by a list, by ids, by a selection or by a figure.
error-selection-no_rule = The clients were taken one by one; there is no rule to ask again.
error-selection-contact_in_rule = A phone number or an e-mail is not kept as a rule. Search by name or filter, or mark the clients.
error-selection-too_many = These are too many clients for one selection. Narrow the list.
error-import-mapping_field = The records of this import have no such field.
error-import-mapping_twice = The same field is filled twice.
error-import-mapping_column = The table has no such column.
error-import-mapping_dictionary = The mapping names a dictionary that it does not have.
error-import-mapping_too_large = The mapping is too large.
error-gate-name = No name: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-gate-phone = No phone: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-gate-email = No e-mail: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-gate-tax_number = No tax number: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-gate-region = No address with a region: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-gate-segment = No segment: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-gate-source = No source: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-gate-manager = No manager: needed { $stage ->
    [save] on every card
    [assign] before a client is given to a manager
   *[order] before its order counts
}. Fill it in on the card, or change the rule in the settings: { $rule }.
error-task-time_taken = The time is taken. Free on that day: { $free }
error-task-meeting_time = A meeting needs its time
error-task-promise_client = A promise is made to a client: choose one
error-task-minutes = From 1 to 1440 minutes
error-task-past_midnight = It would end after midnight
error-calendar-range = At most 62 days at once, the last not before the first
error-report-range = The last day lies before the first, or these are too many days: at most 62 days or weeks, a year in all
error-plan-place = Neither a weekday (1 to 7), a day nor a step of the funnel
error-plan-amount = A whole number from 0 to 100 000
error-plan-month = A month as 2026-03
error-plan-money = An amount that is not negative
error-interaction-minutes = From 1 to 1440 minutes
error-task-too_many = These are { $count } clients; at most { $most } get tasks at once. Narrow the list, or raise the limit in the settings.
error-task-steps = A task has at most 20 steps.
error-task-steps_open = The steps are not all done.
error-clean_list-empty = Nobody passes the check: nothing to release.
error-clean_list-withdrawn = This list was withdrawn.
error-key-limit = This employee holds { $held } key clients; one can look after { $most }. Give the client to somebody else, or { $roles } can change the setting.
error-key-holder_limit = The manager would hold more key clients than one can look after. Give the client to somebody else first, or have the owner or administrator change the setting.
error-responsibility-refers = The matrix of responsibility, or what somebody takes from the pool, names it. Take it out there first.
error-responsibility-line = Choose a product line: a group at the root of the product tree.
error-responsibility-no_regions = This territory has no regions yet: it holds no clients.
error-responsibility-days = The last day lies before the first.
error-responsibility-same = The matrix says the same already for these days.
error-territory-region_taken = Another territory has one of these regions.
error-task-visit_client = A visit is made to a client: choose one
error-funnel-steps = A funnel has 2 to 40 steps.
error-funnel-key = Small letters, digits and _, at most 40.
error-funnel-key_taken = Another step has this key.
error-funnel-percent = From 0 to 100 percent; the first step has none.
error-funnel-norm = From a lower to a higher percent, each case once.
error-funnel-stuck = From 1 to 3650 days.
error-funnel-next = There is no such step.
error-funnel-unreachable = No step leads here.
error-funnel-from_day = Not before today.
error-funnel-only_version = A funnel has one version at least.
error-funnel-approved = It is approved and does not change any more: draft the next version.
error-funnel-none = There is no approved funnel yet: a head of sales makes one.
error-funnel-not_in_force = No version of this funnel is in force.
error-deal-step = There is no such step, or a deal cannot begin on it.
error-deal-same_step = It stands there already.
error-deal-not_next = The funnel does not lead there from this step; a head of sales can change the funnel.
error-deal-won = It is won; undo takes the last move back.
error-deal-open = It goes on already.
error-deal-ended = It has ended; take it up again first.
error-deal-return_day = A day after today, at most ten years ahead.
error-deal-engaged = The client has an open deal in this funnel.
error-deal-buys = Buys from us already.
error-deal-amount = Not below zero.
error-deal-needs_title = The step asks for a title of the deal.
error-deal-needs_amount = The step asks for the amount.
error-deal-needs_expected_day = The step asks for the expected day.
error-deal-needs_person = The step asks for the person.
error-deal-needs_product_group = The step asks for the product group.
