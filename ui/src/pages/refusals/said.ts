/** What is asked when a client says NO: the reasons, what each of them asks besides, and what goes to the server. */
import { api, call } from '../../lib/api'
import type { components } from '../../lib/schema'
import { t, tf } from '../../lib/words.svelte'

export type Reason = components['schemas']['RefusalReason']
export type Refusal = components['schemas']['Refusal']

let kept: Promise<readonly Reason[]> | undefined
/** The reasons in their order, asked once; `forgetReasons` after a change. */
export function reasons(): Promise<readonly Reason[]> {
  kept ??= call(api.GET('/api/v1/refusal-reasons', {})).then(({ items }) => items)
  kept.catch(() => { kept = undefined })
  return kept
}
export const forgetReasons = (): void => { kept = undefined }

/** What a reason is called: by the company, else in the reader's language. */
export const named = (reason: Pick<Reason, 'name' | 'code'>): string => reason.name ?? (reason.code ? tf('refusal-reason', reason.code) : '')
export const nameOf = (all: readonly Reason[], id: string | null | undefined): string => {
  const found = all.find((one) => one.id === id)
  return found ? named(found) : t('refusal-unknown')
}

export interface Said {
  reason: string; real: string; competitor: string; product: string; asked: string; back: string
  promise: string; promiseDay: string; aboutProduct: string; aboutStaff: string; aboutSale: string
}
export const blankSaid = (): Said => ({ reason: '', real: '', competitor: '', product: '', asked: '', back: '', promise: '', promiseDay: '', aboutProduct: '', aboutStaff: '', aboutSale: '' })

const text = (typed: string): string | null => typed.trim() || null
/** What goes with the contact; empty fields are left to the reason. */
export const body = (said: Said): components['schemas']['RefusalSaid'] => ({
  reason: said.reason || null,
  ...(said.real ? { real_reason: said.real } : {}),
  ...(said.competitor ? { competitor_id: said.competitor } : {}),
  ...(said.product ? { product_id: said.product } : {}),
  ...(said.back ? { return_day: said.back } : {}),
  asked_for: text(said.asked), said_product: text(said.aboutProduct), said_staff: text(said.aboutStaff), said_sale: text(said.aboutSale),
  ...(text(said.promise) || said.promiseDay ? { promise: text(said.promise), promise_day: said.promiseDay || null } : {}),
})

/** The real reasons behind "we have a supplier": that itself is none. */
export const realOf = (all: readonly Reason[]): Reason[] => all.filter((one) => one.open && one.trap !== 'supplier')
/** Whether the second question waits for an answer. */
export const asksReal = (all: readonly Reason[], said: Said): boolean => all.find((one) => one.id === said.reason)?.trap === 'supplier'
/** Whether what was asked for has to be told. */
export const asksWhat = (all: readonly Reason[], said: Said): boolean => all.some((one) => (one.id === said.reason || one.id === said.real) && one.trap === 'catalogue')
