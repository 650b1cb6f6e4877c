// Starts the built server on a demo base and drives Chromium against it. Everything the tests share:
// the server, sessions, a page that notes every sin, the wait until a page has settled, axe.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../../', import.meta.url)
const require = createRequire(new URL('ui/package.json', root))
const { chromium } = require('playwright-core')
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export const languages = ['en', 'ru', 'mk']
export const themes = ['light', 'dark']
export const widths = [1280, 390]

/** Starts `clientele demo` in a fresh folder and waits for the address and the log-ins it prints. */
export async function startServer() {
  const bin = process.env.CLIENTELE_BIN ?? new URL('target/debug/clientele', root).pathname
  if (!existsSync(bin)) throw new Error(`no server binary at ${bin}; build it or set CLIENTELE_BIN`)
  const folder = mkdtempSync(join(tmpdir(), 'clientele-browser-'))
  const child = spawn(bin, ['demo', '--data', folder, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, RUST_LOG: 'warn' } })
  let output = ''
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start in 120 s:\n${output}`)), 120_000)
    const read = (chunk) => {
      output += chunk
      const found = /https?:\/\/127\.0\.0\.1:\d+/.exec(output)
      // The log-ins stand below the address; the last line may still be on its way.
      if (found && logins(output).length) { clearTimeout(timer); setTimeout(() => resolve(found[0]), 300) }
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => { clearTimeout(timer); reject(new Error(`the server ended with ${code}:\n${output}`)) })
  })
  return {
    url,
    logins: logins(output),
    output: () => output,
    async stop() {
      child.removeAllListeners('exit')
      const gone = new Promise((resolve) => child.on('exit', resolve))
      child.kill('SIGTERM')
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000))])
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The demo's log-ins from what it printed: lines of role, log-in and password. */
function logins(output) {
  const roles = ['owner', 'head_of_sales', 'telemarketer', 'active_seller', 'client_manager', 'data_steward', 'guardian', 'administrator']
  return [...output.matchAll(/^\s*([a-z_]+)\s+(\S+)\s+(\S+)\s*$/gm)].filter((match) => roles.includes(match[1])).map(([, role, login, password]) => ({ role, login, password }))
}

export const startBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-dev-shm-usage'],
})

/** A signed-in session over the API: cookies for a browser context and calls for the tests' own questions. */
export async function signIn(server, role) {
  const who = server.logins.find((one) => one.role === role)
  if (!who) throw new Error(`the demo has no ${role}`)
  const headers = { 'content-type': 'application/json', origin: server.url }
  const answer = await fetch(`${server.url}/api/v1/login`, { method: 'POST', headers, body: JSON.stringify({ login: who.login, password: who.password }) })
  if (!answer.ok) throw new Error(`log-in of ${role}: ${answer.status} ${await answer.text()}`)
  const { csrf } = await answer.clone().json()
  const [name, value] = answer.headers.getSetCookie()[0].split(';')[0].split(/=(.*)/s)
  const cookie = { name, value, url: server.url, httpOnly: true, sameSite: 'Strict' }
  async function call(method, path, body, more = {}) {
    const got = await fetch(`${server.url}/api/v1${path}`, {
      method, headers: { ...headers, cookie: `${name}=${value}`, 'x-csrf-token': csrf, ...more }, body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await got.text()
    if (!got.ok) throw new Error(`${method} ${path}: ${got.status} ${text}`)
    return text ? JSON.parse(text) : null
  }
  return { ...who, cookie, call }
}

/** A context of one look, with a page that notes what must not happen. */
export async function open(browser, server, { session, width = 1280, theme = 'light', language = 'en' } = {}) {
  const phone = width < 500
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : 800 }, colorScheme: theme, isMobile: phone, hasTouch: phone, locale: language, timezoneId: 'Europe/Skopje', reducedMotion: 'reduce',
  })
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
    if (!request.url().startsWith(server.url) && !/^(data|blob|about):/.test(request.url())) sins.push(`foreign request: ${request.url()}`)
    waiting.add(request)
  })
  const ended = (request) => { waiting.delete(request); quiet = Date.now() }
  page.on('requestfinished', ended)
  page.on('requestfailed', (request) => { ended(request); if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? '')) sins.push(`failed request: ${request.url()} ${request.failure()?.errorText}`) })
  page.on('response', (response) => { if (response.status() >= 400) sins.push(`${response.status()} ${response.request().method()} ${response.url()}`) })

  return {
    context, page,
    /** What went wrong since the last time this was asked. */
    async sins() {
      const csp = await page.evaluate(() => window.violations.splice(0)).catch(() => [])
      return [...sins.splice(0), ...csp.map((one) => `content security policy: ${one}`)]
    },
    forgive: () => sins.splice(0),
    /** Until nothing has been asked of the server for a moment and nothing on the page is busy. */
    async settle(still = 120) {
      const until = Date.now() + 15_000
      for (;;) {
        if (waiting.size === 0 && Date.now() - quiet >= still) {
          const busy = await page.evaluate(() => [...document.querySelectorAll('[aria-busy="true"], .skeleton')].some((one) => !one.closest('[data-sample]')) || document.fonts.status !== 'loaded' || !document.querySelector('main')?.childElementCount)
          if (!busy) return
        }
        if (Date.now() > until) throw new Error(`the page did not settle: ${page.url()} ${[...waiting].map((request) => request.url()).join(' ')}`)
        await page.waitForTimeout(30)
      }
    },
    /** Goes to a page of ours as a link would. */
    async visit(path) {
      await page.evaluate((to) => {
        const link = Object.assign(document.createElement('a'), { href: to })
        document.body.append(link)
        link.click()
        link.remove()
      }, path)
      quiet = Date.now()
      await this.settle()
    },
    async goto(path) {
      await page.goto(server.url + path)
      await this.settle()
    },
    close: () => context.close(),
  }
}

/** What is wrong with the page as it stands: scroll, words, accessibility. */
export async function faults(page) {
  const found = await page.evaluate(() => {
    const out = []
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth) {
      const wide = [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.scroll, [class*="scroll"]')).slice(0, 3)
      out.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth} ${wide.map((one) => `${one.tagName}.${one.className}`).join(' ')}`)
    }
    const missing = /⟦[^⟧]*⟧/.exec(document.body.outerHTML) ?? /⟦[^⟧]*⟧/.exec(document.title)
    if (missing) out.push(`no words: ${missing[0]}`)
    if (!document.title.includes('Clientele')) out.push(`title: ${document.title}`)
    if (document.querySelectorAll('h1').length !== 1) out.push(`${document.querySelectorAll('h1').length} first headings`)
    return out
  })
  return [...found, ...(await axe(page))]
}

/** Violations of WCAG 2.2 A and AA that axe finds, as one line each. */
export async function axe(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'], elementRef: false })
    return result.violations.map((one) => `axe ${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''})`).join(' | ')}`)
  })
  return violations
}
