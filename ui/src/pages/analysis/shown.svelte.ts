/** How the figures of an answer are written: money of its basis and currency, shares, periods, classes. */
import { compact, dates, minorDigits, money, number, percent } from '../../lib/formats.svelte'
import { t } from '../../lib/words.svelte'
import type { Answer, Unit } from './shapes'

/** A period code `2026-03` or `2026Q1`: `short` for axes, `long` in sentences. */
export function period(code: string, form: 'short' | 'long' = 'short'): string {
  const quarter = /^(\d{4})-?Q(\d)$/.exec(code)
  if (quarter) return t('analysis-quarter', { quarter: quarter[2] ?? '', year: quarter[1] ?? '' })
  if (!/^\d{4}-\d\d/.test(code)) return code
  const day = new Date(`${code.slice(0, 7)}-01T00:00:00Z`)
  const month = dates({ month: form, timeZone: 'UTC' }).format(day).replace('.', '')
  return `${month} ${form === 'short' ? `’${code.slice(2, 4)}` : code.slice(0, 4)}`
}

/** Ways to write the numbers of one answer. */
export interface Shown {
  readonly money: (minor: number) => string
  /** Short, for axes and cells: «1,2 млн ₽». */
  readonly short: (minor: number) => string
  /** In major units, for tables that are copied. */
  readonly major: (minor: number) => number
}

export function shown(answer: Answer): Shown {
  const { currency } = answer.parameters
  return {
    money: (minor) => money(minor, currency, 'whole'),
    short: (minor) => money(minor, currency, 'compact'),
    major: (minor) => minor / 10 ** minorDigits(currency),
  }
}

/** A change with its sign: «+12», «−3», «0»; what rounds to nothing has none. */
export function signed(value: number, write: (value: number) => string = (one) => number(one, 0)): string {
  const text = write(Math.abs(value))
  return text === write(0) ? text : `${value > 0 ? '+' : '−'}${text}`
}

/** Relative change; null when there is nothing to compare with. */
export const change = (value: number, before: number | null): number | null => before === null || before <= 0 ? null : value / before - 1

/** A change in per cent with its sign, «новое» when there was nothing before. */
export const changeText = (value: number, before: number | null): string => {
  const share = change(value, before)
  return share === null ? '–' : signed(share, (one) => percent(one, Math.abs(share) < 0.1 ? 1 : 0))
}

/** A headline figure by its unit. */
export function inUnit(value: number | null, unit: Unit, answer: Answer, form: 'big' | 'full' = 'full'): string {
  if (value === null) return '–'
  switch (unit) {
    case 'money': return form === 'big' && Math.abs(shown(answer).major(value)) >= 10_000 ? shown(answer).short(value) : shown(answer).money(value)
    case 'share': return percent(value)
    case 'count': return form === 'big' && value >= 100_000 ? compact(value) : number(value, 0)
  }
}

/**
 * Periods that lie in the window from their first day: one that the window cuts would look like a jump at the
 * start of a chart. The table keeps it.
 */
export function whole<T extends { readonly period: string }>(periods: readonly T[], answer: Answer): readonly T[] {
  const first = periods[0]?.period
  if (!first || periods.length < 3) return periods
  const quarter = /^(\d{4})-?Q(\d)$/.exec(first)
  const start = quarter ? `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01` : /^\d{4}-\d\d$/.test(first) ? `${first}-01` : `${first.slice(0, 4)}-01-01`
  return start < answer.parameters.from ? periods.slice(1) : periods
}

/** Share of a whole, 0 when the whole is nothing. */
export const shareOf = (part: number, whole: number): number => whole > 0 ? part / whole : 0
