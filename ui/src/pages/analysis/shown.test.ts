import { expect, it } from 'vitest'
import { signed } from './shown.svelte'

it.each([[12, '+12'], [-3, '−3'], [0, '0'], [-0.4, '0'], [0.4, '0']])('a change of %s is written %s', (value, text) =>
  expect(signed(value)).toBe(text))
