// The import wizard as people go through it: a file with faults by mouse, a pasted table without one.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'

/** Text in the encoding that Russian spreadsheets save by default. */
function cp1251(text) {
  const table = new Map([...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, code) => code))].map((letter, code) => [letter, code]))
  return Buffer.from([...text].map((letter) => table.get(letter)))
}

/** Thirty made-up companies: one without a name, one with no e-mail where it should be, one with a tax number that does not check. */
const rows = Array.from({ length: 30 }, (_, at) => [
  at === 4 ? '' : `Проба Импорта ${at + 1}`, `+7 916 555-${String(at + 10)}-${String(at + 40)}`, at === 7 ? 'почта' : `proba${at + 1}@example.org`, 'Казань', at === 9 ? '7707083890' : '',
])
const file = { name: 'выгрузка.csv', mimeType: 'text/csv', buffer: cp1251([['Наименование', 'Телефон', 'E-mail', 'Город', 'ИНН'], ...rows].map((row) => row.join(';')).join('\r\n')) }

/** Waits until no job works on the import that is shown. */
async function rested(view) {
  await view.settle()
  await view.page.getByRole('status').filter({ has: view.page.getByRole('progressbar') }).waitFor({ state: 'detached' })
  await view.settle()
}
/** Waits until the new import, not the list of others, is shown and read. */
async function ready(view) {
  await view.page.waitForURL(/\/import\/[\w-]+/)
  await view.settle()
  await view.page.getByText('Ready', { exact: true }).waitFor()
}
const shown = (view) => owner.call('GET', `/imports/${/import\/([\w-]+)/.exec(view.page.url())[1]}`)

it('a file in another encoding, with faults: looked at, mended, counted, written, taken back', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/import')
  await page.getByRole('button', { name: 'New import' }).first().click()
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.getByRole('button', { name: 'Read the file' }).click()
  await ready(view)
  await rested(view)
  assert.equal(await page.getByLabel('Encoding').inputValue(), 'windows-1251')
  assert.equal(await page.getByLabel('Delimiter').inputValue(), ';')
  await page.getByRole('cell', { name: 'Проба Импорта 1', exact: true }).waitFor()
  assert.deepEqual(await axe(page), [])

  await page.getByRole('button', { name: 'Next', exact: true }).click()
  assert.equal(await page.getByLabel('Field for Наименование').inputValue(), 'name')
  assert.equal(await page.getByLabel('Field for ИНН').inputValue(), 'tax_number')
  await page.getByLabel('Country of phones and numbers').selectOption('RU')
  await rested(view)
  await page.getByLabel('Field for Город').selectOption('')
  await view.settle()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Apply and check' }).click()
  await rested(view)

  const before = await shown(view)
  assert.equal(before.rows, 30)
  assert.ok(before.findings.error >= 1 && before.findings.clean >= 27, JSON.stringify(before.findings))
  await page.getByRole('button', { name: /Name: A required value is missing/ }).click()
  await view.settle()
  await page.getByRole('row').filter({ hasText: 'proba5@example.org' }).getByRole('button', { name: /^Name/ }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Проба Импорта 5')
  await page.keyboard.press('Enter')
  await view.settle()
  assert.equal((await shown(view)).findings.error, before.findings.error - 1)
  await page.getByRole('button', { name: /All rows/ }).click()
  await view.settle()
  await page.getByRole('checkbox', { name: 'Write row 30' }).uncheck()
  await view.settle()
  assert.deepEqual(await axe(page), [])

  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByRole('button', { name: 'Count exactly' }).click()
  await page.getByText('This is exactly what writing will do').waitFor()
  await rested(view)
  const planned = (await shown(view)).checked
  assert.equal(Object.values(planned).reduce((all, count) => all + count, 0), 30)
  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Write' }).click()
  await page.getByText('Every row has ended in exactly one way.').waitFor()
  await rested(view)
  assert.deepEqual((await shown(view)).outcomes, planned, 'what was counted is what was written')
  const count = async () => (await owner.call('POST', '/clients/query', { q: 'Проба Импорта', limit: 100 })).items.length
  assert.equal(await count(), planned.created)
  assert.deepEqual(await axe(page), [])

  await page.getByRole('button', { name: 'Take the import back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take the import back' }).click()
  await page.getByText('The import was taken back').waitFor()
  assert.equal(await count(), 0)
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('a pasted table without a mouse: columns reordered by arrow keys, written', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/clients')
  await page.keyboard.press('KeyG')
  await page.keyboard.press('KeyI')
  await page.getByRole('heading', { name: 'Import' }).waitFor()
  await view.settle()
  const press = async (locator, key = 'Enter') => { await locator.focus(); await page.keyboard.press(key) }
  await press(page.getByRole('button', { name: 'New import' }).first())
  await press(page.getByRole('tab', { name: 'File' }), 'ArrowRight')
  await page.getByLabel('Table from the clipboard').focus()
  await page.keyboard.insertText('Компания\tТелефон\tТелефон 2\nКлавиша Проба\t+7 916 700-10-20\t+7 916 700-10-30\n')
  await press(page.getByRole('button', { name: 'Read the file' }))
  await ready(view)
  await rested(view)
  await press(page.getByRole('button', { name: 'Next', exact: true }))
  await press(page.getByRole('button', { name: 'Move Телефон 2' }), 'ArrowUp')
  await page.getByText('Moved to place 2').waitFor()
  await press(page.getByRole('button', { name: 'Apply and check' }))
  await rested(view)
  await page.getByRole('gridcell', { name: /700.?10.?30/ }).first().waitFor()
  await press(page.getByRole('button', { name: 'Next', exact: true }))
  await press(page.getByRole('button', { name: 'Write', exact: true }))
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Every row has ended in exactly one way.').waitFor()
  const [made] = (await owner.call('POST', '/clients/query', { q: 'Клавиша Проба', limit: 5 })).items
  const card = await owner.call('GET', `/clients/${made.id}`)
  assert.deepEqual(card.channels.map((channel) => channel.value.replace(/\D/g, '').slice(-4)), ['1030', '1020'])
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
