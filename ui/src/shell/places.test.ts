import { expect, it } from 'vitest'
import { places } from './places'

it('no two places have the same keys', () => {
  // the own page of whoever is logged in has its keys in the shell
  const keys = [...places.map((place) => place.keys), 'KeyG KeyM']
  expect(new Set(keys).size).toBe(keys.length)
})
