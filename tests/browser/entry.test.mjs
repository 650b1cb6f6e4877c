// Whether somebody is in the base already, told while a client or person is typed.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { newClient, open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'

it('r113 a client in the base is told while typed, refused, and added only as another', time, async () => {
  const made = await newClient('Подсолнечник', { tax_number: '7707083893', channels: [{ kind: 'phone', value: '+7 495 111-22-33' }] })
  const view = await open()
  const { page } = view
  const dialog = page.getByRole('dialog', { name: 'New client' })
  await view.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  await dialog.getByLabel('Name').fill('podsolnechnik llc')
  await dialog.getByLabel('Phone').fill('8 495 1112233')
  await dialog.getByRole('status').filter({ hasText: 'Perhaps already in the base' }).waitFor({ state: 'attached' })
  const link = dialog.getByRole('link', { name: 'Подсолнечник' })
  await link.waitFor()
  await dialog.getByText(/name: the same/).waitFor()
  assert.deepEqual(await axe(page), [])

  // with the number it is as good as certain, and saving asks
  await dialog.getByLabel('Tax number', { exact: true }).fill('7707083893')
  await dialog.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Подсолнечник' }) }).getByText('the same', { exact: true }).waitFor()
  await dialog.getByLabel('Country', { exact: false }).first().selectOption('RU')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await dialog.getByRole('alert').filter({ hasText: 'seems to be in the base' }).waitFor()
  assert.match((await view.sins()).join('\n'), /^409 POST [^\n]+\/clients\n[^\n]+$/, 'the refusal and nothing else')
  const insist = dialog.getByRole('button', { name: 'Add all the same' })
  await insist.click()
  await page.waitForURL(/\/clients\/[0-9a-f-]{36}$/)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  assert.notEqual(id, made.id)
  const lines = await owner.call('GET', `/journal?client_id=${id}`)
  assert.ok(lines.items.some((line) => line.action === 'insist'), 'who insisted stands in the journal')
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('what was typed goes to the card that is there', time, async () => {
  const made = await newClient('Незабудка-Ввод', { channels: [{ kind: 'phone', value: '+7 495 222-33-44' }] })
  const view = await open()
  const { page } = view
  const dialog = page.getByRole('dialog', { name: 'New client' })
  await view.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  await dialog.getByLabel('Name').fill('Незабудка-Ввод')
  await dialog.getByLabel('Phone').fill('+7 495 222-33-44')
  await dialog.getByLabel('E-mail').fill('vvod@example.com')
  await dialog.getByRole('button', { name: 'Add the phone and e-mail to this card' }).first().click()
  await page.waitForURL(new RegExp(`/clients/${made.id}$`))
  const channels = await owner.call('GET', `/clients/${made.id}/channels`)
  assert.ok(channels.items.some((one) => one.value === 'vvod@example.com'))
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('r026 a lone surname fills the form of a person; r027 namesakes are told apart', time, async () => {
  const [a, b] = [await newClient('Фирма Первая Ввод'), await newClient('Фирма Вторая Ввод')]
  await owner.call('POST', `/clients/${a.id}/people`, { name: 'Громобоев Пётр Ильич', channels: [{ kind: 'phone', value: '+7 916 333-44-55' }] })
  const view = await open()
  const { page } = view
  const dialog = page.getByRole('dialog', { name: 'Add a person' })
  await view.goto(`/clients/${b.id}#tab=people`)
  await page.getByRole('button', { name: 'Add a person' }).first().click()
  await dialog.getByLabel('Name').fill('Громобоев')
  await dialog.getByText('Filled in from Громобоев Пётр Ильич').waitFor()
  assert.equal(await dialog.getByLabel('Name').inputValue(), 'Громобоев Пётр Ильич')
  assert.match(await dialog.getByLabel('Phone').inputValue(), /333-?44-?55/)
  await dialog.getByRole('button', { name: 'Take back' }).click()
  assert.equal(await dialog.getByLabel('Name').inputValue(), 'Громобоев')
  await page.keyboard.press('Escape')

  await owner.call('POST', `/clients/${a.id}/people`, { name: 'Громобоев Андрей', despite_duplicates: true })
  await page.getByRole('button', { name: 'Add a person' }).first().click()
  await dialog.getByLabel('Name').fill('Громобоев')
  await dialog.getByText('2 people have this surname').waitFor()
  await dialog.getByRole('link', { name: 'Громобоев Андрей' }).waitFor()
  await dialog.getByLabel('Name').fill('Громобоев Андрей')
  await dialog.getByText('2 people have this surname').waitFor({ state: 'hidden' })
  await dialog.getByRole('link', { name: 'Громобоев Андрей' }).waitFor()
  assert.deepEqual(await axe(page), [])
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
