/** Who may be chosen on the conveyor, and what a step says in one line. */
import { api, call } from '../../../../lib/api'
import { compare, day } from '../../../../lib/formats.svelte'
import type { components } from '../../../../lib/schema'
import { codes, type Family } from '../../../../lib/codes'
import { t, tf } from '../../../../lib/words.svelte'

export type Path = components['schemas']['ConveyorPath']
export type Step = Path['steps'][number]
export type Joint = NonNullable<Path['joint']>
export interface Option { value: string; label: string }

/** The employees of a role who work here, with "by the rule" first. */
export async function employees(role: string): Promise<Option[]> {
  const { items } = await call(api.GET('/api/v1/users', {}))
  const found = items.filter((user) => user.role === role && user.state === 'active')
  return [{ value: '', label: t('conveyor-by-rule') }, ...found.map((user) => ({ value: user.id, label: user.name })).sort((a, b) => compare(a.label, b.label))]
}

const FAMILY: Partial<Record<string, Family>> = {
  qualified: 'conveyor-verdict', returned: 'conveyor-back', refused: 'conveyor-refusal', checked: 'conveyor-misfit',
  joined: 'joint-kind', accepted: 'joint-kind', parted: 'joint-part', reactivation: 'role',
}

/** The reason of a step in words; nothing when it has none. */
export function because(kind: string, reason: string | null | undefined): string {
  const family = FAMILY[kind]
  if (!family || !reason) return ''
  return (codes[family] as readonly string[]).includes(reason) ? tf(family, reason) : reason
}

/** Everything else a step says, parted by dots. `person` tells the name behind an id. */
export function told(step: Step, person: (id: string) => string): string {
  const details = (step.details ?? {}) as Record<string, unknown>
  const parts: string[] = []
  const reason = because(step.kind, step.reason)
  if (reason) parts.push(reason)
  if (typeof details.need === 'string') parts.push(tf('conveyor-need', details.need))
  if (step.kind === 'reached') {
    const via = typeof details.via_id === 'string' ? person(details.via_id) : t('conveyor-reach-direct')
    parts.push(t('conveyor-reached', { via, person: person(String(details.person_id)) }))
  } else if (step.from && (step.to || step.kind === 'returned' || step.kind === 'refused')) {
    parts.push(t('conveyor-path-way', { from: step.from.name, to: step.to?.name ?? t('conveyor-path-pool') }))
  }
  if (step.kind === 'checked' && !step.reason) parts.push(t('conveyor-fit-good'))
  if (step.day) parts.push(day(step.day))
  if (step.note) parts.push(step.note)
  return parts.join(' · ')
}
