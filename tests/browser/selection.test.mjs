// From a number of the analysis to work done: the list behind it is saved, opened, made into tasks, and a task is done.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { open, owner, time } from './harness.mjs'
import { axe, faults } from './look.mjs'

it('the list behind a number becomes a selection, the selection tasks, and a task is done by one key', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/analysis/abcxyz#cell=abcxyz;abc:B')
  const list = page.locator('dialog')
  await list.getByRole('button', { name: 'Save as selection' }).click()
  await page.getByLabel('Name').fill('Class B to call')
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/“Class B to call” is saved: \d+ clients?/).waitFor()
  const { items } = await owner.call('GET', '/selections')
  const made = items.find((one) => one.name === 'Class B to call')
  const behind = await owner.call('POST', '/analysis/clients', { cell: { kind: 'abcxyz', abc: 'B' }, limit: 1 })
  assert.equal(made.clients, behind.total, 'as many clients as the number says')
  // Its page leads to the list of clients, filtered by it, and back to the figure.
  await view.goto('/selections')
  assert.equal(await page.getByRole('link', { name: 'Class B to call' }).getAttribute('href'), `/clients#selection_id=${made.id}`)
  await page.getByRole('link', { name: 'Class B to call' }).click()
  await view.settle()
  assert.equal((await page.locator('h1 .count').innerText()).replace(/\D/g, ''), String(made.clients))
  const others = (await owner.call('GET', '/tasks?whose=all&state=open&limit=1&total=true')).total
  await page.getByRole('button', { name: 'Make tasks' }).click()
  await page.getByRole('textbox', { name: 'What to do' }).fill('Ask for the plans of the quarter')
  await page.getByRole('button', { name: 'Count', exact: true }).click()
  const said = await page.locator('dialog').getByText(/tasks? will be made/).innerText()
  await page.getByRole('button', { name: 'Make them' }).click()
  await page.getByText(/\d+ tasks? (is|are) made/).waitFor()
  const count = Number(/[\d,]+/.exec(said)[0].replace(',', ''))
  assert.ok(count > 0)
  await view.goto('/tasks#whose=all')
  assert.equal(Number((await page.locator('h1 .count').innerText()).replace(/\D/g, '')), others + count)
  assert.deepEqual([...await faults(page), ...await axe(page)], [])
  await page.locator('[data-row]').filter({ hasText: 'Ask for the plans of the quarter' }).first().focus()
  await page.keyboard.press('d')
  await page.getByText('Done: Ask for the plans of the quarter').waitFor()
  await view.settle()
  assert.equal(Number((await page.locator('h1 .count').innerText()).replace(/\D/g, '')), others + count - 1)
  await view.close()
})

it('a selection is brought up to date with who came', time, async () => {
  const client = await owner.call('POST', '/clients', { name: 'Came to the selection', service_class: 'vip' })
  const made = await owner.call('POST', '/selections', { name: 'VIP', clients: { filter: { service_class: 'vip' } } })
  await owner.call('POST', '/clients', { name: 'Came later', service_class: 'vip', despite_duplicates: true })
  const view = await open()
  const { page } = view
  await view.goto('/selections')
  const row = page.locator('li', { hasText: 'VIP' })
  await row.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Bring up to date' }).click()
  await page.locator('dialog').getByRole('link', { name: 'Came later' }).waitFor()
  await page.locator('dialog').getByRole('button', { name: 'Bring up to date' }).click()
  await page.getByText('Up to date: 1 came, 0 left').waitFor()
  const now = await owner.call('GET', `/selections/${made.id}`)
  assert.equal(now.clients, made.clients + 1)
  // The card says it.
  await view.goto(`/clients/${client.id}`)
  await page.locator('aside').getByRole('link', { name: 'VIP' }).waitFor()
  await view.close()
})
