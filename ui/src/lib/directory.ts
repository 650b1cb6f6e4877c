/**
 * Names behind ids – employees and dictionaries – asked once a session and offered to pickers and
 * filters. `forget` after a change makes the next one ask again.
 */
import { api, call } from './api'
import { compare } from './formats.svelte'

export interface Choice { value: string; label: string; hint?: string }
export type Directory = 'users' | 'teams' | 'segments' | 'sources' | 'competitors' | 'company-groups'
/** Those that can be added to while they are chosen from. */
export type Dictionary = 'segments' | 'sources' | 'competitors' | 'company-groups'

interface Named { id: string; name: string; state?: string }
const kept = new Map<Directory, Promise<readonly Named[]>>()

const ask: Record<Directory, () => Promise<{ items: Named[] }>> = {
  users: () => call(api.GET('/api/v1/users', {})),
  teams: () => call(api.GET('/api/v1/teams', {})),
  segments: () => call(api.GET('/api/v1/segments', {})),
  sources: () => call(api.GET('/api/v1/sources', {})),
  competitors: () => call(api.GET('/api/v1/competitors', {})),
  'company-groups': () => call(api.GET('/api/v1/company-groups', {})),
}

/** All entries, by name. */
export function entries(which: Directory): Promise<readonly Named[]> {
  let found = kept.get(which)
  if (!found) {
    found = ask[which]().then(({ items }) => [...items].sort((left, right) => compare(left.name, right.name)))
    found.catch(() => kept.delete(which))
    kept.set(which, found)
  }
  return found
}

export const forget = (which?: Directory): void => { if (which) kept.delete(which); else kept.clear() }

/** A search over the names, for comboboxes and filters; disabled users are left out. */
export const finder = (which: Directory, limit = 50) => async (text: string): Promise<Choice[]> => {
  const wanted = text.trim().toLocaleLowerCase()
  const all = await entries(which)
  return all
    .filter((one) => one.state !== 'disabled' && one.name.toLocaleLowerCase().includes(wanted))
    .slice(0, limit)
    .map((one) => ({ value: one.id, label: one.name }))
}

/** Adds an entry to a dictionary and answers it as a choice. */
export const adder = (which: Dictionary) => async (name: string): Promise<Choice> => {
  const made = await call(api.POST(`/api/v1/${which}`, { body: { name } }))
  forget(which)
  return { value: made.id, label: made.name }
}
