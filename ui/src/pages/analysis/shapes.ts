/** Short names for the answers of `/analysis/*`; the shapes themselves are generated. */
import type { components } from '../../lib/schema'

type Schemas = components['schemas']

export type Overview = Schemas['Answer_Overview']
export type Headline = Schemas['Headline']
export type Unit = Schemas['Unit']
export type Abcxyz = Schemas['Answer_Abcxyz']
export type Rfm = Schemas['Answer_Rfm']
export type Dynamics = Schemas['Answer_Dynamics']
export type Kinds = Schemas['Answer_Kinds']
export type Retention = Schemas['Answer_Retention']
export type Cohorts = Schemas['Answer_Cohorts']
export type Ladder = Schemas['Answer_Ladder']
export type Rung = Schemas['Rung']
export type Moved = Schemas['Moved']
export type Pareto = Schemas['Answer_Pareto']
export type Portrait = Schemas['Answer_Portrait']
export type Concentration = Schemas['Answer_Concentration']
export type Departure = Schemas['Answer_Departure']
export type TopClient = Schemas['TopClient']
export type Sleeping = Schemas['Answer_Sleeping']
export type Ltv = Schemas['Answer_Ltv']
export type ClassMovement = Schemas['Answer_ClassMovement']
export type Months = Schemas['Months']
export type Warnings = Schemas['Answer_Warnings']
export type Stress = Schemas['Answer_Stress']
export type Indicators = Schemas['Answer_Indicators']
export type IndicatorRow = Schemas['IndicatorRow']
export type WhiteSpace = Schemas['Answer_WhiteSpace']
export type OrderCheck = Schemas['Answer_OrderCheck']
export type Arithmetic = Schemas['Answer_Arithmetic']
export type Worth = Schemas['Worth']
export type BaseValue = Schemas['Answer_BaseValue']
export type OneTime = Schemas['Answer_OneTime']

/** What all of them have: the question as it was understood, what was left out, the rule. */
export type Answer = Pick<Overview, 'parameters' | 'left_out' | 'notes' | 'definition'>
