/** Which rows of an import are shown or changed; absent parts do not limit. */
export interface Filter {
  severity?: string
  finding?: string
  field?: string
  chosen?: boolean
  decision?: string
  planned?: string
  outcome?: string
  waiting?: boolean
  undo?: string
  /** `new`, `doubtful`, `same` by the last count. */
  known?: string
}
