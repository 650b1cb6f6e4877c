/** The installation and its background work as the API answers them. */
export interface System {
  version: string
  uptime_s: number
  database: {
    engine: 'sqlite' | 'postgres', version: string, schema: number, size_bytes: number
    clients: number, people: number, orders: number, interactions: number, users: number, journal: number
  }
  integrity: { checked_at: string, ok: boolean, detail: string[], journal_lines: number, journal_fault: number | null } | null
  backups: { file: string, bytes: number, made_at: string, rows: number | null }[]
  backup_error: string | null
}

export interface Job {
  id: string
  kind: string
  state: string
  progress: number
  total: number
  started_by: { id: string, name: string } | null
  result: unknown
  error: string | null
  created_at: string
  started_at: string | null
  ended_at: string | null
}

/** Whether the job has come to an end. */
export const ended = (job: Job): boolean => !['queued', 'running'].includes(job.state)
