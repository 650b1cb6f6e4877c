import { expect, it } from 'vitest'
import { paths, walkTree } from './tree'

const group = (id: string, parent_id: string | null, name: string) => ({ id, parent_id, name, version: 1, cost_discounts: [] })
const groups = [group('b', 'a', 'Bolts'), group('a', null, 'Fasteners'), group('n', 'a', 'Anchors'), group('p', null, 'Paint'), group('x', 'gone', 'Lost')]

it('walks the tree from the root, brothers by name', () =>
  expect(walkTree(groups).map(({ group: { id }, depth }) => `${id}${depth}`)).toEqual(['a0', 'n1', 'b1', 'x0', 'p0']))
it('names a group by its path', () => expect(paths(groups).get('b')).toBe('Fasteners / Bolts'))
