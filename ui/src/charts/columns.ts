/**
 * Columns over categories or bins, stacked or single: rectangles with their marks. A running period or an
 * estimate is hatched by the component.
 */
import type { Mark } from './mark'
import { band, everyNth, linear, spread, told } from './scale'
import { textWidth, type Level } from './lines'

export interface Stack {
  readonly label: string
  readonly colour: number
}

export interface Column {
  readonly label: string
  /** Its name in words, where the label is only the place where a bin begins. */
  readonly title?: string
  /** One value for each stack, bottom first. */
  readonly values: readonly (number | null)[]
  readonly unfinished?: boolean
  /** Where each stack of this column leads. */
  readonly hrefs?: readonly (string | undefined)[]
}

export interface ColumnsInput {
  readonly columns: readonly Column[]
  readonly stacks: readonly Stack[]
  readonly format: (value: number) => string
  readonly axis: (value: number) => string
  readonly unfinished: string
  /** The share of the slot between columns; bins of a histogram touch (0.04). */
  readonly gap?: number
  /** Labels name where a column begins and stand there: bins of a histogram. */
  readonly edges?: boolean
  /** The value written above a single column, where it fits. */
  readonly values?: boolean
  /** Places between bins (in columns from the left) marked by a line with a name. */
  readonly cuts?: readonly Level[]
  readonly range?: { readonly from: number, readonly to: number, readonly label: string } | undefined
}

export interface ColumnsModel {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly base: number
  readonly zero: number
  readonly yTicks: readonly { readonly y: number, readonly text: string, readonly zero: boolean }[]
  readonly xTicks: readonly { readonly x: number, readonly text: string }[]
  readonly bars: readonly { readonly x: number, readonly y: number, readonly width: number, readonly height: number, readonly colour: number, readonly hatched: boolean }[]
  readonly marks: readonly Mark[]
  readonly totals: readonly { readonly x: number, readonly y: number, readonly text: string }[]
  readonly ends: readonly { readonly y: number, readonly text: string, readonly colour: number }[]
  readonly cuts: readonly { readonly x: number, readonly text: string, readonly end: boolean, readonly row: number }[]
  readonly range: { readonly y: number, readonly height: number, readonly label: string } | null
  readonly legend: boolean
}

export function columnsModel(input: ColumnsInput, width: number, height: number): ColumnsModel {
  const { columns, stacks } = input
  const sums = columns.map((column) => ({
    up: column.values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0),
    down: column.values.reduce<number>((sum, value) => sum + Math.min(0, value ?? 0), 0),
  }))
  const cutRoom = input.cuts?.length ? 16 * input.cuts.length + 4 : 0
  const top = (input.values ? 18 : 8) + cutRoom
  const base = height - 24
  const y = linear(Math.min(0, ...sums.map((sum) => sum.down)), Math.max(0, input.range?.to ?? 0, ...sums.map((sum) => sum.up)), [base, top], height < 200 ? 3 : 4)
  const left = Math.max(...y.ticks.map((tick) => textWidth(input.axis(tick)))) + 10
  const legend = stacks.length > 1 && width < 560
  const names = stacks.length > 1 && !legend ? Math.max(...stacks.map((stack) => textWidth(stack.label))) + 14 : 0
  const right = width - Math.max(names, 4)
  const slots = band(columns.length, [left, right], input.gap ?? (right - left > 24 * columns.length ? 0.28 : 0.16))

  const bars: ColumnsModel['bars'][number][] = []
  const marks: Mark[] = []
  columns.forEach((column, index) => {
    let up = 0
    let down = 0
    stacks.forEach((stack, place) => {
      const value = column.values[place] ?? null
      if (value === null || (value === 0 && stacks.length > 1)) return
      const from = value >= 0 ? up : down
      if (value >= 0) up += value
      else down += value
      const [high, low] = value >= 0 ? [y(from + value), y(from)] : [y(from), y(from + value)]
      bars.push({ x: slots.start(index), y: high, width: slots.width, height: Math.max(low - high, value === 0 ? 0 : 0.75), colour: stack.colour, hatched: column.unfinished ?? false })
      marks.push({
        title: column.unfinished ? `${column.title ?? column.label} · ${input.unfinished}` : column.title ?? column.label,
        lines: [{ label: stack.label, value: input.format(value), colour: stack.colour }],
        href: column.hrefs?.[place],
      })
    })
  })

  const last = columns[columns.length - 1]
  let up = 0
  let down = 0
  const middles = stacks.map((_, place) => {
    const value = last?.values[place] ?? 0
    if (value >= 0) up += value
    else down += value
    return y((value >= 0 ? up : down) - value / 2)
  })
  const spots = spread(middles, 15, [top, base])
  const every = everyNth(slots.step, Math.max(...columns.map((column) => textWidth(column.label)), 16) + 14)
  return {
    height, left, right, top, base, legend, bars, marks,
    zero: y(0),
    yTicks: told(y.ticks, input.axis).map((tick) => ({ y: y(tick), text: input.axis(tick), zero: tick === 0 })),
    xTicks: columns.flatMap((column, index) =>
      (input.edges ? index : columns.length - 1 - index) % every === 0 ? [{ x: input.edges ? left + slots.step * index : slots.centre(index), text: column.label }] : []),
    totals: input.values
      ? columns.flatMap((_, index) => {
        const sum = sums[index]?.up ?? 0
        const text = input.axis(sum)
        return sum > 0 && textWidth(text) <= slots.step + 4 ? [{ x: slots.centre(index), y: y(sum) - 5, text }] : []
      })
      : [],
    ends: names ? stacks.map((stack, place) => ({ y: spots[place] ?? 0, text: stack.label, colour: stack.colour })) : [],
    cuts: (input.cuts ?? []).map((cut, row) => {
      const x = left + slots.step * cut.value
      return { x, text: cut.label, end: x + textWidth(cut.label) + 8 > width, row }
    }),
    range: input.range ? { y: y(input.range.to), height: y(input.range.from) - y(input.range.to), label: input.range.label } : null,
  }
}
