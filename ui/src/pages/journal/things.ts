/** Where the thing of a journal line is seen, and days as moments of the reader's time zone. */
import { dayOf, time } from '../../lib/formats.svelte'

/** The kinds of things the journal can be narrowed to. */
export const entities = [
  'client', 'client_terms', 'debt_decision', 'blacklist', 'refusal', 'refusal_reason', 'complaint', 'person', 'fact', 'address', 'channel', 'interaction', 'potential', 'satisfaction', 'script',
  'training', 'funnel', 'funnel_version', 'funnel_plan', 'deal', 'rule_change', 'key_mark', 'order', 'payment', 'product', 'product_group', 'quarantine', 'rate', 'rest_lift', 'holding',
  'responsibility', 'work_area', 'conveyor_step', 'joint_work', 'fresh_look', 'absence', 'segment', 'selection', 'clean_list', 'task', 'calendar_feed', 'work_plan', 'sales_plan', 'coefficient',
  'source', 'source_cost', 'referral', 'signal', 'territory', 'place', 'competitor', 'company_group', 'duplicate', 'view', 'user', 'verification', 'winback', 'team', 'session', 'token', 'setting',
  'backup', 'job', 'lead', 'lead_form', 'import_feed',
] as const

/** The page that shows a thing; null when it has none. */
export function pageOf(entity: string, id: string | null, client: string | null): string | null {
  if (client) return `/clients/${client}`
  switch (entity) {
    case 'client': return id && `/clients/${id}`
    case 'order': return id && `/orders/${id}`
    case 'product': case 'product_group': return '/products'
    case 'user': case 'team': return '/users'
    case 'funnel': case 'funnel_version': case 'funnel_plan': return '/funnels'
    case 'task': return '/tasks'
    case 'calendar_feed': return '/calendar'
    case 'work_plan': return '/reports#tab=plan'
    case 'sales_plan': return '/plans'
    case 'coefficient': return '/funnel/report'
    case 'responsibility': return '/responsibility'
    case 'work_area': return '/pool'
    case 'signal': return '/signals'
    case 'lead': return '/leads'
    case 'lead_form': return '/leads/forms'
    case 'import_feed': return '/import/feeds'
    case 'territory': case 'place': return '/coverage'
    case 'selection': return '/selections'
    case 'clean_list': return id && `/clean-lists/${id}`
    case 'source': case 'source_cost': return '/sources'
    case 'setting': case 'segment': case 'competitor': case 'company_group': case 'rate': return '/settings'
    case 'refusal_reason': return '/refusals#tab=reasons'
    case 'duplicate': return '/duplicates'
    case 'backup': case 'job': return '/system'
    default: return null
  }
}

/** The moment a day begins where the reader is. */
export function startOfDay(day: string): string {
  const guess = Date.parse(`${day}T00:00:00Z`)
  const there = new Date(guess).toISOString()
  const offset = Date.parse(`${dayOf(there)}T${time(there)}:00Z`) - guess
  return new Date(guess - offset).toISOString()
}
