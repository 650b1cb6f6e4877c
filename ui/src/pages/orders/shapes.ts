/** Short names for orders, payments, products and rates; the shapes themselves are generated. */
import type { components } from '../../lib/schema'

type Schemas = components['schemas']

export type OrderItem = Schemas['OrderItem']
export type OrderCard = Schemas['OrderCard']
export type OrderLine = Schemas['OrderLine']
export type Payment = Schemas['PaymentView']
export type Product = Schemas['ProductView']
export type ProductGroup = Schemas['GroupView']
export type Rate = Schemas['RateView']
export interface Page<T> { items: T[], next?: string | null, total?: number | null }

export const statuses = ['draft', 'confirmed', 'shipped', 'done', 'cancelled'] as const

/** How a status looks: danger for what was called off, quiet for what is not yet an order. */
export const statusTone = (status: string): 'plain' | 'ok' | 'accent' | 'danger' =>
  status === 'cancelled' ? 'danger' : status === 'done' ? 'ok' : status === 'draft' ? 'plain' : 'accent'
