/** Cases of lost key clients: which clients have an open one, and opening one from any list. */
import { api, call, reason } from '../../lib/api'
import type { components } from '../../lib/schema'
import { done, failed } from '../../lib/toast.svelte'
import { t } from '../../lib/words.svelte'

export type Winback = components['schemas']['WinbackView']

export const tone = (one: Winback): 'ok' | 'plain' | 'danger' | 'warn' =>
  one.outcome === 'returned' ? 'ok' : one.outcome === 'gone' ? 'plain' : one.overdue ? 'danger' : 'warn'

/** The clients with an open case, for lists of clients; asked once for each list. */
export class OpenCases {
  #clients = $state.raw<ReadonlySet<string>>()

  constructor() {
    call(api.GET('/api/v1/winbacks', {})).then(
      ({ items }) => (this.#clients = new Set(items.map((one) => one.client.id))),
      (cause: unknown) => failed(reason(cause)),
    )
  }

  /** Whether the client has one; undefined while it is not known. */
  has = (client: string): boolean | undefined => this.#clients?.has(client)

  open = async (client: string, name: string): Promise<void> => {
    try {
      await call(api.POST('/api/v1/clients/{id}/winbacks', { params: { path: { id: client } }, body: {} }))
      this.#clients = new Set([...this.#clients ?? [], client])
      done(t('winback-opened-now', { name }))
    } catch (cause) { failed(reason(cause)) }
  }
}
