/** Moving deals: what every page that shows them can do, with undo and the words of refusals. */
import { api, call, ifMatch, Problem, told, words } from '../../lib/api'
import { day as dayText } from '../../lib/formats.svelte'
import { go } from '../../lib/router.svelte'
import { done, failed } from '../../lib/toast.svelte'
import { t } from '../../lib/words.svelte'
import { stepName, undoDeal, type Deal, type Step } from '../funnels/shapes'

export interface Said { reason: string, real_reason?: string, competitor_id?: string, asked_for?: string, note?: string }

export class Moves {
  /** The deal whose refusal is being told. */
  refusing = $state.raw<Deal>()
  /** The deal that is being put off. */
  postponing = $state.raw<Deal>()

  constructor(private readonly changed: () => Promise<unknown>) {}

  /** Says that it is done, with the way back. */
  private say(deal: Deal, text: string): void {
    done(text, { label: t('ui-undo'), run: async () => {
      try {
        await undoDeal(deal.id)
        done(t('ui-undone'))
      } catch (cause) { failed(told(cause)) }
      await this.changed()
    } })
  }

  private async send(deal: Deal, body: Record<string, unknown>): Promise<void> {
    await call(api.POST('/api/v1/deals/{id}/moves', { params: { path: { id: deal.id } }, headers: ifMatch(deal.version), body: body as never }))
  }

  /** Moves a deal to a step; what is missing is told with the way to the deal. */
  async to(deal: Deal, step: Pick<Step, 'key' | 'name'>): Promise<void> {
    try {
      await this.send(deal, { kind: 'to', step: step.key })
      this.say(deal, t('deal-moved', { name: deal.client.name, step: stepName(step.key, step.name) }))
    } catch (cause) {
      const missing = cause instanceof Problem && cause.errors.length > 0
      const text = missing ? cause.errors.map((one) => words(one.code, one.params)).join(' ') : told(cause)
      failed(text, missing ? { label: t('deal-edit'), run: () => go(`/deals/${deal.id}`) } : undefined)
    }
    await this.changed()
  }
  async reopen(deal: Deal): Promise<void> {
    try {
      await this.send(deal, { kind: 'reopen' })
      this.say(deal, t('deal-reopened', { name: deal.client.name }))
    } catch (cause) { failed(told(cause)) }
    await this.changed()
  }
  /** Throws what is refused: the dialog tells it at its fields. */
  async refuse(deal: Deal, said: Said): Promise<void> {
    await this.send(deal, { kind: 'refuse', refusal: said, note: said.note || null })
    this.refusing = undefined
    this.say(deal, t('deal-refused-done', { name: deal.client.name }))
    await this.changed()
  }
  async postpone(deal: Deal, day: string, note: string): Promise<void> {
    await this.send(deal, { kind: 'postpone', day, note: note || null })
    this.postponing = undefined
    this.say(deal, t('deal-postponed-done', { name: deal.client.name, day: dayText(day) }))
    await this.changed()
  }
}
