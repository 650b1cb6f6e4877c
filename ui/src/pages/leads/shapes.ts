/** Leads as the API has them, and what is done with them. */
import { api, call, ifMatch, reason, told } from '../../lib/api'
import { countLeads } from '../../lib/leads.svelte'
import type { components } from '../../lib/schema'
import { done, failed } from '../../lib/toast.svelte'
import { t } from '../../lib/words.svelte'

export type Lead = components['schemas']['Lead']
export type LeadCard = components['schemas']['LeadCard']
export type LeadInput = components['schemas']['LeadInput']
export type LeadForm = components['schemas']['LeadForm']

export const states = ['new', 'taken', 'refused', 'spam'] as const
export const ways = ['form', 'mail', 'event', 'hand'] as const
export const temperatures = ['hot', 'warm', 'cold'] as const

/** Whom a lead is about, in a line. */
export const nameOf = (lead: Lead): string => lead.company ?? lead.person ?? lead.email ?? lead.phone ?? '–'

/** Takes back what a journal line tells of. */
export async function undo(seq: number, then: () => unknown): Promise<void> {
  try {
    await call(api.POST('/api/v1/journal/{seq}/undo', { params: { path: { seq } } }))
    done(t('ui-undone'))
    void countLeads(true)
    then()
  } catch (cause) { failed(reason(cause)) }
}

/** Says what was done, with the way back. */
export function saidDone(text: string, seq: number | null | undefined, then: () => unknown): void {
  done(text, seq == null ? undefined : { label: t('ui-undo'), run: () => undo(seq, then) })
  void countLeads(true)
  then()
}

/** Refuses a lead, puts it away or opens it again. */
export async function decide(lead: Lead, state: 'new' | 'refused' | 'spam', why: string | null, then: () => unknown): Promise<boolean> {
  try {
    const made = await call(api.PATCH('/api/v1/leads/{id}', { params: { path: { id: lead.id } }, headers: ifMatch(lead.version), body: { state, reason: why } }))
    saidDone(state === 'new' ? t('lead-reopened') : state === 'refused' ? t('lead-refused-done') : t('lead-spam-done'), made.seq, then)
    return true
  } catch (cause) {
    failed(told(cause))
    return false
  }
}
