/**
 * Pages by the History API; the state of a list lives in the fragment, which browsers never send to
 * the server. A page's code is loaded before the old page leaves, so nothing flashes.
 */
import type { Component } from 'svelte'

/** What a page component gets: the named parts of its path. */
export type Params = Record<string, string>

export interface Route {
  /** Path with `:name` parts; a last part `*rest` takes everything. */
  path: string
  /** Key of the page's name, for the document title. */
  title: string
  /** Action a visitor must be allowed, if any. */
  needs?: string
  /** Reachable without a session. */
  open?: boolean
  /** Needs the words that are not loaded at first. */
  more?: boolean
  load: () => Promise<{ default: Component<{ params: Params }> | Component<Record<string, never>> }>
}

export interface Found { route: Route; params: Params }

/** The route of a path, the first that fits. */
export function match(routes: readonly Route[], path: string): Found | null {
  const parts = path.split('/').filter(Boolean)
  for (const route of routes) {
    const wanted = route.path.split('/').filter(Boolean)
    const params: Params = {}
    let fits = true
    let rest = false
    for (const [index, want] of wanted.entries()) {
      const part = parts[index]
      if (want.startsWith('*')) {
        params[want.slice(1)] = parts.slice(index).map(decode).join('/')
        rest = true
        break
      }
      if (part === undefined) fits = false
      else if (want.startsWith(':')) params[want.slice(1)] = decode(part)
      else if (want !== part) fits = false
      if (!fits) break
    }
    if (fits && (rest || wanted.length === parts.length)) return { route, params }
  }
  return null
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/**
 * Where we are going, and the fragment of the page that is shown. The two change together for a
 * move within a page; another page gets its fragment when it arrives, so that the page that leaves
 * does not read what is meant for the next one.
 */
export const address = $state(typeof location === 'undefined' ? { path: '/', fragment: '' } : { path: location.pathname, fragment: location.hash.slice(1) })
let shown = address.path

function moved(): void {
  address.path = location.pathname
  if (shown === location.pathname) address.fragment = location.hash.slice(1)
}

/** Tells that the page of the present address is about to be shown. */
export function arrive(): void {
  shown = location.pathname
  address.fragment = location.hash.slice(1)
}

/** Goes to a page of ours: a path with an optional #fragment. */
export function go(to: string, { replace = false } = {}): void {
  const url = new URL(to, location.href)
  if (url.href === location.href) return
  history[replace ? 'replaceState' : 'pushState'](null, '', url)
  moved()
}

/** Replaces the fragment of the page we are on, without a step in the history. */
export function setFragment(fragment: string): void {
  if (fragment === location.hash.slice(1) || shown !== location.pathname) return
  history.replaceState(history.state, '', fragment ? `#${fragment}` : location.pathname)
  address.fragment = fragment
}

/** Starts listening to links and to the browser's back and forward. Returns what stops it. */
export function start(): () => void {
  const clicked = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element | null)?.closest?.('a')
    // The attribute, because a link inside a drawing (SVG) has no plain `href` property.
    const href = link?.getAttribute('href')
    if (!link || !href || link.hasAttribute('target') || link.hasAttribute('download')) return
    // A pure #anchor on the same page (the skip link) stays the browser's business.
    if (href.startsWith('#')) return
    const url = new URL(href, location.href)
    if (url.origin !== location.origin || url.pathname.startsWith('/api/') || url.pathname === '/docs') return
    event.preventDefault()
    go(url.href)
  }
  addEventListener('popstate', moved)
  addEventListener('hashchange', moved)
  document.addEventListener('click', clicked)
  return () => {
    removeEventListener('popstate', moved)
    removeEventListener('hashchange', moved)
    document.removeEventListener('click', clicked)
  }
}
