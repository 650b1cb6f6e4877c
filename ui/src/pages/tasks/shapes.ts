/** Tasks as the API has them, and the changes every place makes to one. */
import { api, call, ifMatch, told } from '../../lib/api'
import type { components } from '../../lib/schema'
import { done, failed } from '../../lib/toast.svelte'
import { t } from '../../lib/words.svelte'

export type Task = components['schemas']['Task']
export type TaskChange = components['schemas']['TaskInput']

export const states = ['open', 'done', 'cancelled'] as const

const put = (task: Task, body: TaskChange) => call(api.PATCH('/api/v1/tasks/{id}', { params: { path: { id: task.id } }, headers: ifMatch(task.version), body }))

/** Does or reopens a task; says it with an undo. */
export async function setState(task: Task, state: (typeof states)[number], then: () => unknown): Promise<void> {
  try {
    const now = await put(task, { state })
    const before = task.state
    done(t(`task-now-${state}`, { title: task.title }), {
      label: t('ui-undo'),
      run: () => put(now, { state: before }).then(() => { then() }, (cause: unknown) => failed(told(cause))),
    })
    then()
  } catch (cause) { failed(told(cause)) }
}

export const change = put
