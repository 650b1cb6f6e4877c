/** The inbox, for its page and the number in the navigation; asked again when a page is opened, at most once a minute. */
import { api, call } from './api'
import type { components } from './schema'

export type Item = components['schemas']['Notice']

const PAUSE = 60_000
export const inbox = $state<{ items: Item[], asked: boolean, cause: unknown }>({ items: [], asked: false, cause: null })
let last = -PAUSE

/** Asks what waits; `now` when something has just been decided. */
export async function countInbox(now = false): Promise<void> {
  if (!now && performance.now() - last < PAUSE) return
  last = performance.now()
  try {
    inbox.items = (await call(api.GET('/api/v1/inbox', {}))).items
    inbox.asked = true
    inbox.cause = null
  } catch (cause) {
    // In the navigation the number is a courtesy; the page tells what is wrong.
    inbox.cause = cause
  }
}
