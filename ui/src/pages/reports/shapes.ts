/** Reports as the API has them, and what is asked of them by the address. */
import { shift } from '../../lib/days'
import { today } from '../../lib/formats.svelte'
import type { components } from '../../lib/schema'

export type Report = components['schemas']['ContactReport']
export type Person = components['schemas']['ReportPerson']

export const whoses = ['mine', 'team', 'all'] as const
export const tabs = ['contacts', 'adoption', 'plan'] as const
export const spans = ['today', 'yesterday', 'week', 'weeks', 'own'] as const

export interface Asked { tab: string, span: string, from: string, to: string, by: string, whose: string, who: string }

const monday = (day: string): string => shift(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** The days of a named stretch; its own ones for `own`. */
export function daysOf(span: string, from: string, to: string): { from: string, to: string, by: string } {
  const now = today()
  if (span === 'yesterday') return { from: shift(now, -1), to: shift(now, -1), by: 'day' }
  if (span === 'week') return { from: monday(now), to: shift(monday(now), 6), by: 'day' }
  if (span === 'weeks') return { from: shift(monday(now), -77), to: shift(monday(now), 6), by: 'week' }
  if (span === 'own' && from && to) return { from, to, by: Date.parse(to) - Date.parse(from) > 61 * 86_400_000 ? 'week' : 'day' }
  return { from: now, to: now, by: 'day' }
}

/** What the fragment asks for; heads begin with everybody, others with themselves. */
export function read(fragment: string, whose: string): Asked {
  const given = new URLSearchParams(fragment)
  const one = (name: string, of: readonly string[], usual: string): string => of.find((code) => code === given.get(name)) ?? usual
  const span = one('span', spans, 'week')
  const day = (name: string): string => (/^\d{4}-\d\d-\d\d$/.test(given.get(name) ?? '') ? given.get(name) ?? '' : '')
  return { tab: one('tab', tabs, 'contacts'), span, whose: one('whose', whoses, whose), who: given.get('who') ?? '', ...daysOf(span, day('from'), day('to')) }
}

/** Part of a plan; null when nothing is planned. */
export const part = (done: number, planned: number): number | null => (planned > 0 ? done / planned : null)
