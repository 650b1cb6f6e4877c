/** What a set of clients behind a mark is called. */
import { money, percent } from '../../lib/formats.svelte'
import { currency } from '../../lib/session.svelte'
import { t, tf } from '../../lib/words.svelte'
import type { Cell } from './parameters'
import { period } from './shown.svelte'

const step = (code: string | undefined) => code ? tf('ladder', code) : t('analysis-not-there')
const marker = (code: string | undefined) => code ? tf('marker', code) : t('analysis-not-there')

/** The kinds of classes that movement is seen in. */
export const classKinds = ['abc', 'xyz', 'rfm', 'step', 'marker', 'state', 'temperature'] as const

/** A class of a kind in words; without a code: outside the classification. */
export function className(kind: string, code: string | undefined): string {
  if (!code) return t('moves-outside')
  switch (kind) {
    case 'rfm': return tf('analysis-rfm', code)
    case 'step': return tf('ladder', code)
    case 'marker': return tf('marker', code)
    case 'state': return tf('analysis-state', code)
    case 'temperature': return tf('temperature', code)
    default: return code
  }
}

/** The title of the list; `name` is what the page itself knows (a product, a manager). */
export function cellTitle(cell: Cell, name?: string): string {
  switch (cell.kind) {
    case 'all': return t('analysis-cell-all')
    case 'abcxyz': return t('analysis-cell-class', { name: `${cell.abc ?? ''}${cell.xyz ?? ''}` })
    case 'abcxyz_move': return t('analysis-cell-move', { from: cell.from ?? '', to: cell.to ?? '' })
    case 'cv': return t('analysis-cell-cv', { from: percent(Number(cell.from), 0), to: cell.to ? percent(Number(cell.to), 0) : '∞' })
    case 'rfm': return `RFM ${cell.r ?? '·'}${cell.f ?? '·'}${cell.m ?? '·'}`
    case 'rfm_group': return tf('analysis-rfm', cell.code ?? '')
    case 'product': case 'group': return name ?? t('analysis-cell-product')
    case 'product_left': return t('analysis-cell-product-left', { name: name ?? '' })
    case 'life': return t('analysis-cell-life', { year: cell.year ?? '', life: Number(cell.life) })
    case 'period': return t('analysis-cell-period', { set: tf('analysis-set', cell.set ?? ''), period: period(cell.period ?? '', 'long') })
    case 'retention': return t('analysis-cell-period', { set: tf('analysis-set', cell.set ?? ''), period: period(cell.period ?? '', 'long') })
    case 'cohort': return cell.k
      ? t('analysis-cell-cohort-at', { period: period(cell.cohort ?? '', 'long'), k: Number(cell.k) })
      : t('analysis-cell-cohort', { period: period(cell.cohort ?? '', 'long') })
    case 'step': return step(cell.code)
    case 'marker': return marker(cell.code)
    case 'step_move': return t('analysis-cell-move', { from: step(cell.from), to: step(cell.to) })
    case 'marker_move': return t('analysis-cell-move', { from: marker(cell.from), to: marker(cell.to) })
    case 'class_move': return t('analysis-cell-move', { from: className(cell.by ?? '', cell.from), to: className(cell.by ?? '', cell.to) })
    case 'class_way': return tf('moves-way', cell.way ?? '')
    case 'month_class': return t('analysis-cell-period', { set: className(cell.by ?? '', cell.code), period: period(cell.month ?? '', 'long') })
    case 'warning': return cell.reason ? tf('warnings-reason', cell.reason) : t('analysis-title-warnings')
    case 'key': return cell.reason ? tf('key-mark', cell.reason) : t('analysis-name-key-clients')
    case 'pareto': return tf('analysis-set', cell.set ?? '')
    case 'concentration': return t('analysis-cell-concentration', { level: percent(Number(cell.level), 0) })
    case 'manager': return name ?? t('analysis-cell-manager')
    case 'portrait': return name ?? t('portrait-title')
    case 'lagging': return name ? t('portrait-lagging-of', { name }) : t('portrait-lift-list')
    case 'worth_segment': return name ?? t('analysis-cell-worth-segment')
    case 'worth_manager': return name ?? t('analysis-cell-manager')
    case 'team': return name ?? t('analysis-cell-team')
    case 'company_group': return name ?? t('analysis-cell-company-group')
    case 'state': return (cell.state ?? '').split(',').map((one) => tf('analysis-state', one)).join(', ')
    case 'one_time': return cell.period ? t('analysis-cell-one-time-at', { period: period(cell.period, 'long') }) : t('analysis-cell-one-time')
    case 'ltv': return t('analysis-cell-ltv', {
      from: money(Number(cell.from_minor), currency(), 'compact'),
      to: cell.to_minor ? money(Number(cell.to_minor), currency(), 'compact') : '∞',
    })
    case 'indicator': return name ?? tf('indicators-set', cell.set ?? '')
    case 'wallet': return name ?? t('indicators-set-wallet')
    case 'white_space': return name ?? t('analysis-name-white-space')
    case 'order_check': return tf('check-set', cell.set ?? '')
    case 'place': return cell.name ?? t('analysis-cell-all')
    default: return t('analysis-cell-all')
  }
}
