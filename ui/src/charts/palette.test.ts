import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./palette.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [name as string, [light as string, dark as string] as const]),
)

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const pair = (name: string) => tokens.get(name) ?? ['#000000', '#000000'] as const

describe('palette', () => {
  // Charts stand on cards and on the canvas of either theme.
  const grounds = [['#ffffff', '#f6f7f9'], ['#15181c', '#0f1114']] as const
  const series = [...tokens.keys()].filter((name) => name.startsWith('chart-'))

  it('has eight series', () => expect(series.filter((name) => /\d$/.test(name))).toHaveLength(8))

  it.each(series)('%s is seen on every ground', (name) => {
    for (const theme of [0, 1] as const) {
      for (const ground of grounds[theme]) expect(contrast(pair(name)[theme], ground)).toBeGreaterThanOrEqual(3)
    }
  })

  it.each([0, 1, 2, 3, 4, 5, 6])('text is legible on heat step %i', (step) => {
    for (const theme of [0, 1] as const) {
      const low = step <= 4
      const ink = pair(low ? 'heat-ink-low' : 'heat-ink-high')[theme]
      expect(contrast(pair(`heat-${step}`)[theme], ink)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
