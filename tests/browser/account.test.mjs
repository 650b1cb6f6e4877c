// Who one is: the first run by its one-time link, log-in and log-out, the profile, a session that ends.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { english, newClient, open, owner, server, signIn, start, time } from './harness.mjs'
import { axe, faults } from './look.mjs'
import { closed } from './routes.mjs'

it('the first run: a one-time link makes the owner, and every page says what to do while the base is empty', time, async () => {
  const fresh = await start('serve', (output) => {
    const link = /https?:\/\/\S+\/setup#\S+/.exec(output)?.[0]
    return link && { url: new URL(link).origin, link }
  })
  try {
    const view = await open({ session: null, at: fresh })
    const { page } = view
    await page.goto(fresh.link)
    await page.getByLabel('Name', { exact: false }).first().waitFor()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ann Example')
    await page.getByRole('textbox', { name: 'Log-in name' }).fill('ann')
    await page.getByLabel('Password').fill('short')
    await page.keyboard.press('Enter')
    await page.locator('[aria-invalid]').waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Log-in name' }).inputValue(), 'ann', 'what was typed stays')
    await page.getByLabel('Password').fill('a long enough pass phrase')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^Clients/ }).waitFor()
    view.forgive()
    const wrong = []
    for (const path of closed.filter((route) => !route.includes(':'))) {
      await view.visit(path)
      wrong.push(...[...(await view.sins()), ...(await faults(page)), ...(await axe(page))].map((fault) => `${path}: ${fault}`))
    }
    assert.deepEqual(wrong, [])
    await view.close()

    const late = await open({ session: null, at: fresh })
    await late.page.goto(fresh.link)
    await late.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Eve Example')
    await late.page.getByRole('textbox', { name: 'Log-in name' }).fill('eve')
    await late.page.getByLabel('Password').fill('another long pass phrase')
    await late.page.keyboard.press('Enter')
    await late.page.getByRole('alert').waitFor()
    assert.match(late.page.url(), /\/setup/, 'the link works once')
    await late.close()
  } finally { await fresh.stop() }
})

it('log in by hand with a wrong password first, come to the page that was asked for, log out', time, async () => {
  const who = await english('head_of_sales')
  const view = await open({ session: null })
  const { page } = view
  await page.goto(`${server.url}/clients#relation=current`)
  await page.getByLabel('Log-in name').fill(who.login)
  await page.getByLabel('Password').fill('not the password')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('wrong').waitFor()
  assert.equal(await page.getByLabel('Log-in name').inputValue(), who.login, 'what was typed stays')
  await page.getByLabel('Password').fill(who.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^Clients/ }).waitFor()
  assert.match(page.url(), /\/clients#relation=current$/)
  await view.settle()
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await page.getByLabel('Log-in name').waitFor()
  await page.goBack()
  await page.getByLabel('Log-in name').waitFor()
  assert.equal(await page.getByRole('row').count(), 0, 'nothing of the base is left on the screen')
  await view.close()
})

it('the profile: an own password on the first log-in, language and colours that stay, a new password ends other sessions', time, async () => {
  const login = 'profile.example'
  const made = await owner.call('POST', '/users', { login, name: 'Profile Example', role: 'client_manager', language: 'en' })
  const view = await open({ session: null })
  const { page } = view
  await page.goto(`${server.url}/me`)
  await page.getByLabel('Log-in name').fill(login)
  await page.getByLabel('Password').fill(made.one_time_password)
  await page.keyboard.press('Enter')
  const choose = async (current, next) => {
    await page.getByLabel('Current password').fill(current)
    await page.getByLabel('New password', { exact: false }).first().fill(next)
    await page.getByLabel('New password again').fill(next)
    await page.getByRole('button', { name: 'Change the password' }).click()
  }
  await page.getByLabel('Current password').waitFor()
  assert.deepEqual(await axe(page), [])
  await choose(made.one_time_password, 'first own pass phrase')
  await page.getByLabel('Colours').waitFor()

  await page.getByLabel('Colours').selectOption('dark')
  const spoken = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && /language/.test(answer.request().postData() ?? ''))
  await page.getByLabel('Language', { exact: true }).selectOption('mk')
  await spoken
  await page.waitForFunction(() => document.documentElement.lang === 'mk')
  await view.goto('/me')
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]), ['mk', 'dark'])
  await page.getByRole('combobox').filter({ has: page.locator('option[value="en"]') }).selectOption('en')
  await page.getByLabel('Colours').waitFor()

  const elsewhere = await signIn({ login, password: 'first own pass phrase' })
  await view.goto('/me')
  await choose('first own pass phrase', 'second own pass phrase')
  await page.getByRole('status').getByText('other sessions are closed').waitFor()
  await assert.rejects(elsewhere.call('GET', '/session'), /401/)
  await page.waitForFunction(() => document.querySelectorAll('[aria-labelledby="me-sessions"] li').length === 1)
  view.forgive()
  await view.goto('/clients')
  assert.deepEqual(await view.sins(), [], 'this session goes on')
  await view.close()
})

it('the session ends while somebody writes: nothing typed is lost', time, async () => {
  const made = await newClient('Patience Ltd')
  const session = await english('head_of_sales')
  const view = await open({ session })
  const { page } = view
  await view.goto(`/clients/${made.id}`)
  await page.keyboard.press('KeyR')
  await page.getByRole('textbox', { name: 'What was said' }).fill('A long story')
  await session.call('POST', '/logout')
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()
  await page.getByLabel('Password').fill(session.password)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  const note = page.getByRole('textbox', { name: 'What was said' })
  assert.equal(await note.inputValue(), 'A long story')
  await note.press('Control+Enter')
  await page.locator('.timeline ol').getByText('A long story').waitFor()
  await view.close()
})
