import { describe, expect, it } from 'vitest'
import { daysOf, lanes, minutesOf, snap, timeOf } from './places'

describe('the days of a view', () => {
  it('begin a week on Monday, also across years', () => {
    expect(daysOf('week', '2026-01-01')).toEqual(['2025-12-29', '2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'])
    expect(daysOf('day', '2026-01-01')).toEqual(['2026-01-01'])
    expect(daysOf('month', '2026-03-15')).toHaveLength(42)
  })
})

describe('times', () => {
  it('go to minutes and back', () => {
    expect(minutesOf('14:05')).toBe(845)
    expect(timeOf(845)).toBe('14:05')
  })
  it('snap to a quarter and stay within the day', () => {
    expect(snap(607, 60)).toBe(600)
    expect(snap(-5, 60)).toBe(0)
    expect(snap(1439, 60)).toBe(1380)
    expect(snap(1439, 50)).toBe(1380)
  })
})

describe('what overlaps', () => {
  it('stands side by side, and only that', () => {
    const at = (time: string, minutes: number) => ({ time, minutes })
    const found = lanes([at('09:00', 60), at('09:30', 60), at('10:00', 30), at('12:00', 30), { time: null, minutes: null }])
    expect(found.map(({ from, lane, lanes: count }) => [timeOf(from), lane, count])).toEqual([
      ['09:00', 0, 2], ['09:30', 1, 2], ['10:00', 0, 2], ['12:00', 0, 1],
    ])
  })
})
