import { describe, expect, it } from 'vitest'
import { draftTotal, lineAmount, lineBody, parseScaled, writeScaled, type Draft } from './lines'

describe('parseScaled', () => {
  it.each([
    ['1', 1000, 1000], ['1,5', 1000, 1500], ['1.500', 1000, 1500], ['-2', 1000, -2000], ['1 000', 1000, 1_000_000], ['0,0001', 1000, null],
    ['', 1000, null], ['abc', 1000, null], ['1.2.3', 1000, null], ['12,5', 100, 1250], ['0,005', 100, null], ['7.', 1000, 7000],
  ] as const)('«%s» × %i is %s', (text, scale, value) => expect(parseScaled(text, scale)).toBe(value))
  it.each([[1500, 1000, '1.5'], [-2000, 1000, '-2'], [5, 1000, '0.005'], [1250, 100, '12.5']] as const)('writes %i of %i back', (value, scale, text) => {
    expect(writeScaled(value, scale)).toBe(text)
    expect(parseScaled(text, scale)).toBe(value)
  })
})

// The same cases as the domain's `amounts_round_once_half_away_from_zero`.
describe('lineAmount', () => {
  it.each([[1000, 1234, 0, 1234], [500, 1, 0, 1], [-500, 1, 0, -1], [499, 1, 0, 0], [3000, 333, 1000, 899], [1000, 999, 10_000, 0], [3000, 1, 5000, 2]])(
    '%d × %d − %d is %d', (quantity, price, discount, amount) => expect(lineAmount(quantity, price, discount)).toBe(amount))
})

describe('lineBody', () => {
  const draft: Draft = { key: 1, product_id: 'p', name: '', unit: '', quantity: '2', price_minor: 500, discount: '' }
  it('is what the API wants', () => expect(lineBody({ ...draft, discount: '10%' })).toEqual({ product_id: 'p', quantity_milli: 2000, price_minor: 500, discount_bp: 1000 }))
  it.each([{ product_id: '' }, { quantity: '0' }, { quantity: 'x' }, { price_minor: null }, { price_minor: -1 }, { discount: '101' }, { discount: 'x' }])('waits for %o', (change) =>
    expect(lineBody({ ...draft, ...change })).toBeNull())
  it('sums what is complete', () => expect(draftTotal([draft, { ...draft, quantity: '' }])).toBe(1000))
})
