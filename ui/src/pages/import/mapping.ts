/** Changes of a mapping as people make them: a column gets a field, steps, another place. */
import type { Mapping, Origin, Rule, Step } from './shapes'

/** The columns that a rule reads. */
export const columnsOf = (from: Origin): number[] => ('column' in from ? [from.column] : 'joined' in from ? from.joined.columns : [])

/** Gives every rule its place among those of its field, in their order. */
function placed(rules: readonly Rule[]): Rule[] {
  const seen = new Map<string, number>()
  return rules.map((rule) => {
    const position = seen.get(rule.field) ?? 0
    seen.set(rule.field, position + 1)
    return rule.position === position ? rule : { ...rule, position }
  })
}

/** Only one value for fields that take one: a later rule takes the field from an earlier one. */
const freed = (rules: readonly Rule[], field: string, several: boolean): Rule[] => (several ? [...rules] : rules.filter((rule) => rule.field !== field))

/** Lets a column fill a field by a rule it has or a new one, or by none; the steps stay when the field stays. */
export function assign(mapping: Mapping, old: Rule | undefined, column: number, field: string, several: boolean): Mapping {
  const at = old ? mapping.columns.indexOf(old) : mapping.columns.length
  const [before, after] = [mapping.columns.slice(0, at), mapping.columns.slice(at + 1)]
  if (!field) return { ...mapping, columns: placed([...before, ...after]) }
  const rule: Rule = { field, position: 0, from: old?.from ?? { column }, steps: old?.field === field ? old.steps : undefined }
  return { ...mapping, columns: placed([...freed(before, field, several), rule, ...freed(after, field, several)]) }
}

/** A rule that fills a field with the same text in every row. */
export const fix = (mapping: Mapping, field: string, text: string, several: boolean): Mapping =>
  ({ ...mapping, columns: placed([...freed(mapping.columns, field, several), { field, position: 0, from: { fixed: text } }]) })

export const without = (mapping: Mapping, rule: Rule): Mapping => ({ ...mapping, columns: placed(mapping.columns.filter((one) => one !== rule)) })

export const stepped = (mapping: Mapping, rule: Rule, steps: Step[]): Mapping =>
  ({ ...mapping, columns: mapping.columns.map((one) => (one === rule ? { ...one, steps } : one)) })

/** Moves a rule before the place `to`; the order decides which of several phones comes first. */
export function move(mapping: Mapping, from: number, to: number): Mapping {
  const rules = [...mapping.columns]
  const [rule] = rules.splice(from, 1)
  if (!rule) return mapping
  rules.splice(Math.max(0, Math.min(to, rules.length)), 0, rule)
  return { ...mapping, columns: placed(rules) }
}

/** Joins another column to what a rule reads. */
export function join(mapping: Mapping, rule: Rule, column: number): Mapping {
  const columns = [...columnsOf(rule.from), column]
  const joined: Rule = { ...rule, from: { joined: { columns, separator: ' ' } } }
  return { ...mapping, columns: mapping.columns.map((one) => (one === rule ? joined : one)) }
}

/** The code of a step and what it was given, for its words. */
export function read(step: Step): { code: string; given: string } {
  if (typeof step === 'string') return { code: step, given: '' }
  const [code = '', given] = Object.entries(step)[0] ?? []
  return { code, given: typeof given === 'object' && given ? Object.values(given).join(' → ') : String(given) }
}
