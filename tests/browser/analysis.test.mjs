// Analysis, orders, journal and system as people use them: from a mark to the clients behind it, an order from
// new to paid, a change taken back, a backup made.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { newClient, open, owner, time } from './harness.mjs'
import { axe } from './look.mjs'

const figures = ['', '/abcxyz', '/rfm', '/pareto', '/portrait', '/concentration', '/key-clients', '/ltv', '/value', '/stress', '/dynamics', '/kinds', '/retention', '/cohorts', '/ladder', '/sleeping', '/one-time', '/movement', '/warnings', '/indicators', '/white-space', '/order-check', '/arithmetic']

it('a cell of the matrix leads by keyboard to its clients and to a card', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/analysis/abcxyz')
  const named = () => page.evaluate(() => document.activeElement?.textContent.trim() ?? '')
  await page.locator('table [data-mark="0"]').first().focus()
  assert.match(await named(), /^AX: Clients/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  assert.match(await named(), /^AZ: Clients/)
  assert.match(await page.locator('.tip').innerText(), /AZ/)
  const count = Number(await page.evaluate(() => document.activeElement.querySelector('b').textContent))
  await page.keyboard.press('Enter')
  await view.settle()
  assert.equal(await page.locator('dialog h2').innerText(), 'Class AZ')
  assert.ok(count > 0)
  await page.locator('dialog').getByText(new RegExp(`^${count} clients?\\b`)).waitFor()
  const more = page.locator('dialog').getByRole('button', { name: 'Show more' })
  while (await more.isVisible()) { await more.click(); await view.settle() }
  assert.equal(await page.locator('dialog tbody tr').count(), count, 'as many clients as the cell says')
  assert.deepEqual(await axe(page), [])
  for (const text of await page.locator('dialog tbody td.class').allInnerTexts()) assert.match(text, /^AZ/)
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !document.querySelector('dialog'))
  assert.match(await named(), /^AZ/, 'the focus comes back to the cell')
  await page.keyboard.press('Enter')
  await view.settle()
  await page.locator('dialog tbody a').first().click()
  await view.settle()
  assert.match(new URL(page.url()).pathname, /^\/clients\//)
  await view.close()
})

it('the question goes along from figure to figure and stays out of the server', time, async () => {
  const view = await open()
  const { page } = view
  const paths = []
  page.on('request', (request) => paths.push(new URL(request.url()).pathname))
  await view.goto('/analysis/pareto#window=36m')
  assert.equal(await page.getByLabel('Window').inputValue(), '36m')
  await page.getByLabel('Window').selectOption('60m')
  await view.settle()
  await page.getByRole('link', { name: 'Cohorts', exact: true }).click()
  await view.settle()
  assert.equal(new URL(page.url()).hash, '#window=60m')
  assert.equal(await page.getByLabel('Window').inputValue(), '60m')
  assert.ok(paths.every((path) => !path.includes('60m')))
  await view.close()
})

it('a figure of one segment by margin counts the same clients as the list behind it', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/analysis/rfm#window=36m')
  const cells = page.locator('.answer td a[data-mark]')
  const all = await cells.locator('b').allInnerTexts()
  await page.getByLabel('By', { exact: true }).selectOption('margin')
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const segment = page.getByRole('dialog', { name: 'Filters' }).getByLabel('Segment')
  await segment.selectOption({ index: 1 })
  const name = await segment.evaluate((select) => select.selectedOptions[0].textContent)
  await page.keyboard.press('Escape')
  await page.locator('.chips').getByText(name).waitFor()
  await view.settle()
  assert.match(page.url(), /window=36m/)
  assert.notDeepEqual(await cells.locator('b').allInnerTexts(), all)
  const count = Number(await cells.first().locator('b').innerText())
  await cells.first().click()
  await view.settle()
  assert.equal(await page.locator('dialog tbody tr').count(), Math.min(count, 50))
  const first = await page.locator('dialog tbody a').first().getAttribute('href')
  const card = await owner.call('GET', first)
  assert.equal(card.segment.name, name)
  assert.deepEqual(await view.sins(), [])
  await view.close()
})

it('every figure tells its numbers as a table and says how it is counted', time, async () => {
  const view = await open()
  const { page } = view
  for (const figure of figures) {
    await view.goto(`/analysis${figure}`)
    await page.getByText('How this is counted').click()
    assert.ok((await page.locator('details[open] p').first().innerText()).length > 40, figure)
    // A pressed button is called otherwise, so the first one left is pressed until none is.
    const unfold = page.getByRole('button', { name: 'Show as table' })
    while (await unfold.count()) await unfold.first().click()
    for (const table of await page.locator('.numbers table').all()) {
      assert.ok(await table.locator('tbody tr').count() > 0, `${figure}: a table without rows`)
      const head = table.locator('thead button').last()
      await head.click()
      assert.ok(['ascending', 'descending'].includes(await table.locator('thead th').last().getAttribute('aria-sort') ?? ''), figure)
    }
    assert.deepEqual([...(await view.sins()), ...(await axe(page))], [], figure)
  }
  await view.close()
})

it('every mark that leads somewhere leads to clients', time, async () => {
  const view = await open()
  const { page } = view
  for (const figure of figures) {
    await view.goto(`/analysis${figure}#window=36m`)
    const links = await page.$$eval('main .answer a[href*="cell="]', (all) => [...new Set(all.map((one) => one.getAttribute('href')))])
    // One of each kind, and the last of the figure: the rest differ in numbers only.
    const kinds = new Map(links.map((href) => [/cell=([a-z_]+)/.exec(href)?.[1], href]))
    for (const [kind, href] of kinds) {
      await page.evaluate((to) => { location.hash = to }, href)
      await view.settle()
      assert.ok(await page.locator('dialog tbody tr').count() > 0, `${figure} ${kind}: ${href} lists nobody`)
      assert.doesNotMatch(await page.locator('dialog h2').innerText(), /⟦|undefined/)
      await page.keyboard.press('Escape')
    }
    assert.deepEqual(await view.sins(), [], figure)
  }
  await view.close()
})

it('an order from new to paid, and back', time, async () => {
  const view = await open()
  const { page } = view
  const [client] = (await owner.call('POST', '/clients/query', { limit: 1 })).items
  const [product] = (await owner.call('GET', '/products?limit=1')).items
  await view.goto(`/orders#open=new&client=${client.id}`)
  const dialog = page.locator('dialog')
  await dialog.getByRole('combobox', { name: 'Client', exact: true }).waitFor()
  await page.waitForFunction((name) => [...document.querySelectorAll('dialog input')].some((one) => one.value === name), client.name)
  await dialog.getByRole('combobox', { name: 'Product' }).fill(product.code)
  await page.getByRole('listbox').getByRole('option').first().click()
  await dialog.getByLabel(/^Quantity/).fill('2,5')
  await dialog.getByLabel('Price').fill('100')
  await dialog.getByLabel('Price').press('Tab')
  await dialog.getByRole('button', { name: 'Create the order' }).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]+$/)
  await view.settle()
  assert.match(await page.locator('main').innerText(), /250/)
  await page.getByRole('button', { name: 'Mark as shipped' }).click()
  await page.getByText('Shipped', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Add a payment' }).click()
  await page.locator('dialog').getByRole('button', { name: 'Save' }).click()
  await view.settle()
  assert.equal(await page.locator('.sums .due').count(), 0, 'nothing is owed any more')
  assert.deepEqual([...(await view.sins()), ...(await axe(page))], [])
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Back to confirmed' }).click()
  await page.getByText('Confirmed', { exact: true }).first().waitFor()
  const order = await owner.call('GET', new URL(page.url()).pathname)
  assert.equal(order.paid_minor, order.total_minor)
  await view.visit('/orders')
  await page.getByRole('searchbox').fill(order.number)
  const row = page.locator('[data-row]').filter({ hasText: order.number })
  await row.filter({ hasText: 'Confirmed' }).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('[data-row]').length === 1)
  await row.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: new RegExp(order.number) }).waitFor()
  await view.close()
})

it('the journal takes a change back', time, async () => {
  const view = await open()
  const { page } = view
  const made = await owner.call('POST', '/segments', { name: `Journal ${Date.now()}` })
  await view.goto('/journal#entity=segment')
  const line = page.locator('main li').filter({ hasText: made.name }).first()
  await line.getByRole('button', { name: 'Undo' }).click()
  await page.locator('main li').filter({ hasText: 'taken back' }).first().waitFor()
  assert.ok(!(await owner.call('GET', '/segments')).items.some((one) => one.id === made.id))
  assert.deepEqual([...(await view.sins()), ...(await axe(page))], [])
  await view.close()
})

it('a backup and a check are started and seen to their end', time, async () => {
  const view = await open()
  const { page } = view
  await view.goto('/system')
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.locator('main li').filter({ hasText: 'Backup' }).filter({ hasText: 'done' }).first().waitFor()
  await page.getByText('No backup yet').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('Sound').first().waitFor()
  assert.deepEqual([...(await view.sins()), ...(await axe(page))], [])
  await view.close()
})
