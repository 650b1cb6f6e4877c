/**
 * The state of a list in the URL's fragment: search, filters, sort, columns. A link with it opens
 * the same list for a colleague; nothing of it reaches a server log.
 */
import { address, setFragment } from './router.svelte'

/** Operators of the API: equals any of, not, at least, at most, empty or present. */
export type Operator = 'eq' | 'not' | 'gte' | 'lte' | 'is'
export interface Condition { field: string; operator: Operator; values: string[] }

export interface ListState {
  q: string
  filters: Condition[]
  sort: string
  /** Ids of the shown columns in order; empty means the page's defaults. */
  columns: string[]
  /** Id of the saved view it came from. */
  view: string
}

const reserved = new Set(['q', 'sort', 'columns', 'view', 'open', 'client', 'tab'])
const operators: readonly Operator[] = ['not', 'gte', 'lte', 'is']

/** Reads a fragment; what it does not understand it leaves out. */
export function parseList(fragment: string): ListState {
  const read = new URLSearchParams(fragment)
  const filters: Condition[] = []
  for (const [key, value] of read) {
    if (reserved.has(key) || !/^[a-z_]+(\.[a-z]+)?$/.test(key)) continue
    const [field = '', op = 'eq'] = key.split('.')
    const operator = op === 'eq' ? 'eq' : operators.find((one) => one === op)
    const values = value.split(',').filter(Boolean)
    if (operator && values.length) filters.push({ field, operator, values })
  }
  return {
    q: read.get('q') ?? '',
    filters,
    sort: read.get('sort') ?? '',
    columns: (read.get('columns') ?? '').split(',').filter(Boolean),
    view: read.get('view') ?? '',
  }
}

/** Writes a fragment; commas stay readable. */
export function writeList(state: Partial<ListState>): string {
  const out = new URLSearchParams()
  if (state.q) out.set('q', state.q)
  for (const { field, operator, values } of state.filters ?? []) {
    if (values.length) out.append(operator === 'eq' ? field : `${field}.${operator}`, values.join(','))
  }
  if (state.sort) out.set('sort', state.sort)
  if (state.columns?.length) out.set('columns', state.columns.join(','))
  if (state.view) out.set('view', state.view)
  return out.toString().replaceAll('%2C', ',')
}

/** The filter as the API's query body wants it. */
export function filterBody(filters: readonly Condition[]): Record<string, Record<string, string | string[]>> {
  const body: Record<string, Record<string, string | string[]>> = {}
  for (const { field, operator, values } of filters) {
    const into = (body[field] ??= {})
    into[operator] = values.length === 1 ? (values[0] as string) : values
  }
  return body
}

/** The list state of the page we are on; setting a part rewrites the fragment. */
export function useList(defaults: Partial<ListState> = {}) {
  const state = $derived(parseList(address.fragment))
  const set = (change: Partial<ListState>) => setFragment(writeList({ ...parseList(address.fragment), ...change }))
  return {
    get q() { return state.q },
    get filters() { return state.filters },
    get sort() { return state.sort || (defaults.sort ?? '') },
    get columns() { return state.columns.length ? state.columns : (defaults.columns ?? []) },
    get view() { return state.view },
    set,
  }
}
