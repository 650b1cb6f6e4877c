// Responsibility in the browser: a territory, a cell, what the card says, and the plan of visits.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { newClient, open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'

it('r197 r198 a cell of the matrix is made and taken back, and the card says who and why', time, async () => {
  await owner.call('PATCH', '/settings', { 'responsibility.mode': 'separate' })
  const client = await newClient('Матрица ответственности', { relation: 'current', address: { country: 'MK', region: 'Област на матрицата' } })
  const view = await open()
  const { page } = view
  await view.goto('/responsibility')
  await page.getByText('Retention and development are separate').first().waitFor()
  await page.getByRole('button', { name: 'Add a territory' }).click()
  await page.getByLabel('Name').fill('Матрица')
  await page.getByLabel('Regions').fill('Област на матрицата')
  await page.getByLabel('Language').fill('mk')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Territory Матрица saved.').waitFor()
  await page.getByRole('button', { name: 'Make responsible' }).click()
  const { items } = await owner.call('GET', '/users')
  const manager = items.find((one) => one.role === 'client_manager')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: /^Who/ }).fill(manager.name)
  await page.getByRole('option', { name: manager.name }).click()
  await dialog.getByLabel('Function').selectOption('development')
  await dialog.getByLabel('Territory').selectOption({ label: 'Матрица' })
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(`${manager.name} is responsible.`).waitFor()

  const told = await owner.call('GET', `/clients/${client.id}/responsibility`)
  const develops = told.answers.find((one) => one.function === 'development')
  assert.deepEqual(develops.users.map((one) => one.user_id), [manager.id])
  await view.goto(`/clients/${client.id}`)
  await page.getByRole('heading', { name: 'Responsible' }).waitFor()
  await page.getByText('by the matrix: all lines, Матрица, all clients').waitFor()
  await page.getByText('nobody: no cell of the matrix covers this client').waitFor()
  assert.deepEqual(await view.sins(), [])
  await view.close()
  await owner.call('PATCH', '/settings', { 'responsibility.mode': 'one' })
})

it('r201 visits to key clients are planned, stand with their day, and are taken back', time, async () => {
  const client = await newClient('Ключ за посета', { relation: 'current' })
  await owner.call('POST', `/clients/${client.id}/key-marks`, { attribute: 'fame', note: 'x' })
  const view = await open()
  const { page } = view
  await view.goto('/visits')
  await page.getByRole('checkbox', { name: 'Ключ за посета' }).check()
  await page.getByRole('button', { name: 'Plan 1 visit' }).click()
  await page.getByText('1 visit planned.').waitFor()
  const { items } = await owner.call('GET', `/tasks?whose=all&client_id=${client.id}`)
  assert.deepEqual(items.map((one) => [one.kind, one.title]), [['visit', 'Visit']])
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('KeyZ')
  await page.getByText('Undone', { exact: true }).first().waitFor()
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
