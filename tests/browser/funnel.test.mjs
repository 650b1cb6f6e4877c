// The board of a funnel: cards moved by mouse, by keyboard and by the menu, a refusal with its reason, undo;
// steps drafted and approved on their page.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, time } from './harness.mjs'
import { axe, faults } from './look.mjs'

const at = (version) => ({ 'if-match': `"v${version}"` })
const step = (key, name, more = {}) => ({ key, name, function: 'sell', stuck_days: 30, ...more })

/** A funnel of the calling test's own, approved. */
async function newFunnel(name) {
  const steps = [step('list', 'Listed'), step('talk', 'Talked', { plan: 800 }), step('deal', 'Agreed', { plan: 500, required: ['amount'] }), step('paid', 'Paid', { plan: 950 })]
  const made = await owner.call('POST', '/funnels', { name, steps })
  await owner.call('POST', `/funnels/${made.id}/versions/1/approve`, {}, at(made.version))
  return made.id
}
const begin = async (funnel_id, name, more = {}) => {
  const client = await newClient(name)
  return owner.call('POST', '/deals', { client_id: client.id, funnel_id, ...more })
}
const stands = async (deal) => { const { step, state } = await owner.call('GET', `/deals/${deal.id}`); return `${step} ${state}` }

it('a card goes to another step by mouse, by keyboard and by its menu, and comes back by undo', time, async () => {
  const funnel = await newFunnel('Доска')
  const [first, second, third] = [await begin(funnel, 'Мышью', { amount_minor: 100_000 }), await begin(funnel, 'Клавишами'), await begin(funnel, 'Через меню')]
  const view = await open()
  const { page } = view
  const column = (name) => page.locator('section.column', { has: page.getByRole('heading', { name }) })
  const card = (name) => page.getByRole('link', { name })
  await view.goto(`/funnel#funnel=${funnel}`)
  assert.deepEqual(await axe(page), [])
  assert.deepEqual(await faults(page), [])

  await page.locator('li.deal', { hasText: 'Мышью' }).dragTo(column('Talked'))
  await column('Talked').getByRole('link', { name: 'Мышью' }).waitFor()
  await view.settle()
  assert.equal(await stands(first), 'talk open')

  await card('Клавишами').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await column('Talked').getByRole('link', { name: 'Клавишами' }).waitFor()
  await view.settle()
  assert.equal(await stands(second), 'talk open')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Escape')
  assert.equal(await stands(second), 'talk open', 'it stays where it was')

  await card('Через меню').focus()
  await page.keyboard.press('KeyM')
  await page.getByRole('menuitem', { name: 'Talked' }).or(page.getByRole('menuitemcheckbox', { name: 'Talked' })).or(page.getByRole('menuitemradio', { name: 'Talked' })).click()
  await column('Talked').getByRole('link', { name: 'Через меню' }).waitFor()
  await view.settle()
  assert.equal(await stands(third), 'talk open')
  assert.deepEqual(await view.sins(), [])

  // the next step asks for the amount, which only the first has
  await card('Через меню').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await page.getByText('The step asks for the amount.').waitFor()
  await view.settle()
  assert.equal(await stands(third), 'talk open')
  view.forgive()
  await page.locator('li.deal', { hasText: 'Мышью' }).dragTo(column('Agreed'))
  await column('Agreed').getByRole('link', { name: 'Мышью' }).waitFor()
  await view.settle()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await column('Talked').getByRole('link', { name: 'Мышью' }).waitFor()
  await view.settle()
  assert.equal(await stands(first), 'talk open')
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r164 r289 a no asks for its reason, putting off for a day', time, async () => {
  const funnel = await newFunnel('Отказы')
  const [no, later] = [await begin(funnel, 'Откажет'), await begin(funnel, 'Отложит')]
  const view = await open()
  const { page } = view
  await view.goto(`/funnel#funnel=${funnel}`)
  await page.getByRole('button', { name: 'Move Откажет' }).click()
  await page.getByRole('menuitem', { name: 'The client refused' }).click()
  const dialog = page.getByRole('dialog')
  await view.settle()
  assert.ok(await dialog.getByRole('button', { name: 'Save' }).isDisabled(), 'no reason yet')
  assert.deepEqual(await axe(page), [])
  await dialog.getByLabel('Reason').selectOption({ label: 'no budget' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await view.settle()
  assert.equal(await stands(no), 'list refused')
  await page.getByRole('button', { name: 'Move Отложит' }).click()
  await page.getByRole('menuitem', { name: 'Put off' }).click()
  await dialog.getByLabel('Come back on').fill('2.1.2030')
  await dialog.getByLabel('Come back on').blur()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await view.settle()
  assert.equal(await stands(later), 'list postponed')
  assert.deepEqual(await view.sins(), [])

  await view.goto(`/deals/${later.id}`)
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Take up again' }).click()
  await page.getByText('goes on', { exact: true }).waitFor()
  await view.settle()
  assert.equal(await stands(later), 'list open')
  await view.goto(`/clients/${later.client.id}#tab=deals`)
  await page.getByRole('button', { name: 'New deal' }).waitFor()
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r142 steps are drafted and approved; a seller reads them', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/funnels')
  await page.getByRole('button', { name: 'New funnel' }).click()
  await page.getByLabel('From').selectOption('cycle')
  await page.getByLabel('Name', { exact: true }).fill('Полный цикл')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Полный цикл: Version 1' }).waitFor()
  await view.settle()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Edit the draft' }).click()
  await page.getByRole('button', { name: 'Remove Testimonial' }).click()
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page.getByRole('button', { name: 'Edit the draft' }).waitFor()
  await view.settle()
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByText('in force', { exact: true }).waitFor()
  await view.settle()
  assert.deepEqual(await view.sins(), [])
  const made = (await owner.call('GET', '/funnels')).items.find((one) => one.name === 'Полный цикл')
  assert.deepEqual([made.in_force, made.versions[0].steps.length], [1, 17])
  await view.close()
  const seller = await open({ session: await english('active_seller'), width: 390, theme: 'dark' })
  await seller.goto('/funnel')
  await seller.page.getByLabel('Which step').waitFor()
  assert.deepEqual(await faults(seller.page), [])
  assert.deepEqual(await seller.sins(), [])
  await seller.close()
})
