/** How the journal's fields and values read: names of fields, words of codes, days and sums. */
import { day, fixed, minorDigits, moment } from './formats.svelte'
import { currency } from './session.svelte'
import { has, t, tf } from './words.svelte'

/** The lists whose words a field's codes may have; the first that knows the code says it. */
const families: Record<string, string | readonly string[]> = {
  kind: ['client-kind', 'channel-kind', 'address-kind', 'interaction-kind', 'source-kind'], outcome: ['outcome', 'winback-outcome'], reason: ['quarantine-reason', 'winback-reason'], step: 'winback-step',
  relation: 'relation', service_class: 'service-class', temperature: 'temperature', decision_role: 'decision-role', level: 'level', fact_type: 'fact-type',
  channel: 'satisfaction-channel', attribute: 'key-mark', effect: 'effect', direction: 'direction', role: 'role', status: 'order-status', language: 'language', theme: 'theme', state: ['user-state', 'lead-state'], way: 'lead-way', basis: 'source-basis',
}

/** The name of a field of a kind of record; the code itself when it has no words. */
export function fieldName(entity: string, field: string): string {
  const plain = field.split('.').at(-1) ?? field
  for (const key of [`field-${entity}-${plain}`, `field-${plain}`]) if (has(key)) return t(key)
  return field
}

/** A value of the journal as text; null when there is none. */
export function fieldValue(field: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return t(value ? 'ui-yes' : 'ui-no')
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object') ? value.join(', ') : t('field-items', { count: value.length })
  // A sum without its currency beside it: in whole units, as written everywhere else.
  if (typeof value === 'number' && field.endsWith('_minor')) return fixed(value / 10 ** minorDigits(currency()), minorDigits(currency()))
  if (typeof value === 'object') {
    const named = value as { name?: string }
    if (typeof named.name === 'string') return named.name
    const parts = Object.entries(value)
    return parts.every(([, part]) => typeof part !== 'object') ? parts.map(([name, part]) => `${fieldName('', name)}: ${String(part)}`).join(', ') : JSON.stringify(value)
  }
  const text = String(value)
  const family = [families[field] ?? []].flat().find((one) => has(`${one}-${text}`))
  if (family) return tf(family, text)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text)
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return moment(text)
  return text
}
