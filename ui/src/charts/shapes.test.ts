// The smaller models: heat maps, bars, the Pareto curve, the ladder, trends and flows.
import { describe, expect, it } from 'vitest'
import { barsModel, type Bar } from './bars'
import { curveModel, wrap } from './curve'
import { flowModel } from './flow'
import { heatStep } from './heat'
import { ladderModel } from './ladder'
import { sparkModel } from './spark'

const mark = { title: '', lines: [] }
const bar = (value: number, before?: number): Bar => ({ label: 'x', value, text: '', tone: 'plain', mark, before })

describe('heatStep', () => {
  it.each([[0, 100, 0], [1, 100, 1], [50, 100, 3], [100, 100, 6], [5, 0, 0], [-3, 10, 0]])('%d of %d is step %d', (value, most, step) =>
    expect(heatStep(value, most)).toBe(step))
})

describe('barsModel', () => {
  it('measures growth and decline from one middle line', () => {
    const model = barsModel([bar(30), bar(-10)])
    expect(model.zero).toBe(25)
    expect(model.rows.map((row) => [row.start, row.width])).toEqual([[25, 75], [0, 25]])
  })
  it('shows the next threshold that is not reached yet, and none beyond', () => {
    const levels = [0.1, 0.2, 0.3, 0.4, 0.5].map((value) => ({ value, label: `${value}` }))
    const model = barsModel([bar(0.22), bar(0.08)], levels)
    expect(model.lines.map((line) => line.label)).toEqual(['0.1', '0.2', '0.3'])
    expect(model.rows[0]?.width).toBeLessThan(model.lines[2]?.at ?? 0)
  })
  it('marks where the value was before', () => expect(barsModel([bar(10, 20)]).rows[0]?.beforeAt).toBe(100))
})

describe('curveModel', () => {
  it('draws readings on the curve', () => {
    const model = curveModel([{ clients_share: 0, value_share: 0 }, { clients_share: 0.2, value_share: 0.8 }, { clients_share: 1, value_share: 1 }],
      [{ clients_share: 0.2, value_share: 0.8, text: '20 % of clients bring 80 %', mark }], 500, 340)
    const [reading] = model.readings
    expect(model.path).toContain(`${Math.round((reading?.x ?? 0) * 100) / 100},${Math.round((reading?.y ?? 0) * 100) / 100}`)
  })
  it('wraps between words', () => expect(wrap('20 % of clients bring 80 %', 12)).toEqual(['20 % of', 'clients', 'bring 80 %']))
})

describe('ladderModel', () => {
  const step = (code: string, count: number, before: number | null = null) => ({ code, label: code, note: '', count, before, mark })
  it('measures every bar against the largest step, then or now', () => {
    const [funnel, skirt] = ladderModel([
      { title: '', kind: 'funnel', steps: [step('white', 50, 100), step('yellow', 25)] },
      { title: '', kind: 'skirt', steps: [step('buyer', 0), step('client', 10)] },
    ])
    expect(funnel?.steps.map((one) => [one.left, one.width, one.beforeWidth])).toEqual([[25, 50, 100], [37.5, 25, 0]])
    expect(skirt?.steps[0]?.width).toBe(0)
  })
  it('joins steps inside a group only', () => {
    const [group] = ladderModel([{ title: '', kind: 'funnel', steps: [step('a', 2), step('b', 1)] }])
    expect(group?.steps.map((one) => one.slope)).toEqual(['0,0 100,0 75,10 25,10', ''])
  })
})

describe('sparkModel', () => {
  it('draws a last value that still grows apart', () => {
    const model = sparkModel([1, 2, 3], true, 100, 30)
    expect([model.path.match(/[ML]/g)?.length, model.pending.match(/[ML]/g)?.length]).toEqual([2, 2])
  })
  it('has nothing to draw without values', () => expect(sparkModel([null, null], false, 100, 30).end).toBeNull())
})

describe('flowModel', () => {
  const order = ['A', 'B', 'C'].map((code) => ({ code, label: code }))
  const move = (from: string, to: string, count: number) => ({ from, to, count, better: null, mark: { title: `${from}→${to}`, lines: [] } })
  const model = flowModel([move('B', 'A', 10), move('A', 'A', 80), move('A', 'B', 10)], order, 600, 206, 60)
  it('keeps heights in proportion to clients on both sides', () => {
    expect(model.left.map((node) => [node.label, node.count, node.height])).toEqual([['A', 90, 180], ['B', 10, 20]])
    expect(model.right.map((node) => node.count)).toEqual([90, 10])
  })
  it('walks ribbons from the best class down', () => expect(model.marks.map((one) => one.title)).toEqual(['A→A', 'A→B', 'B→A']))
})
