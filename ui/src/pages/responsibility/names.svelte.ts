/** Names of employees, product lines and territories, for the pages that tell who is responsible. */
import { api, call } from '../../lib/api'
import { entries } from '../../lib/directory'
import type { components } from '../../lib/schema'

export type Cell = components['schemas']['ResponsibilityCell']
export type Answer = components['schemas']['ResponsibilityAnswer']
export type Territory = components['schemas']['Territory']
type Matrix = components['schemas']['ResponsibilityMatrix']

export class Names {
  users = $state.raw<ReadonlyMap<string, string>>(new Map())
  territories = $state.raw<readonly Territory[]>([])
  matrix = $state.raw<Matrix>()

  async load(): Promise<void> {
    const [users, territories, matrix] = await Promise.all([
      entries('users'), call(api.GET('/api/v1/territories', {})), call(api.GET('/api/v1/responsibility', {})),
    ])
    this.users = new Map(users.map((one) => [one.id, one.name]))
    this.territories = territories.items
    this.matrix = matrix
  }

  user = (id: string): string => this.users.get(id) ?? '–'
  line = (id: string | null): string => this.matrix?.lines.find((one) => one.id === id)?.name ?? ''
  territory = (id: string | null): string => this.territories.find((one) => one.id === id)?.name ?? ''
}
