/** The queue of pairs that wait: one is shown, the next ones are at hand, the last decisions can be taken back. */
import { api, call } from '../../lib/api'
import { Loaded } from '../../lib/load.svelte'
import type { components } from '../../lib/schema'

export type Question = components['schemas']['DuplicateQuestion']
export type Summary = components['schemas']['DuplicateSummary']
type Decision = components['schemas']['DecisionInput']
type Page = { items: Question[], next?: string | null, total?: number | null }

export interface Filter { region?: string, holder_id?: string, source_id?: string, level?: string, put_off?: boolean }
interface Made { id: string, question: Question }

const PAGE = 20
/** How far the pair of a decision that was taken back is looked for. */
const FAR = 1000

const same = (one: Question, other: Question): boolean => one.cards.every((card, at) => card.id === other.cards[at]?.id)

export class Queue {
  readonly loaded = new Loaded<Page>()
  readonly summary = new Loaded<Summary>()
  items = $state.raw<readonly Question[]>([])
  at = $state(0)
  /** Decisions of this visit, the last one last. */
  made = $state.raw<readonly Made[]>([])
  total = $state(0)
  #next: string | null = null
  #filter: Filter = {}

  readonly now = $derived(this.items[this.at])

  async open(filter: Filter): Promise<void> {
    this.#filter = filter
    this.items = []
    this.at = 0
    await Promise.all([this.#read(null), this.look()])
  }

  look = (): Promise<boolean> => this.summary.run(() => call(api.GET('/api/v1/duplicates/summary', {})))

  async #read(cursor: string | null, limit = PAGE): Promise<void> {
    const query = { ...this.#filter, limit, ...(cursor ? { cursor } : {}) }
    if (!await this.loaded.run(() => call(api.GET('/api/v1/duplicates', { params: { query } })))) return
    const page = this.loaded.value
    if (!page) return
    const more = page.items.filter((one) => !cursor || !this.items.some((known) => same(known, one)))
    this.items = cursor ? [...this.items, ...more] : more
    this.total = page.total ?? 0
    this.#next = page.next ?? null
  }

  async step(by: number): Promise<void> {
    const to = this.at + by
    if (to >= this.items.length && this.#next) await this.#read(this.#next)
    this.at = Math.max(0, Math.min(to, this.items.length - 1))
  }

  /** Says what the pair that is shown is; the next one takes its place. */
  async decide(question: Question, said: Omit<Decision, 'card_ids'>): Promise<{ id: string, survivor_id?: string | null }> {
    const [a, b] = question.cards
    const made = await call(api.POST('/api/v1/duplicates/decisions', { body: { ...said, card_ids: [a?.id ?? '', b?.id ?? ''] } }))
    this.made = [...this.made, { id: made.id, question }]
    const gone = said.merge ? new Set(said.merge.absorbed_ids) : new Set<string>()
    this.items = this.items.filter((one) => one !== question && !one.cards.some((card) => gone.has(card.id)))
    this.total = Math.max(0, this.total - 1)
    if (this.at >= this.items.length) {
      if (this.#next) await this.#read(this.#next)
      this.at = Math.max(0, Math.min(this.at, this.items.length - 1))
    }
    void this.look()
    return made
  }

  /** Takes the last decision of this visit back; its pair is shown again. */
  async undo(): Promise<components['schemas']['MergeConflicts'] | null> {
    const last = this.made.at(-1)
    if (!last) return null
    const kept = await call(api.POST('/api/v1/duplicates/decisions/{id}/undo', { params: { path: { id: last.id } } }))
    this.made = this.made.slice(0, -1)
    await this.#read(null, FAR)
    if (!this.items.some((one) => same(one, last.question))) this.items = [last.question, ...this.items]
    this.at = this.items.findIndex((one) => same(one, last.question))
    void this.look()
    return kept
  }
}
