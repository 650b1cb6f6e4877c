import { describe, expect, it } from 'vitest'
import { stepsModel, wrapped } from './steps'

const bar = (label: string, value: number | null, colour = 1) => ({
  label, colour, value, low: value === null ? null : value - 0.1, high: value === null ? null : value + 0.05, mark: { title: label, lines: [] },
})

// The chart of the source: two employees against the marks of the plan (R146–R148).
const plan = [1, 0.8, 0.8, 0.95]
const ivanov = [0.8, 0.7, 0.85, 0.955]
const sidorov = [0.955, 0.9, 0.7, 0.8]
const groups = plan.map((mark, step) => ({ label: `Step ${step + 1}`, plan: mark, bars: [bar('Ivanov', ivanov[step] ?? null, 1), bar('Sidorov', sidorov[step] ?? null, 2)] }))

describe('stepsModel', () => {
  const model = stepsModel(groups, 800, 300, (value) => `${Math.round(value * 100)} %`)
  it('draws a bar for each employee and step, and a dash for each plan', () => {
    expect(model.bars).toHaveLength(8)
    expect(model.plans).toHaveLength(4)
  })
  it('stands a bar under its plan exactly when the coefficient is under it', () => {
    const over = model.bars.map((one, index) => one.y <= (model.plans[Math.floor(index / 2)]?.y ?? 0))
    expect(over).toEqual([false, false, false, true, true, false, true, false])
  })
  it('leaves out what is not decided yet', () => {
    const none = stepsModel([{ label: 'x', plan: 0.5, bars: [bar('a', null), bar('b', 0.2)] }], 400, 200, String)
    expect(none.marks.map((mark) => mark.title)).toEqual(['b'])
  })
})

describe('wrapped', () => {
  it('breaks at words and cuts what is too long', () => {
    expect(wrapped('First delivery', 70)).toEqual(['First', 'delivery'])
    expect(wrapped('Payment', 20)).toEqual(['Pay…'])
  })
})
