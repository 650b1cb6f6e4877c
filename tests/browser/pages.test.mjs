// Every page × three languages × light and dark × desktop and phone: it answers, is silent, stays
// at home, fits, speaks the language and passes axe.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { faults, languages, open, signIn, startBrowser, startServer, themes, widths } from './harness.mjs'

const source = readFileSync(new URL('../../ui/src/routes.ts', import.meta.url), 'utf8')
const routes = [...source.matchAll(/path: '([^']+)'/g)].map((match) => match[1])
const closed = routes.filter((path) => path !== '/login' && path !== '/setup')

let server, browser, session
const ids = {}

before(async () => {
  server = await startServer()
  browser = await startBrowser()
  session = await signIn(server, 'owner')
  const clients = await session.call('POST', '/clients/query', { sort: '-revenue', limit: 1 })
  ids.clients = clients.items[0].id
  const orders = await session.call('GET', '/orders?limit=1')
  ids.orders = orders.items[0].id
}, { timeout: 180_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** The address of a route: its ids are those of the demo base. */
function address(route) {
  return route.replace(/\/(\w+)\/:id/, (whole, feature) => {
    assert.ok(ids[feature], `no id is known for ${route}: look one up in before()`)
    return `/${feature}/${ids[feature]}`
  })
}

/** Parts of pages that have an address of their own. */
const parts = ['people', 'facts', 'orders', 'figures', 'journal'].map((tab) => `/clients/:id#tab=${tab}`)
  .concat('/users#tab=teams', '/users#tab=policy', '/clients#relation=current,former&revenue_minor.gte=100&sort=-revenue')

for (const language of languages) {
  // Two looks at a time: one Chromium and one server keep two cores busy.
  describe(language, { concurrency: 2 }, () => {
    before(async () => { await session.call('PATCH', '/me', { language, theme: 'system' }) })

    for (const theme of themes) {
      for (const width of widths) {
        it(`${theme} ${width}`, { timeout: 240_000 }, async () => {
          const wrong = []
          const look = async (view, path) => {
            const found = [...(await view.sins()), ...(await faults(view.page))]
            wrong.push(...found.map((fault) => `${path}: ${fault}`))
          }

          const stranger = await open(browser, server, { theme, width, language })
          for (const path of ['/login', '/setup#0']) {
            await stranger.page.goto(server.url + path)
            await stranger.settle()
            // Asking who we are is answered with 401 here; that is no fault.
            const sins = (await stranger.sins()).filter((one) => !/401/.test(one))
            wrong.push(...[...sins, ...(await faults(stranger.page))].map((fault) => `${path}: ${fault}`))
          }
          await stranger.close()

          const view = await open(browser, server, { session, theme, width, language })
          await view.goto('/me')
          assert.equal(await view.page.evaluate(() => document.documentElement.lang), language)
          for (const route of [...closed, ...parts]) {
            const path = address(route)
            await view.visit(path)
            await look(view, path)
          }
          await view.close()
          assert.deepEqual(wrong, [])
        })
      }
    }
  })
}

it('every overlay is accessible', { timeout: 120_000 }, async () => {
  const wrong = []
  for (const [theme, width] of [['light', 1280], ['dark', 390]]) {
    const view = await open(browser, server, { session, theme, width })
    const { page } = view
    const shown = async (name) => {
      await view.settle()
      wrong.push(...[...(await view.sins()), ...(await faults(page))].map((fault) => `${name}: ${fault}`))
    }
    await view.goto('/clients')
    await page.keyboard.press('Control+KeyK')
    await page.keyboard.type('a')
    await shown('palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+Slash')
    await shown('help')
    await page.keyboard.press('Escape')
    await page.keyboard.press('KeyC')
    await shown('new client')
    await page.keyboard.press('Escape')
    if (width > 640) {
      await page.keyboard.press('KeyJ')
      await page.keyboard.press('Space')
      await shown('preview')
      await page.keyboard.press('KeyX')
      await shown('selection')
    }
    await view.goto(address('/clients/:id'))
    await page.keyboard.press('KeyR')
    await shown('composer')
    await view.close()
  }
  assert.deepEqual(wrong, [])
})

it('pages stay within the budget of bytes', { timeout: 120_000 }, async () => {
  const view = await open(browser, server, { session })
  const { page } = view
  let bytes = 0
  const counted = []
  page.on('requestfinished', (request) => {
    if (!/\.js$/.test(new URL(request.url()).pathname)) return
    counted.push(request.sizes().then(({ responseBodySize }) => { bytes += responseBodySize }))
  })
  const sum = async () => {
    await Promise.all(counted.splice(0))
    const total = bytes
    bytes = 0
    return total
  }
  await view.goto('/me')
  const first = await sum()
  assert.ok(first > 10_000 && first <= 120_000, `the first load is ${first} bytes of scripts`)
  for (const route of closed) {
    await view.visit(address(route))
    const chunk = await sum()
    assert.ok(chunk <= 60_000, `${route} adds ${chunk} bytes of scripts`)
  }
  await view.close()
})
