/** Who works here: the session, its rights, and what follows from them for the whole interface. */
import { api, call, listen, type Problem } from './api'
import { languages, place } from './locale.svelte'
import { applyLook, look, themes } from './look.svelte'
import type { Session } from './types'
import { speak } from './words.svelte'

export const session = $state<{ now: Session | null; known: boolean; expired: boolean }>({
  now: null, known: false, expired: false,
})

listen({
  csrf: () => session.now?.csrf ?? '',
  expired: () => { if (session.now) session.expired = true },
})

/** Whether the user may do this at all; the server decides again on every call. */
export const may = (action: string): boolean => session.now?.allowed.includes(action) ?? false

/** How a protected field is shown to the user. */
export const fieldAccess = (field: string): 'shown' | 'masked' | 'hidden' =>
  (session.now?.fields as Record<string, 'shown' | 'masked' | 'hidden'> | undefined)?.[field] ?? 'shown'

/** The base's own currency, for sums of many orders. */
export const currency = (): string => session.now?.currency ?? 'EUR'

/** Takes a session over: its language, theme and time zone become the page's. */
export async function enter(got: Session): Promise<void> {
  session.now = got
  session.known = true
  session.expired = false
  const { language, theme, time_zone } = got.user
  place.timeZone = time_zone ?? got.company.time_zone
  look.theme = themes.find((one) => one === theme) ?? look.theme
  const spoken = languages.find((one) => one === language)
  if (spoken && spoken !== place.language) await speak(spoken)
  applyLook()
}

/** Asks the server who we are; nobody is an answer too. */
export async function recall(): Promise<void> {
  try {
    await enter(await call(api.GET('/api/v1/session', {})))
  } catch (problem) {
    session.now = null
    session.known = true
    if ((problem as Problem).status !== 401) throw problem
  }
}

/** Ends the session here and on the server. */
export async function leave(): Promise<void> {
  await call(api.POST('/api/v1/logout', {}))
  session.now = null
  session.expired = false
}
