/**
 * What the filters of the analysis can be set to: segments, product groups, managers. Asked once; a list that
 * the user may not read is simply not offered.
 */
import { api, call, Problem } from '../../lib/api'

export interface Choice { readonly id: string, readonly name: string }
type Kind = 'segment_id' | 'product_group_id' | 'manager_id'

const asked = new Map<Kind, Promise<readonly Choice[] | null>>()

const sources: Record<Kind, () => Promise<{ items: readonly Choice[] }>> = {
  segment_id: () => call(api.GET('/api/v1/segments', {})),
  product_group_id: () => call(api.GET('/api/v1/product-groups', {})),
  manager_id: () => call(api.GET('/api/v1/users', {})),
}

/** The choices of one filter; null when they may not be read. */
export function choices(kind: Kind): Promise<readonly Choice[] | null> {
  let found = asked.get(kind)
  if (!found) {
    found = sources[kind]().then((answer) => answer.items, (problem: unknown) => {
      if (!(problem instanceof Problem && problem.status === 403)) asked.delete(kind)
      return null
    })
    asked.set(kind, found)
  }
  return found
}
