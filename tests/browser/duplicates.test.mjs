// The queue of duplicates by keyboard alone: look the base through, keep apart, take back, merge, put off.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { newClient, open, owner, time, unasked } from './harness.mjs'

it('r113 duplicates are decided without a mouse', time, async () => {
  const phone = { channels: [{ kind: 'phone', value: '+7 495 777-66-55' }] }
  const [first, second] = await unasked(async () => [await newClient('ООО «Клавиатура Дубль»', phone), await newClient('Klaviatura Dubl OOO', phone)])
  const view = await open()
  const { page } = view
  await view.goto('/duplicates')
  // By Tab to the button that teaches what to do.
  const summary = () => owner.call('GET', '/duplicates/summary')
  const past = (await summary()).swept_at
  const look = page.getByRole('button', { name: /^Look (the base through|again)$/ }).first()
  await look.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Pair that waits' }).waitFor()
  for (let now = await summary(); now.job || now.swept_at === past; now = await summary()) await page.waitForTimeout(100)
  await page.waitForFunction(() => !document.querySelector('.sweep'))
  await view.settle()
  const waiting = async () => (await owner.call('GET', '/duplicates?limit=1000')).items
  const heading = () => page.getByRole('region', { name: 'Pair that waits' }).getByRole('heading', { level: 2 }).first().textContent()
  const before = await waiting()
  assert.ok(before.length >= 1, 'the demo has pairs that wait')
  const asked = before.find((one) => one.cards.every((card) => [first.id, second.id].includes(card.id)))
  assert.ok(asked, 'the twins are found')
  await page.locator('h1').focus()
  for (let at = 0; at < before.length && !/Клавиатура Дубль/.test(await heading()); at += 1) { await page.keyboard.press('ArrowRight'); await view.settle() }
  assert.match(await heading(), /Клавиатура Дубль/)

  await page.keyboard.press('KeyS')
  await page.getByText('Kept apart', { exact: false }).first().waitFor()
  await view.settle()
  assert.equal((await waiting()).length, before.length - 1)
  await page.keyboard.press('KeyU')
  await page.getByText('Undone', { exact: false }).first().waitFor()
  await view.settle()
  assert.equal((await waiting()).length, before.length)
  assert.match(await heading(), /Клавиатура Дубль/, 'the pair is shown again')

  await page.keyboard.press('KeyM')
  await page.getByText(/are now one client/).first().waitFor()
  await view.settle()
  const [made] = (await owner.call('GET', '/duplicates/decisions?limit=1')).items
  assert.equal(made.verdict, 'same')
  const gone = await Promise.all([first.id, second.id].map((id) => owner.call('GET', `/clients/${id}`).then((card) => card.id === id, () => false)))
  assert.deepEqual(gone.toSorted(), [false, true], 'one of them leads to the other')

  await page.keyboard.press('KeyU')
  await view.settle()
  await page.keyboard.press('KeyK')
  await page.getByText('Put off', { exact: false }).first().waitFor()
  await view.settle()
  assert.equal((await summary()).put_off, 1)
  const sins = await view.sins()
  await view.close()
  assert.deepEqual(sins, [])
})

it('r113 two records of one person become one and two again, without a mouse', time, async () => {
  const channels = [{ kind: 'phone', value: '+7 916 777-66-44' }]
  const clients = [await newClient('Двойняшка Первая'), await newClient('Двойняшка Вторая')]
  await unasked(async () => {
    for (const [at, name] of ['Двойников Фома Лукич', 'Двойников Ф. Л.'].entries()) await owner.call('POST', `/clients/${clients[at].id}/people`, { name, channels })
  })
  await owner.call('POST', '/duplicates/sweep')
  while ((await owner.call('GET', '/duplicates/summary')).job) await new Promise((resolve) => setTimeout(resolve, 200))
  const waiting = async () => (await owner.call('GET', '/duplicates/people?limit=1000')).items
  const before = await waiting()
  assert.ok(before.some((one) => one.people.every((person) => person.name.startsWith('Двойников'))), 'the twins are found')
  const people = () => Promise.all(clients.map(({ id }) => owner.call('GET', `/clients/${id}/people`).then(({ items }) => items.length)))
  for (const width of [1280, 390]) {
    const view = await open({ width })
    const { page } = view
    await view.goto('/duplicates/people')
    const region = page.getByRole('region', { name: 'Pair of people that waits' })
    const heading = () => region.getByRole('heading', { level: 2 }).first().textContent()
    await region.getByText('Stays', { exact: true }).waitFor()
    for (let at = 0; at < before.length && !/Двойников/.test(await heading()); at += 1) { await page.keyboard.press('ArrowRight'); await view.settle() }
    assert.match(await heading(), /Двойников/)
    assert.ok(await page.evaluate(() => [...document.querySelectorAll('.scroll')].every((one) => one.scrollWidth <= one.clientWidth)), 'nothing scrolls sideways')
    await page.keyboard.press('KeyM')
    await page.getByText('Now one person').first().waitFor()
    await view.settle()
    assert.deepEqual((await people()).toSorted(), [0, 1])
    await page.getByRole('region', { name: 'What was said' }).getByRole('button', { name: 'Take back' }).first().click()
    await page.getByText('Undone', { exact: false }).first().waitFor()
    await view.settle()
    assert.deepEqual(await people(), [1, 1])
    assert.equal((await waiting()).length, before.length)
    const sins = await view.sins()
    await view.close()
    assert.deepEqual(sins, [])
  }
})
