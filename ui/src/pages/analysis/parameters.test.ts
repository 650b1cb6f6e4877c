import { describe, expect, it } from 'vitest'
import { figureLink, figures, groups, parseCell, parseParameters, windowEnds, writeFragment, type Parameters } from './parameters'

describe('the question in the fragment', () => {
  const asked: Parameters = { window: '36m', basis: 'margin', segment_id: 'a,b' }
  it('comes back as it was written', () => expect(parseParameters(writeFragment(asked))).toEqual(asked))
  it('carries a cell with dates and ids in it', () => {
    const cell = { kind: 'cohort', cohort: '2026-03', k: '2' }
    expect(parseCell(writeFragment(asked, cell))).toEqual(cell)
    expect(writeFragment({}, cell)).toBe('cell=cohort;cohort:2026-03;k:2')
  })
  it('keeps a colon inside a value', () => expect(parseCell('cell=region;region:A:B')).toEqual({ kind: 'region', region: 'A:B' }))
  it('does not trust a cell to rename its kind', () => expect(parseCell('cell=all;kind:product')?.kind).toBe('all'))
  it('ignores what it does not know', () => expect(parseParameters('q=1&window=12m')).toEqual({ window: '12m' }))
  it('travels to other figures without the choices of one page', () =>
    expect(figureLink('rfm', { ...asked, by: 'group', compare_to: '2025-01-01' })).toBe('/analysis/rfm#window=36m&basis=margin&segment_id=a,b'))
  it('has a bare address without choices', () => expect(figureLink('overview', {})).toBe('/analysis'))
})

it('the menu has every figure once', () => expect(groups.flatMap((group) => group.figures).toSorted()).toEqual([...figures].toSorted()))

it.each([['2024-01-01..2024-12-31', ['2024-01-01', '2024-12-31']], ['12m', null], [undefined, null], ['2024..2025', null]])('window %s', (window, ends) =>
  expect(windowEnds(window)).toEqual(ends))
