import { describe, expect, it } from 'vitest'
import { linkOf, setOfLink, type Origin } from './sets'

describe('sets of clients', () => {
  it('a link to a number is a set, without what only its page reads', () => {
    expect(setOfLink('/analysis/abcxyz', 'window=36m&by=product&cell=abcxyz;abc:A;xyz:X')).toEqual({
      figure: 'abcxyz', parameters: { window: '36m' }, cell: { kind: 'abcxyz', abc: 'A', xyz: 'X' },
    })
    expect(setOfLink('/analysis', 'cell=all')?.figure).toBe('overview')
    expect(setOfLink('/analysis', 'window=12m')).toBeNull()
  })
  it('a selection leads back to what drew it', () => {
    const figure: Origin = { of: 'figure', figure: 'sleeping', parameters: { window: '12m' }, cell: { kind: 'state', state: 'sleeping,lost' } }
    expect(linkOf(figure)).toBe('/analysis/sleeping#window=12m&cell=state;state:sleeping,lost')
    const list: Origin = { of: 'list', q: 'ромашка', filter: { marker: { '': ['red', 'green'] }, orders: { gte: ['3'] } } }
    expect(linkOf(list)).toBe(`/clients#q=${encodeURIComponent('ромашка')}&marker=red,green&orders.gte=3`)
    expect(linkOf({ of: 'chosen' })).toBeNull()
  })
})
