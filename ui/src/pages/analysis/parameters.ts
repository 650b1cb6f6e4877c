/**
 * What an analysis page is asked for – window, basis, filters, the cell being looked into – and how it stands
 * in the URL's fragment. Going from figure to figure keeps the question and drops the cell.
 */

import type { paths } from '../../lib/schema'

export const figures = [
  'overview', 'abcxyz', 'rfm', 'pareto', 'portrait', 'concentration', 'key-clients', 'dynamics', 'kinds', 'retention', 'cohorts', 'sleeping', 'one-time', 'ladder', 'ltv', 'value', 'stress', 'movement', 'warnings', 'indicators', 'white-space', 'order-check', 'arithmetic',
] as const
export type FigureName = (typeof figures)[number]

/** Pages by the question they answer, in the order of the menu. */
export const groups: readonly { readonly code: string, readonly figures: readonly FigureName[] }[] = [
  { code: 'whole', figures: ['overview'] },
  { code: 'value', figures: ['abcxyz', 'rfm', 'pareto', 'portrait', 'concentration', 'key-clients', 'ltv', 'value', 'stress'] },
  { code: 'movement', figures: ['dynamics', 'kinds', 'retention', 'cohorts', 'movement'] },
  { code: 'development', figures: ['indicators', 'white-space', 'order-check', 'arithmetic'] },
  { code: 'loyalty', figures: ['ladder', 'warnings', 'sleeping', 'one-time'] },
]

/** A set of clients behind a mark: `kind` and what narrows it down. */
export type Cell = { readonly kind: string } & Readonly<Record<string, string>>

const names = ['window', 'as_of', 'basis', 'period', 'segment_id', 'region', 'product_group_id', 'manager_id', 'compare_to', 'by', 'value', 'key', 'lost', 'fall', 'unpaid', 'leave'] as const
export type ParameterName = (typeof names)[number]
/** The question as the API takes it, all of it optional. */
export type Parameters = NonNullable<paths['/api/v1/analysis/overview']['get']['parameters']['query']>

/** The question in a fragment; what the API decides by default is left out. */
export function parseParameters(fragment: string): Parameters {
  const read = new URLSearchParams(fragment)
  const found = names.flatMap((name) => {
    const value = read.get(name)
    return value ? [[name, value] as const] : []
  })
  // What is no code of the API's is refused by the server, with words.
  return Object.fromEntries(found) as Parameters
}

/** The cell that is open, written `kind;name:value;…`. */
export function parseCell(fragment: string): Cell | null {
  const [kind, ...rest] = (new URLSearchParams(fragment).get('cell') ?? '').split(';')
  if (!kind) return null
  const parts = rest.flatMap((part) => {
    const at = part.indexOf(':')
    return at > 0 ? [[part.slice(0, at), part.slice(at + 1)] as const] : []
  })
  return { ...Object.fromEntries(parts), kind }
}

/** A fragment; colons, semicolons and commas stay readable. */
export function writeFragment(parameters: Parameters, cell?: Cell | null): string {
  const out = new URLSearchParams()
  for (const name of names) {
    const value = parameters[name]
    if (value !== undefined && value !== '') out.set(name, String(value))
  }
  if (cell) {
    const { kind, ...rest } = cell
    out.set('cell', [kind, ...Object.entries(rest).map(([name, value]) => `${name}:${value}`)].join(';'))
  }
  return out.toString().replaceAll('%3A', ':').replaceAll('%3B', ';').replaceAll('%2C', ',')
}

/** Where another figure answers the same question. Choices of one page only do not travel. */
export function figureLink(figure: FigureName, parameters: Parameters): string {
  const kept = { ...parameters }
  delete kept.by
  delete kept.value
  delete kept.key
  delete kept.lost
  delete kept.fall
  delete kept.unpaid
  delete kept.leave
  delete kept.compare_to
  const fragment = writeFragment(kept)
  return `/analysis${figure === 'overview' ? '' : `/${figure}`}${fragment ? `#${fragment}` : ''}`
}

export const windows = ['12m', '36m', '60m', 'all'] as const

/** The two ends of an own window, or null for one of the named ones. */
export function windowEnds(window: string | undefined): readonly [string, string] | null {
  const ends = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(window ?? '')
  return ends?.[1] && ends[2] ? [ends[1], ends[2]] : null
}
