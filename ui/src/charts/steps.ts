/**
 * Coefficients of the steps of a funnel: for each step a bar for everybody compared, with its interval, and
 * one dark dash over all of them where the plan is.
 */
import type { Mark } from './mark'
import { textWidth } from './lines'
import { band, linear } from './scale'

export interface StepBar {
  readonly label: string
  readonly colour: number
  /** Of one; null: nothing is decided yet. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly mark: Mark
}

export interface StepGroup {
  readonly label: string
  /** Of one; null: none. */
  readonly plan: number | null
  readonly bars: readonly StepBar[]
}

export interface StepsModel {
  readonly left: number
  readonly right: number
  readonly base: number
  readonly yTicks: readonly { readonly y: number, readonly text: string }[]
  readonly bars: readonly { readonly x: number, readonly y: number, readonly width: number, readonly height: number, readonly colour: number, readonly whisker: { readonly x: number, readonly y1: number, readonly y2: number } | null, readonly text: { readonly x: number, readonly y: number, readonly text: string } | null }[]
  readonly plans: readonly { readonly x1: number, readonly x2: number, readonly y: number }[]
  readonly names: readonly { readonly x: number, readonly lines: readonly string[] }[]
  readonly marks: readonly Mark[]
}

/** A name in at most two lines, each no longer than there is room for. */
export function wrapped(text: string, room: number): string[] {
  const most = Math.max(4, Math.floor(room / 6.6))
  const words = text.split(' ')
  const lines: string[] = []
  for (const word of words) {
    const last = lines[lines.length - 1]
    if (last !== undefined && `${last} ${word}`.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const cut = (line: string) => (line.length > most ? `${line.slice(0, most - 1)}…` : line)
  return lines.length > 2 ? [cut(lines[0] ?? ''), cut(lines.slice(1).join(' '))] : lines.map(cut)
}

export function stepsModel(groups: readonly StepGroup[], width: number, height: number, axis: (value: number) => string): StepsModel {
  const base = height - 38
  const y = linear(0, 1, [base, 18], 4)
  const left = Math.max(...y.ticks.map((tick) => textWidth(axis(tick)))) + 10
  const right = width - 4
  const slots = band(groups.length, [left, right], 0.22)
  const bars: StepsModel['bars'][number][] = []
  const marks: Mark[] = []
  groups.forEach((group, index) => {
    const inside = band(group.bars.length, [slots.start(index), slots.start(index) + slots.width], group.bars.length > 1 ? 0.16 : 0)
    group.bars.forEach((bar, place) => {
      if (bar.value === null) return
      const middle = inside.centre(place)
      const text = axis(bar.value)
      const fits = textWidth(text) <= inside.step + 2
      bars.push({
        x: inside.start(place), y: y(bar.value), width: inside.width, height: Math.max(base - y(bar.value), 0.75), colour: bar.colour,
        whisker: bar.low === null || bar.high === null ? null : { x: middle, y1: y(bar.high), y2: y(bar.low) },
        text: fits ? { x: middle, y: Math.min(y(bar.high ?? bar.value), y(bar.value)) - 5, text } : null,
      })
      marks.push(bar.mark)
    })
  })
  return {
    left, right, base, bars, marks,
    yTicks: y.ticks.map((tick) => ({ y: y(tick), text: axis(tick) })),
    plans: groups.flatMap((group, index) => (group.plan === null ? [] : [{ x1: slots.start(index) - 4, x2: slots.start(index) + slots.width + 4, y: y(group.plan) }])),
    names: groups.map((group, index) => ({ x: slots.centre(index), lines: wrapped(group.label, slots.step - 4) })),
  }
}
