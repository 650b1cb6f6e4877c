/** A trend without axes, drawn in a list or beside a figure. */
import { areaPath, linePath, type Point } from './scale'

export interface SparkModel {
  readonly path: string
  readonly pending: string
  readonly area: string
  readonly end: Point | null
}

/** `unfinished` tells that the last value still grows: it is drawn apart. */
export function sparkModel(values: readonly (number | null)[], unfinished: boolean, width: number, height: number): SparkModel {
  const known = values.filter((value) => value !== null)
  const high = Math.max(0, ...known)
  const low = Math.min(0, ...known)
  const span = high - low || 1
  const points = values.map((value, index) => value === null ? null : {
    x: values.length < 2 ? width / 2 : 2 + (index / (values.length - 1)) * (width - 5),
    y: height - 2 - ((value - low) / span) * (height - 5),
  })
  const cut = unfinished ? values.length - 1 : values.length
  const solid = points.map((point, index) => index < cut ? point : null)
  return {
    path: linePath(solid),
    pending: unfinished ? linePath(points.slice(Math.max(0, cut - 1))) : '',
    area: areaPath(solid.filter((point) => point !== null), height - 2 + (low / span) * (height - 5)),
    end: points.findLast((point) => point !== null) ?? null,
  }
}
