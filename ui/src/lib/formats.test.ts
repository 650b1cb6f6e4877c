import { beforeEach, describe, expect, it } from 'vitest'
import * as f from './formats.svelte'
import { place, preferred, type Language } from './locale.svelte'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
const speak = (language: Language, timeZone = 'Europe/Skopje') => Object.assign(place, { language, timeZone })

beforeEach(() => speak('en'))

describe('numbers and money', () => {
  it.each([
    ['en', '1,234.56', '€1,234.56', '€1,235'],
    ['ru', '1 234,56', '1 234,56 €', '1 235 €'],
    ['mk', '1.234,56', '1.234,56 €', '1.235 €'],
  ] as const)('%s', (language, number, money, whole) => {
    speak(language)
    expect(plain(f.number(1234.56))).toBe(number)
    expect(plain(f.money(123456, 'EUR'))).toBe(money)
    expect(plain(f.money(123456, 'EUR', 'whole'))).toBe(whole)
  })

  it('writes the home currencies as people do', () => {
    speak('ru')
    expect(plain(f.money(123456, 'RUB'))).toBe('1 234,56 ₽')
    speak('mk')
    expect(plain(f.money(123456, 'MKD'))).toBe('1.234,56 ден.')
  })

  it('knows currencies without minor units', () => {
    expect(f.minorDigits('JPY')).toBe(0)
    expect(plain(f.money(1234, 'JPY'))).toBe('¥1,234')
  })

  it.each([
    ['1234.56', 123456], ['1 234,56', 123456], ['1.234,56', 123456], ['1,234.56', 123456], ['1,234,567', 123456700], ['-5', -500], ['−5,5', -550],
    ['12 ден.', 1200], ['0', 0], ['.5', 50], ['1,2', 120], ['', null], ['abc', null], ['1.2.3', 12300], ['1.239', null], ['99999999999999999', null],
  ])('reads the amount %j', (text, minor) => expect(f.parseMoney(text, 'EUR')).toBe(minor))

  it('reads what it writes, in every language', () => {
    for (const language of ['en', 'ru', 'mk'] as const) {
      speak(language)
      for (const minor of [0, 1, -1, 99, 100, 123456789, -50_000_00]) expect(f.parseMoney(f.fixed(minor / 100, 2), 'EUR')).toBe(minor)
    }
  })
})

describe('days and moments', () => {
  it.each([['en', '2026-10-05'], ['ru', '05.10.2026'], ['mk', '05.10.2026']] as const)('writes a day in %s', (language, text) => {
    speak(language)
    expect(f.day('2026-10-05')).toBe(text)
  })

  it('moves a moment into the reader’s zone', () => {
    speak('en', 'Asia/Tokyo')
    expect(f.moment('2026-10-05T20:30:00Z')).toBe('2026-10-06 05:30')
    speak('en', 'America/New_York')
    expect(f.dayOf('2026-10-05T02:00:00Z')).toBe('2026-10-04')
  })

  it('says how long ago', () => {
    const now = new Date('2026-10-05T12:00:00Z')
    speak('ru')
    expect(f.ago('2026-10-02T12:00:00Z', now)).toBe('3 дня назад')
    expect(f.ago('2026-09-30T11:00:00Z', now)).toBe('5 дней назад')
    speak('mk')
    expect(f.ago('2026-10-04T12:00:00Z', now)).toBe('вчера')
    expect(f.ago('2026-09-14T12:00:00Z', now)).toBe('пред 3 седмици')
    expect(f.ago('2026-10-05T15:00:00Z', now)).toBe('за 3 часа')
    speak('en')
    expect(f.ago('2026-10-05T11:59:50Z', now)).toBe('this minute')
  })
})

it('prefers the browser’s first language that we speak', () => {
  expect(preferred(['de-DE', 'mk-MK', 'ru'])).toBe('mk')
  expect(preferred(['fr'])).toBe('en')
})
