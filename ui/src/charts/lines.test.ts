import { describe, expect, it } from 'vitest'
import { linesModel, type LinesInput } from './lines'

const input: LinesInput = {
  periods: ['Jan', 'Feb', 'Mar', 'Apr'].map((label, index) => ({ label, unfinished: index === 3, href: `#${label}` })),
  series: [
    { label: 'This year', values: [10, 20, 30, 5], colour: 1, area: true },
    { label: 'Year before', values: [8, null, 28, 40], colour: 7, ghost: true },
  ],
  format: (value) => `${value} €`,
  axis: String,
  unfinished: 'running',
}
const model = linesModel(input, 800, 260)

describe('linesModel', () => {
  it('keeps zero on the axis and the highest value inside', () => {
    expect(model.yTicks.find((tick) => tick.zero)?.y).toBe(model.base)
    expect(model.yTicks.at(-1)?.text).toBe('40')
  })
  it('draws the running period apart, of the fact only', () => {
    const [fact, ghost] = model.series
    expect(fact?.path.match(/[ML]/g)).toHaveLength(3)
    expect(fact?.pending.match(/[ML]/g)).toHaveLength(2)
    expect(ghost?.pending).toBe('')
  })
  it('breaks a line at a missing value', () => expect(model.series[1]?.path.match(/M/g)).toHaveLength(2))
  it('reads every period out once, with all series', () => {
    expect(model.marks).toHaveLength(4)
    expect(model.marks[1]).toEqual({ title: 'Feb', lines: [{ label: 'This year', value: '20 €', colour: 1 }], href: '#Feb' })
    expect(model.marks[3]?.title).toBe('Apr · running')
  })
  it('writes names at the line ends, apart from each other, or in a legend when narrow', () => {
    const ends = model.series.map((one) => one.end?.y ?? 0)
    expect(Math.abs((ends[0] ?? 0) - (ends[1] ?? 0))).toBeGreaterThanOrEqual(15)
    const narrow = linesModel(input, 340, 260)
    expect([narrow.legend, narrow.series[0]?.end]).toEqual([true, null])
  })
  it('always names the latest period', () => {
    const many = linesModel({ ...input, periods: Array.from({ length: 60 }, (_, index) => ({ label: `2026-${index}` })), series: [] }, 340, 200)
    expect(many.xTicks.at(-1)?.text).toBe('2026-59')
    expect(many.xTicks.length).toBeLessThan(8)
  })
})
