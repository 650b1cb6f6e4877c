/** Heat maps: which of the seven steps of the ramp a value takes, and how a matrix is walked. */
import type { Mark } from './mark'

/** One cell: `shade` is what colours it; `text` and `note` are written in it. null = nothing can be here. */
export interface HeatCell {
  readonly shade: number
  readonly text: string
  readonly note?: string
  readonly unfinished?: boolean
  readonly mark: Mark
}

export interface HeatRow {
  readonly label: string
  readonly note?: string
  readonly cells: readonly (HeatCell | null)[]
}

export interface HeatModel {
  /** Above the column of row names. */
  readonly corner: string
  readonly columns: readonly { readonly label: string, readonly note?: string }[]
  readonly rows: readonly HeatRow[]
}

/** Steps 0…6; 0 only for nothing at all, so that one client is never drawn as none. */
export function heatStep(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0
  return Math.min(6, 1 + Math.floor((value / largest) * 6 * 0.9999))
}

/** The largest shade of a matrix. */
export const largestShade = (rows: readonly HeatRow[]): number =>
  Math.max(0, ...rows.flatMap((row) => row.cells.map((cell) => cell?.shade ?? 0)))

/** Marks in reading order, the order in which the cells are drawn. */
export const heatMarks = (rows: readonly HeatRow[]): Mark[] =>
  rows.flatMap((row) => row.cells.flatMap((cell) => cell ? [cell.mark] : []))
