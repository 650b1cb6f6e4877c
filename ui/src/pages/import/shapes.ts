/** Shapes of an import; parts that the API document leaves open are written out here. */
import type { components } from '../../lib/schema'

type Schemas = components['schemas']

export type ImportRow = Schemas['RowView']
export type Profile = Schemas['ProfileView']
export type Feed = Schemas['FeedView']
export type Folders = Schemas['FoldersView']
export type ReadyProfile = Schemas['ReadyProfileView']
export type FieldChoice = Schemas['FieldView']

export type Origin = { column: number } | { joined: { columns: number[]; separator: string } } | { fixed: string }
/** `"trim"`, or one key with what the step needs. */
export type Step = string | Record<string, unknown>
export interface Rule { field: string; position: number; from: Origin; steps?: Step[] }
export interface Mapping { kind: string; columns: Rule[]; dictionaries?: Record<string, Record<string, string>> }

export interface Guess { column: number; heading: string; field: string | null; position: number; confidence: number; why: string[]; alternatives: [string, number][] }
/** What was seen in the file. */
export interface Source {
  format: string
  encoding?: string
  delimiter?: string
  sheets?: string[]
  other_sheets?: string[]
  remarks?: [string, number][]
  headings: string[]
  sample: string[][]
  proposal?: { kind: string; kind_confidence: number; columns: Guess[] }
  ready_profile?: string
}
export interface MergeRules { new: string; same: string; doubtful: string; win: string; wins: Record<string, string>; file_day?: string | null; ask_from?: number | null; sure_from?: number | null }
export interface Options {
  sheet?: string
  encoding?: string
  delimiter?: string
  heading_rows?: [number, number]
  repair?: boolean
  country?: string
  decimal?: string
  date_order?: string
  totals?: boolean
  source_id?: string | undefined
  new_entries?: boolean
  rules?: MergeRules
}
export interface Found { clean: number; repaired: number; warning: number; error: number; codes: Record<string, number> }
/** Why a row is like somebody. */
export interface Why { start: number; of: number; reasons: { part: string; level: string; bits: number; count: number | null }[] }
export type Counts = Record<string, number>
export interface Conflict { entity: string; id: string; field: string; before: unknown; after: unknown; now: unknown }

export type Import = Omit<Schemas['ImportView'], 'source' | 'mapping' | 'options' | 'findings'> & {
  source: Source | null
  mapping: Mapping | null
  options: Options
  findings: Found
}
/** The API's document calls these parts plain objects. */
export const shaped = (got: Schemas['ImportView']): Import => got as unknown as Import

export interface Value { field: string; position: number; text: string }
export interface Finding { field?: string | null; column?: number | null; code: string; severity: 'error' | 'warning' | 'repaired'; was?: string | null; now?: string | null }
export const values = (row: ImportRow): Value[] => row.values as unknown as Value[]
export const findings = (row: ImportRow): Finding[] => row.findings as unknown as Finding[]

const working = new Set(['reading', 'staging', 'checking', 'running', 'undoing'])
/** Whether a job works on it. */
export const busy = (one: { state: string }): boolean => working.has(one.state)
/** Whether rows were written; then how the file is read and mapped is settled. */
export const written = (one: { outcomes: unknown }): boolean => Object.values(one.outcomes as Counts).some((count) => count > 0)
export const tone = (state: string): 'ok' | 'danger' | 'accent' | 'plain' =>
  state === 'done' ? 'ok' : state === 'failed' ? 'danger' : working.has(state) ? 'accent' : 'plain'
