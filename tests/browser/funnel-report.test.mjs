// Plan and fact of a funnel and of a month: from the chart to a training in the register, and a plan with what it needs.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { open, owner, signIn, time } from './harness.mjs'
import { axe, faults } from './look.mjs'

it('the report shows each step against its plan, its weeks, cohorts, lists and the programme', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/funnel/report#span=26')
  await page.getByRole('heading', { name: 'Coefficients against the plan' }).waitFor()
  assert.deepEqual(await axe(page), [])
  assert.deepEqual(await faults(page), [])
  const bars = page.getByRole('group', { name: 'Coefficients against the plan' })
  assert.ok(await bars.locator('line.plan').count() >= 4, 'a dash for the plan of each step')
  await bars.locator('[data-mark="0"]').focus()
  assert.match(await page.locator('.tip').innerText(), /Interval/)
  for (const [tab, heading] of [['Week by week', /week by week/], ['Cohorts', /What became of those begun/], ['Comparison and training', 'Weak steps'], ['Sources and lists', 'Source'], ['Programme', /Two strategies/]]) {
    await page.getByRole('tab', { name: tab }).click()
    await view.settle()
    await page.getByRole('heading', { name: heading }).first().waitFor()
    assert.deepEqual(await axe(page), [], tab)
  }
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('a weak step becomes a training in the register with one button', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/funnel/report#tab=compare&span=26')
  const before = (await owner.call('GET', '/trainings')).items.length
  const button = page.getByRole('button', { name: /^Into the training register: / }).first()
  await button.click()
  await page.getByText('Written into the register of training').waitFor()
  await view.settle()
  assert.equal((await owner.call('GET', '/trainings')).items.length, before + 1)
  await page.getByRole('heading', { name: 'What training did' }).waitFor()
  await view.close()
})

it('a month is planned, and what is missing is told with what it needs', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/plans')
  await page.getByRole('button', { name: 'Plan the month' }).click()
  await page.getByRole('dialog').getByLabel('Company').fill('9000000')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Turnover against the plan' }).waitFor()
  await view.settle()
  assert.deepEqual(await axe(page), [])
  assert.deepEqual(await faults(page), [])
  await page.getByText(/missing /).first().waitFor()
  const { lines } = await owner.call('GET', '/plans')
  assert.equal(lines[0].plan_minor, 900_000_000)
  await page.setViewportSize({ width: 390, height: 800 })
  await view.settle()
  assert.deepEqual(await faults(page), [])
  await view.close()
})

it('an employee sees their own numbers alone', time, async () => {
  const seller = await signIn('active_seller')
  const [funnel] = (await seller.call('GET', '/funnels')).items
  const today = new Date().toISOString().slice(0, 10)
  const from = new Date(Date.now() - 180 * 86_400_000).toISOString().slice(0, 10)
  const report = await seller.call('GET', `/funnels/${funnel.id}/report?from=${from}&to=${today}`)
  const me = (await seller.call('GET', '/session')).user
  assert.ok(report.people.every((one) => one.user?.id === me.id))
})
