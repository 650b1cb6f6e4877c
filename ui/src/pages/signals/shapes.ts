/** Signals as the API has them, and a pasted list read into them. */
import { api, call, ifMatch, told } from '../../lib/api'
import type { components } from '../../lib/schema'
import { done, failed } from '../../lib/toast.svelte'
import { t } from '../../lib/words.svelte'

export type Signal = components['schemas']['Signal']
export type SignalInput = components['schemas']['SignalInput']

export const states = ['new', 'taken', 'worked', 'dismissed'] as const
export const kinds = ['migration', 'infrastructure', 'event', 'progress', 'new_entity', 'social_status'] as const

/** Changes a signal and says so. */
export async function change(signal: Signal, body: SignalInput, then: () => unknown): Promise<boolean> {
  try {
    await call(api.PATCH('/api/v1/signals/{id}', { params: { path: { id: signal.id } }, headers: ifMatch(signal.version), body }))
    done(t('ui-saved'))
    then()
    return true
  } catch (cause) {
    failed(told(cause))
    return false
  }
}

/** Lines of a pasted list: whom it is about, then after a tab or semicolon what is known. */
export function parsePasted(text: string, kind: string): { subject: string, kind: string, text: string | null }[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).map((line) => {
    const at = line.search(/[\t;]/)
    return { subject: (at < 0 ? line : line.slice(0, at)).trim(), kind, text: at < 0 ? null : line.slice(at + 1).trim() || null }
  })
}
