import { afterEach, expect, it } from 'vitest'
import { place } from '../../lib/locale.svelte'
import { pageOf, startOfDay } from './things'

const zone = place.timeZone
afterEach(() => { place.timeZone = zone })

it.each([['Europe/Skopje', '2026-07-01', '2026-06-30T22:00:00.000Z'], ['Europe/Skopje', '2026-01-01', '2025-12-31T23:00:00.000Z'], ['America/New_York', '2026-01-01', '2026-01-01T05:00:00.000Z'], ['UTC', '2026-01-01', '2026-01-01T00:00:00.000Z']])(
  'a day in %s begins on %s at %s', (timeZone, day, moment) => {
    place.timeZone = timeZone
    expect(startOfDay(day)).toBe(moment)
  })

it('leads from a part to its client, and nowhere for what has no page', () => {
  expect(pageOf('phone', 'x', 'c')).toBe('/clients/c')
  expect(pageOf('order', 'o', null)).toBe('/orders/o')
  expect(pageOf('session', 's', null)).toBeNull()
})
