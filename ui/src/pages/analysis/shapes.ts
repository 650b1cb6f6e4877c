/** The answers of `/analysis/*` as the pages read them. */

export interface Reference { readonly id: string, readonly name: string }
export interface Counted { readonly clients: number, readonly value_minor: number }

export interface Answer {
  readonly parameters: {
    readonly as_of: string
    readonly window: string
    readonly from: string
    readonly to: string
    readonly basis: 'revenue' | 'margin'
    readonly period: 'month' | 'quarter'
    readonly currency: string
    readonly compare_to?: string | null
    /** The numbers of the rules, as the settings have them. */
    readonly thresholds: {
      readonly abc_a: number, readonly abc_b: number, readonly xyz_x: number, readonly xyz_y: number
      readonly sleeping_times: number, readonly sleeping_days: number, readonly lost_times: number, readonly lost_days: number
    }
  }
  readonly left_out: readonly { readonly code: string, readonly count: number, readonly value_minor?: number | null }[]
  readonly definition: string
}

export type Unit = 'money' | 'count' | 'share' | 'days' | 'ratio'
export interface Headline {
  readonly code: string
  readonly unit: Unit
  readonly value: number | null
  readonly previous: number | null
  readonly better: 'up' | 'down' | null
  readonly trend: readonly { readonly period: string, readonly value: number | null, readonly unfinished?: boolean }[]
  readonly cell: Readonly<Record<string, string>> & { readonly kind: string } | null
}
export interface Overview extends Answer { readonly figures: readonly Headline[] }

export interface Abcxyz extends Answer {
  readonly cells: readonly (Counted & { readonly abc: string, readonly xyz: string })[]
  readonly abc: readonly (Counted & { readonly abc: string })[]
  readonly xyz: readonly (Counted & { readonly xyz: string })[]
  readonly cv: {
    readonly bins: readonly { readonly from: number, readonly to: number | null, readonly clients: number }[]
    readonly median: number | null
    readonly x_max: number
    readonly y_max: number
  }
  readonly total: Counted
  readonly warnings: readonly string[]
  readonly windows: readonly { readonly window: string, readonly cells: readonly (Counted & { readonly abc: string, readonly xyz: string })[] }[]
  readonly movement: readonly { readonly from: string, readonly to: string, readonly clients: number }[]
  readonly younger: number
}

export interface Rfm extends Answer {
  readonly cells: readonly (Counted & { readonly r: number, readonly f: number, readonly m: number })[]
  readonly groups: readonly (Counted & { readonly code: string, readonly rule: Partial<Record<'r' | 'f' | 'm', readonly [number, number]>> })[]
  readonly borders: { readonly r: readonly number[], readonly f: readonly number[], readonly m: readonly number[] }
}

export interface Dynamics extends Answer {
  readonly periods: readonly { readonly period: string, readonly value_minor: number, readonly previous_minor: number | null, readonly unfinished?: boolean }[]
  readonly rows: readonly {
    readonly id: string | null, readonly name: string, readonly code?: string | null, readonly value_minor: number, readonly previous_minor: number
    readonly clients: number, readonly previous_clients: number, readonly trend: readonly number[]
  }[]
  readonly total: { readonly value_minor: number, readonly previous_minor: number }
}

export interface Kinds extends Answer {
  readonly years: readonly { readonly year: number, readonly unfinished?: boolean, readonly lives: readonly (Counted & { readonly life: number })[] }[]
  readonly periods: readonly { readonly period: string, readonly unfinished?: boolean, readonly new_clients: number, readonly repeat_clients: number, readonly new_minor: number, readonly repeat_minor: number }[]
  readonly relations: readonly (Counted & { readonly relation: string })[]
}

export interface Retention extends Answer {
  readonly periods: readonly {
    readonly period: string, readonly unfinished?: boolean, readonly start: number, readonly end: number, readonly new: number
    readonly kept: number, readonly returned: number, readonly lost: number, readonly crr: number | null, readonly crr_strict: number | null
  }[]
}

export interface Cohorts extends Answer {
  readonly cohorts: readonly (Counted & {
    readonly cohort: string, readonly existing?: boolean
    readonly cells: readonly (Counted & { readonly k: number, readonly unfinished?: boolean })[]
  })[]
}

export interface Rung extends Counted { readonly code: string, readonly before: number | null, readonly entered: number | null, readonly left: number | null }
export interface Moved { readonly from: string | null, readonly to: string | null, readonly clients: number }
export interface Ladder extends Answer {
  readonly steps: readonly Rung[]
  readonly markers: readonly Rung[]
  readonly movement: { readonly steps: readonly Moved[], readonly markers: readonly Moved[] }
  readonly vip: { readonly clients: number }
}

export interface Pareto extends Answer {
  readonly curve: readonly { readonly clients_share: number, readonly value_share: number }[]
  readonly clients: number
  readonly top20: { readonly clients: number, readonly value_share: number | null }
  readonly for80: { readonly clients: number, readonly clients_share: number | null }
  readonly gini: number | null
  readonly hhi: number | null
  readonly portrait: readonly {
    readonly trait: string
    readonly items: readonly { readonly id?: string | null, readonly code?: string | null, readonly name: string | null, readonly key_share: number, readonly rest_share: number, readonly clients: number }[]
  }[]
}

export interface TopClient {
  readonly client: Reference
  readonly value_minor: number
  readonly share: number
  readonly level: number | null
  readonly trend: readonly { readonly period: string, readonly share: number }[]
  readonly crossing: { readonly level: number, readonly day: string } | null
}
export interface Concentration extends Answer {
  readonly company: { readonly total_minor: number, readonly hhi: number | null, readonly gini: number | null, readonly top20_share: number | null, readonly top: readonly TopClient[] }
  readonly managers: readonly { readonly manager: Reference | null, readonly total_minor: number, readonly top: readonly TopClient[] }[]
  readonly levels: readonly number[]
  readonly alarms: readonly { readonly scope: 'company' | 'manager', readonly manager: Reference | null, readonly client: Reference, readonly share: number, readonly level: number }[]
}

export interface Sleeping extends Answer {
  readonly states: readonly (Counted & { readonly state: string })[]
  readonly items: readonly {
    readonly client: Reference, readonly manager: Reference | null, readonly state: string, readonly rhythm_days: number, readonly rhythm: 'own' | 'segment'
    readonly last_day: string, readonly idle_days: number, readonly orders: number, readonly value_minor: number
  }[]
  readonly settings: { readonly sleeping_times: number, readonly sleeping_days: number, readonly lost_times: number, readonly lost_days: number }
}

export interface Worth {
  readonly cheque_minor: number | null
  readonly purchases_per_month: number | null
  readonly margin_share: number | null
  readonly life_months: number | null
  readonly ltv_minor: number | null
}
export interface Ltv extends Answer {
  readonly clients: number
  readonly median_minor: number | null
  readonly mean_minor: number | null
  readonly censored: number
  readonly parts: Worth
  readonly bins: readonly { readonly from_minor: number, readonly to_minor: number | null, readonly clients: number }[]
  readonly segments: readonly (Worth & { readonly segment: Reference | null, readonly clients: number })[]
}

export interface OneTime extends Answer {
  readonly clients: number
  readonly one_time: number
  readonly share: number | null
  readonly band: readonly [number, number]
  readonly periods: readonly { readonly period: string, readonly unfinished?: boolean, readonly clients: number, readonly one_time: number, readonly share: number | null }[]
}
