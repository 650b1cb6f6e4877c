/** Movement between two dates: classes then on the left, classes now on the right, a ribbon for each change. */
import type { Mark } from './mark'
import { spread } from './scale'

export interface Move {
  readonly from: string
  readonly to: string
  readonly count: number
  readonly better: boolean | null
  readonly mark: Mark
}

export interface FlowModel {
  readonly ribbons: readonly { readonly path: string, readonly better: boolean | null }[]
  readonly marks: readonly Mark[]
  readonly left: readonly { readonly y: number, readonly height: number, readonly textY: number, readonly label: string, readonly count: number }[]
  readonly right: readonly { readonly y: number, readonly height: number, readonly textY: number, readonly label: string, readonly count: number }[]
  readonly height: number
}

/** `order` is the order of classes from best to worst; only moves are given, those who stayed included. */
export function flowModel(moves: readonly Move[], order: readonly { readonly code: string, readonly label: string }[], width: number, height: number, labels: number): FlowModel {
  const gap = 6
  const total = moves.reduce((sum, move) => sum + move.count, 0)
  const side = (pick: (move: Move) => string) => {
    const used = order.filter(({ code }) => moves.some((move) => pick(move) === code))
    const unit = (height - gap * Math.max(0, used.length - 1)) / Math.max(1, total)
    let y = 0
    const nodes = new Map<string, { y: number, height: number, label: string, count: number, next: number }>()
    for (const { code, label } of used) {
      const count = moves.filter((move) => pick(move) === code).reduce((sum, move) => sum + move.count, 0)
      nodes.set(code, { y, height: count * unit, label, count, next: y })
      y += count * unit + gap
    }
    return { nodes, unit }
  }
  const from = side((move) => move.from)
  const to = side((move) => move.to)
  const rank = new Map(order.map(({ code }, index) => [code, index]))
  const walked = moves.toSorted((a, b) => (rank.get(a.from) ?? 0) - (rank.get(b.from) ?? 0) || (rank.get(a.to) ?? 0) - (rank.get(b.to) ?? 0))
  const x0 = labels
  const x1 = width - labels
  const middle = (x0 + x1) / 2
  const ribbons: FlowModel['ribbons'][number][] = []
  const marks: Mark[] = []
  for (const move of walked) {
    const a = from.nodes.get(move.from)
    const b = to.nodes.get(move.to)
    if (!a || !b) continue
    const [y0, y1, h0, h1] = [a.next, b.next, move.count * from.unit, move.count * to.unit].map((value) => Math.round(value * 100) / 100) as [number, number, number, number]
    a.next += h0
    b.next += h1
    ribbons.push({
      path: `M${x0 + 6},${y0}C${middle},${y0} ${middle},${y1} ${x1 - 6},${y1}L${x1 - 6},${y1 + h1}C${middle},${y1 + h1} ${middle},${y0 + h0} ${x0 + 6},${y0 + h0}Z`,
      better: move.better,
    })
    marks.push(move.mark)
  }
  const column = (nodes: typeof from.nodes) => {
    const list = [...nodes.values()]
    const places = spread(list.map((node) => node.y + node.height / 2), 15, [7, height - 7])
    return list.map(({ y, height: tall, label, count }, index) => ({ y, height: tall, label, count, textY: places[index] ?? y }))
  }
  return { ribbons, marks, left: column(from.nodes), right: column(to.nodes), height }
}
