/** Pairs of people who may be one: one pair is shown side by side, what was said can be taken back. */
import { api, call } from '../../lib/api'
import { Loaded } from '../../lib/load.svelte'
import type { components } from '../../lib/schema'
import type { Shown, Sides } from '../clients/merging.svelte'

export type Twin = components['schemas']['TwinQuestion']
type Preview = components['schemas']['PersonMergePreview']
type Past = components['schemas']['PersonDecisionView']
type Page = { items: Twin[], next?: string | null, total?: number | null }

const PAGE = 20

export class Twins implements Sides {
  readonly loaded = new Loaded<Page>()
  readonly preview = new Loaded<Preview>()
  readonly past = new Loaded<{ items: Past[] }>()
  items = $state.raw<readonly Twin[]>([])
  at = $state(0)
  total = $state(0)
  survivor = $state('')
  picks = $state<Record<string, string>>({})
  everything = $state(true)
  preset = 'survivor'
  despite = false
  #next: string | null = null

  readonly now = $derived(this.items[this.at])
  readonly ids = $derived(this.now?.people.map((one) => one.id) ?? [])
  readonly stays = $derived(this.ids.includes(this.survivor) ? this.survivor : (this.ids[0] ?? ''))
  readonly wish = $derived({ survivor_id: this.stays, absorbed_id: this.ids.find((id) => id !== this.stays) ?? '', picks: this.picks })
  /** The columns keep their places when the other is to stay. */
  readonly records: readonly Shown[] = $derived(this.ids.flatMap((id) => {
    const one = this.preview.value?.records.find((record) => record.id === id)
    if (!one) return []
    const { channel, fact, interaction, referral } = one.counts
    const counts = { channel: channel ?? 0, fact: fact ?? 0, interaction: interaction ?? 0, 'referral.giver_id': referral ?? 0 }
    const fields = { name: one.name, title: one.title, decision_role: one.decision_role, level: one.level, note: one.note }
    return [{ id, name: one.name, href: `/clients/${one.client_id}#tab=people`, updated_at: one.updated_at, fields, counts, phone: one.ways.join(' · '), region: one.client_name }]
  }))

  async open(): Promise<void> {
    this.items = []
    this.at = 0
    await Promise.all([this.#read(null), this.look()])
  }

  look = (): Promise<boolean> => this.past.run(() => call(api.GET('/api/v1/duplicates/people/decisions', {})))

  async #read(cursor: string | null): Promise<void> {
    if (!await this.loaded.run(() => call(api.GET('/api/v1/duplicates/people', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } })))) return
    const page = this.loaded.value
    if (!page) return
    this.items = cursor ? [...this.items, ...page.items] : page.items
    this.total = page.total ?? 0
    this.#next = page.next ?? null
  }

  /** Another pair: what was chosen of the one before means nothing any more. */
  begin(): void {
    this.survivor = ''
    this.picks = {}
    this.preview.value = undefined
  }

  compare = (): Promise<boolean> => this.preview.run(() => call(api.POST('/api/v1/duplicates/people/preview', { body: this.wish })))

  async step(by: number): Promise<void> {
    const to = this.at + by
    if (to >= this.items.length && this.#next) await this.#read(this.#next)
    this.at = Math.max(0, Math.min(to, this.items.length - 1))
  }

  async decide(verdict: 'same' | 'different'): Promise<string> {
    const [a = '', b = ''] = this.ids
    const made = await call(api.POST('/api/v1/duplicates/people/decisions', { body: { person_ids: [a, b], verdict, ...(verdict === 'same' ? { merge: this.wish } : {}) } }))
    await this.open()
    return made.id
  }

  async undo(id: string): Promise<components['schemas']['MergeConflicts']> {
    const kept = await call(api.POST('/api/v1/duplicates/people/decisions/{id}/undo', { params: { path: { id } } }))
    await this.open()
    return kept
  }
}
