/**
 * The funnel and its skirt: steps before the first purchase narrow, the loyalty ladder after it hangs below
 * as a continuation. Every step is a centred bar joined to the next by the slope between them.
 */
import type { Mark } from './mark'

export interface LadderStep {
  readonly code: string
  readonly label: string
  readonly note: string
  readonly count: number
  readonly before: number | null
  readonly mark: Mark
}

export interface LadderGroup {
  readonly title: string
  readonly kind: 'funnel' | 'skirt' | 'off'
  readonly steps: readonly LadderStep[]
}

/** A bar from `left` to `right` per cent, and the polygon that leads to the next step of its group. */
export interface LadderBar extends LadderStep {
  readonly left: number
  readonly width: number
  readonly slope: string
  readonly beforeLeft: number | null
  readonly beforeWidth: number
}

export function ladderModel(groups: readonly LadderGroup[]): (Omit<LadderGroup, 'steps'> & { readonly steps: readonly LadderBar[] })[] {
  const most = Math.max(1, ...groups.flatMap((group) => group.steps.flatMap((step) => [step.count, step.before ?? 0])))
  // A step of a few beside one of thousands stays a visible line; its number stands beside it.
  const share = (count: number) => count <= 0 ? 0 : Math.max(0.8, (count / most) * 100)
  return groups.map((group) => ({
    ...group,
    steps: group.steps.map((step, index) => {
      const width = share(step.count)
      const following = group.steps[index + 1]
      const next = following ? share(following.count) : null
      return {
        ...step,
        width,
        left: 50 - width / 2,
        slope: next === null || group.kind === 'off'
          ? ''
          : `${50 - width / 2},0 ${50 + width / 2},0 ${50 + next / 2},10 ${50 - next / 2},10`,
        beforeLeft: step.before === null ? null : 50 - share(step.before) / 2,
        beforeWidth: step.before === null ? 0 : share(step.before),
      }
    }),
  }))
}
