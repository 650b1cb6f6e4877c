/** The closed lists of the domain, in the order people expect them; their words are `<family>-<code>`. */
import { tf } from './words.svelte'

export const codes = {
  role: ['owner', 'head_of_sales', 'telemarketer', 'active_seller', 'client_manager', 'data_steward', 'guardian', 'administrator'],
  relation: ['prospect', 'current', 'former', 'competitors'],
  'client-kind': ['company', 'private'],
  country: ['RU', 'MK', 'BY', 'KZ', 'RS', 'BG', 'DE', 'GB', 'US'],
  'service-class': ['ordinary', 'vip'],
  temperature: ['hot', 'warm', 'cold'],
  'satisfaction-channel': ['call', 'visit', 'email', 'message', 'survey'],
  'key-mark': ['potential', 'fame', 'innovator', 'demanding'],
  'winback-reason': ['best_terms', 'service', 'no_need'],
  'winback-step': ['lunch', 'visit', 'what_if', 'farewell', 'referral'],
  'winback-outcome': ['open', 'returned', 'gone'],
  'decision-role': ['maker', 'influencer', 'analyst', 'user', 'none'],
  level: ['owner', 'ceo', 'top', 'middle', 'line', 'accountant'],
  'channel-kind': ['phone', 'email', 'site', 'messenger', 'social'],
  'dial-result': ['answered', 'no_answer', 'busy', 'not_registered', 'wrong_owner'],
  'quarantine-reason': ['dirty', 'disputed', 'asked', 'wrong_owner', 'not_registered', 'no_answer', 'other'],
  'quarantine-filter': ['client', 'contact'],
  'critical-field': ['name', 'tax_number', 'phone', 'email', 'address', 'people'],
  'quality-trait': ['phone', 'email', 'tax_number', 'address', 'person', 'decision_maker', 'segment', 'source'],
  'address-kind': ['actual', 'legal', 'delivery', 'post'],
  'interaction-kind': ['call', 'email', 'visit', 'conference_meeting', 'message', 'letter', 'fax'],
  'script-kind': ['pitch', 'talk', 'objection'],
  'call-result': ['no_answer', 'call_later', 'talked', 'presentation', 'information', 'mailing', 'postponed', 'refused', 'wrong_number'],
  'today-why': ['agreed', 'turned', 'overdue', 'due', 'ending', 'hot', 'warm', 'open', 'cold'],
  'holding-ended': ['withdrawn', 'replaced', 'released', 'gone'],
  effect: ['effective', 'attempt'],
  direction: ['out', 'in'],
  outcome: ['none', 'presentation_agreed', 'mailing_agreed', 'info_requested', 'postponed', 'refused', 'stopped'],
  'client-state': ['active', 'sleeping', 'lost', 'none'],
  marker: ['white', 'green', 'yellow', 'golden_green', 'gold', 'platinum', 'green_red', 'golden_red', 'platinum_red'],
  ladder: ['none', 'buyer', 'client', 'regular', 'adherent', 'advocate'],
  'import-kind': ['clients', 'people', 'orders', 'payments', 'products', 'interactions'],
  'import-field': ['name', 'surname', 'first_name', 'patronymic', 'sex', 'birthday', 'client_kind', 'relation', 'tax_number', 'tax_country', 'kpp', 'registration_number', 'personal_number', 'external_id', 'phone', 'email', 'messenger', 'social', 'website', 'address', 'address_kind', 'country', 'region', 'district', 'city', 'street', 'house', 'postcode', 'segment', 'source', 'competitor', 'company_group', 'manager', 'service_class', 'note', 'purchase_habits', 'deal_terms', 'mailing_consent', 'card_number', 'working_hours', 'activity', 'score', 'tag', 'person_name', 'person_surname', 'person_first_name', 'person_patronymic', 'person_position', 'person_phone', 'person_email', 'person_role', 'person_level', 'client_external_id', 'client_tax_number', 'client_name', 'client_phone', 'client_email', 'order_number', 'day', 'order_status', 'product_code', 'product_name', 'product_group', 'unit', 'quantity', 'price', 'discount', 'amount', 'cost', 'currency', 'happened_at', 'interaction_kind', 'direction', 'effect', 'result'],
  'import-severity': ['error', 'warning', 'repaired'],
  'import-finding': ['required', 'no_key', 'gate', 'too_long', 'characters_removed', 'script_mended', 'tax_number_shape', 'tax_number_check_digit', 'zero_restored', 'kpp', 'registration_number_shape', 'registration_number_check_digit', 'personal_number', 'not_a_phone', 'phone_length', 'phone_mended', 'digits_lost', 'not_an_email', 'email_mended', 'not_a_site', 'not_a_date', 'date_ambiguous', 'date_unlikely', 'not_a_number', 'too_precise', 'out_of_range', 'unknown_value', 'unknown_country', 'unknown_currency', 'several_values', 'too_many_values', 'not_split', 'no_column', 'repeated'],
  'import-key': ['external_id', 'tax_number', 'registration_number', 'order_number', 'product_code', 'email', 'phone', 'name_city', 'name', 'likeness'],
  'import-known': ['new', 'doubtful', 'same'],
  'import-decision': ['create', 'update', 'merge', 'skip'],
  'import-outcome': ['created', 'updated', 'unchanged', 'merged', 'skipped', 'refused', 'duplicate_in_file'],
  'import-win': ['keep_base', 'take_file', 'fill_empty', 'newest'],
  'import-decimal': ['point', 'comma'],
  'import-date-order': ['day_first', 'month_first', 'year_first'],
  'import-case': ['upper', 'lower', 'title', 'sentence'],
  'import-standard': ['gost_7_79_b', 'iso_9', 'icao_9303_ru', 'icao_9303_mk', 'bgn_pcgn_ru', 'bgn_pcgn_mk', 'gost_52535', 'digraph_mk'],
  'import-reason': ['heading', 'heading_alike', 'content', 'content_against'],
  'import-profile': ['amocrm', 'amocrm_companies', 'bitrix24', 'one_c', 'espocrm', 'hubspot', 'directory', 'parser', 'audience'],
  'referral-kind': ['recommendation', 'partner'],
  'referral-result': ['waiting', 'introduced', 'bought', 'refused'],
  'source-kind': ['maps', 'boards', 'registers', 'disclosure', 'yellow_pages', 'bought_list', 'statistics', 'job_sites', 'social_networks', 'company_sites', 'databases', 'street_coverage', 'partner', 'event', 'inbound', 'own_site', 'referral', 'advertising', 'other'],
} as const

export type Family = keyof typeof codes

/** The options of a list, in the reader's words. */
export const options = (family: Family): { value: string; label: string }[] =>
  codes[family].map((code) => ({ value: code, label: tf(family, code) }))

/** The twelve personal kinds of fact, then those about the company, then the rest. */
export const factTypes = {
  personal: ['hobby', 'birthday', 'rest_place', 'likes_work', 'successes', 'how_achieved', 'why_this_business', 'business_subtleties', 'car', 'district', 'sport_practised', 'sport_achievements'],
  company: ['decision_maker_contact', 'working_hours', 'how_to_get_appointment'],
  more: ['cuisine', 'family', 'sex', 'kpp', 'registration_number', 'personal_number', 'card_number', 'activity', 'score', 'tag', 'other'],
} as const
