import { describe, expect, it } from 'vitest'
import { columnsModel, type ColumnsInput } from './columns'

const stacked: ColumnsInput = {
  stacks: [{ label: 'Repeat', colour: 1 }, { label: 'New', colour: 2 }],
  columns: [
    { label: '2024', values: [60, 40], hrefs: ['#r', '#n'] },
    { label: '2025', values: [70, 0] },
    { label: '2026', values: [50, -10], unfinished: true },
  ],
  format: String,
  axis: String,
  unfinished: 'running',
}

describe('columnsModel', () => {
  const model = columnsModel(stacked, 800, 260)
  it('stacks one on another and draws no empty piece', () => {
    expect(model.bars).toHaveLength(5)
    const [lower, upper] = model.bars
    expect((upper?.y ?? 0) + (upper?.height ?? 0)).toBeCloseTo(lower?.y ?? 0)
  })
  it('keeps marks beside their bars', () => {
    expect(model.marks).toHaveLength(model.bars.length)
    expect(model.marks[1]).toEqual({ title: '2024', lines: [{ label: 'New', value: '40', colour: 2 }], href: '#n' })
  })
  it('hangs losses below zero', () => {
    const loss = model.bars[4]
    expect(loss?.y).toBeCloseTo(model.zero)
    expect(loss?.hatched).toBe(true)
    expect(model.marks[4]?.title).toBe('2026 · running')
  })
  it('puts the border of classes between bins', () => {
    const bins: ColumnsInput = { ...stacked, stacks: [{ label: 'Clients', colour: 1 }], columns: Array.from({ length: 10 }, (_, index) => ({ label: `${index}`, values: [index] })), cuts: [{ value: 2.5, label: 'Y' }] }
    const histogram = columnsModel(bins, 640, 200)
    expect(histogram.cuts[0]?.x).toBeCloseTo(histogram.left + ((histogram.right - histogram.left) / 10) * 2.5)
    expect(histogram.marks).toHaveLength(10)
  })
  it('names bins where they begin, and their marks in full', () => {
    const bins: ColumnsInput = { ...stacked, stacks: [{ label: 'Clients', colour: 1 }], columns: [{ label: '0%', title: '0–25%', values: [3] }, { label: '25%', title: '25–50%', values: [1] }], edges: true }
    const histogram = columnsModel(bins, 640, 200)
    expect(histogram.xTicks.map((tick) => tick.x)).toEqual([histogram.left, histogram.left + (histogram.right - histogram.left) / 2])
    expect(histogram.marks[0]?.title).toBe('0–25%')
  })
})
