// What every chart is made of: marks that can be pointed at, focused, read out and followed to their clients.

/** One line of a mark's tooltip: a label, its value, and the series colour it belongs to. */
export interface TipLine {
  readonly label: string
  readonly value: string
  readonly colour?: number
}

/** A bar, cell or point. `href` leads to the clients behind it; without one the mark only tells its numbers. */
export interface Mark {
  readonly title: string
  readonly lines: readonly TipLine[]
  readonly href?: string | undefined
}

/**
 * What a mark tells who does not see it: the words of its tooltip. An image has them as its name; a link with
 * visible text says them as text, so that what is written on it stays part of its name (WCAG 2.5.3).
 */
export function markName(mark: Mark): string {
  const lines = mark.lines.map((line) => (line.label ? `${line.label} ${line.value}` : line.value))
  return lines.length ? `${mark.title}: ${lines.join(', ')}` : mark.title
}

/** Where arrow keys lead: centres of the marks on the screen. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/**
 * The mark to go to from `from` with a key, or null when there is none that way. Straight neighbours win
 * over diagonal ones, so a row or a column is walked before the next begins.
 */
export function neighbour(spots: readonly Spot[], from: number, key: string): number | null {
  if (key === 'Home') return spots.length ? 0 : null
  if (key === 'End') return spots.length ? spots.length - 1 : null
  const here = spots[from]
  if (!here) return null
  let best: number | null = null
  let least = Infinity
  spots.forEach((spot, index) => {
    const dx = spot.x - here.x
    const dy = spot.y - here.y
    const [ahead, aside] =
      key === 'ArrowRight' ? [dx, dy] : key === 'ArrowLeft' ? [-dx, dy] : key === 'ArrowDown' ? [dy, dx] : key === 'ArrowUp' ? [-dy, dx] : [0, 0]
    if (index === from || ahead < 1) return
    const cost = ahead + 3 * Math.abs(aside)
    if (cost < least) {
      least = cost
      best = index
    }
  })
  return best
}
