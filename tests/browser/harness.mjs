// What all browser tests share: one server on a demo base, one Chromium, sessions, and a page that notes
// every sin. What is wrong with a page as it stands: look.mjs.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after } from 'node:test'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../../', import.meta.url)
const { chromium } = createRequire(new URL('ui/package.json', root))('playwright-core')

/** How long anything may take before it counts as never: a loaded machine is slow, not wrong. */
export const PATIENCE = 90_000
/** Limit of a whole test. */
export const time = { timeout: 600_000 }

export const languages = ['en', 'ru', 'mk']
export const themes = ['light', 'dark']
export const widths = [1280, 390]

/**
 * Starts the built server in a fresh folder and waits until it has told where it listens and what else the
 * caller needs: `ready` reads that from everything printed so far.
 */
export async function start(command, ready) {
  const bin = process.env.CLIENTELE_BIN ?? new URL('target/debug/clientele', root).pathname
  if (!existsSync(bin)) throw new Error(`no server binary at ${bin}; build it or set CLIENTELE_BIN`)
  const folder = mkdtempSync(join(tmpdir(), 'clientele-browser-'))
  // A folder that may be watched for regular imports.
  const watched = mkdtempSync(join(tmpdir(), 'clientele-watched-'))
  mkdirSync(join(watched, 'crawl'))
  const child = spawn(bin, [command, '--data', folder, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CLIENTELE_IMPORT_FOLDERS: watched, LANG: 'C.UTF-8', RUST_LOG: 'warn' } })
  process.on('exit', () => child.kill('SIGKILL'))
  let output = ''
  const gone = new Promise((resolve) => child.on('exit', resolve))
  const told = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start:\n${output}`)), 4 * PATIENCE)
    const read = (chunk) => {
      output += chunk
      const found = ready(output)
      if (found) { clearTimeout(timer); resolve(found) }
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    gone.then((code) => { clearTimeout(timer); reject(new Error(`the server ended with ${code}:\n${output}`)) })
  })
  return {
    ...told,
    output: () => output,
    async stop() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(late)
      for (const place of [folder, watched]) rmSync(place, { recursive: true, force: true })
    },
  }
}

const roles = ['owner', 'head_of_sales', 'telemarketer', 'active_seller', 'client_manager', 'data_steward', 'guardian', 'administrator']

/** The demo: its address, and the log-ins from the whole lines of role, log-in and password below it. */
const startServer = () => start('demo', (output) => {
  const url = /https?:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]
  const logins = [...output.matchAll(/^\s*([a-z_]+)\s+(\S+)\s+(\S+)\s*\n/gm)].filter((match) => roles.includes(match[1])).map(([, role, login, password]) => ({ role, login, password }))
  return url && roles.every((role) => logins.some((one) => one.role === role)) ? { url, logins } : null
})

const startBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  timeout: PATIENCE,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-dev-shm-usage'],
})

/** A signed-in session over the API: cookies for a browser context and calls for the tests' own questions. */
export async function signIn(who, at = server) {
  const { login, password } = typeof who === 'string' ? at.logins.find((one) => one.role === who) : who
  const headers = { 'content-type': 'application/json', origin: at.url }
  const answer = await fetch(`${at.url}/api/v1/login`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })
  if (!answer.ok) throw new Error(`log-in of ${login}: ${answer.status} ${await answer.text()}`)
  const { csrf } = await answer.clone().json()
  const [name, value] = answer.headers.getSetCookie()[0].split(';')[0].split(/=(.*)/s)
  const cookie = { name, value, url: at.url, httpOnly: true, sameSite: 'Strict' }
  async function call(method, path, body, more = {}) {
    const got = await fetch(`${at.url}/api/v1${path}`, {
      method, headers: { ...headers, cookie: `${name}=${value}`, 'x-csrf-token': csrf, ...more }, body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await got.text()
    if (!got.ok) throw new Error(`${method} ${path}: ${got.status} ${text}`)
    return text ? JSON.parse(text) : null
  }
  return { login, password, cookie, call }
}

/** Signs a role of the demo in and has it speak English, whatever language the demo gave it. */
export async function english(role) {
  const session = await signIn(role)
  await session.call('PATCH', '/me', { language: 'en' })
  return session
}

/** A new client of the calling test's own. */
export const newClient = (name, more = {}) => owner.call('POST', '/clients', { name, tax_country: 'RU', despite_duplicates: true, ...more })

/** Records made while nobody is asked whether they are in the base: pairs of them wait to be decided. */
export async function unasked(make) {
  await owner.call('PATCH', '/settings', { 'duplicate.at_entry': 'off' })
  try { return await make() } finally { await owner.call('PATCH', '/settings', { 'duplicate.at_entry': 'ask' }) }
}

/** A page in a browser of its own, as the owner unless said otherwise; `session: null` is a stranger. */
export async function open({ session = owner, at = server, width = 1280, theme = 'light', language = 'en' } = {}) {
  const phone = width < 500
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : 800 }, colorScheme: theme, isMobile: phone, hasTouch: phone, locale: language, timezoneId: 'Europe/Skopje', reducedMotion: 'reduce', acceptDownloads: true,
  })
  context.setDefaultTimeout(PATIENCE)
  if (session) await context.addCookies([session.cookie])
  await context.addInitScript(() => {
    window.violations = []
    addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
  })
  const page = await context.newPage()
  const sins = []
  const waiting = new Set()
  let quiet = Date.now()
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) sins.push(`console ${message.type()}: ${message.text()} ${message.location().url}`) })
  page.on('pageerror', (error) => sins.push(`error on the page: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(at.url) && !/^(data|blob|about):/.test(request.url())) sins.push(`foreign request: ${request.url()}`)
    waiting.add(request)
  })
  const ended = (request) => { waiting.delete(request); quiet = Date.now() }
  page.on('requestfinished', ended)
  page.on('requestfailed', (request) => { ended(request); if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? '')) sins.push(`failed request: ${request.url()} ${request.failure()?.errorText}`) })
  page.on('response', (response) => { if (response.status() >= 400) sins.push(`${response.status()} ${response.request().method()} ${response.url()}`) })

  /** Whether the page has done what it had to do: drawn, fonts there, no place-holder, nothing busy. */
  const resting = () => page.evaluate(async () => {
    // An idle main thread has run everything that an answer set going, however slow the machine is.
    await new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve), { timeout: 3000 }))
    return document.fonts.status === 'loaded' && !!document.querySelector('main')?.childElementCount
      && ![...document.querySelectorAll('[aria-busy="true"], .skeleton')].some((one) => !one.closest('[data-sample]'))
  }).catch((cause) => { if (/context was destroyed|navigation/.test(cause.message)) return false; throw cause })

  async function settle() {
    const until = Date.now() + PATIENCE
    for (;;) {
      if (waiting.size === 0 && Date.now() - quiet >= 80) {
        const before = quiet
        if (await resting() && waiting.size === 0 && quiet === before) return
      }
      if (Date.now() > until) throw new Error(`the page did not settle: ${page.url()} ${[...waiting].map((request) => request.url()).join(' ')}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  return {
    context, page, settle,
    /** What went wrong since the last time this was asked. */
    async sins() {
      const csp = await page.evaluate(() => window.violations.splice(0)).catch(() => [])
      return [...sins.splice(0), ...csp.map((one) => `content security policy: ${one}`)]
    },
    forgive: () => sins.splice(0),
    /** Goes to a page of ours as a link would, and waits until that page, not the last one, is shown. */
    async visit(path) {
      await page.evaluate((to) => {
        const other = new URL(to, location.href).pathname !== location.pathname
        if (other) document.querySelector('main').firstElementChild.dataset.left = ''
        const link = Object.assign(document.createElement('a'), { href: to })
        document.body.append(link)
        link.click()
        link.remove()
      }, path)
      await page.waitForFunction(() => !document.querySelector('[data-left]'))
      quiet = Date.now()
      await settle()
    },
    async goto(path) {
      await page.goto(at.url + path)
      await settle()
    },
    close: () => context.close(),
  }
}

/** One server and one browser for all tests of a process, and the owner's session. */
export const [server, browser] = await Promise.all([startServer(), startBrowser()])
after(async () => {
  await browser.close()
  await server.stop()
})
export const owner = await signIn('owner')
await owner.call('PATCH', '/me', { language: 'en', theme: 'light' })
