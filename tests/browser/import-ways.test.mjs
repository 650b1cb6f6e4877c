// Other ways through the import wizard: orders pasted as a part of a page, rows mended in a spreadsheet,
// ready mappings, another encoding, calling off.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { newClient, open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'
import { pasted } from './routes.mjs'

const idOf = (view) => /import\/([\w-]+)/.exec(view.page.url())[1]
const shown = (view) => owner.call('GET', `/imports/${idOf(view)}`)

/** Waits until no job works on the import that is shown. */
async function rested(view) {
  await view.settle()
  await view.page.getByRole('status').filter({ has: view.page.getByRole('progressbar') }).waitFor({ state: 'detached' })
  await view.settle()
}

/** Lays text as HTML into the clipboard of a paste. */
const paste = (page, label, html, plain) => page.getByLabel(label).evaluate((place, [html, plain]) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/html', html)
  clipboardData.setData('text/plain', plain)
  place.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}, [html, plain])

it('orders pasted as an HTML table: a field with the same text, written, taken back with their product', time, async () => {
  await newClient('Заказчик Пробы', { external_id: 'PASTE-1' })
  const view = await open()
  const { page } = view
  await view.goto('/import')
  await page.getByRole('button', { name: 'New import' }).first().click()
  await page.getByRole('tab', { name: 'Paste' }).click()
  const cells = [['Номер заказа', 'Дата', 'ID клиента', 'Артикул', 'Сумма'], ['ПР-1', '10.01.2026', 'PASTE-1', 'НОВЫЙ-1', '1 500,00'], ['ПР-1', '10.01.2026', 'PASTE-1', 'НОВЫЙ-1', '500,00']]
  const html = `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`
  await paste(page, 'Table from the clipboard', html, cells.map((row) => row.join(' ')).join('\n'))
  await page.getByRole('dialog').getByLabel('What the rows are').selectOption('orders')
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByText('Ready', { exact: true }).waitFor()
  await rested(view)
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByLabel('Field for ID клиента').selectOption('client_external_id')
  await page.getByRole('button', { name: 'Fill a field with the same text' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Field', { exact: true }).selectOption('note')
  await dialog.getByLabel('The same in every row').fill('с выставки')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('button', { name: 'Apply and check' }).click()
  await rested(view)
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await dialog.getByRole('button', { name: 'Write' }).click()
  await page.getByText('Every row has ended in exactly one way.').waitFor()
  await rested(view)
  assert.deepEqual((await shown(view)).outcomes, { created: 2 })
  const found = await owner.call('GET', `/orders?q=${encodeURIComponent('ПР-1')}`)
  assert.equal(found.items.length, 1)
  assert.equal(found.items[0].total_minor, 200_000)
  const products = () => owner.call('GET', `/products?q=${encodeURIComponent('НОВЫЙ-1')}`).then((got) => got.items.length)
  assert.equal(await products(), 1)
  await page.getByRole('button', { name: 'Take the import back' }).click()
  await dialog.getByRole('button', { name: 'Take the import back' }).click()
  await page.getByText('The import was taken back').waitFor()
  assert.equal(await products(), 0)
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('ready mappings are seen; rows with errors go out as a file and come back mended; what was changed since is listed', time, async () => {
  const id = await pasted('Название\tРубрика\tТелефон\tПочта\nВозврат Проба\tкафе\t+7 916 700-50-01\tproba@example.org\n\tкафе\t+7 916 700-50-02\t\n', { name: 'mend.tsv', kind: 'clients' })
  const view = await open()
  const { page } = view
  await view.goto(`/import/${id}#step=columns`)
  await page.getByRole('button', { name: 'Mappings', exact: true }).click()
  const dialog = page.getByRole('dialog')
  for (const name of ['amoCRM, contacts', 'Bitrix24, companies', '1C, contractors', 'EspoCRM, accounts', 'HubSpot, companies', 'CSV of a web parser']) {
    await dialog.getByRole('button', { name: `Take ${name}` }).waitFor()
  }
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('button', { name: 'Take Directory in the manner of 2GIS' }).click()
  await dialog.waitFor({ state: 'detached' })
  await rested(view)
  assert.equal((await shown(view)).source.ready_profile, 'directory')

  await view.goto(`/import/${id}#step=run`)
  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await dialog.getByRole('button', { name: 'Write' }).click()
  await page.getByText('Every row has ended in exactly one way.').waitFor()
  await rested(view)
  assert.deepEqual((await shown(view)).outcomes, { created: 1, refused: 1 })
  await page.getByRole('button', { name: 'File of rows with errors' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()])
  const text = readFileSync(await file.path(), 'utf8')
  assert.ok(text.includes('import_row') && text.includes('700-50-02') && !text.includes('700-50-01'), text)
  const [heading, row] = text.trim().split(/\r?\n/)
  const separator = heading.includes(';') ? ';' : ','
  const cells = row.split(separator)
  cells[heading.split(separator).indexOf('Название')] = 'Исправлена Проба'
  await page.locator('input[type="file"]').setInputFiles({ name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from([heading, cells.join(separator)].join('\r\n')) })
  await page.getByText('1 row was changed by the file.').first().waitFor()
  await rested(view)
  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await dialog.getByRole('button', { name: 'Write' }).click()
  await page.getByText('Every row has ended in exactly one way.').waitFor()
  await rested(view)
  assert.deepEqual((await shown(view)).outcomes, { created: 2 })

  const [made] = (await owner.call('POST', '/clients/query', { q: 'Исправлена Проба', limit: 5 })).items
  await owner.call('POST', `/clients/${made.id}/interactions`, { kind: 'call', effect: 'effective', direction: 'out', outcome: 'none', happened_at: '2026-01-10T10:00:00Z' })
  await page.getByRole('button', { name: 'Take the import back' }).click()
  await dialog.getByRole('button', { name: 'Take the import back' }).click()
  const kept = page.getByRole('region', { name: 'Left alone, because somebody worked on it since' })
  await kept.getByText('Kept: worked on since').waitFor()
  assert.equal(await kept.getByRole('link', { name: 'card' }).getAttribute('href'), `/clients/${made.id}`)
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('a file is read again in another encoding, and reading is called off', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/import')
  await page.getByRole('button', { name: 'New import' }).first().click()
  const long = ['Name;Phone', ...Array.from({ length: 60_000 }, (_, at) => `Long ${at};+7 916 ${String(1_000_000 + at)}`)].join('\n')
  await page.locator('input[type="file"]').setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(long) })
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByRole('button', { name: 'Call off' }).click()
  await page.getByText('Called off').first().waitFor()
  assert.equal((await shown(view)).state, 'cancelled')

  const id = await pasted('Имя;Телефон\nШифр Проба;+7 916 700-60-01\n', { name: 'encoding.csv' })
  await view.goto(`/import/${id}`)
  await page.getByLabel('Encoding').selectOption('koi8-r')
  await rested(view)
  assert.equal((await shown(view)).options.encoding, 'koi8-r')
  assert.equal(await page.getByRole('cell', { name: 'Шифр Проба' }).count(), 0)
  await page.getByLabel('Encoding').selectOption('utf-8')
  await rested(view)
  await page.getByRole('cell', { name: 'Шифр Проба' }).waitFor()
  assert.deepEqual(await view.sins(), [])
  await view.close()
})
