// Security rows 28 and 29: a payload in every text field of every record, and in what the journal keeps of a
// request; then every page is walked. Nothing of it runs, asks for anything or is reported by the policy.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { open, owner, server, time, unasked } from './harness.mjs'
import { addressAt, closed, parts, pasted } from './routes.mjs'

const PAYLOAD = `'"><img src=x onerror=ran()>`
/** For fields of few characters. */
const SHORT = `"><img src=x>`

/** Fields that hold a code, a number or a secret and refuse any other text; never shown as they came. */
const STRICT = [
  'address.country', 'attribute', 'basis', 'channel', 'country', 'currency', 'day', 'days', 'decision_role', 'dial_result', 'direction', 'effect', 'email', 'fact_type', 'kind', 'language',
  'level', 'lines[].code', 'login', 'outcome', 'page', 'password', 'relation', 'role', 'scopes[]', 'service_class', 'status', 'temperature', 'tax_country', 'tax_number',
  'fields[]', 'reason', 'take.step', 'take_back', 'return_day', 'channels[].kind', 'channels[].value', 'client_external_id', 'clients.figure', 'manager_login', 'state', 'token', 'current', 'new', 'website',
  '/clients/{id}/referrals result', '/clients/{id}/calls result', 'rows[].kind', 'rows[].state',
  'folder', 'sites[]', 'thanks_url', 'time', 'purpose', 'way', '/leads/{id}/take email', '/leads/{id}/take phone', 'rows[].temperature', 'rows[].way',
  '/inbox/marks mark', 'answers[]', 'need', 'meeting.starts', '/joint-work/{id}/steps step', 'preset', 'verdict', 'merge.preset', 'options.country', 'options.date_order', 'options.decimal', 'options.delimiter', 'options.encoding',
  'steps[].key', 'steps[].function', 'steps[].event', 'steps[].required[]', 'steps[].next[]', 'steps[].norms[].of', '/deals step', '/deals/{id}/moves step', '/funnels/{id}/plans step', '/funnels/{id}/report/trainings step',
  'function', '/responsibility clients', 'languages[]', 'topic', 'trap', 'refusal.reason', 'refusal.real_reason', 'regime', 'third',
  'preset', 'verdict', 'merge.preset', 'options.country', 'options.date_order', 'options.decimal', 'options.delimiter', 'options.encoding',
]
/** Questions, and what is not kept. */
const ASKS = /^\/(analysis|login|setup|search|me)\b|\/(query|bulk|bulk-change|export|dial-results|table|candidates)$|^\/clean-lists\/(check$|.*\/clients$)/

const told = { paths: [], fields: new Map() }

/** Makes a record with the payload in it and remembers which fields of which path had it. */
async function make(path, body, at = path, headers = {}) {
  const note = (value, name) => {
    if (Array.isArray(value)) value.forEach((one) => note(one, `${name}[]`))
    else if (value && typeof value === 'object') Object.entries(value).forEach(([key, one]) => note(one, name ? `${name}.${key}` : key))
    else if (value === PAYLOAD || value === SHORT) (told.fields.get(path) ?? told.fields.set(path, new Set()).get(path)).add(name)
  }
  note(body, '')
  return owner.call('POST', at, body, headers)
}

/** Every record a user can make, with the payload wherever a text may stand. */
async function fill() {
  const P = PAYLOAD
  const named = {}
  for (const [key, path] of [['segment_id', '/segments'], ['source_id', '/sources'], ['competitor_id', '/competitors'], ['company_group_id', '/company-groups'], ['team_id', '/teams']]) {
    named[key] = (await make(path, { name: P })).id
  }
  const source = await make('/sources', { name: `${P} 2`, kind: 'event', note: P })
  await make('/sources/{id}/costs', { amount_minor: 100, note: P }, `/sources/${source.id}/costs`)
  const { team_id, ...card } = named
  const user = await make('/users', { login: 'crawl', name: P, role: 'client_manager', language: 'en', team_id })
  const group_id = (await make('/product-groups', { name: P })).id
  const product = await make('/products', { code: P, name: P, unit: SHORT, price_minor: 100_000, cost_minor: 1000, group_id })
  const address = { country: 'RU', region: P, district: P, settlement: P, street: P, house: SHORT, postcode: SHORT }
  const client = await make('/clients', {
    name: P, external_id: P, deal_terms: P, purchase_habits: P, manager_id: user.id, address,
    channels: [{ kind: 'phone', value: '+7 495 000-99-99', label: P }], ...card,
  })
  const of = (part) => [`/clients/{id}/${part}`, `/clients/${client.id}/${part}`]
  const add = async (part, body) => { const [path, at] = of(part); return make(path, body, at) }
  await add('addresses', { ...address, kind: 'delivery' })
  await add('channels', { kind: 'email', value: 'crawl@example.org', label: P })
  for (const kind of ['messenger', 'social']) await add('channels', { kind, value: P, label: P })
  await add('channels', { kind: 'site', value: `https://example.org/#"><img/src=x/onerror=ran()>`, label: P })
  const person = await add('people', { name: P, title: P, note: P, channels: [{ kind: 'phone', value: '+7 495 765-43-22', label: P }], despite_duplicates: true })
  await add('facts', { fact_type: 'hobby', value: P, person_id: person.id })
  await add('interactions', { kind: 'call', direction: 'out', effect: 'effective', note: P, person_id: person.id, despite_rest: P })
  await add('rest-lifts', { reason: P })
  await add('calls', { result: 'talked', note: P, despite_rest: P })
  await make('/refusal-reasons', { name: SHORT, from_days: 10, to_days: 20 })
  const said = { asked_for: P, said_product: P, said_staff: P, said_sale: P, note: P, promise: P, promise_day: '2099-01-02' }
  await add('interactions', { kind: 'visit', direction: 'in', outcome: 'refused', note: P, refusal: { reason: 'does_not_fit', ...said } })
  await add('calls', { result: 'refused', note: P, despite_rest: P, refusal: { reason: 'does_not_fit', ...said } })
  await add('complaints', { topic: 'other', text: P, state: 'solved', result: P })
  await add('satisfactions', { score: 9, channel: 'call', note: P })
  await add('referrals', { giver_name: P, note: P })
  await make('/trainings', { user_id: user.user.id, kind: 'training', topic: P, note: P })
  await make('/inbox/marks', { keys: [SHORT], mark: 'done' })
  await make('/scripts', { kind: 'talk', title: P, steps: [{ text: P, answers: [{ said: P, next: null }] }] })
  await make('/signals', { subject: P, kind: 'event', text: P, client_id: client.id, state: 'worked', outcome: P })
  await make('/signals/batch', { rows: [{ subject: P, kind: 'event', text: P, state: 'worked', outcome: P }] })
  const lead = { way: 'event', company: P, person: P, settlement: P, products: P, message: P, phone: P, email: P }
  await make('/leads', { ...lead, tax_number: P })
  await make('/leads/batch', { rows: [{ ...lead, tax_number: P }] })
  const taken = await owner.call('POST', '/leads', { company: 'x' })
  await make('/leads/{id}/take', { company: P, person: P, settlement: P, phone: '+7 495 000-99-77', email: 'taken@example.org' }, `/leads/${taken.id}/take`, { 'if-match': `"v${taken.version}"` })
  const form = await make('/lead-forms', { name: P, consent: P, sites: [server.url] })
  await make('/intake/{key}', { person: P, phone: P, message: P, [P]: P, consent: 'yes' }, `/intake/${form.key}`)
  const territory = await make('/territories', { name: P, settlement: P, regions: [P] })
  await make('/territories/{id}/places', { list: P }, `/territories/${territory.id}/places`)
  await add('key-marks', { attribute: 'fame', note: P })
  await make('/visit-plan', { client_ids: [client.id], title: P })
  await make('/responsibility', { user_id: (await owner.call('GET', '/users')).items[0].id, function: 'retention', clients: 'all', territory_id: territory.id })
  await add('winbacks', { note: P, take: { step: 'lunch', note: P } })
  await add('potentials', { product_group_id: group_id, amount_minor: 1_000_000, origin: P })
  await add('quarantine', { reason: 'other', note: P })
  await add('reveal', { reason: P, channel_id: (await owner.call('GET', `/clients/${client.id}`)).channels?.[0]?.id })
  const day = new Date().toISOString().slice(0, 10)
  const line = { product_id: product.id, quantity_milli: 1_000_000, price_minor: 100_000_000 }
  const order = await make('/orders', { client_id: client.id, number: P, note: P, day, status: 'confirmed', lines: [line] })
  await make('/payments', { client_id: client.id, order_id: order.id, amount_minor: 100, note: P })
  const { version } = await owner.call('GET', `/clients/${client.id}`)
  await owner.call('PATCH', `/clients/${client.id}`, { manager_id: user.user.id }, { 'if-match': `"v${version}"` })
  // the client is key, and the sellers of the demo have enough of those
  await owner.call('PATCH', '/settings', { 'client.key_per_manager': 100 })
  await add('conveyor/qualify', { answers: Array(5).fill('yes'), need: 'later', day: '2099-01-02', task: P, note: P })
  await add('conveyor/reach', { person_id: person.id, note: P })
  await add('conveyor/reactivate', { title: P })
  const joint = await add('joint-work', { kind: 'expansion', note: P })
  await make('/joint-work/{id}/part', { reason: 'other', note: P }, `/joint-work/${joint.id}/part`, { 'if-match': `"v${joint.version}"` })
  await add('conveyor/pass', { meeting: { title: P, day: '2099-01-02', starts: '10:00' }, note: P })
  await add('conveyor/return', { reason: 'other', note: P })
  const refused = await owner.call('POST', '/clients', { name: 'Отказанный клиент', manager_id: user.user.id })
  await make('/clients/{id}/conveyor/refuse', { reason: 'other', note: P }, `/clients/${refused.id}/conveyor/refuse`)
  await owner.call('PUT', `/clients/${client.id}/fresh-look`, { hides: 'failures', reason: P })
  const step = (key) => ({ key, name: P, function: 'sell', stuck_days: 30, tasks: [P] })
  const funnel = await make('/funnels', { name: P, steps: [step('first'), step('second'), step('third')] })
  const at = (version) => ({ 'if-match': `"v${version}"` })
  const drafted = await make('/funnels/{id}/versions', { note: P, steps: [step('first'), step('second'), step('third')] }, `/funnels/${funnel.id}/versions`, at(funnel.version))
  await owner.call('POST', `/funnels/${funnel.id}/versions/1/approve`, {}, at(drafted.version))
  await owner.call('POST', `/funnels/${funnel.id}/plans`, { step: 'second', permille: 500 })
  const deal = await make('/deals', { client_id: client.id, funnel_id: funnel.id, title: P, note: P })
  await make('/deals/{id}/moves', { kind: 'to', step: 'second', note: P, refusal: null }, `/deals/${deal.id}/moves`, at(deal.version))
  await make('/deals/{id}/moves', { kind: 'refuse', note: P, refusal: { reason: 'does_not_fit', ...said } }, `/deals/${deal.id}/moves`, at(deal.version + 1))
  await make('/funnels/{id}/report/trainings', { user_id: user.user.id, step: 'second', topic: P, note: P }, `/funnels/${funnel.id}/report/trainings`)
  await owner.call('PATCH', `/clients/${client.id}/terms`, { document: P, note: P }, at(0))
  await make('/orders', { client_id: client.id, number: 'OWED', status: 'shipped', note: P, lines: [{ product_id: product.id, quantity_milli: 1000, price_minor: 100_000 }] })
  await make('/receivables/decisions', { client_ids: [client.id], third: 'collect', note: P, assignee_id: (await owner.call('GET', '/session')).user.id, title: P })
  await make('/blacklist', { client_ids: [client.id], reason: P })
  await make('/clients/{id}/blacklist/lift', { reason: P }, `/clients/${client.id}/blacklist/lift`)
  await make('/tokens', { name: P, days: 1, scopes: ['read'] })
  await make('/tasks', { title: P, note: P, result: P, steps: [P], client_id: client.id })
  await make('/tasks/batch', { title: P, note: P, steps: [P], clients: { q: P } })
  const group = await owner.call('POST', '/tasks/batch', { title: P, note: P, steps: [P], clients: { ids: [client.id] }, assignee_id: (await owner.call('GET', '/session')).user.id })
  await make('/selections', { name: P, note: P, shared: true, clients: { q: P } })
  await unasked(() => owner.call('POST', '/clients', { name: P, channels: [{ kind: 'phone', value: '+7 495 765-43-21' }] }))
  await unasked(() => owner.call('POST', `/clients/${client.id}/people`, { name: P, title: P }))
  const list = await make('/clean-lists', { name: P, note: P, clients: { q: P } })
  await make('/clean-lists/{id}/withdraw', { reason: P }, `/clean-lists/${list.id}/withdraw`)
  await make('/views', { name: P, page: 'clients', state: 'sort=name', shared: true })
  await make('/imports', { text: P, name: P, options: { sheet: P } })
  const profile = await make('/import-profiles', { name: P, shared: true, mapping: { kind: 'clients', columns: [] }, options: { sheet: P } })
  await make('/import-feeds', { name: P, folder: 'crawl', pattern: P, profile_id: profile.id, minutes: 10_080, active: false })
  // Two cards that may be one client, related by a group of companies with a name.
  await owner.call('POST', '/duplicates/sweep')
  while ((await owner.call('GET', '/duplicates/summary')).job) await new Promise((resolve) => setTimeout(resolve, 200))
  const [pair] = (await owner.call('GET', '/duplicates?limit=1')).items
  await make('/duplicates/decisions', { card_ids: pair.cards.map((card) => card.id), verdict: 'group', company_group_name: SHORT })
  const table = await pasted(`Наименование\tE-mail\tПримечание\t${P}\n${P}\t${P}\t${P}\t${P}\n`, { name: P })
  return { clients: client.id, call: client.id, deals: deal.id, orders: order.id, import: table, 'clean-lists': list.id, groups: group.batch_id }
}

/** A page with two tables, whose names, headings and cells are the payload (row 35): what the preview of an import has to show. */
async function previewed() {
  const P = PAYLOAD.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const sheet = `<table><caption>${P}</caption><tr><th>Наименование</th><th>${P}</th></tr><tr><td>${P}</td><td>${P}</td></tr></table>`
  return pasted(`<html><body>${sheet}${sheet}</body></html>`, { name: `${PAYLOAD}.html` })
}

/** What a stranger can leave in the journal and the list of sessions without any right. */
async function leaveTraces() {
  const headers = { 'content-type': 'application/json', origin: server.url, 'user-agent': PAYLOAD, referer: `${server.url}/${PAYLOAD}` }
  const refused = await fetch(`${server.url}/api/v1/login`, { method: 'POST', headers, body: JSON.stringify({ login: PAYLOAD, password: PAYLOAD }) })
  assert.ok(refused.status >= 400 && refused.status < 500)
  const { login, password } = owner
  assert.ok((await fetch(`${server.url}/api/v1/login`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })).ok)
}

/** Texts in the body of a way to make a record, by the API's own document. */
function texts(document, path) {
  const found = []
  const walk = (schema, name) => {
    const one = schema.$ref ? document.components.schemas[schema.$ref.split('/').pop()] : schema
    for (const other of one.oneOf ?? one.anyOf ?? one.allOf ?? []) walk(other, name)
    if ([one.type].flat().includes('string') && !one.enum && !one.format) found.push(name)
    for (const [key, inner] of Object.entries(one.properties ?? {})) walk(inner, name ? `${name}.${key}` : key)
    if (one.items) walk(one.items, `${name}[]`)
  }
  walk(document.paths[`/api/v1${path}`].post.requestBody.content['application/json'].schema, '')
  return found
}

it('sec_35 markup in the names, headings and cells of a table is text in the preview of its import', time, async () => {
  const id = await previewed()
  const view = await open()
  await view.context.addInitScript(() => { window.ran = () => { window.hasRun = true } })
  const wrong = []
  for (const step of ['file', 'columns', 'check', 'run']) {
    await view.goto(`/import/${id}#step=${step}`)
    if (await view.page.evaluate(() => window.hasRun || document.querySelector('img[src="x"]') !== null)) wrong.push(`${step}: it ran`)
    wrong.push(...(await view.sins()).map((sin) => `${step}: ${sin}`))
    if (step === 'check') assert.ok((await view.page.locator('main').innerText()).includes('><img'), 'the payload is not to be seen in the preview')
  }
  await view.close()
  assert.deepEqual(wrong, [])
})

it('sec_28 sec_29 what was typed in never runs on any page', time, async () => {
  const ids = await fill()
  await leaveTraces()
  const document = await owner.call('GET', '/openapi.json')
  const missed = Object.entries(document.paths)
    .filter(([path, { post }]) => post?.requestBody?.content['application/json'] && !ASKS.test(path.replace('/api/v1', '')))
    .flatMap(([path]) => texts(document, path.replace('/api/v1', '')).map((field) => [path.replace('/api/v1', ''), field]))
    .filter(([path, field]) => !STRICT.includes(field) && !STRICT.includes(`${path} ${field}`) && !told.fields.get(path)?.has(field))
  assert.deepEqual(missed, [], 'a text field that no payload was put into')

  const view = await open()
  await view.context.addInitScript(() => { window.ran = () => { window.hasRun = true } })
  await view.goto('/me')
  const wrong = []
  const shown = []
  for (const route of [...closed, ...parts, '/clients#q=img', '/people#q=img', '/analysis/dynamics#by=product']) {
    await view.visit(addressAt(ids, route))
    if ((await view.page.locator('main').innerText()).includes('><img')) shown.push(route)
    if (await view.page.evaluate(() => window.hasRun || document.querySelector('img[src="x"]') !== null)) wrong.push(`${route}: it ran`)
    wrong.push(...(await view.sins()).map((sin) => `${route}: ${sin}`))
  }
  await view.close()
  assert.deepEqual(wrong, [])
  for (const route of ['/clients', '/selections', '/clean-lists', '/clean-lists/:id', '/funnels', '/deals/:id', '/tasks', '/calendar', '/orders', '/orders/:id', '/products', '/people#q=img', '/journal', '/users', '/me', '/leads', '/leads/forms', '/import/feeds', '/analysis/concentration', '/clients/:id', '/clients/:id#tab=facts', '/import', '/import/:id', '/import/:id#step=columns', '/import/:id#step=check']) {
    assert.ok(shown.includes(route), `the payload is not to be seen on ${route}, only on ${shown.join(' ')}`)
  }
})
