/** Sets of clients as the API takes them, and the way back from a selection to what drew it. */
import { api, call } from '../../lib/api'
import { writeList, type Condition, type Operator } from '../../lib/list.svelte'
import type { components } from '../../lib/schema'
import { figures, parseCell, parseParameters, writeFragment, type FigureName, type Parameters } from '../analysis/parameters'

export type ClientSet = components['schemas']['ClientSet']
export type Selection = components['schemas']['Selection']

/** What drew a selection. */
export type Origin =
  | { readonly of: 'figure', readonly figure: string, readonly parameters: Record<string, string>, readonly cell: { kind: string } & Record<string, string> }
  | { readonly of: 'list', readonly q: string | null, readonly filter: Record<string, Record<string, string[]>> }
  | { readonly of: 'chosen' }

/** Parts of a question that only a page's own table reads. */
const own: readonly string[] = ['by', 'value', 'key', 'lost', 'fall', 'unpaid', 'leave']

/** The set behind a link to a number of an analysis page, as pages write it. */
export function setOfLink(path: string, fragment: string): ClientSet | null {
  const cell = parseCell(fragment)
  if (!cell) return null
  const parameters = Object.entries(parseParameters(fragment)).filter(([name]) => !own.includes(name))
  return {
    figure: path.split('/')[2] || 'overview',
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, String(value)])),
    cell: { ...cell },
  }
}

/** Where a selection came from; null when its clients were taken one by one. */
export function linkOf(origin: Origin): string | null {
  switch (origin.of) {
    case 'figure': {
      const figure = figures.find((one) => one === origin.figure) ?? 'overview' as FigureName
      return `/analysis${figure === 'overview' ? '' : `/${figure}`}#${writeFragment(origin.parameters as Parameters, origin.cell)}`
    }
    case 'list': {
      const filters: Condition[] = Object.entries(origin.filter).flatMap(([field, tests]) =>
        Object.entries(tests).map(([operator, values]) => ({ field, operator: (operator || 'eq') as Operator, values })))
      return `/clients#${writeList({ q: origin.q ?? '', filters })}`
    }
    case 'chosen': return null
  }
}

/** The selections one may open, as choices of a filter. */
export const findSelections = async (text: string): Promise<{ value: string, label: string }[]> => {
  const { items } = await call(api.GET('/api/v1/selections', {}))
  const wanted = text.trim().toLocaleLowerCase()
  return items.filter((one) => one.name.toLocaleLowerCase().includes(wanted)).map((one) => ({ value: one.id, label: one.name }))
}

/** Lets the reader save a file. */
export function keep(file: Blob, name: string): void {
  const href = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
