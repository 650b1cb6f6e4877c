/** Shapes and names of funnels and deals. */
import { api, call } from '../../lib/api'
import type { Choice } from '../../lib/directory'
import { number } from '../../lib/formats.svelte'
import type { components } from '../../lib/schema'
import { has, t, tf } from '../../lib/words.svelte'

export type Funnel = components['schemas']['Funnel']
export type Version = Funnel['versions'][number]
export type Step = components['schemas']['FunnelStep']
export type Plan = components['schemas']['FunnelPlan']
export type Board = components['schemas']['FunnelBoard']
export type Column = Board['columns'][number]
export type Standings = components['schemas']['FunnelStandings']
export type Deal = components['schemas']['Deal']
export type DealFull = components['schemas']['DealFull']

/** The name of a step: its own, or the one the words have for a step of a preset. */
export const stepName = (key: string, name?: string | null): string => name || (has(`funnel-step-${key}`) ? t(`funnel-step-${key}`) : key)
/** The name of a funnel: one of a preset that nobody named is called by the words. */
export const funnelName = (of: { name: string, preset?: string | null }): string => of.preset === of.name ? tf('funnel-preset', of.name) : of.name
/** Thousandths as percent. */
export const share = (permille: number): string => `${number(permille / 10, 1)} %`

export const versionOf = (funnel: Funnel, wanted?: number | null): Version | undefined => funnel.versions.find((one) => one.number === (wanted ?? funnel.in_force))

let groups: Promise<readonly { id: string, name: string }[]> | undefined
/** Product groups, asked once. */
export const productGroups = (): Promise<readonly { id: string, name: string }[]> => {
  groups ??= call(api.GET('/api/v1/product-groups', {})).then(({ items }) => items)
  groups.catch(() => { groups = undefined })
  return groups
}
export const findGroups = async (text: string): Promise<Choice[]> => {
  const wanted = text.trim().toLocaleLowerCase()
  return (await productGroups()).filter((one) => one.name.toLocaleLowerCase().includes(wanted)).map((one) => ({ value: one.id, label: one.name }))
}

/** Takes the last change of a deal back. */
export async function undoDeal(id: string): Promise<void> {
  const { items } = await call(api.GET('/api/v1/journal', { params: { query: { entity: 'deal', entity_id: id, limit: 1 } } }))
  if (items[0]) await call(api.POST('/api/v1/journal/{seq}/undo', { params: { path: { seq: items[0].seq } } }))
}
