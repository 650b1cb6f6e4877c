/**
 * Line and area charts over periods: positions of everything drawn, from values alone. A running period is
 * drawn apart (dashed), because its value will still grow; a comparison (the year before) lies behind, thin.
 */
import { areaPath, band, everyNth, linear, linePath, spread, type Point, told } from './scale'
import type { Mark, TipLine } from './mark'

export interface Series {
  readonly label: string
  readonly values: readonly (number | null)[]
  /** Place in the palette, 1…8. */
  readonly colour: number
  /** A comparison: thin, grey and behind the others. */
  readonly ghost?: boolean
  readonly area?: boolean
}

export interface Level {
  readonly value: number
  readonly label: string
}

export interface LinesInput {
  readonly periods: readonly { readonly label: string, readonly unfinished?: boolean, readonly href?: string | undefined }[]
  readonly series: readonly Series[]
  /** How a value is written in tooltips, and shortly on the axis. */
  readonly format: (value: number) => string
  readonly axis: (value: number) => string
  /** Words added to the title of a running period. */
  readonly unfinished: string
  /** A shaded range of values, such as a benchmark. */
  readonly range?: { readonly from: number, readonly to: number, readonly label: string } | undefined
}

export interface Drawn {
  readonly colour: number
  readonly ghost: boolean
  readonly path: string
  readonly pending: string
  readonly area: string
  readonly end: { readonly x: number, readonly y: number, readonly text: string } | null
}

export interface LinesModel {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly base: number
  readonly top: number
  readonly yTicks: readonly { readonly y: number, readonly text: string, readonly zero: boolean }[]
  readonly xTicks: readonly { readonly x: number, readonly text: string }[]
  readonly series: readonly Drawn[]
  /** One mark a period: the whole slot answers the pointer, `dots` show where the lines are. */
  readonly slots: readonly { readonly x: number, readonly width: number, readonly centre: number, readonly dots: readonly (Point & { colour: number })[] }[]
  readonly marks: readonly Mark[]
  readonly range: { readonly y: number, readonly height: number, readonly label: string } | null
  /** Too narrow for names at the ends of lines: they stand in a legend instead. */
  readonly legend: boolean
}

/** The width text of `length` characters takes at 12 px, generously. */
export const textWidth = (text: string): number => text.length * 6.6

export function linesModel(input: LinesInput, width: number, height: number): LinesModel {
  const count = input.periods.length
  const values = input.series.flatMap((one) => one.values.filter((value) => value !== null))
  const bounds = input.range ? [...values, input.range.to] : values
  const top = 12
  const base = height - 24
  const y = linear(Math.min(0, ...bounds), Math.max(0, ...bounds), [base, top], height < 200 ? 3 : 4)
  const left = Math.max(...y.ticks.map((tick) => textWidth(input.axis(tick)))) + 10
  const legend = input.series.length > 1 && width < 560
  const names = legend || input.series.length < 2 ? 0 : Math.max(...input.series.map((one) => textWidth(one.label))) + 14
  const right = width - Math.max(names, 12)
  const slots = band(count, [left, right], 0)

  const running = input.periods.findIndex((period) => period.unfinished)
  const drawn = input.series.map((one): Drawn => {
    const points = one.values.map((value, index) => value === null ? null : { x: slots.centre(index), y: y(value) })
    const cut = one.ghost || running < 0 ? count : running
    const solid = points.map((point, index) => index < cut ? point : null)
    const closed = solid.filter((point) => point !== null)
    const last = points.findLast((point) => point !== null)
    return {
      colour: one.colour,
      ghost: one.ghost ?? false,
      path: linePath(solid),
      pending: cut < count ? linePath(points.slice(Math.max(0, cut - 1))) : '',
      area: one.area ? areaPath(closed, y(0)) : '',
      end: names && last ? { x: right + 8, y: last.y, text: one.label } : null,
    }
  })
  const placed = drawn.filter((one) => one.end !== null)
  const spots = spread(placed.map((one) => one.end?.y ?? 0), 15, [top, base])
  const series = drawn.map((one) => {
    const place = placed.indexOf(one)
    return one.end && place >= 0 ? { ...one, end: { ...one.end, y: spots[place] ?? one.end.y } } : one
  })

  const every = everyNth(slots.step, Math.max(...input.periods.map((period) => textWidth(period.label)), 24) + 10)
  return {
    height, left, right, base, top, legend, series,
    yTicks: told(y.ticks, input.axis).map((tick) => ({ y: y(tick), text: input.axis(tick), zero: tick === 0 })),
    // Counted from the end, so that the latest period always has its name.
    xTicks: input.periods.flatMap((period, index) =>
      (count - 1 - index) % every === 0 ? [{ x: slots.centre(index), text: period.label }] : []),
    slots: input.periods.map((_, index) => ({
      x: slots.start(index),
      width: slots.width,
      centre: slots.centre(index),
      dots: input.series.flatMap((one) => {
        const value = one.values[index] ?? null
        return value === null ? [] : [{ x: slots.centre(index), y: y(value), colour: one.ghost ? 0 : one.colour }]
      }),
    })),
    marks: input.periods.map((period, index) => ({
      title: period.unfinished ? `${period.label} · ${input.unfinished}` : period.label,
      lines: input.series.flatMap((one): TipLine[] => {
        const value = one.values[index] ?? null
        return value === null ? [] : [{ label: one.label, value: input.format(value), colour: one.ghost ? 0 : one.colour }]
      }),
      href: period.href,
    })),
    range: input.range
      ? { y: y(input.range.to), height: y(input.range.from) - y(input.range.to), label: input.range.label }
      : null,
  }
}
