/** Short names for the installation and its background work; the shapes themselves are generated. */
import type { components } from '../../lib/schema'

type Schemas = components['schemas']

export type System = Schemas['SystemView']
export type Job = Schemas['JobView']

/** Whether the job has come to an end. */
export const ended = (job: Job): boolean => !['queued', 'running'].includes(job.state)
