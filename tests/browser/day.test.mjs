// The day by rules: a telemarketer's calls by keyboard alone, the rest that a contact begins, handing out.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'

it('r129 r133 twenty calls without a mouse, each recorded in at most four keys beside the note', time, async () => {
  // those of the demo would come first
  for (const one of (await owner.call('GET', '/scripts')).items) await owner.call('DELETE', `/scripts/${one.id}`, undefined, { 'if-match': `"v${one.version}"` })
  await owner.call('POST', '/scripts', { kind: 'pitch', title: 'Stock', steps: [{ text: 'Half the price of a stock-out.' }] })
  await owner.call('POST', '/scripts', { kind: 'talk', title: 'Opening', steps: [{ text: 'Who buys for you?', answers: [{ said: 'I do', next: 1 }] }, { text: 'When may we meet?' }] })
  const caller = await english('telemarketer')
  const { user } = await caller.call('GET', '/session')
  for (let number = 0; number < 20; number += 1) await newClient(`Звонок № ${number}`, { manager_id: user.id, temperature: 'hot' })
  const before = await caller.call('GET', '/today')
  assert.ok(before.items.length >= 20)
  const view = await open({ session: caller })
  const { page } = view
  await view.goto('/today')
  await page.keyboard.press('KeyN')
  let keys = 0
  const press = async (key) => { keys += 1; await page.keyboard.press(key) }
  for (let number = 0; number < 20; number += 1) {
    await page.waitForURL(/\/call\/[0-9a-f-]{36}$/)
    await view.settle()
    const here = page.url()
    if (number === 0) {
      await page.getByText('Half the price of a stock-out.').waitFor()
      await page.keyboard.press('Shift+Digit1')
      await page.getByText('When may we meet?').waitFor()
    }
    await press(number % 2 ? 'Digit1' : 'Digit3')
    await page.getByRole('textbox', { name: 'What was said' }).waitFor()
    await page.keyboard.type(`call ${number}`)
    await press('Enter')
    await page.waitForURL((url) => url.href !== here)
  }
  assert.ok(keys <= 80, `${keys} keys`)
  const after = await caller.call('GET', '/today')
  assert.equal(after.effective - before.effective, 10)
  assert.equal(after.tried - before.tried, 10)
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r114 the card says until when a client rests, refuses, and who may lifts it with a reason', time, async () => {
  const client = await newClient('Отдых на карточке')
  await owner.call('POST', `/clients/${client.id}/interactions`, { kind: 'call', happened_at: new Date(Date.now() - 3 * 86_400_000).toISOString() })
  const view = await open()
  const { page } = view
  await view.goto(`/clients/${client.id}`)
  await page.getByText(/^Resting until/).first().waitFor()
  await page.keyboard.press('KeyR')
  await page.getByLabel('What was said').fill('all the same')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/The client rests until .* can lift this/).waitFor()
  assert.match((await view.sins()).join('\n'), /^409 POST [^\n]+\/interactions\n[^\n]+$/, 'the refusal and nothing else')
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('Why it is contacted all the same').fill('their shop is open again')
  await page.getByRole('button', { name: 'Record all the same' }).click()
  await page.getByText('all the same', { exact: true }).waitFor()
  const lifts = await owner.call('GET', `/clients/${client.id}/rest-lifts`)
  assert.equal(lifts.items[0].reason, 'their shop is open again')
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r121 r287 clients of the pool are handed out as simulated, told why, and taken back', time, async () => {
  const client = await newClient('Раздача из пула', { manager_id: null, temperature: 'hot' })
  const view = await open()
  const { page } = view
  await view.goto('/pool')
  const { takers } = await owner.call('GET', '/pool')
  const taker = takers.find((one) => one.role === 'telemarketer')
  await page.getByRole('checkbox', { name: taker.user.name }).check()
  await page.getByLabel('At most to each').fill('2')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Who would get whom' }).waitFor()
  await page.getByText('Раздача из пула').waitFor()
  assert.equal((await owner.call('GET', `/clients/${client.id}`)).manager, null, 'only simulated')
  await page.getByRole('button', { name: /^Hand 2 clients out$/ }).click()
  await page.getByText('2 clients handed out.').waitFor()
  assert.equal((await owner.call('GET', `/clients/${client.id}`)).manager.id, taker.user.id)
  const [stay] = (await owner.call('GET', `/clients/${client.id}/holdings`)).items
  assert.equal(stay.why.by, 'conversion')
  await page.keyboard.press('KeyZ')
  await page.getByText('Undone', { exact: true }).first().waitFor()
  assert.equal((await owner.call('GET', `/clients/${client.id}`)).manager, null)
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
