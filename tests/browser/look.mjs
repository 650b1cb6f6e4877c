// What is wrong with a page as it stands: width, words, accessibility, and what the keyboard can reach.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../ui/package.json', import.meta.url))
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** What any page may be blamed for at once, in every look: sideways scroll, missing words, leaked values. */
export const faults = (page) => page.evaluate(() => {
  const out = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.scroll, [class*="scroll"]')).slice(0, 3)
    out.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth} ${wide.map((one) => `${one.tagName}.${one.getAttribute('class')}`).join(' ')}`)
  }
  const missing = /⟦[^⟧]*⟧/.exec(document.body.outerHTML) ?? /⟦[^⟧]*⟧/.exec(document.title)
  if (missing) out.push(`no words: ${missing[0]}`)
  const leaked = /.{0,20}(?:\bundefined\b|\bNaN\b|Invalid Date|\[object ).{0,20}/.exec(document.body.innerText)
  if (leaked) out.push(`not for people: ${leaked[0]}`)
  if (!/^.+ · Clientele$/.test(document.title)) out.push(`title: ${document.title}`)
  if (document.querySelectorAll('h1').length !== 1) out.push(`${document.querySelectorAll('h1').length} first headings`)
  return out
})

/** Violations of WCAG 2.2 A and AA that axe finds, as one line each. */
export async function axe(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    // From the top and with the phone's bar at the end of the page: what a bar covers is a matter of scrolling.
    scrollTo(0, 0)
    const bar = document.querySelector('nav.bottom')
    if (bar) bar.style.position = 'static'
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'], elementRef: false })
    bar?.removeAttribute('style')
    return result.violations.map((one) => `axe ${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''})`).join(' | ')}`)
  })
}

/**
 * Walks the page with the Tab key from its first stop to its last. Every stop must show that it has the focus,
 * lie in sight and come in the order of reading; everything that can be used must be a stop.
 */
export async function walk(page) {
  await page.evaluate(() => {
    /** Things for the keyboard, as the reader meets them; of a group of radio buttons one. */
    const stops = () => {
      const groups = new Set()
      return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((one) => {
        if (one.tabIndex < 0 || one.disabled || one.matches('[type="hidden"]') || !one.checkVisibility({ visibilityProperty: true })) return false
        if (one.type !== 'radio') return true
        const group = `${one.name} ${[...document.forms].indexOf(one.form)}`
        const chosen = document.querySelector(`input[type="radio"][name="${CSS.escape(one.name)}"]:checked`)
        if (groups.has(group) || (chosen && chosen.form === one.form && chosen !== one)) return false
        groups.add(group)
        return true
      })
    }
    const named = (one) => `${one.tagName.toLowerCase()} “${(one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? one.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`
    const drawn = (one) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, stroke, strokeWidth, fill, visibility, opacity, translate } = getComputedStyle(one)
      return [outlineStyle === 'none' ? '' : outlineStyle + outlineWidth + outlineColor, boxShadow, borderColor, backgroundColor, stroke, strokeWidth, fill, visibility, opacity, translate].join()
    }
    /** All that could show the focus of an element: itself, what is in it, what is around it. */
    const around = (one) => {
      const near = [one, ...[...one.querySelectorAll('*')].slice(0, 40)]
      for (let up = one.parentElement, step = 0; up && step < 3; up = up.parentElement, step += 1) near.push(up)
      return near
    }
    const picture = (parts) => parts.map((part) => (part.isConnected ? drawn(part) : '')).join('\n')
    /** Whether something of the element can be seen: no bar or panel covers all of it. */
    const inSight = (one) => {
      const shown = one.getBoundingClientRect().width <= 1 ? (one.labels?.[0] ?? one.parentElement) : one
      // A link that wraps is looked for on its first line.
      const [box] = shown.getClientRects()
      if (!box) return false
      const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8], [0.1, 0.8], [0.9, 0.2]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y])
      return points.some(([x, y]) => {
        const hit = document.elementFromPoint(x, y)
        return hit && (shown.contains(hit) || hit.contains(shown))
      })
    }
    const seen = []
    let last
    const faults = []
    const leave = () => {
      if (last && picture(last.parts) === last.focused) faults.push(`nothing shows the focus: ${named(last.one)}`)
      last = undefined
    }
    window.keyboardWalk = {
      begin() {
        const skip = document.querySelector('.skip')
        skip.focus({ preventScroll: true })
        seen.push(skip)
      },
      /** Looks at where the focus has come; false when the walk is over. */
      async step() {
        await new Promise((resolve) => requestAnimationFrame(() => resolve()))
        const one = document.activeElement
        leave()
        if (!one || one === document.body || seen.includes(one)) return false
        const before = seen.at(-1)
        if (before && before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING && !(one.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_CONTAINED_BY)) faults.push(`out of order: ${named(one)} after ${named(before)}`)
        seen.push(one)
        if (!inSight(one)) faults.push(`has the focus out of sight: ${named(one)}`)
        const parts = around(one)
        last = { one, parts, focused: picture(parts) }
        return true
      },
      end() {
        leave()
        // Of the rows of a grid one is a stop; which one follows the focus.
        for (const one of stops()) if (!seen.includes(one) && !(one.matches('[data-row]') && seen.some((other) => other.matches('[data-row]')))) faults.push(`Tab does not reach: ${named(one)}`)
        return { faults, stops: seen.length }
      },
    }
  })
  await page.evaluate(() => window.keyboardWalk.begin())
  for (let press = 0; press < 600; press += 1) {
    await page.keyboard.press('Tab')
    if (!await page.evaluate(() => window.keyboardWalk.step())) break
  }
  return page.evaluate(() => window.keyboardWalk.end())
}

/** Where the focus is: in the uppermost dialog or popup, on the opener that was marked, or elsewhere. */
const whereFocus = (page) => page.evaluate(() => {
  const top = [...document.querySelectorAll('dialog[open], [data-overlay]')].at(-1)
  const now = document.activeElement
  return { open: !!top, inside: !!top?.contains(now), body: now === document.body, back: !!now?.closest('[data-opener]') }
})

/**
 * Opens a dialog, menu or popup with Enter on its opener and leaves it with Escape: the focus must go in,
 * stay in a dialog however often Tab is pressed, and come back to the opener.
 */
export async function overlayFaults(page, opener, look = async () => []) {
  const out = []
  const name = await opener.evaluate((one) => {
    for (const old of document.querySelectorAll('[data-opener]')) delete old.dataset.opener
    one.dataset.opener = ''
    return (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 40)
  })
  await opener.focus()
  await page.keyboard.press('Enter')
  const shown = page.locator('dialog[open], [data-overlay]').last()
  if (!await shown.waitFor({ timeout: 15_000 }).then(() => true, () => false)) return [`“${name}” opens nothing by Enter`]
  await page.waitForFunction(() => [...document.querySelectorAll('dialog[open], [data-overlay]')].at(-1)?.contains(document.activeElement), undefined, { timeout: 15_000 })
    .catch(() => out.push(`“${name}”: the focus does not go in`))
  out.push(...(await look(name)))
  if (await page.evaluate(() => !!document.querySelector('dialog[open]') && !document.querySelector('[data-overlay]'))) {
    const controls = await page.evaluate(() => document.querySelectorAll('dialog[open] :is(a[href], button, input, select, textarea, summary)').length)
    for (let press = 0; press < controls + 2; press += 1) {
      await page.keyboard.press('Tab')
      const { inside, body } = await whereFocus(page)
      // Between the last stop and the first the browser's own bar may have the focus.
      if (!inside && !body) { out.push(`“${name}”: Tab leaves the dialog`); break }
    }
  }
  await page.keyboard.press('Escape')
  if (!await page.waitForFunction(() => !document.querySelector('dialog[open], [data-overlay]'), undefined, { timeout: 15_000 }).then(() => true, () => false)) {
    return [...out, `“${name}”: Escape does not close it`]
  }
  const { back } = await whereFocus(page)
  if (!back) out.push(`“${name}”: the focus does not come back to it`)
  return out
}
