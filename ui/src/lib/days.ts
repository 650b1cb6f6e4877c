/** Days as plain `YYYY-MM-DD` text: reading what people type, stepping, and the weeks of a month. */

const pad = (value: number, size = 2): string => String(value).padStart(size, '0')
export const iso = (year: number, month: number, date: number): string => `${pad(year, 4)}-${pad(month)}-${pad(date)}`

const valid = (year: number, month: number, date: number): string | null => {
  const made = new Date(Date.UTC(year, month - 1, date))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date && year >= 1900 && year <= 2200 ? iso(year, month, date) : null
}

/** Reads `2026-10-05`, `5.10.2026`, `05/10/26`, `5.10` (of `today`'s year); day before month. */
export function readDay(text: string, today: string): string | null {
  const digits = text.trim().split(/[^\d]+/).filter(Boolean)
  if (/[^\d\s.\-/]/.test(text.trim()) || digits.length < 2 || digits.length > 3) return null
  const [first = '', second = '', third] = digits
  if (first.length === 4) return third ? valid(+first, +second, +third) : null
  const year = third === undefined ? +today.slice(0, 4) : third.length === 2 ? 2000 + +third : +third
  return valid(year, +second, +first)
}

/** The day `by` days later. */
export const shift = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

/** The same date `by` months later, or that month's last day. */
export function shiftMonth(day: string, by: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const count = year * 12 + month - 1 + by
  const last = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0)).getUTCDate()
  return iso(Math.floor(count / 12), (count % 12) + 1, Math.min(date, last))
}

/** Six weeks from Monday that cover the month of `day`. */
export function weeks(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`
  const back = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, date) => shift(first, week * 7 + date - back)))
}
