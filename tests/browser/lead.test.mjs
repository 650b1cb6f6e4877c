// The whole way of a lead: the HTML of a web form is copied into a page of another site, a visitor sends it, it waits in
// the inbox, is taken by keyboard, and the card shows where it came from. And an exhibition without a connection.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { it } from 'node:test'
import { open, owner, server, time } from './harness.mjs'
import { axe, faults } from './look.mjs'

/** A site of somebody else: one page, with what it is given. */
async function site(html) {
  const listening = createServer((_, answer) => { answer.setHeader('content-type', 'text/html; charset=utf-8'); answer.end(`<!doctype html><title>Shop</title>${html()}`) })
  await new Promise((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${listening.address().port}`, close: () => listening.close() }
}

it('r074 a form of a site is sent, waits in the inbox, is taken, and the card shows its source', time, async () => {
  let html = ''
  const shop = await site(() => html)
  const source = await owner.call('POST', '/sources', { name: 'Shop site', kind: 'own_site' })
  const view = await open()
  const { page } = view
  await view.goto('/leads/forms')
  await page.getByRole('button', { name: 'New form' }).first().click()
  const dialog = page.locator('dialog')
  await dialog.getByLabel('Name').fill('Shop')
  await dialog.getByLabel('Source').selectOption(source.id)
  await dialog.getByLabel('Sites that may send it').fill(shop.url)
  await dialog.getByLabel('Words to be agreed to').fill('I agree to be called.')
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'HTML to copy' }).click()
  html = await dialog.locator('textarea').inputValue()
  assert.match(html, /I agree to be called\./)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  assert.deepEqual([...await faults(page), ...await axe(page), ...await view.sins()], [])

  // A visitor of the other site, whom the product does not know.
  const visitor = await open({ session: null })
  await visitor.page.goto(shop.url)
  await visitor.page.getByLabel('Company').fill('Visitor & Co <b>')
  await visitor.page.getByLabel('Your name').fill('Vera Visitor')
  await visitor.page.getByLabel('Phone').fill('+389 70 555 123')
  await visitor.page.getByLabel('Your question').fill('How much are forty?')
  await visitor.page.getByRole('checkbox').check()
  await visitor.page.getByRole('button', { name: 'Send' }).click()
  await visitor.page.getByRole('heading', { name: 'Thank you' }).waitFor()
  assert.equal(new URL(visitor.page.url()).origin, server.url)
  await visitor.page.goto(shop.url)
  await visitor.page.getByLabel('Phone').fill('x')
  await visitor.page.getByLabel('Phone').fill('')
  await visitor.page.evaluate(() => document.querySelector('form').setAttribute('novalidate', ''))
  await visitor.page.getByRole('button', { name: 'Send' }).click()
  await visitor.page.getByText('A phone or an e-mail is needed').waitFor()
  await visitor.close()

  await view.goto('/leads')
  await page.locator('nav .waiting').waitFor()
  await page.getByText('Vera Visitor').waitFor()
  assert.deepEqual([...await faults(page), ...await axe(page), ...await view.sins()], [])
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await dialog.getByText('How much are forty?').first().waitFor()
  await dialog.getByText('Nobody in the base has this phone').waitFor()
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('button', { name: 'Take', exact: true }).click()
  await page.getByText('Taken: Visitor & Co <b>').waitFor()
  const [lead] = (await owner.call('POST', '/leads/query', { state: 'taken', q: 'visitor' })).items
  await view.goto(`/clients/${lead.client.id}`)
  await page.getByText('Shop site').first().waitFor()
  await page.getByText('How much are forty?').first().waitFor()
  await view.goto('/leads')
  await page.keyboard.press('z')
  await view.close()
  shop.close()
})

it('r073 visitors of an exhibition are entered by Enter, with and without a connection, once each', time, async () => {
  const fair = await owner.call('POST', '/sources', { name: 'Fair of the test', kind: 'event' })
  const view = await open({ width: 390 })
  const { page, context } = view
  await view.goto(`/leads/entry#source=${fair.id}`)
  const enter = async (company, phone) => {
    await page.getByLabel('Company').fill(company)
    await page.getByLabel('Phone').fill(phone)
    await page.keyboard.press('Enter')
  }
  await enter('Fair one', '070 700 001')
  await page.getByText('Fair one, 070 700 001').waitFor()
  await page.getByText('kept', { exact: true }).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.closest('form') !== null && document.activeElement.value), '', 'the next line begins by itself')
  await context.setOffline(true)
  await enter('Fair two', '070 700 002')
  await enter('Fair three', '')
  await page.getByText('2 lines wait for the connection').waitFor()
  view.forgive()
  await context.setOffline(false)
  // The page is loaded anew before anything was sent: nothing is lost.
  await page.reload()
  await view.settle()
  await page.getByText('Fair three').waitFor()
  await page.waitForFunction(() => !/waits? for the connection/.test(document.body.innerText))
  await view.settle()
  view.forgive()
  assert.deepEqual([...await faults(page), ...await axe(page)], [])
  const listed = async () => (await owner.call('POST', '/leads/query', { source_id: fair.id })).items.map((one) => one.company).sort()
  assert.deepEqual(await listed(), ['Fair one', 'Fair three', 'Fair two'])
  await page.getByRole('button', { name: 'Paste lines' }).click()
  await page.locator('dialog textarea').fill('Fair four\tAna\t070 700 004\nFair five;;info@fair.example')
  await page.getByRole('button', { name: 'Put 2 lines in' }).click()
  await page.getByText('Fair five, info@fair.example').waitFor()
  await view.settle()
  await page.getByRole('listitem').filter({ hasText: 'Fair five' }).getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Fair five' }).waitFor({ state: 'detached' })
  assert.deepEqual(await listed(), ['Fair four', 'Fair one', 'Fair three', 'Fair two'])
  await view.close()
})
