import { describe, expect, it } from 'vitest'
import { sortRows, toTsv, type Row } from './table'

const row = (...values: (string | number | null)[]): Row => ({ values, texts: values.map(String) })
const rows = [row('Вера', 2), row('Анна', null), row('ёлка', 10), row('Борис', 2)]
const names = (list: Row[]) => list.map((one) => one.values[0])

describe('sortRows', () => {
  it('sorts numbers as numbers, empty last in both directions', () => {
    expect(names(sortRows(rows, 1, 'ascending', 'ru'))).toEqual(['Вера', 'Борис', 'ёлка', 'Анна'])
    expect(names(sortRows(rows, 1, 'descending', 'ru'))).toEqual(['ёлка', 'Вера', 'Борис', 'Анна'])
  })
  it('sorts words as the language does', () =>
    expect(names(sortRows(rows, 0, 'ascending', 'ru'))).toEqual(['Анна', 'Борис', 'Вера', 'ёлка']))
})

describe('toTsv', () => {
  const table = { columns: [{ label: 'Клиент' }, { label: 'Выручка', numeric: true }], rows }
  it('writes numbers as the spreadsheet of that language reads them', () =>
    expect(toTsv(table, [row('А', 1234567.5)], 'ru')).toBe('Клиент\tВыручка\nА\t1234567,5'))
  it('defuses formulas and keeps one line a row', () =>
    expect(toTsv(table, [row('=HYPERLINK("x")\n+1', -3)], 'en')).toBe("Клиент\tВыручка\n'=HYPERLINK(\"x\") +1\t-3"))
  it('leaves missing values empty', () => expect(toTsv(table, [row('А', null)], 'en')).toBe('Клиент\tВыручка\nА\t'))
})
