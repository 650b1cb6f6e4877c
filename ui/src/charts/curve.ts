/** The Pareto curve: share of clients against share of value, with the two readings everyone asks for. */
import type { Mark } from './mark'
import { areaPath, linePath, type Point } from './scale'

export interface Share {
  readonly clients_share: number
  readonly value_share: number
}

export interface Reading extends Share {
  readonly text: string
  readonly mark: Mark
}

export interface CurveModel {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly base: number
  readonly path: string
  readonly area: string
  readonly diagonal: string
  readonly ticks: readonly { readonly x: number, readonly y: number, readonly share: number }[]
  readonly readings: readonly { readonly x: number, readonly y: number, readonly textY: number, readonly lines: readonly string[] }[]
  readonly marks: readonly Mark[]
}

export function curveModel(points: readonly Share[], readings: readonly Reading[], width: number, height: number): CurveModel {
  const left = 42
  const right = width - 12
  const top = 10
  const base = height - 34
  const place = (share: Share): Point => ({
    x: left + share.clients_share * (right - left),
    y: base - share.value_share * (base - top),
  })
  const placed = points.map(place)
  return {
    height, left, right, top, base,
    path: linePath(placed),
    area: areaPath(placed, base),
    diagonal: linePath([{ x: left, y: base }, { x: right, y: top }]),
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => ({ ...place({ clients_share: share, value_share: share }), share })),
    readings: readings.map((reading, index) => {
      const point = place(reading)
      const room = Math.floor((right - point.x - 16) / 6.6)
      return {
        ...point,
        // Both points lie close together on most curves; under the curve there is room for one text each.
        textY: index === 0 ? base - 0.3 * (base - top) : Math.max(point.y, top) + 22,
        lines: wrap(reading.text, Math.max(14, room)),
      }
    }),
    marks: readings.map((reading) => reading.mark),
  }
}

/** Breaks a sentence into lines of at most `length` characters, between words. */
export function wrap(text: string, length: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > length) {
      lines.push(line)
      line = word
    } else {
      line = line ? `${line} ${word}` : word
    }
  }
  return line ? [...lines, line] : lines
}
