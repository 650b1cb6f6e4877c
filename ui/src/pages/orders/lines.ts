/**
 * Lines of an order while they are written: what is typed into them, and a preview of the sums by the server's
 * rule (quantity × price × (1 − discount), rounded once, half away from zero). The server's sums replace it.
 */

/** A line being written. `key` only tells rows apart. */
export interface Draft {
  readonly key: number
  product_id: string
  /** What the product is called, until it is saved. */
  name: string
  unit: string
  /** As typed. */
  quantity: string
  price_minor: number | null
  /** Per cent, as typed; empty is none. */
  discount: string
}

/** A line as the API wants it. */
export interface LineBody {
  readonly product_id: string
  readonly quantity_milli: number
  readonly price_minor: number
  readonly discount_bp: number
}

/** A decimal as typed in any of our languages, times `scale`; null when it is none or has too many digits. */
export function parseScaled(text: string, scale: 100 | 1000): number | null {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '').replace('−', '-').replace(',', '.')
  const digits = scale === 100 ? 2 : 3
  const found = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain)
  if (!found) return null
  const part = (found[3] ?? '').replace(/0+$/, '')
  if (part.length > digits) return null
  const value = Number(found[2]) * scale + Number(part.padEnd(digits, '0'))
  if (!Number.isSafeInteger(value)) return null
  return found[1] ? -value : value
}

/** A scaled integer as it is typed back: 1500 thousandths are «1.5». */
export function writeScaled(value: number, scale: 100 | 1000): string {
  const sign = value < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(value) / scale)
  const part = String(Math.abs(value) % scale).padStart(scale === 100 ? 2 : 3, '0').replace(/0+$/, '')
  return `${sign}${whole}${part ? `.${part}` : ''}`
}

/** The sum of a line in minor units. */
export function lineAmount(quantity_milli: number, price_minor: number, discount_bp: number): number {
  const product = BigInt(quantity_milli) * BigInt(price_minor) * BigInt(10_000 - discount_bp)
  const divisor = 10_000_000n
  const magnitude = product < 0n ? -product : product
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n)
  return Number(product < 0n ? -rounded : rounded)
}

/** What the API gets for a line, or null while something is missing or wrong. */
export function lineBody(draft: Draft): LineBody | null {
  const quantity_milli = parseScaled(draft.quantity, 1000)
  const discount_bp = draft.discount.trim() ? parseScaled(draft.discount.replace('%', ''), 100) : 0
  if (!draft.product_id || !quantity_milli || draft.price_minor === null || draft.price_minor < 0) return null
  if (discount_bp === null || discount_bp < 0 || discount_bp > 10_000) return null
  return { product_id: draft.product_id, quantity_milli, price_minor: draft.price_minor, discount_bp }
}

/** The sum of the lines that are complete. */
export function draftTotal(drafts: readonly Draft[]): number {
  return drafts.reduce((sum, draft) => {
    const body = lineBody(draft)
    return body ? sum + lineAmount(body.quantity_milli, body.price_minor, body.discount_bp) : sum
  }, 0)
}
