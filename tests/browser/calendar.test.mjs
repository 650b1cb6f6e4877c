// The calendar by keys and by mouse: an entry goes to another time and day, and comes back.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, time } from './harness.mjs'

const DAY = '2027-03-02'
const at = async (id) => {
  const { due_day, time } = await owner.call('GET', `/tasks/${id}`)
  return `${due_day} ${time}`
}

it('an entry is moved by keys and by mouse, and each move undone', time, async () => {
  const client = await newClient('Встречи')
  const { id } = await owner.call('POST', '/tasks', { title: 'Показ', kind: 'meeting', due_day: DAY, time: '10:00', minutes: 60, client_id: client.id })
  const view = await open()
  const { page } = view
  await view.goto(`/calendar#day=${DAY}`)
  const entry = page.locator(`[data-task="${id}"]`)
  await entry.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText(`Показ: ${DAY} 10:15`).waitFor()
  assert.equal(await at(id), `${DAY} 10:15`)
  await page.waitForFunction((task) => document.activeElement?.getAttribute('data-task') === task, id)
  await page.keyboard.press('Shift+ArrowRight')
  await page.getByText('Показ: 2027-03-03 10:15').waitFor()
  assert.equal(await at(id), '2027-03-03 10:15')
  await page.waitForFunction((task) => document.activeElement?.getAttribute('data-task') === task, id)
  await page.keyboard.press('KeyZ')
  await page.locator(`[data-day="${DAY}"] [data-task="${id}"]`).waitFor()
  assert.equal(await at(id), `${DAY} 10:15`)

  // By mouse: to Thursday, about two hours later.
  const from = await entry.boundingBox()
  const to = await page.locator('[data-day="2027-03-04"][data-hour]').boundingBox()
  await page.mouse.move(from.x + 20, from.y + 6)
  await page.mouse.down()
  await page.mouse.move(to.x + 20, from.y + 50, { steps: 4 })
  await page.mouse.move(to.x + 20, from.y + 6 + 96, { steps: 4 })
  await page.mouse.up()
  await page.locator(`[data-day="2027-03-04"] [data-task="${id}"]`).waitFor()
  assert.equal(await at(id), '2027-03-04 12:15')
  assert.equal(await page.locator('dialog[open]').count(), 0, 'a drag opens nothing')

  // The views, today, and the walk from day to day.
  await page.keyboard.press('KeyM')
  await page.locator('td[data-day]').first().waitFor()
  await page.locator(`[data-day="2027-03-04"] .day, [data-day="${DAY}"] .day`).first().focus()
  await page.keyboard.press('ArrowDown')
  await page.waitForFunction(() => location.hash.includes('day=2027-03-09'))
  await page.keyboard.press('KeyD')
  await page.waitForFunction(() => location.hash.includes('view=day'))
  await page.keyboard.press('KeyT')
  await page.waitForFunction(() => !location.hash.includes('2027'))
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r181 a telemarketer books the meeting where the seller is free', time, async () => {
  const caller = await english('telemarketer')
  const { items } = await owner.call('GET', '/users')
  const seller = items.find((one) => one.role === 'active_seller' && one.state === 'active')
  await owner.call('POST', '/tasks', { title: 'Занято', kind: 'meeting', due_day: DAY, time: '09:00', minutes: 120, assignee_id: seller.id })
  const view = await open({ session: caller })
  const { page } = view
  await view.goto(`/calendar#day=${DAY}`)
  await page.getByRole('button', { name: 'Book a meeting' }).click()
  const dialog = page.locator('dialog[open]')
  await dialog.getByLabel('What to do').fill('Встреча по образцам')
  await dialog.getByLabel('Who does it').fill(seller.name)
  await page.getByRole('option', { name: seller.name }).first().click()
  await dialog.getByRole('button', { name: '11:00–18:00' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const made = await caller.call('GET', `/tasks?whose=all&assignee_id=${seller.id}`)
  assert.equal(made.items.find((one) => one.title === 'Встреча по образцам')?.time, '11:00')
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
