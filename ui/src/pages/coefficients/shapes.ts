/** The report of a funnel as the API has it, and what is asked of it by the address. */
import { shift } from '../../lib/days'
import { percent, today } from '../../lib/formats.svelte'
import type { components } from '../../lib/schema'
import { t } from '../../lib/words.svelte'

type Schemas = components['schemas']
export type Report = Schemas['CoefficientReport']
export type Fact = Schemas['CoefficientFact']
export type Comparison = Schemas['CoefficientComparison']
export type Cohorts = Schemas['CoefficientCohorts']
export type StepHead = Schemas['CoefficientStep']

export const tabs = ['steps', 'weeks', 'cohorts', 'compare', 'lists', 'programme'] as const
export const spans = ['4', '8', '12', '26', '52'] as const

export interface Asked { tab: string, funnel: string, span: string, user: string, segment: string, source: string, from: string, to: string, step: string, by: string }

const monday = (day: string): string => shift(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** What the fragment asks for: whole weeks that end with the running one. */
export function read(fragment: string): Asked {
  const given = new URLSearchParams(fragment)
  const one = (name: string, of: readonly string[], usual: string): string => of.find((code) => code === given.get(name)) ?? usual
  const text = (name: string): string => given.get(name) ?? ''
  const span = one('span', spans, '12')
  const to = today()
  return {
    tab: one('tab', tabs, 'steps'), span, funnel: text('funnel'), user: text('user'), segment: text('segment'), source: text('source'), step: text('step'),
    by: one('by', ['source', 'segment', 'product', 'list'], 'source'), from: shift(monday(to), -7 * (Number(span) - 1)), to,
  }
}

/** A share, whole; a dash where there is none. */
export const share = (of: number | null | undefined): string => (of === null || of === undefined ? '–' : percent(of, 0))
const sign: Record<string, string> = { above: '▲', on: '●', below: '▼', unsure: '?' }

/** A coefficient in a cell: the share, its interval and what it says of the plan. */
export const cell = (fact: Fact): string =>
  fact.share === null || fact.share === undefined ? '–' : `${sign[fact.verdict] ?? ''} ${share(fact.share)} (${Math.round((fact.low ?? 0) * 100)}–${Math.round((fact.high ?? 0) * 100)})`

/** What a mark of a chart tells of a coefficient. */
export const lines = (fact: Fact, colour?: number) => [
  { label: t('coefficient-fact'), value: share(fact.share), ...(colour === undefined ? {} : { colour }) },
  { label: t('coefficient-interval'), value: `${share(fact.low)} – ${share(fact.high)}` },
  { label: t('coefficient-plan'), value: share(fact.plan) },
  { label: t('coefficient-decided'), value: `${fact.passed} / ${fact.decided}` },
  { label: '', value: t(`coefficient-verdict-${fact.verdict}`) },
]
