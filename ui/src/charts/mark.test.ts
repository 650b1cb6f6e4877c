import { describe, expect, it } from 'vitest'
import { markName, neighbour } from './mark'

describe('markName', () => {
  it('reads out what the tooltip shows', () =>
    expect(markName({ title: 'AX', lines: [{ label: 'clients', value: '12' }, { label: '', value: '45 %' }] })).toBe('AX: clients 12, 45 %'))
  it('is the title alone when there is no more', () => expect(markName({ title: 'A', lines: [] })).toBe('A'))
})

describe('neighbour', () => {
  // 0 1 2
  // 3 4
  const grid = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 20, y: 0 }, { x: 0, y: 10 }, { x: 10, y: 10 }]
  it.each([
    [0, 'ArrowRight', 1], [1, 'ArrowLeft', 0], [0, 'ArrowDown', 3], [4, 'ArrowUp', 1], [4, 'ArrowRight', 2],
    [2, 'ArrowRight', null], [3, 'Home', 0], [0, 'End', 4], [0, 'a', null],
  ] as const)('from %i with %s to %s', (from, key, to) => expect(neighbour(grid, from, key)).toBe(to))
})
