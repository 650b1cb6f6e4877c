/** Where things stand in the calendar: the days of a view, times as minutes, lanes beside one another. */
import { shift, weeks } from '../../lib/days'

export const views = ['day', 'week', 'month'] as const
export type View = (typeof views)[number]

/** Minutes by which a thing is moved up and down. */
export const STEP = 15

/** The days of a view; a week begins on Monday, a month is six whole weeks. */
export function daysOf(view: View, day: string): string[] {
  if (view === 'day') return [day]
  if (view === 'month') return weeks(day).flat()
  const back = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: 7 }, (_, index) => shift(day, index - back))
}

/** `14:05` as minutes from midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Minutes from midnight as `14:05`. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The nearest step at or before, so that the thing still ends on its day. */
export const snap = (minutes: number, length: number): number =>
  Math.max(0, Math.min(Math.floor(minutes / STEP) * STEP, Math.floor((1440 - length) / STEP) * STEP))

export interface Timed { time?: string | null, minutes?: number | null }
export interface Placed<T> { one: T, from: number, to: number, lane: number, lanes: number }

/** Things of one day beside one another where they overlap. */
export function lanes<T extends Timed>(things: readonly T[]): Placed<T>[] {
  const placed = things.flatMap((one) => {
    if (!one.time) return []
    const from = minutesOf(one.time)
    return [{ one, from, to: from + (one.minutes ?? STEP), lane: 0, lanes: 1 }]
  }).sort((left, right) => left.from - right.from || right.to - left.to)
  let group: Placed<T>[] = []
  let end = -1
  const close = (): void => {
    const count = Math.max(0, ...group.map((one) => one.lane + 1))
    for (const one of group) one.lanes = count
    group = []
  }
  for (const next of placed) {
    if (next.from >= end) { close(); end = -1 }
    const taken = new Set(group.filter((one) => one.to > next.from).map((one) => one.lane))
    while (taken.has(next.lane)) next.lane += 1
    group.push(next)
    end = Math.max(end, next.to)
  }
  close()
  return placed
}

/** Things by the day they have. */
export function byDay<T>(things: readonly T[], day: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const one of things) {
    const of = found.get(day(one))
    if (of) of.push(one)
    else found.set(day(one), [one])
  }
  return found
}
