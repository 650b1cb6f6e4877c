/** One import on its page: what it is now, looked at again every second while a job works on it. */
import { onDestroy } from 'svelte'
import { api, call, ifMatch, reason } from '../../lib/api'
import { Loaded } from '../../lib/load.svelte'
import { failed } from '../../lib/toast.svelte'
import { busy, shaped, type FieldChoice, type Import, type Mapping, type Options } from './shapes'

interface Change { kind?: string; options?: Options; mapping?: Mapping; profile_id?: string; ready_profile?: string }

export class One {
  readonly loaded = new Loaded<Import>()
  readonly fields = new Loaded<Record<string, FieldChoice[]>>()
  /** A request is on its way. */
  asking = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined
  #gone = false

  constructor(readonly id: string) {
    onDestroy(() => { this.#gone = true; clearTimeout(this.#timer) })
    void this.fields.run(() => call(api.GET('/api/v1/import-fields', {})))
    void this.load()
  }

  get path() { return { path: { id: this.id } } }
  get now(): Import | undefined { return this.loaded.value }
  get working(): boolean { return !!this.now && busy(this.now) }
  /** The fields of its kind. */
  get choices(): readonly FieldChoice[] { return this.fields.value?.[this.now?.kind ?? ''] ?? [] }

  load = async (): Promise<void> => {
    clearTimeout(this.#timer)
    await this.loaded.run(async () => shaped(await call(api.GET('/api/v1/imports/{id}', { params: this.path }))))
    clearTimeout(this.#timer)
    if (this.working && !this.#gone) this.#timer = setTimeout(() => void this.load(), 1000)
  }

  /** Runs a request, tells its refusal, looks again. */
  async #ask(request: () => Promise<unknown>): Promise<boolean> {
    if (this.asking) return false
    this.asking = true
    try {
      await request()
      return true
    } catch (cause) {
      failed(reason(cause))
      return false
    } finally {
      await this.load()
      this.asking = false
    }
  }

  change(change: Change): Promise<boolean> {
    return this.#ask(() => call(api.PATCH('/api/v1/imports/{id}', { params: this.path, headers: ifMatch(this.now?.version ?? 0), body: change as never })))
  }

  /** Changes some options and leaves the others. */
  set(options: Options): Promise<boolean> { return this.change({ options: { ...this.now?.options, ...options } }) }

  start(what: 'check' | 'run' | 'undo'): Promise<boolean> {
    return this.#ask(() => call(api.POST(`/api/v1/imports/{id}/${what}`, { params: this.path })))
  }

  cancel(): Promise<boolean> {
    return this.#ask(() => call(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id: this.now?.job?.id ?? '' } } })))
  }
}
