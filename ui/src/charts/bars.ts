/**
 * Horizontal bars with names: shares against threshold lines, or growth and decline from a middle line.
 * Positions are per cents of the width left for bars, so the browser lays the rest out.
 */
import type { Mark } from './mark'

/** How a bar is coloured: neutral series, growth or decline, or a degree of alarm. */
export type Tone = 'plain' | 'quiet' | 'up' | 'down' | 'warn' | 'danger'

export interface Bar {
  readonly label: string
  readonly value: number
  /** Written beside the bar. */
  readonly text: string
  readonly note?: string
  readonly tone: Tone
  /** A second, thin bar to compare with, such as the year before. */
  readonly before?: number | undefined
  readonly mark: Mark
}

export interface BarsModel {
  readonly zero: number
  readonly rows: readonly (Bar & { readonly start: number, readonly width: number, readonly beforeAt: number | null })[]
  readonly lines: readonly { readonly at: number, readonly label: string }[]
  readonly marks: readonly Mark[]
}

export function barsModel(bars: readonly Bar[], levels: readonly { readonly value: number, readonly label: string }[] = []): BarsModel {
  const values = bars.flatMap((bar) => [bar.value, bar.before ?? 0])
  const low = Math.min(0, ...values)
  // The first line beyond the longest bar is kept in sight: it is what the bar has not reached.
  const longest = Math.max(0, ...values)
  const next = levels.find((level) => level.value > longest)
  const high = Math.max(longest, next?.value ?? 0) * (levels.length ? 1.04 : 1)
  const span = high - low || 1
  const at = (value: number) => ((value - low) / span) * 100
  return {
    zero: at(0),
    rows: bars.map((bar) => ({
      ...bar,
      start: at(Math.min(0, bar.value)),
      width: Math.max(Math.abs(bar.value) / span * 100, bar.value === 0 ? 0 : 0.3),
      beforeAt: bar.before === undefined ? null : at(bar.before),
    })),
    lines: levels.filter((level) => level.value <= high).map((level) => ({ at: at(level.value), label: level.label })),
    marks: bars.map((bar) => bar.mark),
  }
}
