import { describe, expect, it } from 'vitest'
import { areaPath, band, everyNth, linear, linePath, spread, tickStep, told } from './scale'

describe('tickStep', () => {
  it.each([[0, 100, 4, 20], [0, 97, 4, 20], [0, 1, 5, 0.2], [0, 7, 4, 2], [-50, 50, 4, 20], [0, 12345, 3, 5000]])(
    '%d…%d in %d → %d', (low, high, count, step) => expect(tickStep(low, high, count)).toBeCloseTo(step, 10))
})

describe('told', () => {
  it('leaves out ticks whose text is that of another, and no others', () => {
    const whole = (value: number) => value.toFixed(0)
    expect(told([0, 0.2, 0.4, 0.6, 0.8, 1], whole)).toEqual([0, 1])
    expect(told([0, 0.5, 1], String)).toEqual([0, 0.5, 1])
  })
})

describe('linear', () => {
  it('always holds zero and ends on round values', () => {
    const scale = linear(12, 97, [100, 0])
    expect(scale.ticks).toEqual([0, 20, 40, 60, 80, 100])
    expect([scale(0), scale(50), scale(100)]).toEqual([100, 50, 0])
  })
  it('shows losses below zero', () => expect(linear(-35, 60, [0, 1]).ticks).toEqual([-40, -20, 0, 20, 40, 60]))
  it('survives a figure that is zero throughout', () => expect(linear(0, 0, [0, 10])(0)).toBe(0))
  it('does not widen an exact end', () => expect(linear(0, 0.8, [0, 1]).domain).toEqual([0, 0.8]))
})

describe('paths', () => {
  it('breaks where a value is missing', () =>
    expect(linePath([{ x: 0, y: 1 }, { x: 1, y: 2 }, null, { x: 3, y: 4 }])).toBe('M0,1L1,2M3,4'))
  it('closes an area on its base', () =>
    expect(areaPath([{ x: 0, y: 1 }, { x: 2, y: 3 }], 9)).toBe('M0,1L2,3L2,9L0,9Z'))
  it('is empty without points', () => expect(areaPath([], 9)).toBe(''))
})

describe('band', () => {
  it('centres bars in their slots', () => {
    const slots = band(4, [0, 100], 0.2)
    expect([slots.width, slots.start(0), slots.centre(3)]).toEqual([20, 2.5, 87.5])
  })
})

describe('spread', () => {
  it('moves colliding labels apart and keeps their order', () =>
    expect(spread([50, 52, 10], 14, [0, 100])).toEqual([50, 64, 10]))
  it('keeps them inside the range', () => expect(spread([95, 96], 14, [0, 100])).toEqual([86, 100]))
})

it('thins labels that do not fit', () => expect([everyNth(40, 30), everyNth(20, 30), everyNth(5, 30)]).toEqual([1, 2, 6]))
