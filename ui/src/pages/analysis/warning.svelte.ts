/** The reasons of an early warning in words, the same in the list and on the card. */
import { day, number, percent } from '../../lib/formats.svelte'
import type { components } from '../../lib/schema'
import { t } from '../../lib/words.svelte'

export type Ground = components['schemas']['AnalysisWarningGround']

const fallen = (now: number, usual: number): string => percent(Math.min(1, 1 - now / usual), 0)

/** One sentence a reason. */
export function reasons(ground: Ground, money: (minor: number) => string): string[] {
  return ground.reasons.map((reason) => {
    switch (reason) {
      case 'gap': return t('warnings-because-gap', { idle: ground.idle_days, rhythm: number(ground.rhythm_days, 0) })
      case 'volume': return t('warnings-because-volume', { now: money(ground.now_minor), usual: money(ground.usual_minor ?? 0), fall: fallen(ground.now_minor, ground.usual_minor ?? 0), days: ground.stretch_days })
      case 'assortment': return t('warnings-because-assortment', { now: ground.now_products, usual: number(ground.usual_products ?? 0, 1), days: ground.stretch_days })
      case 'refused': return t('warnings-because-refused', { day: day(ground.refused_on ?? ground.last_day) })
    }
  })
}
