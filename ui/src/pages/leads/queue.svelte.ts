/**
 * Entries of an exhibition on their way to the server. What was entered is kept in this browser until
 * the server has it: a broken connection, a closed tab, a new start lose nothing. Each entry has an
 * identity of its own, so that one sent twice is one lead.
 */
import { api, call, Problem, told } from '../../lib/api'
import type { components } from '../../lib/schema'
import type { Visitor } from './lines'

type Made = components['schemas']['LeadMade']
export interface Entry { id: string, source: string, at: string, fields: Visitor, why?: string }
export interface Done { id: string, lead: string, seq: number | null, fields: Visitor, client: { id: string, name: string } | null }

const filled = (text: string): string | null => text.trim() || null
const send = (entry: Entry): Promise<Made> => call(api.POST('/api/v1/leads', {
  body: {
    way: 'event', entry_id: entry.id, source_id: entry.source || null,
    company: filled(entry.fields.company), person: filled(entry.fields.person), phone: filled(entry.fields.phone), email: filled(entry.fields.email),
    temperature: filled(entry.fields.temperature), message: filled(entry.fields.message),
  },
}))
/** The server did not get it, or could not do it now: it is tried again. */
const passes = (cause: unknown): boolean => !(cause instanceof Problem) || cause.code === 'network' || cause.status === 401 || cause.status === 409 || cause.status === 429 || cause.status >= 500

export class Queue {
  waiting = $state<Entry[]>([])
  done = $state<Done[]>([])
  busy = $state(false)
  #place: string

  constructor(user: string) {
    this.#place = `clientele-entries-${user}`
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#place) ?? '[]')
      if (Array.isArray(kept)) this.waiting = kept as Entry[]
    } catch { this.waiting = [] }
  }

  #keep(): void {
    if (this.waiting.length) localStorage.setItem(this.#place, JSON.stringify(this.waiting))
    else localStorage.removeItem(this.#place)
  }

  add(source: string, visitors: readonly Visitor[]): void {
    const at = new Date().toISOString()
    this.waiting.push(...visitors.map((fields) => ({ id: crypto.randomUUID(), source, at, fields: { ...fields } })))
    this.#keep()
    void this.flush()
  }

  drop(id: string): Visitor | undefined {
    const found = this.waiting.find((one) => one.id === id)
    this.waiting = this.waiting.filter((one) => one.id !== id)
    this.#keep()
    return found?.fields
  }

  /** Sends what waits, in its order; one that is refused stays with the reason and holds nobody up. */
  async flush(): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      for (;;) {
        const entry = this.waiting.find((one) => !one.why)
        if (!entry) break
        try {
          const made = await send(entry)
          this.waiting = this.waiting.filter((one) => one.id !== entry.id)
          this.done = [{ id: entry.id, lead: made.id, seq: made.seq ?? null, fields: entry.fields, client: made.client ?? null }, ...this.done].slice(0, 50)
        } catch (cause) {
          if (passes(cause)) break
          const held = this.waiting.find((one) => one.id === entry.id)
          if (held) held.why = told(cause)
        }
        this.#keep()
      }
    } finally { this.busy = false }
  }

  /** Forgets one that was taken back. */
  undone(id: string): void { this.done = this.done.filter((one) => one.id !== id) }
}
