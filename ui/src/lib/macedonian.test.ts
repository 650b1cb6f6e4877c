import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dateFormat, numberFormat, relativeFormat } from './macedonian'

const space = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

// Node knows Macedonian; the browser that does not is imitated, and its answers compared with Node's.
beforeEach(() => {
  for (const kind of [Intl.NumberFormat, Intl.DateTimeFormat, Intl.RelativeTimeFormat]) vi.spyOn(kind, 'supportedLocalesOf').mockReturnValue([])
})
afterEach(() => vi.restoreAllMocks())

describe('a browser without Macedonian', () => {
  it.each<[number, Intl.NumberFormatOptions]>([
    [1234567.5, { maximumFractionDigits: 2 }],
    [0.125, { style: 'percent', maximumFractionDigits: 1 }],
    [1234.5, { style: 'currency', currency: 'MKD', currencyDisplay: 'narrowSymbol' }],
    [-1234.5, { style: 'currency', currency: 'RUB', currencyDisplay: 'narrowSymbol' }],
    [45_927_682, { notation: 'compact', maximumFractionDigits: 1 }],
    [12_345, { notation: 'compact', maximumFractionDigits: 1 }],
    [950, { notation: 'compact', maximumFractionDigits: 1 }],
    [45_927_682, { notation: 'compact', style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 1 }],
  ])('writes %d as one that has it', (value, options) =>
    expect(space(numberFormat('mk-MK', options).format(value))).toBe(space(new Intl.NumberFormat('mk-MK', options).format(value))))

  it('knows months and weekdays', () => {
    const day = new Date('2026-10-05T00:00:00Z')
    expect(dateFormat('mk-MK', { month: 'short', timeZone: 'UTC' }).format(day)).toBe('окт.')
    expect(dateFormat('mk-MK', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(day)).toBe('5 октомври 2026 г.')
    expect(dateFormat('mk-MK', { weekday: 'long', timeZone: 'UTC' }).format(day)).toBe('понеделник')
  })

  it.each([[-3, 'day', 'пред 3 дена'], [-1, 'day', 'вчера'], [-21, 'minute', 'пред 21 минута'], [-11, 'hour', 'пред 11 часа'], [2, 'week', 'за 2 седмици']] as const)(
    '%d %s is «%s»', (value, unit, text) => expect(relativeFormat('mk-MK').format(value, unit)).toBe(text))

  it('leaves other languages to the browser', () => expect(numberFormat('ru-RU', {}).format(1.5)).toBe('1,5'))
})
