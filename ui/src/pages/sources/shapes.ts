/** Sources as the API has them. */
import type { components } from '../../lib/schema'

export type Source = components['schemas']['Source']
export type SourceCost = components['schemas']['SourceCost']
export type SourceYields = components['schemas']['SourceYields']
export type SourceLine = components['schemas']['SourceLine']
export type SourceYield = components['schemas']['SourceYield']
