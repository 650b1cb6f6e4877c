/** The development indicators: which there are, how each is written, which clients stand behind it. */
import { fixed, number, percent } from '../../lib/formats.svelte'
import { t } from '../../lib/words.svelte'
import type { Cell } from './parameters'
import type { Indicators } from './shapes'
import { changeText, signed, type Shown } from './shown.svelte'

export const measures = ['deals', 'positions', 'cheque', 'grew', 'one_time', 'regular', 'wallet', 'satisfaction', 'net_promoters'] as const
export type Measure = (typeof measures)[number]
/** Those that are told for every period: of a potential only the present state is known. */
export const overTime = measures.filter((one) => one !== 'wallet')

/** The one that is better when it falls. */
export const fewer: Measure = 'one_time'

type Of = Indicators['now'] | Indicators['periods'][number]
export function valueOf(of: Of, measure: Measure): number | null {
  if (measure === 'wallet') return 'wallet' in of ? of.wallet : null
  return measure === 'cheque' ? of.cheque_minor : of[measure]
}

/** The clients a figure opens: those it counts above the line; of one row of a division, or of all. */
export function behind(measure: Measure, by?: string, id?: string | null): Cell {
  const part = { ...(by ? { by } : {}), ...(id ? { id } : {}) }
  if (measure === 'wallet') return { ...part, kind: 'wallet' }
  if (measure === 'satisfaction' || measure === 'net_promoters') return { ...part, kind: 'satisfaction', set: measure === 'satisfaction' ? 'asked' : 'promoters' }
  return { ...part, kind: 'indicator', set: measure === 'grew' || measure === 'one_time' || measure === 'regular' ? measure : 'buyers' }
}

const isShare = (measure: Measure) => measure !== 'deals' && measure !== 'positions' && measure !== 'cheque' && measure !== 'satisfaction'

export function write(measure: Measure, value: number | null, show: Shown): string {
  if (value === null) return '–'
  if (measure === 'net_promoters') return signed(value * 100, (one) => number(one, 0))
  return measure === 'cheque' ? show.money(value) : isShare(measure) ? percent(value) : fixed(value, 1)
}

/** Shortly, for an axis. */
export const onAxis = (measure: Measure, value: number, show: Shown): string =>
  measure === 'cheque' ? show.short(value) : measure === 'net_promoters' ? number(value * 100, 0) : isShare(measure) ? percent(value, 0) : number(value, 1)

/** As a number that a copied table can calculate with. */
export function copied(measure: Measure, of: Of, show: Shown): number | null {
  const value = valueOf(of, measure)
  return measure === 'cheque' && value !== null ? show.major(value) : value
}

/** The change against the window before: points for shares, per cents for the rest. */
export function changeOf(measure: Measure, value: number | null, before: number | null): string {
  if (value === null || before === null) return ''
  return isShare(measure) ? t('analysis-points', { value: signed((value - before) * 100, (one) => number(one, 1)) }) : changeText(value, before)
}
