/** The analysis endpoints, one function a figure; the question is the same for all. */
import { api, call } from '../../lib/api'
import type { Parameters } from './parameters'
import type * as shape from './shapes'

type Ask<T> = (query: Parameters) => Promise<T>

/** The client's types take a pair for a list of any length; the server sends pairs. */
const pairs = <T>(answer: Promise<unknown>) => answer as Promise<T>

export const overview: Ask<shape.Overview> = (query) => call(api.GET('/api/v1/analysis/overview', { params: { query } }))
export const abcxyz: Ask<shape.Abcxyz> = (query) => call(api.GET('/api/v1/analysis/abcxyz', { params: { query } }))
export const rfm: Ask<shape.Rfm> = (query) => pairs(call(api.GET('/api/v1/analysis/rfm', { params: { query } })))
export const dynamics: Ask<shape.Dynamics> = (query) => call(api.GET('/api/v1/analysis/dynamics', { params: { query } }))
export const kinds: Ask<shape.Kinds> = (query) => call(api.GET('/api/v1/analysis/kinds', { params: { query } }))
export const retention: Ask<shape.Retention> = (query) => call(api.GET('/api/v1/analysis/retention', { params: { query } }))
export const cohorts: Ask<shape.Cohorts> = (query) => call(api.GET('/api/v1/analysis/cohorts', { params: { query } }))
export const ladder: Ask<shape.Ladder> = (query) => call(api.GET('/api/v1/analysis/ladder', { params: { query } }))
export const pareto: Ask<shape.Pareto> = (query) => call(api.GET('/api/v1/analysis/pareto', { params: { query } }))
export const portrait: Ask<shape.Portrait> = (query) => call(api.GET('/api/v1/analysis/portrait', { params: { query } }))
export const departure = (id: string, query: Parameters): Promise<shape.Departure> => call(api.GET('/api/v1/analysis/concentration/{id}', { params: { path: { id }, query } }))
export const concentration: Ask<shape.Concentration> = (query) => call(api.GET('/api/v1/analysis/concentration', { params: { query } }))
export const keyClients: Ask<shape.KeyClients> = (query) => call(api.GET('/api/v1/analysis/key-clients', { params: { query } }))
export const sleeping: Ask<shape.Sleeping> = (query) => call(api.GET('/api/v1/analysis/sleeping', { params: { query } }))
export const ltv: Ask<shape.Ltv> = (query) => call(api.GET('/api/v1/analysis/ltv', { params: { query } }))
export const baseValue: Ask<shape.BaseValue> = (query) => call(api.GET('/api/v1/analysis/value', { params: { query } }))
export const oneTime: Ask<shape.OneTime> = (query) => pairs(call(api.GET('/api/v1/analysis/one-time', { params: { query } })))
export const stress: Ask<shape.Stress> = (query) => pairs(call(api.GET('/api/v1/analysis/stress', { params: { query } })))
export const movement: Ask<shape.ClassMovement> = (query) => call(api.GET('/api/v1/analysis/movement', { params: { query } }))
export const months: Ask<shape.Months> = (query) => call(api.GET('/api/v1/analysis/months', { params: { query } }))
export const warnings: Ask<shape.Warnings> = (query) => call(api.GET('/api/v1/analysis/warnings', { params: { query } }))
export const indicators: Ask<shape.Indicators> = (query) => call(api.GET('/api/v1/analysis/indicators', { params: { query } }))
export const whiteSpace: Ask<shape.WhiteSpace> = (query) => call(api.GET('/api/v1/analysis/white-space', { params: { query } }))
export const orderCheck: Ask<shape.OrderCheck> = (query) => call(api.GET('/api/v1/analysis/order-check', { params: { query } }))
export const arithmetic: Ask<shape.Arithmetic> = (query) => pairs(call(api.GET('/api/v1/analysis/arithmetic', { params: { query } })))
