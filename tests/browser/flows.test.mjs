// Whole pieces of work as people do them, several without a mouse.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { axe, open, signIn, startBrowser, startServer } from './harness.mjs'

let server, browser, owner

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  owner = await signIn(server, 'owner')
  await owner.call('PATCH', '/me', { language: 'en', theme: 'light' })
}, { timeout: 180_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const time = { timeout: 60_000 }

/** Signs in and speaks English, whatever language the demo gave this employee. */
async function english(role) {
  const session = await signIn(server, role)
  await session.call('PATCH', '/me', { language: 'en' })
  return session
}

/** A new client of this test's own. */
const client = (name, more = {}) => owner.call('POST', '/clients', { name, tax_country: 'RU', ...more })

it('log in by hand, with a wrong password first', time, async () => {
  const who = await english('head_of_sales')
  const view = await open(browser, server)
  const { page } = view
  await page.goto(`${server.url}/clients#relation=current`)
  await page.getByLabel('Log-in name').fill(who.login)
  await page.getByLabel('Password').fill('not the password')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('wrong').waitFor()
  assert.equal(await page.getByLabel('Log-in name').inputValue(), who.login, 'what was typed stays')
  await page.getByLabel('Password').fill(who.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^Clients/ }).waitFor()
  assert.match(page.url(), /\/clients#relation=current$/, 'back to the page that was asked for')
  await view.close()
})

it('find a client in the wrong keyboard layout, edit it in place, undo', time, async () => {
  const made = await client('Ромашка-Проверка')
  const view = await open(browser, server, { session: owner })
  const { page } = view
  await view.goto('/clients')
  await page.keyboard.press('Slash')
  await page.keyboard.type('hjvfirf-ghjdthrf')
  const row = page.getByRole('row', { name: /Ромашка-Проверка/ })
  await row.waitFor()
  await view.settle()
  await page.getByRole('searchbox').press('Escape')
  await page.evaluate(() => document.activeElement?.blur())
  await view.goto(`/clients/${made.id}`)
  const value = page.getByRole('button', { name: /^Relation: Prospect/ })
  await value.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Relation' }).selectOption('former')
  await page.getByRole('button', { name: /^Relation: Former/ }).waitFor()
  assert.equal((await owner.call('GET', `/clients/${made.id}`)).relation, 'former')
  await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('button', { name: /^Relation: Prospect/ }).waitFor()
  assert.equal((await owner.call('GET', `/clients/${made.id}`)).relation, 'prospect')
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('make a client with the keyboard alone', time, async () => {
  const view = await open(browser, server, { session: owner })
  const { page } = view
  await view.goto('/clients')
  await page.keyboard.press('KeyC')
  await page.getByRole('dialog', { name: 'New client' }).waitFor()
  await page.keyboard.type('Keyboard Works Ltd')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/clients\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { name: /Keyboard Works Ltd/ }).waitFor()
  await view.settle()
  await page.keyboard.press('KeyF')
  await page.getByRole('textbox', { name: 'Fact', exact: true }).waitFor()
  await page.keyboard.type('Chess on Sundays')
  await page.keyboard.press('Enter')
  await page.getByText('Chess on Sundays').first().waitFor()
  await page.getByRole('textbox', { name: 'Fact', exact: true }).press('Escape')
  await page.evaluate(() => document.activeElement?.blur())
  await page.keyboard.press('KeyR')
  await page.getByRole('textbox', { name: 'What was said' }).waitFor()
  await page.keyboard.type('Called about chess')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Called about chess').first().waitFor()
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('walk the list by keys and come back to the same row', time, async () => {
  const view = await open(browser, server, { session: owner })
  const { page } = view
  await view.goto('/clients#sort=-revenue')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('KeyJ')
  const name = await page.evaluate(() => document.activeElement?.querySelector('a')?.textContent)
  assert.ok(name)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.goBack()
  await page.getByRole('row').nth(5).waitFor()
  await view.settle()
  assert.equal(await page.evaluate(() => document.querySelector('[data-row][tabindex="0"] a')?.textContent), name)
  await view.close()
})

it('show a hidden phone with a reason that the journal keeps', time, async () => {
  const seller = await english('telemarketer')
  const found = await seller.call('POST', '/clients/query', { limit: 50 })
  const one = found.items.find((item) => item.phone?.includes('•'))
  assert.ok(one, 'the telemarketer of the demo has a client with a phone')
  const view = await open(browser, server, { session: seller })
  const { page } = view
  await view.goto(`/clients/${one.id}`)
  await page.getByRole('button', { name: /^Show \+/ }).first().click()
  await page.getByRole('dialog', { name: 'Show the contact' }).getByRole('button', { name: 'Show', exact: true }).click()
  const link = page.locator('aside a[href^="tel:"]').first()
  await link.waitFor()
  assert.doesNotMatch(await link.textContent(), /•/)
  const journal = await owner.call('GET', `/journal?client_id=${one.id}&limit=20`)
  assert.ok(journal.items.some((line) => line.action === 'reveal' && line.actor.id))
  await view.close()
})

it('two people edit one field: both values are shown', time, async () => {
  const made = await client('Conflict & Sons')
  const view = await open(browser, server, { session: owner })
  const { page } = view
  await view.goto(`/clients/${made.id}`)
  await page.getByRole('button', { name: /^Deal terms/ }).click()
  await page.getByRole('textbox', { name: 'Deal terms' }).fill('mine')
  await owner.call('PATCH', `/clients/${made.id}`, { deal_terms: 'theirs' }, { 'if-match': `"v${made.version}"` })
  await page.keyboard.press('Control+Enter')
  const alert = page.getByRole('alert')
  await alert.getByText('theirs').waitFor()
  await alert.getByText('mine').waitFor()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await page.getByRole('button', { name: /^Deal terms: mine/ }).waitFor()
  assert.equal((await owner.call('GET', `/clients/${made.id}`)).deal_terms, 'mine')
  await view.close()
})

it('the session ends while somebody writes: nothing typed is lost', time, async () => {
  const made = await client('Patience Ltd')
  const session = await english('head_of_sales')
  const view = await open(browser, server, { session })
  const { page } = view
  await view.goto(`/clients/${made.id}`)
  await page.keyboard.press('KeyR')
  await page.getByRole('textbox', { name: 'What was said' }).fill('A long story')
  await session.call('POST', '/logout')
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()
  await page.getByLabel('Password').fill(session.password)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  const note = page.getByRole('textbox', { name: 'What was said' })
  assert.equal(await note.inputValue(), 'A long story')
  await note.press('Control+Enter')
  await page.getByText('A long story').first().waitFor()
  await view.close()
})

it('a filter becomes a saved view and a link', time, async () => {
  const view = await open(browser, server, { session: owner })
  const { page } = view
  await view.goto('/clients')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('dialog', { name: 'Filter' }).getByRole('button', { name: 'Relation', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Former' }).check()
  await page.keyboard.press('Escape')
  await view.settle()
  assert.match(page.url(), /#relation=former$/)
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click()
  await page.getByLabel('Name of the view').fill('Gone ones')
  await page.keyboard.press('Enter')
  const tab = page.getByRole('tab', { name: 'Gone ones' })
  await tab.waitFor()
  assert.equal(await tab.getAttribute('aria-selected'), 'true')
  await page.getByRole('tab', { name: 'All', exact: true }).click()
  await view.settle()
  assert.doesNotMatch(page.url(), /relation/)
  await tab.click()
  await view.settle()
  assert.match(page.url(), /relation=former&view=/)
  await view.close()
})

it('change many clients at once: count, change, undo', time, async () => {
  const made = await Promise.all(['Bulk One', 'Bulk Two', 'Bulk Three'].map((name) => client(name)))
  const view = await open(browser, server, { session: owner })
  const { page } = view
  await view.goto('/clients#q=Bulk')
  await page.getByRole('checkbox', { name: 'Select the page' }).check()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What to change').selectOption('relation')
  await dialog.getByLabel('New value').selectOption('former')
  await dialog.getByRole('button', { name: 'Check' }).click()
  await dialog.getByText(/3 clients will change/).waitFor()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('status').getByText('3 clients changed').waitFor()
  const relation = async () => Promise.all(made.map(async ({ id }) => (await owner.call('GET', `/clients/${id}`)).relation))
  assert.deepEqual(await relation(), ['former', 'former', 'former'])
  await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('status').getByText('Undone').waitFor()
  assert.deepEqual(await relation(), ['prospect', 'prospect', 'prospect'])
  await view.close()
})

it('on a phone: find, open, call, record', time, async () => {
  const made = await client('Phone First', { channels: [{ kind: 'phone', value: '+7 495 123-45-67' }] })
  const view = await open(browser, server, { session: owner, width: 390 })
  const { page } = view
  await view.goto('/clients')
  await page.getByRole('searchbox').fill('phone fir')
  await page.getByRole('link', { name: /Phone First/ }).first().tap()
  await page.getByRole('heading', { name: /Phone First/ }).waitFor()
  assert.match(page.url(), new RegExp(made.id))
  const call = page.locator('a[href^="tel:+7495"]').first()
  await call.waitFor()
  const { height } = await page.getByRole('tab', { name: 'Details' }).boundingBox()
  assert.ok(height >= 44, 'a tab is large enough for a finger')
  await page.getByRole('button', { name: 'Record a contact' }).tap()
  await page.getByRole('textbox', { name: 'What was said' }).fill('Spoke from the road')
  await page.getByRole('button', { name: 'Record', exact: true }).tap()
  await page.getByText('Spoke from the road').first().waitFor()
  assert.deepEqual(await axe(page), [])
  await view.close()
})
