/** Orders, payments, products and rates as the API answers them. */
import type { Named } from '../../lib/types'

export const statuses = ['draft', 'confirmed', 'shipped', 'done', 'cancelled'] as const

export interface OrderItem {
  id: string
  number: string
  client: Named
  day: string
  status: string
  manager: Named | null
  currency: string
  total_minor: number
  base_total_minor: number
  margin_minor?: number | null
  paid_minor: number
  version: number
  updated_at: string
}

export interface OrderLine {
  product: { id: string, code: string, name: string, unit: string }
  quantity_milli: number
  price_minor: number
  discount_bp: number
  amount_minor: number
  base_amount_minor: number
  cost_minor?: number | null
}

export interface OrderCard extends OrderItem {
  rate: string
  note: string | null
  lines: OrderLine[]
  /** Statuses that may follow. */
  next: string[]
  allowed: string[]
  created_at: string
}

export interface Payment {
  id: string
  client: Named
  order: { id: string, number: string } | null
  day: string
  currency: string
  amount_minor: number
  base_amount_minor: number
  note: string | null
  version: number
}

export interface Product {
  id: string
  code: string
  name: string
  group_id: string | null
  unit: string
  price_minor: number | null
  cost_minor?: number | null
  version: number
}

export interface ProductGroup { id: string, parent_id: string | null, name: string, version: number }

export interface Rate { currency: string, day: string, rate: string }
export interface Page<T> { items: T[], next?: string | null, total?: number | null }

/** How a status looks: danger for what was called off, quiet for what is not yet an order. */
export const statusTone = (status: string): 'plain' | 'ok' | 'accent' | 'danger' =>
  status === 'cancelled' ? 'danger' : status === 'done' ? 'ok' : status === 'draft' ? 'plain' : 'accent'
