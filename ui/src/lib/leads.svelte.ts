/** How many leads wait, for the navigation; asked again when a page is opened, at most once a minute. */
import { api, call } from './api'
import { may } from './session.svelte'

const PAUSE = 60_000
export const leads = $state<{ waiting: number }>({ waiting: 0 })
let asked = -PAUSE

/** Asks how many wait; `now` when one has just been decided. */
export async function countLeads(now = false): Promise<void> {
  if (!may('lead.read') || (!now && performance.now() - asked < PAUSE)) return
  asked = performance.now()
  try {
    const page = await call(api.POST('/api/v1/leads/query', { body: { state: 'new', limit: 1 } }))
    leads.waiting = page.total ?? 0
  } catch {
    // The number is a courtesy: the page itself tells what is wrong.
  }
}
