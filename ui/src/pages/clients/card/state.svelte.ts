/** The card being worked on: one record with its parts, saved field by field. */
import { api, call, ifMatch, Problem, reason } from '../../../lib/api'
import { Conflict } from '../../../kit/Inline.svelte'
import { Loaded } from '../../../lib/load.svelte'
import { done, failed } from '../../../lib/toast.svelte'
import type { components } from '../../../lib/schema'
import { may } from '../../../lib/session.svelte'
import type { ClientCard } from '../../../lib/types'
import { t } from '../../../lib/words.svelte'

/** Fields saved as they stand, and those whose name in the change is an id of something. */
export type Change = Record<string, string | boolean | number | null>

const current = (card: ClientCard, field: string): unknown => {
  if (field.endsWith('_id') && field !== 'external_id') {
    const named = (card as unknown as Record<string, { id: string } | null>)[field.replace(/_id$/, '')]
    return named?.id ?? null
  }
  return (card as unknown as Record<string, unknown>)[field] ?? null
}

const shownValue = (card: ClientCard, field: string): string => {
  const named = field.endsWith('_id') && field !== 'external_id' ? (card as unknown as Record<string, { name: string } | null>)[field.replace(/_id$/, '')]?.name : undefined
  return named ?? String(current(card, field) ?? '')
}

export type Why = components['schemas']['AnalysisWhy']

export class CardState {
  readonly loaded = new Loaded<ClientCard>()
  /** Grows with every change, so that lists beside the card know to ask again. */
  turn = $state(0)
  /** Why the client stands in its classes; asked for when it is first shown, and after each change. */
  readonly standing = new Loaded<Why>()

  constructor(readonly id: string) {}

  get card(): ClientCard { return this.loaded.value as ClientCard }
  get may() { return (action: string): boolean => this.card.allowed.includes(action) }

  load = (): Promise<boolean> => {
    // The card does not wait for the analysis.
    if (may('analysis.read')) void this.standing.run(() => call(api.GET('/api/v1/analysis/why/{id}', { params: { path: { id: this.id } } })))
    return this.loaded.run(() => call(api.GET('/api/v1/clients/{id}', { params: { path: { id: this.id } } })))
  }

  /** Saves one field. When somebody changed the same field meanwhile, throws {@link Conflict}. */
  async save(field: string, value: string | boolean | null, { undoable = true } = {}): Promise<void> {
    const before = current(this.card, field)
    const next = value === '' ? null : value
    try {
      await this.#patch({ [field]: next })
    } catch (cause) {
      if (!(cause instanceof Problem) || cause.status !== 412) throw cause
      await this.load()
      const theirs = current(this.card, field)
      // Another field was changed: ours still holds.
      if (theirs !== before && theirs !== next) throw new Conflict(String(theirs ?? ''), shownValue(this.card, field))
      await this.#patch({ [field]: next })
    }
    if (undoable) {
      done(t('ui-saved'), {
        label: t('ui-undo'),
        run: () => this.save(field, before as string | boolean | null, { undoable: false }).then(() => done(t('ui-undone')), (cause: unknown) => failed(reason(cause))),
      })
    }
  }

  async #patch(change: Change): Promise<void> {
    await call(api.PATCH('/api/v1/clients/{id}', { params: { path: { id: this.id } }, headers: ifMatch(this.card.version), body: change }))
    await this.changed()
  }

  /** Something of the card changed: reads it again. */
  async changed(): Promise<void> {
    this.turn += 1
    await this.load()
  }

  /** Does something to a part of the card and reads the card again; says a refusal. */
  async act(work: () => Promise<unknown>, undo?: { text: string; entity: string; id: string }): Promise<boolean> {
    try {
      await work()
      await this.changed()
      if (undo) done(undo.text, { label: t('ui-undo'), run: () => this.undoLast(undo.entity, undo.id) })
      return true
    } catch (cause) {
      failed(reason(cause))
      return false
    }
  }

  /** Takes back the newest journalled change of a part. */
  async undoLast(entity: string, id: string): Promise<void> {
    await this.act(async () => {
      const { items } = await call(api.GET('/api/v1/journal', { params: { query: { entity, entity_id: id, limit: 1 } } }))
      const seq = items[0]?.seq
      if (seq === undefined) throw new Problem(404, 'not_found')
      await call(api.POST('/api/v1/journal/{seq}/undo', { params: { path: { seq } } }))
      done(t('ui-undone'))
    })
  }

  /** Shows a hidden channel; the reason goes to the journal. */
  reveal = (channel: string) => async (why: string): Promise<string> =>
    (await call(api.POST('/api/v1/clients/{id}/reveal', { params: { path: { id: this.id } }, body: { channel_id: channel, reason: why } }))).value
}
