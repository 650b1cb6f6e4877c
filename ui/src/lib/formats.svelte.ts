/**
 * Numbers, money, dates and moments as the reader writes them. Inputs are the API's: integers of
 * minor units, `YYYY-MM-DD` days, RFC 3339 moments. English days are ISO, the others `05.10.2026`.
 */
import { place, tag } from './locale.svelte'
import { dateFormat, numberFormat, relativeFormat } from './macedonian'

const cache = new Map<string, unknown>()
function kept<T>(key: string, make: () => T): T {
  const full = `${place.language} ${place.timeZone} ${key}`
  let found = cache.get(full) as T | undefined
  if (found === undefined) cache.set(full, (found = make()))
  return found
}

const numbers = (options: Intl.NumberFormatOptions) =>
  kept(`n${JSON.stringify(options)}`, () => numberFormat(tag(), { useGrouping: 'min2', ...options }))

/** Dates in words: months, weekdays, long days. */
export const dates = (options: Intl.DateTimeFormatOptions) =>
  kept(`d${JSON.stringify(options)}`, () => dateFormat(tag(), options))

/** A number; at most `digits` decimals (default 2). */
export const number = (value: number, digits = 2): string =>
  numbers({ maximumFractionDigits: digits, useGrouping: true }).format(value)

/** A number with exactly `digits` decimals, for columns. */
export const fixed = (value: number, digits: number): string =>
  numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: true }).format(value)

/** 1,2 млн – for axes and big figures. */
export const compact = (value: number): string => numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value)

/** A share 0…1 as per cent. */
export const percent = (share: number, digits = 1): string =>
  numbers({ style: 'percent', maximumFractionDigits: digits }).format(share)

/** How many minor units make one unit: 2 for EUR, 0 for JPY. */
export const minorDigits = (currency: string): number =>
  kept(`c${currency}`, () => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)

/** Money from minor units. `whole` leaves the kopecks out (lists), `compact` shortens (axes). */
export function money(minor: number, currency: string, form: 'full' | 'whole' | 'compact' = 'full'): string {
  // A true minus: a hyphen before a sign of currency is easily missed.
  if (minor < 0) return `−${money(-minor, currency, form)}`
  const digits = minorDigits(currency)
  const value = minor / 10 ** digits
  if (form === 'compact')
    return numbers({ style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1 }).format(value)
  const shown = form === 'whole' ? 0 : digits
  return numbers({
    style: 'currency', currency, currencyDisplay: 'narrowSymbol', useGrouping: true,
    minimumFractionDigits: shown, maximumFractionDigits: shown,
  }).format(value)
}

/** What was typed into a money field, in minor units; null when it is not an amount. */
export function parseMoney(text: string, currency: string): number | null {
  const digits = minorDigits(currency)
  let plain = text.replace(/[\s\u00a0\u202f']/g, '').replace(/[^\d.,\-−]/g, '').replace('−', '-')
  // The last separator is the decimal one unless it groups exactly three digits and is repeated.
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last >= 0) {
    const mark = plain[last] as string
    const grouping = plain.split(mark).length > 2 || (digits === 0 && plain.length - last === 4)
    plain = grouping
      ? plain.replaceAll(mark, '')
      : plain.slice(0, last).replace(/[.,]/g, '') + '.' + plain.slice(last + 1)
  }
  if (!/^-?\d*(\.\d*)?$/.test(plain) || !/\d/.test(plain)) return null
  const [whole = '0', part = ''] = plain.replace('-', '').split('.')
  if (part.length > digits && /[1-9]/.test(part.slice(digits))) return null
  const minor = Number(whole || '0') * 10 ** digits + Number(part.slice(0, digits).padEnd(digits, '0') || '0')
  if (!Number.isSafeInteger(minor)) return null
  return plain.startsWith('-') ? -minor : minor
}

const parts = (at: Date, timeZone: string): Record<string, string> => {
  const found = kept(`p${timeZone}`, () => new Intl.DateTimeFormat('en-GB', {
    timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  })).formatToParts(at)
  return Object.fromEntries(found.map((part) => [part.type, part.value]))
}

/** The day `YYYY-MM-DD` of a moment in the reader's time zone. */
export function dayOf(moment: string | Date): string {
  const p = parts(typeof moment === 'string' ? new Date(moment) : moment, place.timeZone)
  return `${p.year}-${p.month}-${p.day}`
}

/** Today in the reader's time zone. */
export const today = (): string => dayOf(new Date())

/** A business day. */
export function day(iso: string): string {
  if (place.language === 'en') return iso.slice(0, 10)
  const [year, month, date] = iso.slice(0, 10).split('-')
  return `${date}.${month}.${year}`
}

/** «5 октября 2026 г.», for headings. */
export const longDay = (iso: string): string =>
  dates({ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`))

/** «октябрь 2026» from `YYYY-MM` or a day. */
export const month = (iso: string, form: 'long' | 'short' = 'short'): string =>
  dates({ timeZone: 'UTC', month: form, year: 'numeric' }).format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`))

/** Hours and minutes of a moment. */
export function time(moment: string): string {
  const p = parts(new Date(moment), place.timeZone)
  return `${p.hour}:${p.minute}`
}

/** Day and time of a moment. */
export const moment = (at: string): string => `${day(dayOf(at))} ${time(at)}`

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600], ['month', 2_629_800], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60],
]

/** «3 дня назад». */
export function ago(at: string, now: Date = new Date()): string {
  const words = kept('r', () => relativeFormat(tag()))
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit)
  }
  return words.format(0, 'minute')
}

/** Whole days from `iso` until today (positive in the past). */
export const daysSince = (iso: string): number =>
  Math.round((Date.parse(`${today()}T00:00:00Z`) - Date.parse(`${iso.slice(0, 10)}T00:00:00Z`)) / 86_400_000)

/** 12,4 MB; powers of 1000 as disks are sold. */
export function bytes(count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  let step = 0
  while (count >= 1000 && step < units.length - 1) { count /= 1000; step += 1 }
  return numbers({ style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: count < 10 ? 1 : 0 }).format(count)
}

/** Compares two texts as a reader of this language sorts them. */
export const compare = (left: string, right: string): number =>
  kept('s', () => new Intl.Collator(tag(), { numeric: true })).compare(left, right)
