// Scales and paths of the charts: numbers in, numbers and SVG path text out. Knows nothing of colours, words or the DOM.

/** Maps a value to a position; `ticks` are round values inside the domain. */
export interface Linear {
  (value: number): number
  readonly ticks: readonly number[]
  readonly domain: readonly [number, number]
}

/** The distance between round ticks (1, 2 or 5 × a power of ten) that gives about `count` of them. */
export function tickStep(low: number, high: number, count: number): number {
  const raw = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(raw))
  const part = raw / power
  return power * (part >= 7.07 ? 10 : part >= 3.16 ? 5 : part >= 1.41 ? 2 : 1)
}

/**
 * A linear scale whose domain is widened to round ticks. The domain always holds zero, because every
 * figure drawn here is an amount or a count, and a cut axis would exaggerate its movement.
 */
export function linear(low: number, high: number, range: readonly [number, number], count = 4): Linear {
  let from = Math.min(0, low)
  let to = Math.max(0, high)
  if (from === to) to = 1
  const step = tickStep(from, to, count)
  from = Math.floor(from / step + 1e-9) * step
  to = Math.ceil(to / step - 1e-9) * step
  const ticks: number[] = []
  for (let i = Math.round(from / step); i <= Math.round(to / step); i++) {
    ticks.push(Number((i * step).toPrecision(12)))
  }
  const scale = (value: number) => range[0] + ((value - from) / (to - from)) * (range[1] - range[0])
  return Object.assign(scale, { ticks, domain: [from, to] as const })
}

/** The ticks worth writing: whole ones when their texts would say the same twice (counts of few). */
export const told = (ticks: readonly number[], text: (value: number) => string): readonly number[] =>
  new Set(ticks.map(text)).size === ticks.length ? ticks : ticks.filter(Number.isInteger)

/** Equal slots along an axis; `gap` is the share of a slot left empty. */
export interface Band {
  readonly step: number
  readonly width: number
  start(index: number): number
  centre(index: number): number
}

export function band(count: number, range: readonly [number, number], gap: number): Band {
  const step = (range[1] - range[0]) / Math.max(1, count)
  const width = step * (1 - gap)
  return {
    step,
    width,
    start: (index) => range[0] + step * index + (step - width) / 2,
    centre: (index) => range[0] + step * (index + 0.5),
  }
}

export interface Point {
  readonly x: number
  readonly y: number
}

const at = ({ x, y }: Point) => `${round(x)},${round(y)}`

/** Half a hundredth of a pixel is invisible; short numbers keep the document small. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** A polyline that breaks where a value is missing. */
export function linePath(points: readonly (Point | null)[]): string {
  let path = ''
  let open = false
  for (const point of points) {
    if (point) path += (open ? 'L' : 'M') + at(point)
    open = point !== null
  }
  return path
}

/** The surface between a line without gaps and a horizontal base. */
export function areaPath(points: readonly Point[], base: number): string {
  const first = points[0]
  const last = points[points.length - 1]
  if (!first || !last) return ''
  return `${linePath(points)}L${at({ x: last.x, y: base })}L${at({ x: first.x, y: base })}Z`
}

/**
 * Moves labels apart so that each has `gap` of its own, keeping their order and staying inside the range
 * where there is room for all.
 */
export function spread(positions: readonly number[], gap: number, range: readonly [number, number]): number[] {
  const order = positions.map((position, index) => ({ position, index })).sort((a, b) => a.position - b.position)
  let previous = -Infinity
  for (const item of order) {
    item.position = Math.max(item.position, previous + gap, range[0])
    previous = item.position
  }
  let limit = range[1]
  for (const item of order.toReversed()) {
    item.position = Math.min(item.position, limit)
    limit = item.position - gap
  }
  const result = new Array<number>(positions.length)
  for (const item of order) result[item.index] = item.position
  return result
}

/** Every how many-th label fits when one needs `need` pixels and a slot is `step` wide. */
export function everyNth(step: number, need: number): number {
  return Math.max(1, Math.ceil(need / Math.max(1, step)))
}
