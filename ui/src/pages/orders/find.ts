/** Finding clients and products by what one types, for pickers. */
import { api, call } from '../../lib/api'
import { money } from '../../lib/formats.svelte'
import { currency } from '../../lib/session.svelte'
import type { Choice } from '../../lib/directory'
import type { Product } from './shapes'

export async function findClients(text: string): Promise<Choice[]> {
  const page = await call(api.POST('/api/v1/clients/query', { body: { q: text.trim() || undefined, limit: 20 } }))
  return page.items.map((one: { id: string, name: string, tax_number?: string | null, region?: string | null }) => ({
    value: one.id, label: one.name, hint: [one.tax_number, one.region].filter(Boolean).join(' · ') || undefined,
  }))
}

/** The products last found, so that a picked one brings its unit and price along. */
const seen = new Map<string, Product>()
export const productOf = (id: string): Product | undefined => seen.get(id)

export async function findProducts(text: string): Promise<Choice[]> {
  const page = await call(api.GET('/api/v1/products', { params: { query: { q: text.trim() || undefined, limit: 20 } } }))
  for (const one of page.items as Product[]) seen.set(one.id, one)
  return (page.items as Product[]).map((one) => ({
    value: one.id, label: one.name, hint: [one.code, one.price_minor === null ? '' : money(one.price_minor, currency())].filter(Boolean).join(' · '),
  }))
}
