/** The tree of product groups: in depth-first order, and each group's path. */
import { compare } from '../../lib/formats.svelte'
import type { ProductGroup } from '../orders/shapes'

export interface Node { readonly group: ProductGroup, readonly depth: number }

/** Groups with their depth, brothers by name. A group whose parent is missing stands at the root. */
export function walkTree(groups: readonly ProductGroup[]): Node[] {
  const known = new Set(groups.map((group) => group.id))
  const children = new Map<string, ProductGroup[]>()
  for (const group of groups) {
    const parent = group.parent_id && known.has(group.parent_id) ? group.parent_id : ''
    children.set(parent, [...(children.get(parent) ?? []), group])
  }
  const nodes: Node[] = []
  const visit = (parent: string, depth: number): void => {
    for (const group of (children.get(parent) ?? []).toSorted((a, b) => compare(a.name, b.name))) {
      nodes.push({ group, depth })
      visit(group.id, depth + 1)
    }
  }
  visit('', 0)
  return nodes
}

/** «Fasteners / Bolts» by id, in the order of the tree. */
export function paths(groups: readonly ProductGroup[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { group } of walkTree(groups)) {
    const parent = group.parent_id ? found.get(group.parent_id) : undefined
    found.set(group.id, parent ? `${parent} / ${group.name}` : group.name)
  }
  return found
}
