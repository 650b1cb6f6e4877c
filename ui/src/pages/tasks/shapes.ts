/** Tasks as the API has them, and the changes every place makes to one. */
import { api, call, ifMatch, told } from '../../lib/api'
import type { components } from '../../lib/schema'
import type { IconName } from '../../kit/icons'
import { done, failed } from '../../lib/toast.svelte'
import { t } from '../../lib/words.svelte'

export type Task = components['schemas']['Task']
export type TaskChange = components['schemas']['TaskInput']

export const states = ['open', 'done', 'cancelled'] as const
export const kinds = ['general', 'meeting', 'promise', 'visit'] as const
export const iconOf = (kind: string): IconName => (kind === 'meeting' ? 'clock' : kind === 'promise' ? 'heart' : kind === 'visit' ? 'place' : 'check')

/** The steps of a field with one a line. */
export const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)

/** What a new task begins with. */
export interface Preset { kind?: string, day?: string, time?: string, minutes?: number, client?: { id: string, name: string } }

const put = (task: Task, body: TaskChange) => call(api.PATCH('/api/v1/tasks/{id}', { params: { path: { id: task.id } }, headers: ifMatch(task.version), body }))

/** Changes a task, says it, and offers to put it back as it was. */
async function changed(task: Task, body: TaskChange, back: TaskChange, says: string, then: () => unknown): Promise<void> {
  try {
    const now = await put(task, body)
    done(says, {
      label: t('ui-undo'),
      run: () => put(now, back).then(() => { then() }, (cause: unknown) => failed(told(cause))),
    })
    then()
  } catch (cause) { failed(told(cause)) }
}

/** Does or reopens a task; says it with an undo. */
export const setState = (task: Task, state: (typeof states)[number], then: () => unknown): Promise<void> =>
  changed(task, { state }, { state: task.state }, t(`task-now-${state}`, { title: task.title }), then)

/** Moves a task to another day or time; says it with an undo. */
export const move = (task: Task, to: { due_day: string, time?: string | null }, says: string, then: () => unknown): Promise<void> =>
  changed(task, to, { due_day: task.due_day, time: task.time ?? null }, says, then)

export const change = put
