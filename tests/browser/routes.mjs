// The pages of the product as its own list has them, with addresses of records of the demo base.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { owner } from './harness.mjs'

export const source = readFileSync(new URL('../../ui/src/routes.ts', import.meta.url), 'utf8')
export const routes = [...source.matchAll(/path: '([^']+)'/g)].map((match) => match[1])
/** Those behind the log-in. */
export const closed = routes.filter((path) => !['/login', '/setup', '/thanks'].includes(path))

/** Parts of pages that have an address of their own. */
export const parts = ['people', 'facts', 'orders', 'figures', 'conveyor', 'deals', 'journal'].map((tab) => `/clients/:id#tab=${tab}`)
  .concat('/funnel#tab=stock')
  .concat('/users#tab=teams', '/users#tab=policy', '/clients#relation=current,former&revenue_minor.gte=100&sort=-revenue', '/analysis/abcxyz#cell=abcxyz;abc:A;xyz:X', '/analysis/movement#by=rfm')
  .concat(['list', 'reasons'].map((tab) => `/refusals#tab=${tab}`))
  .concat(['adoption', 'plan'].map((tab) => `/reports#tab=${tab}`))
  .concat(['day', 'month'].map((view) => `/calendar#view=${view}`))
  .concat(['weeks', 'cohorts', 'compare', 'lists', 'programme'].map((tab) => `/funnel/report#tab=${tab}`))
  .concat(['columns', 'check', 'run'].map((step) => `/import/:id#step=${step}`))

/** A pasted table, read and staged. */
export async function pasted(text, more = {}) {
  const { id } = await owner.call('POST', '/imports', { text, ...more })
  for (;;) {
    const { state } = await owner.call('GET', `/imports/${id}`)
    if (state === 'staged') return id
    assert.match(state, /reading|staging/, `the import did not get staged: ${state}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

// A client and an order with much to show; an import with something right, doubtful and wrong.
const [client] = (await owner.call('POST', '/clients/query', { sort: '-revenue', limit: 1 })).items
const [order] = (await owner.call('GET', '/orders?limit=1')).items
const table = await pasted('Наименование\tТелефон\tE-mail\nСтраница Импорта\t89165550000\tpage@example.org\n\t123\tпочта\n', { name: 'pages.tsv' })
// A cleaned list of clients with a phone, checked or not.
await owner.call('PATCH', '/settings', { 'clean_list.checked': 'off' })
const { id: cleaned } = await owner.call('POST', '/clean-lists', { name: 'Страница списка', clients: { filter: { relation: ['prospect', 'current'] } } })
const { batch_id: group } = await owner.call('POST', '/tasks/batch', { title: 'Look at the contracts', steps: ['Call', 'Visit'], clients: { filter: { relation: ['current'] } }, sample: 2 })
const [deal] = (await owner.call('GET', '/deals?limit=1')).items
const demo = { clients: client.id, deals: deal.id, call: client.id, orders: order.id, import: table, 'clean-lists': cleaned, groups: group }

/** The address of a route with the ids of these records. */
export function addressAt(ids, route) {
  return route.replace(/\/([\w-]+)\/:id/, (whole, feature) => {
    assert.ok(ids[feature], `no record is known for ${route}: look one up above`)
    return whole.replace(':id', ids[feature])
  })
}

/** The address of a route with ids of the demo base. */
export const address = (route) => addressAt(demo, route)
