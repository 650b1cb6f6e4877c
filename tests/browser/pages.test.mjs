// Every page × three languages × light and dark × desktop and phone: it answers, is silent, stays at home,
// fits, speaks the language; in four looks that hold every language, theme and width it passes axe.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { languages, open, owner, server, themes, time, widths } from './harness.mjs'
import { axe, faults } from './look.mjs'
import { address, closed, parts, routes, source } from './routes.mjs'

const withAxe = ['en light 1280', 'ru dark 390', 'mk light 390', 'en dark 1280']

it('the sweep knows every route', () => {
  assert.equal(routes.length, source.match(/\bimport\('/g).length, 'a route of ui/src/routes.ts is written in another way')
  for (const route of routes) assert.doesNotMatch(address(route), /[:*]/, `${route}: say in routes.mjs which record the tests open`)
})

for (const language of languages) {
  // Two widths at a time: one Chromium and one server keep two cores busy.
  describe(language, { concurrency: 2 }, () => {
    // The theme follows the browser's, so one visit shows both.
    before(() => owner.call('PATCH', '/me', { language, theme: 'system' }))
    after(() => owner.call('PATCH', '/me', { language: 'en', theme: 'light' }))

    for (const width of widths) {
      it(`${language} ${width}`, time, async () => {
        const wrong = []
        const look = async (view, path) => {
          for (const theme of themes) {
            await view.page.emulateMedia({ colorScheme: theme })
            const found = [...(await view.sins()), ...(await faults(view.page))]
            if (withAxe.includes(`${language} ${theme} ${width}`)) found.push(...(await axe(view.page)))
            wrong.push(...found.map((fault) => `${theme} ${path}: ${fault}`))
          }
        }

        const stranger = await open({ session: null, width, language })
        for (const path of ['/login', '/setup#0', `/thanks#${language}`, `/thanks#${language},lead_form.contact`]) {
          await stranger.page.goto(server.url + path)
          await stranger.settle()
          // Asking who we are is answered with 401 here; that is no fault.
          assert.ok(stranger.forgive().every((one) => /401/.test(one)))
          await look(stranger, path)
        }
        await stranger.close()

        const view = await open({ width, language })
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
  })
}

it('pages stay within the budget of bytes', time, async () => {
  const view = await open()
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
  assert.ok(first > 10_000 && first <= 126 * 1024, `the first load is ${first} bytes of scripts`)
  for (const route of closed) {
    await view.visit(address(route))
    const chunk = await sum()
    assert.ok(chunk <= 60_000, `${route} adds ${chunk} bytes of scripts`)
  }
  await view.close()
})
