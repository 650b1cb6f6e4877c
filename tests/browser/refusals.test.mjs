// Refusals: the reason by a number key, the traps, the report with its list, the register of complaints.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'

it('r164 r166 a refusal is written down on the call screen in at most four keys, with its real reason', time, async () => {
  const caller = await english('telemarketer')
  const { user } = await caller.call('GET', '/session')
  const plain = await newClient('Отказ по бюджету', { manager_id: user.id })
  const trapped = await newClient('Отказ из-за поставщика', { manager_id: user.id })
  const view = await open({ session: caller })
  const { page } = view
  for (const [client, keys] of [[plain, ['Digit8', 'Digit1', 'Enter']], [trapped, ['Digit8', 'Digit2', 'Digit2', 'Enter']]]) {
    await view.goto(`/call/${client.id}`)
    await page.getByRole('radiogroup', { name: 'What came of it' }).waitFor()
    await view.settle()
    const here = page.url()
    for (const key of keys) {
      await page.keyboard.press(key)
      if (key === 'Digit8') await page.getByRole('radiogroup', { name: 'Why NO?' }).waitFor()
      await view.settle()
    }
    await page.waitForURL((url) => url.href !== here)
  }
  const [first] = (await owner.call('GET', `/clients/${plain.id}/refusals`)).items
  const [second] = (await owner.call('GET', `/clients/${trapped.id}/refusals`)).items
  const reasons = new Map((await owner.call('GET', '/refusal-reasons')).items.map((one) => [one.id, one.code]))
  assert.equal(reasons.get(first.reason_id), 'no_budget')
  assert.ok(first.return_day > first.day)
  assert.equal(reasons.get(second.reason_id), 'has_supplier')
  assert.equal(reasons.get(second.real_reason_id), 'too_expensive')
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r164 r167 a contact in the card asks for the reason, and the catalogue answers what was asked for', time, async () => {
  const product = (await owner.call('GET', '/products?limit=1')).items[0]
  const client = await newClient('Нет такой позиции')
  const view = await open()
  const { page } = view
  await view.goto(`/clients/${client.id}`)
  await page.keyboard.press('KeyR')
  await page.getByLabel('What was said').fill('they looked elsewhere')
  await page.getByLabel('Outcome').selectOption('refused')
  await page.getByText('product does not fit, no such item').click()
  await page.getByLabel('What was asked for').fill(product.name)
  await page.getByText(/^We do have/).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await view.settle()
  const [made] = (await owner.call('GET', `/clients/${client.id}/refusals`)).items
  assert.equal(made.had_product.id, product.id)
  const lessons = (await owner.call('GET', '/trainings')).items.filter((one) => one.kind === 'catalogue')
  assert.ok(lessons.some((one) => one.topic.includes(product.name)))
  await view.visit(`/clients/${client.id}#tab=conveyor`)
  await page.getByRole('heading', { name: 'Refusals' }).waitFor()
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r165 r170 the report leads to the list behind a number, where the real reason is completed', time, async () => {
  const client = await newClient('Отказ в отчёте')
  await owner.call('POST', `/clients/${client.id}/interactions`, { kind: 'call', outcome: 'refused', refusal: { reason: 'has_supplier' } })
  const view = await open()
  const { page } = view
  await view.goto('/refusals')
  await page.getByRole('heading', { name: 'Reasons, the most frequent first' }).waitFor()
  await page.getByRole('button', { name: 'Show as table' }).first().click()
  assert.deepEqual(await axe(page), [])
  await view.visit('/refusals#tab=list&untested=true')
  const row = page.getByRole('row').filter({ hasText: 'Отказ в отчёте' })
  await row.getByText('real reason not asked').waitFor()
  await row.getByRole('button', { name: 'has a supplier' }).click()
  await page.getByRole('dialog').getByLabel('The real reason').selectOption({ label: 'terms of delivery' })
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await row.waitFor({ state: 'detached' })
  await view.settle()
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r169 a complaint is written down, found in the register and closed with what came of it', time, async () => {
  const client = await newClient('Жалоба на доставку')
  await owner.call('POST', `/clients/${client.id}/complaints`, { topic: 'delivery', text: 'two days late' })
  const view = await open()
  const { page } = view
  await view.goto('/complaints#kind=complaint&state=open')
  const row = page.getByRole('row').filter({ hasText: 'Жалоба на доставку' })
  await row.getByRole('button', { name: 'complaint: delivery' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('State').selectOption('solved')
  await dialog.getByLabel('What came of it').fill('delivered free of charge')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row.waitFor({ state: 'detached' })
  await view.settle()
  const [made] = (await owner.call('GET', `/clients/${client.id}/complaints`)).items
  assert.equal(made.state, 'solved')
  assert.deepEqual(await axe(page), [])
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
