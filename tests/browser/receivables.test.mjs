// Money owed: a head puts a debtor on the blacklist, the seller is stopped, the payment ends it.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, time } from './harness.mjs'

it('r173 a debtor is put on the blacklist, is not contacted, and pays', time, async () => {
  const [manager, head] = [await english('client_manager'), await english('head_of_sales')]
  const { user } = await manager.call('GET', '/session')
  const client = await newClient('Должник на странице', { manager_id: user.id })
  const [product] = (await owner.call('GET', '/products?limit=1')).items
  const day = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10)
  const order = await owner.call('POST', '/orders', { client_id: client.id, day, status: 'shipped', lines: [{ product_id: product.id, quantity_milli: 1000, price_minor: 987_654_321 }] })
  const view = await open({ session: head })
  const { page } = view
  await view.goto('/receivables')
  await page.getByRole('heading', { name: 'How old the debts are' }).waitFor()
  await view.goto('/receivables#show=candidates')
  const row = page.getByRole('row', { name: /Должник на странице/ })
  await row.waitFor()
  await row.getByRole('checkbox').click()
  await page.getByRole('button', { name: 'To the blacklist' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'To the blacklist' }).click()
  await row.waitFor({ state: 'detached' })
  assert.deepEqual(await view.sins(), [])
  await view.close()

  const other = await open({ session: manager })
  await other.goto(`/clients/${client.id}`)
  await other.page.getByText('blacklist', { exact: true }).first().waitFor()
  await other.page.getByRole('textbox', { name: 'What was said' }).fill('Звонок')
  await other.page.getByRole('button', { name: 'Record', exact: true }).click()
  await other.page.getByText(/on the blacklist until it pays/).first().waitFor()
  await manager.call('POST', '/payments', { client_id: client.id, order_id: order.id, amount_minor: order.total_minor })
  await other.goto(`/clients/${client.id}#tab=orders`)
  await other.page.getByText(/Earlier stays on the blacklist/).waitFor()
  assert.deepEqual((await other.sins()).filter((sin) => !/409/.test(sin)), [])
  await other.close()
})

it('r174 a head gives a client terms of its own on the card', time, async () => {
  const head = await english('head_of_sales')
  const client = await newClient('Клиент с условиями', {})
  const view = await open({ session: head })
  const { page } = view
  await view.goto(`/clients/${client.id}#tab=orders`)
  await page.getByRole('button', { name: 'Terms', exact: true }).click()
  await page.getByLabel('Supplied').selectOption('staged')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('From 1 to 100 percent.').waitFor()
  await page.getByLabel('Paid before an order leaves, %').fill('40')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('in stages').first().waitFor()
  assert.equal((await head.call('GET', `/clients/${client.id}/receivables`)).terms.prepaid_percent, 40)
  assert.deepEqual((await view.sins()).filter((sin) => !/422/.test(sin)), [])
  await view.close()
})
