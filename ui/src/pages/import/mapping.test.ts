import { describe, expect, it } from 'vitest'
import { assign, fix, join, move, read } from './mapping'
import type { Mapping } from './shapes'

const phones: Mapping = { kind: 'clients', columns: [
  { field: 'name', position: 0, from: { column: 0 }, steps: ['trim'] },
  { field: 'phone', position: 0, from: { column: 1 } },
  { field: 'phone', position: 1, from: { column: 2 } },
] }
const said = (mapping: Mapping) => mapping.columns.map((rule) => `${rule.field}${rule.position}:${JSON.stringify(rule.from)}`)

describe('mapping', () => {
  it('numbers the values of a field by their order', () => {
    expect(said(move(phones, 2, 1))).toEqual(['name0:{"column":0}', 'phone0:{"column":2}', 'phone1:{"column":1}'])
  })
  it('takes a field that holds one value from the column that had it', () => {
    expect(said(assign(phones, phones.columns[2], 2, 'name', false))).toEqual(['phone0:{"column":1}', 'name0:{"column":2}'])
  })
  it('closes the gap when a column fills nothing any more', () => {
    expect(said(assign(phones, phones.columns[1], 1, '', false))).toEqual(['name0:{"column":0}', 'phone0:{"column":2}'])
  })
  it('lets a column that filled nothing fill a field, and one column fill two', () => {
    expect(said(assign(phones, undefined, 0, 'note', true)).at(-1)).toBe('note0:{"column":0}')
  })
  it('keeps the steps of a column whose field stays, and drops those of another field', () => {
    expect(assign(phones, phones.columns[0], 0, 'name', false).columns[0]?.steps).toEqual(['trim'])
    expect(assign(phones, phones.columns[0], 0, 'note', false).columns[0]?.steps).toBeUndefined()
  })
  it('joins columns and fixes a text', () => {
    const rule = phones.columns[0]
    if (!rule) throw new Error('no rule')
    expect(said(join(phones, rule, 3))[0]).toBe('name0:{"joined":{"columns":[0,3],"separator":" "}}')
    expect(said(fix(phones, 'source', 'Выставка', false)).at(-1)).toBe('source0:{"fixed":"Выставка"}')
  })
  it('reads steps with and without what they need', () => {
    expect(read('trim')).toEqual({ code: 'trim', given: '' })
    expect(read({ case: 'title' })).toEqual({ code: 'case', given: 'title' })
    expect(read({ replace: { from: 'ё', to: 'е' } })).toEqual({ code: 'replace', given: 'ё → е' })
  })
})
