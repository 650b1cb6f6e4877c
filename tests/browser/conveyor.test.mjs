// The conveyor: a telemarketer qualifies and passes on, the seller hands over when the client agrees, the head
// hides what was tried before.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'

it('r178 r180 r184 r185 from the call to the client manager, each step on the card', time, async () => {
  const caller = await english('telemarketer')
  const { user } = await caller.call('GET', '/session')
  const name = 'По конвейеру'
  const client = await newClient(name, { manager_id: user.id })
  const view = await open({ session: caller })
  const { page } = view
  await view.goto(`/clients/${client.id}#tab=conveyor`)
  assert.ok(await page.getByRole('button', { name: 'Pass on to a seller' }).isDisabled(), 'not qualified yet')
  await page.getByRole('button', { name: 'Qualify' }).click()
  await view.settle()
  const dialog = page.getByRole('dialog')
  for (const label of ['Does what our clients do', 'Is of the size we can serve', 'Is where we deliver', 'Can pay']) await dialog.getByLabel(label).selectOption('yes')
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Qualified: may be passed on').waitFor()
  await view.settle()
  await page.getByRole('button', { name: 'Pass on to a seller' }).click()
  await dialog.getByRole('button', { name: 'Pass on to a seller' }).click()
  await page.waitForURL(/\/conveyor$/)
  await view.settle()
  await page.getByRole('heading', { name: 'Conveyor' }).waitFor()
  assert.deepEqual(await view.sins(), [])
  await view.close()

  // the head goes on: a hand-over before the first deal is theirs to decide
  const head = await open()
  await head.goto(`/clients/${client.id}#tab=conveyor`)
  await head.page.getByText('Sales', { exact: true }).waitFor()
  await head.page.getByRole('tabpanel').or(head.page.locator('section[aria-label="Conveyor"]')).getByRole('button', { name: 'More actions' }).click()
  await head.page.getByRole('menuitem', { name: 'Hand over or call in' }).click()
  await head.page.getByRole('dialog').getByRole('button', { name: 'Hand over or call in' }).click()
  await head.page.getByRole('heading', { name: 'Hand-over by a script' }).waitFor()
  await head.settle()
  const agreed = head.page.getByRole('button', { name: 'The client agreed' })
  assert.ok(await agreed.isDisabled(), 'steps are left')
  for (const step of ['The client heard who will work with it', 'The new manager is introduced']) {
    await head.page.getByRole('button', { name: step }).click()
    await head.settle()
  }
  await agreed.click()
  await head.page.getByRole('dialog').getByRole('button', { name: 'The client agreed' }).click()
  await head.page.getByText('Client agreed to the new manager').waitFor()
  await head.page.getByText('Client management', { exact: true }).waitFor()
  await head.settle()
  assert.deepEqual(await head.sins(), [])
  assert.deepEqual(await axe(head.page), [])
  await head.close()
})

it('r193 a deal is checked before it is accepted', time, async () => {
  await owner.call('PATCH', '/settings', { 'fit.capacity_month': 1000, 'fit.turnover_year': 12000 })
  const client = await newClient('Сделка не по силам')
  const view = await open()
  const { page } = view
  await view.goto(`/clients/${client.id}#tab=conveyor`)
  await page.locator('section[aria-label="Conveyor"]').getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Check a deal' }).click()
  await page.getByLabel('Amount').fill('2000')
  await page.getByLabel('Amount').blur()
  await page.getByRole('dialog').getByRole('button', { name: 'Check a deal' }).click()
  await page.getByText('More than we can make in that time').first().waitFor()
  await page.getByText('200% of what we make in that time').waitFor()
  await view.settle()
  assert.deepEqual(await view.sins(), [])
  await view.close()
  await owner.call('PATCH', '/settings', { 'fit.capacity_month': null, 'fit.turnover_year': null })
})

it('r124 the seller does not see what was tried before', time, async () => {
  const seller = await english('active_seller')
  const { user } = await seller.call('GET', '/session')
  const client = await newClient('Свежий взгляд')
  await owner.call('POST', `/clients/${client.id}/interactions`, { kind: 'call', effect: 'effective', outcome: 'refused', note: 'threw us out', refusal: { reason: 'not_interested' } })
  const { version } = await owner.call('GET', `/clients/${client.id}`)
  await owner.call('PATCH', `/clients/${client.id}`, { manager_id: user.id }, { 'if-match': `"v${version}"` })
  const head = await open()
  await head.goto(`/clients/${client.id}#tab=conveyor`)
  await head.page.getByRole('button', { name: 'Hide what was tried before' }).click()
  await head.page.getByRole('dialog').getByRole('button', { name: 'Hide what was tried before' }).click()
  await head.page.getByText(/^Hidden from the holder up to/).waitFor()
  await head.visit(`/clients/${client.id}`)
  await head.page.getByText('threw us out').waitFor()
  assert.deepEqual(await head.sins(), [])
  await head.close()
  const view = await open({ session: seller })
  await view.goto(`/clients/${client.id}`)
  assert.equal(await view.page.getByText('threw us out').count(), 0)
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
