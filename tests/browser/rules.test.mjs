// Rules, inbox, group tasks: a head looks at a change before it is in force; an employee empties the inbox by keys.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, time } from './harness.mjs'

it('r114 a head sees what a rule would have done, plans it, and calls it off', time, async () => {
  const head = await english('head_of_sales')
  const before = (await head.call('GET', '/settings')).items.find((one) => one.name === 'rest.days').value
  const view = await open({ session: head })
  const { page } = view
  await view.goto('/rules')
  const from = async (day) => {
    await page.getByLabel('From the day').fill(day)
    await page.keyboard.press('Tab')
  }
  await page.getByLabel('Days between effective contacts').fill('300')
  await page.getByText('a client is left alone for 300 days').waitFor()
  await page.getByRole('button', { name: 'What would have happened' }).click()
  await page.getByText('Contacts that the rest would have refused').waitFor()
  const [row] = (await head.call('POST', '/rules/preview', { changes: { 'rest.days': 300 } })).effects
  assert.ok(row.after > row.before && row.clients.length > 0, JSON.stringify(row))
  await from('2099-01-01')
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByText('at most a year ahead').waitFor()
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await from(day)
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByRole('button', { name: 'Call off' }).first().click()
  await page.getByText('called off').first().waitFor()
  assert.equal((await head.call('GET', '/settings')).items.find((one) => one.name === 'rest.days').value, before)
  assert.deepEqual((await view.sins()).filter((sin) => !/422/.test(sin)), [])
  await view.close()
})

it('r125 r265 tasks in steps made for a client stand in the inbox, and go by keys', time, async () => {
  const manager = await english('client_manager')
  const { user } = await manager.call('GET', '/session')
  const client = await newClient('Входящие с ключом', { manager_id: user.id })
  await owner.call('POST', '/tasks/batch', { title: 'Check the contract', steps: ['Call', 'Visit'], clients: { ids: [client.id] }, due_day: '2026-01-05' })
  const view = await open({ session: manager })
  const { page } = view
  await view.goto('/inbox')
  const mine = page.getByRole('row', { name: /Check the contract.*Входящие с ключом/ })
  await mine.waitFor()
  const waiting = (await manager.call('GET', '/inbox')).items.length
  await mine.getByRole('button', { name: /^Put off until tomorrow/ }).click()
  await mine.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await mine.waitFor()
  await mine.getByRole('button', { name: /^Done with it/ }).click()
  await mine.waitFor({ state: 'detached' })
  assert.equal((await manager.call('GET', '/inbox')).items.length, waiting - 1)

  await view.goto(`/clients/${client.id}`)
  await view.goto('/tasks')
  await page.getByRole('button', { name: 'Check the contract' }).first().click()
  await page.getByLabel('State').selectOption('done')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The steps are not all done.').waitFor()
  for (const step of ['Call', 'Visit']) await page.getByRole('dialog').getByLabel(step).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await view.goto('/tasks/groups')
  await page.getByRole('link', { name: 'Check the contract' }).first().click()
  await page.getByText('1 of 1').first().waitFor()
  assert.deepEqual((await view.sins()).filter((sin) => !/422/.test(sin)), [])
  await view.close()
})
