/** The queue of the day: read once, followed by the call screen from client to client. */
import { api, call } from '../../lib/api'
import { Loaded } from '../../lib/load.svelte'
import { go } from '../../lib/router.svelte'
import type { components } from '../../lib/schema'

export type Today = components['schemas']['TodayView']
export type TodayItem = Today['items'][number]

class Queue {
  readonly loaded = new Loaded<Today>()
  /** Clients passed over in this visit: they come last. */
  #passed = new Set<string>()

  load = (): Promise<boolean> => this.loaded.run(() => call(api.GET('/api/v1/today', {})))

  get items(): readonly TodayItem[] {
    const items = this.loaded.value?.items ?? []
    return [...items.filter((one) => !this.#passed.has(one.client_id)), ...items.filter((one) => this.#passed.has(one.client_id))]
  }

  of = (client: string): TodayItem | undefined => this.loaded.value?.items.find((one) => one.client_id === client)

  /** Goes to the call screen of the next client but `after`; back to the day when nobody is left. */
  async next(after = ''): Promise<void> {
    if (after) this.#passed.add(after)
    await this.load()
    const found = this.items.find((one) => one.client_id !== after)
    go(found ? `/call/${found.client_id}` : '/today')
  }
}

export const queue = new Queue()
