/** The closed lists of the domain, in the order people expect them; their words are `<family>-<code>`. */
import { tf } from './words.svelte'

export const codes = {
  role: ['owner', 'head_of_sales', 'telemarketer', 'active_seller', 'client_manager', 'data_steward', 'guardian', 'administrator'],
  relation: ['prospect', 'current', 'former', 'competitors'],
  'client-kind': ['company', 'private'],
  country: ['RU', 'MK', 'BY', 'KZ', 'RS', 'BG', 'DE', 'GB', 'US'],
  'service-class': ['ordinary', 'vip'],
  temperature: ['hot', 'warm', 'cold'],
  'decision-role': ['maker', 'influencer', 'analyst', 'user', 'none'],
  level: ['owner', 'ceo', 'top', 'middle', 'line', 'accountant'],
  'channel-kind': ['phone', 'email', 'site', 'messenger', 'social'],
  'address-kind': ['actual', 'legal', 'delivery', 'post'],
  'interaction-kind': ['call', 'email', 'visit', 'conference_meeting', 'message', 'letter', 'fax'],
  effect: ['effective', 'attempt'],
  direction: ['out', 'in'],
  outcome: ['none', 'presentation_agreed', 'mailing_agreed', 'info_requested', 'postponed', 'refused', 'stopped'],
  'client-state': ['active', 'sleeping', 'lost', 'none'],
  marker: ['white', 'green', 'yellow', 'golden_green', 'gold', 'platinum', 'green_red', 'golden_red', 'platinum_red'],
  ladder: ['none', 'buyer', 'client', 'regular', 'adherent', 'advocate'],
} as const

export type Family = keyof typeof codes

/** The options of a list, in the reader's words. */
export const options = (family: Family): { value: string; label: string }[] =>
  codes[family].map((code) => ({ value: code, label: tf(family, code) }))

/** The twelve personal kinds of fact, then those about the company, then the rest. */
export const factTypes = {
  personal: ['hobby', 'birthday', 'rest_place', 'likes_work', 'successes', 'how_achieved', 'why_this_business', 'business_subtleties', 'car', 'district', 'sport_practised', 'sport_achievements'],
  company: ['decision_maker_contact', 'working_hours', 'how_to_get_appointment'],
  more: ['cuisine', 'family', 'other'],
} as const
