/** Looks at background work every second while any of it goes on, so that progress moves by itself. */
import { onDestroy } from 'svelte'
import { api, call } from '../../lib/api'
import { Loaded } from '../../lib/load.svelte'
import { ended, type Job } from './shapes'

export class Watch {
  readonly loaded = new Loaded<{ items: Job[], next?: string | null }>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #going = false

  constructor(readonly limit: number, readonly onended: () => void = () => undefined) {
    onDestroy(() => clearTimeout(this.#timer))
  }

  load = async (): Promise<void> => {
    clearTimeout(this.#timer)
    await this.loaded.run(() => call(api.GET('/api/v1/jobs', { params: { query: { limit: this.limit } } })))
    const going = this.loaded.value?.items.some((job) => !ended(job)) ?? false
    if (this.#going && !going) this.onended()
    this.#going = going
    if (going) this.#timer = setTimeout(() => void this.load(), 1000)
  }
}
