/** Records side by side that are to become one: which stays, and which of them gives each field. */
import { api, call } from '../../lib/api'
import { Loaded } from '../../lib/load.svelte'
import type { components } from '../../lib/schema'

export type Preview = components['schemas']['MergePreview']
export type Wish = components['schemas']['MergeInput']

type Column = Preview['records'][number]
/** A record as it is shown beside others; `href` where its card is not its own. */
export type Shown = Pick<Column, 'id' | 'name' | 'updated_at' | 'counts' | 'fields'> & Partial<Pick<Column, 'phone' | 'email' | 'region'>> & { href?: string }
/** What is chosen of records side by side. */
export interface Sides { readonly records: readonly Shown[], readonly stays: string, survivor: string, picks: Record<string, string>, preset: string, despite: boolean, everything: boolean }

/** The most records that are merged in one step. */
export const LIMIT = 5

export class Merging {
  ids = $state.raw<readonly string[]>([])
  survivor = $state('')
  preset = $state('survivor')
  picks = $state<Record<string, string>>({})
  despite = $state(false)
  everything = $state(false)
  readonly loaded = new Loaded<Preview>()

  readonly stays = $derived(this.ids.includes(this.survivor) ? this.survivor : (this.ids[0] ?? ''))
  readonly wish: Wish = $derived({ survivor_id: this.stays, absorbed_ids: this.ids.filter((id) => id !== this.stays), preset: this.preset, picks: this.picks, despite_tax_numbers: this.despite })
  readonly preview = $derived(this.loaded.value)
  /** The columns keep their places when another record is to stay. */
  readonly records = $derived(this.ids.flatMap((id) => this.preview?.records.find((one) => one.id === id) ?? []))
  readonly refused = $derived(!this.preview || (this.preview.tax_numbers_differ && !this.despite))

  /** Other records: what was chosen of those before means nothing any more. */
  begin(ids: readonly string[]): void {
    this.ids = ids
    this.survivor = ''
    this.picks = {}
    this.despite = false
    this.loaded.value = undefined
  }

  load = (): Promise<boolean> => this.loaded.run(() => call(api.POST('/api/v1/merges/preview', { body: this.wish })))

  /** The next record is to stay, or the one before. */
  step(by: number): void {
    if (this.ids.length > 1) this.survivor = this.ids[(this.ids.indexOf(this.stays) + by + this.ids.length) % this.ids.length] ?? ''
  }
}
