// The product without a mouse: every page is walked with Tab, every menu and dialog is opened, held and left.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { open, owner, time } from './harness.mjs'
import { axe, faults, overlayFaults, walk } from './look.mjs'
import { address, closed, parts } from './routes.mjs'

describe('by Tab', { concurrency: 2 }, () => {
  for (const width of [1280, 390]) {
    it(`every page from its first stop to its last, ${width}`, time, async () => {
      const view = await open({ width })
      const wrong = []
      await view.goto('/me')
      let stops = 0
      for (const path of [...closed, ...parts.slice(0, 5)].map(address)) {
        await view.visit(path)
        const walked = await walk(view.page)
        stops += walked.stops
        wrong.push(...walked.faults.map((fault) => `${path}: ${fault}`))
      }
      await view.close()
      assert.deepEqual(wrong, [])
      assert.ok(stops > 10 * closed.length, `only ${stops} stops`)
    })
  }
})

it('every menu and popup of every page opens, closes and gives the focus back', time, async () => {
  const view = await open()
  const { page } = view
  const wrong = []
  await view.goto('/me')
  for (const path of [...closed, ...parts.slice(0, 5)].map(address)) {
    await view.visit(path)
    const openers = page.locator('main [aria-haspopup]')
    // Those of rows are all alike.
    for (let index = 0; index < Math.min(6, await openers.count()); index += 1) {
      if (!await openers.nth(index).isVisible()) continue
      wrong.push(...(await overlayFaults(page, openers.nth(index))).map((fault) => `${path}: ${fault}`))
    }
    wrong.push(...(await view.sins()).map((fault) => `${path}: ${fault}`))
  }
  await view.visit('/me')
  wrong.push(...(await overlayFaults(page, page.locator('header [aria-haspopup="menu"]'))))
  await view.close()
  assert.deepEqual(wrong, [])
})

/** Dialogs: where they are and the button that opens them. */
const dialogs = [
  ['/clients', 'New client'], ['/clients/:id', 'Add an address'], ['/clients/:id', 'Add a contact'], ['/clients/:id#tab=people', 'Add a person'],
  ['/orders', 'New order'], ['/orders/:id', 'Add a payment'], ['/products', 'New product'], ['/users', 'New user'], ['/me', 'New token'],
]

for (const [theme, width] of [['light', 1280], ['dark', 390]]) {
  it(`every dialog is accessible, holds the focus and gives it back, ${theme} ${width}`, time, async () => {
    const wrong = []
    await owner.call('PATCH', '/me', { theme })
    const view = await open({ theme, width })
    const { page } = view
    const look = async () => [...(await view.sins()), ...(await faults(page)), ...(await axe(page))]
    await view.goto('/me')
    for (const [route, name] of dialogs) {
      const path = address(route)
      await view.visit(path)
      // On a phone what is beside the card is a part of it.
      if (width < 500 && route === '/clients/:id') await page.getByRole('tab', { name: 'Details' }).click()
      const opener = page.getByRole('button', { name, exact: true }).first()
      wrong.push(...(await overlayFaults(page, opener, look)).map((fault) => `${path}: ${fault}`))
    }
    await view.visit('/analysis/abcxyz')
    wrong.push(...(await overlayFaults(page, page.locator('.answer a[data-mark]').first(), async () => { await view.settle(); return look() })).map((fault) => `clients of a cell: ${fault}`))
    await view.close()
    await owner.call('PATCH', '/me', { theme: 'light' })
    assert.deepEqual(wrong, [])
  })
}

it('palette, help, preview, selection and composer are accessible', time, async () => {
  const wrong = []
  const view = await open()
  const { page } = view
  const shown = async (name, what) => {
    await what.waitFor()
    await view.settle()
    wrong.push(...[...(await view.sins()), ...(await faults(page)), ...(await axe(page))].map((fault) => `${name}: ${fault}`))
  }
  const closed = () => page.waitForFunction(() => !document.querySelector('dialog[open]'))
  await view.goto('/clients')
  await page.keyboard.press('Control+KeyK')
  await page.keyboard.type('an')
  await shown('palette', page.getByRole('dialog'))
  await page.keyboard.press('Escape')
  await closed()
  await page.keyboard.press('Shift+Slash')
  await shown('help', page.getByRole('dialog'))
  await page.keyboard.press('Escape')
  await closed()
  await page.keyboard.press('KeyJ')
  await page.keyboard.press('Space')
  await shown('preview', page.getByRole('complementary'))
  await page.keyboard.press('KeyX')
  await shown('selection', page.getByRole('region', { name: 'Selection' }))
  await view.goto(address('/clients/:id'))
  await page.keyboard.press('KeyR')
  await shown('composer', page.getByRole('button', { name: 'Record', exact: true }))
  await view.close()
  assert.deepEqual(wrong, [])
})
