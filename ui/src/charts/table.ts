// The table that stands under every chart: the same numbers, sortable and copyable into a spreadsheet.

import { numberFormat } from '../lib/macedonian'

export type Value = string | number | null

export interface Column {
  readonly label: string
  readonly numeric?: boolean
}

/** `values` sort and copy; `texts` are shown. Money is given in major units, so a copy can be calculated with. */
export interface Row {
  readonly values: readonly Value[]
  readonly texts: readonly string[]
  readonly href?: string | undefined
  /** Whose row it is, for what can be done with one. */
  readonly client?: { readonly id: string, readonly name: string } | undefined
}

export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export type Direction = 'ascending' | 'descending'

/** Rows by one column; empty values always last, equal ones in their first order. */
export function sortRows(rows: readonly Row[], column: number, direction: Direction, locale: string): Row[] {
  const collator = new Intl.Collator(locale, { numeric: true })
  const sign = direction === 'ascending' ? 1 : -1
  return rows.toSorted((left, right) => {
    const a = left.values[column] ?? null
    const b = right.values[column] ?? null
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return sign * collator.compare(String(a), String(b))
  })
}

/**
 * The table as tab-separated text for the clipboard. Numbers carry the decimal sign of the locale and no
 * grouping, which is what a spreadsheet in that language reads; a text that would start a formula is quoted.
 */
export function toTsv(table: Table, rows: readonly Row[], locale: string): string {
  const number = numberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 })
  const clean = (text: string) => {
    const flat = text.replace(/[\t\r\n]+/g, ' ')
    return /^[=+\-@]/.test(flat) ? `'${flat}` : flat
  }
  const lines = [table.columns.map((column) => clean(column.label))]
  for (const row of rows) {
    lines.push(row.values.map((value) => (value === null ? '' : typeof value === 'number' ? number.format(value) : clean(value))))
  }
  return lines.map((line) => line.join('\t')).join('\n')
}
