/** The places of the navigation: where they lead, the key after G, who may go there. */
import type { IconName } from '../kit/icons'
import { may, session } from '../lib/session.svelte'

export interface Place { path: string; label: string; icon: IconName; keys?: string; needs?: string; group: 'work' | 'base' | 'watch' }

export const places: readonly Place[] = [
  { path: '/today', label: 'nav-today', icon: 'clock', keys: 'KeyG KeyG', needs: 'pool.take', group: 'work' },
  { path: '/inbox', label: 'nav-inbox', icon: 'inbox', keys: 'KeyG Digit0', group: 'work' },
  { path: '/clients', label: 'nav-clients', icon: 'company', keys: 'KeyG KeyB', needs: 'client.read', group: 'work' },
  { path: '/tasks', label: 'nav-tasks', icon: 'check', keys: 'KeyG KeyT', needs: 'task.read', group: 'work' },
  { path: '/calendar', label: 'nav-calendar', icon: 'calendar', keys: 'KeyG KeyH', needs: 'task.read', group: 'work' },
  { path: '/selections', label: 'nav-selections', icon: 'segment', keys: 'KeyG KeyE', needs: 'client.read', group: 'work' },
  { path: '/funnel', label: 'nav-funnel', icon: 'filter', keys: 'KeyG Shift+KeyF', needs: 'client.read', group: 'work' },
  { path: '/conveyor', label: 'nav-conveyor', icon: 'send', keys: 'KeyG Digit2', needs: 'client.read', group: 'work' },
  { path: '/pool', label: 'nav-pool', icon: 'users', keys: 'KeyG Digit1', needs: 'client.assign', group: 'work' },
  { path: '/scripts', label: 'nav-scripts', icon: 'document', keys: 'KeyG Digit3', needs: 'client.read', group: 'work' },
  { path: '/responsibility', label: 'nav-responsibility', icon: 'segment', keys: 'KeyG Digit4', needs: 'client.read', group: 'work' },
  { path: '/visits', label: 'nav-visits', icon: 'place', keys: 'KeyG Digit5', needs: 'task.assign', group: 'work' },
  { path: '/refusals', label: 'nav-refusals', icon: 'ban', keys: 'KeyG Digit8', needs: 'client.read', group: 'work' },
  { path: '/complaints', label: 'nav-complaints', icon: 'restore', keys: 'KeyG Shift+KeyC', needs: 'order.read', group: 'work' },
  { path: '/people', label: 'nav-people', icon: 'people', keys: 'KeyG KeyC', needs: 'client.read', group: 'work' },
  { path: '/winback', label: 'nav-winback', icon: 'restore', keys: 'KeyG KeyW', needs: 'client.read', group: 'work' },
  { path: '/leads', label: 'nav-leads', icon: 'inbox', keys: 'KeyG KeyR', needs: 'lead.read', group: 'work' },
  { path: '/signals', label: 'nav-signals', icon: 'bell', keys: 'KeyG KeyK', needs: 'client.read', group: 'work' },
  { path: '/coverage', label: 'nav-coverage', icon: 'place', keys: 'KeyG KeyV', needs: 'client.read', group: 'work' },
  { path: '/orders', label: 'nav-orders', icon: 'orders', keys: 'KeyG KeyO', needs: 'order.read', group: 'work' },
  { path: '/receivables', label: 'nav-receivables', icon: 'clock', keys: 'KeyG Comma', needs: 'order.read', group: 'work' },
  { path: '/products', label: 'nav-products', icon: 'products', keys: 'KeyG KeyP', needs: 'product.read', group: 'base' },
  { path: '/import', label: 'nav-import', icon: 'import', keys: 'KeyG KeyI', needs: 'import.run', group: 'base' },
  { path: '/sources', label: 'nav-sources', icon: 'activity', keys: 'KeyG KeyN', needs: 'client.read', group: 'base' },
  { path: '/analysis', label: 'nav-analysis', icon: 'analysis', keys: 'KeyG KeyA', needs: 'analysis.read', group: 'base' },
  { path: '/reports', label: 'nav-reports', icon: 'table', keys: 'KeyG KeyF', needs: 'task.read', group: 'base' },
  { path: '/funnel/report', label: 'nav-funnel-report', icon: 'analysis', keys: 'KeyG Digit9', needs: 'analysis.read', group: 'base' },
  { path: '/plans', label: 'nav-plans', icon: 'table', needs: 'analysis.read', group: 'base' },
  { path: '/pulse', label: 'nav-pulse', icon: 'activity', keys: 'KeyG KeyZ', needs: 'task.assign', group: 'base' },
  { path: '/scoring', label: 'nav-scoring', icon: 'success', keys: 'KeyG Shift+KeyS', needs: 'client.read', group: 'base' },
  { path: '/diagnosis', label: 'nav-diagnosis', icon: 'activity', keys: 'KeyG Shift+KeyD', needs: 'analysis.read', group: 'base' },
  { path: '/quality', label: 'nav-quality', icon: 'success', keys: 'KeyG KeyD', needs: 'client.read', group: 'base' },
  { path: '/duplicates', label: 'nav-duplicates', icon: 'copy', keys: 'KeyG KeyX', needs: 'client.merge', group: 'base' },
  { path: '/quarantine', label: 'nav-quarantine', icon: 'ban', keys: 'KeyG KeyQ', needs: 'client.read', group: 'base' },
  { path: '/clean-lists', label: 'nav-clean-lists', icon: 'document', keys: 'KeyG KeyL', needs: 'client.read', group: 'base' },
  { path: '/journal', label: 'nav-journal', icon: 'journal', keys: 'KeyG KeyJ', needs: 'journal.read', group: 'watch' },
  { path: '/settings', label: 'nav-settings', icon: 'settings', keys: 'KeyG KeyS', group: 'watch' },
  { path: '/training', label: 'nav-training', icon: 'people', keys: 'KeyG Digit7', needs: 'user.read', group: 'watch' },
  { path: '/rules', label: 'nav-rules', icon: 'settings', keys: 'KeyG Digit6', needs: 'rule.write', group: 'watch' },
  { path: '/users', label: 'nav-users', icon: 'users', keys: 'KeyG KeyU', needs: 'user.read', group: 'watch' },
  { path: '/system', label: 'nav-system', icon: 'shield', keys: 'KeyG KeyY', needs: 'system.view', group: 'watch' },
]

const CALLERS = ['telemarketer', 'active_seller', 'client_manager']

/** Where one begins: the first place one may go to; the day is for those who make the calls. */
export const home = (): string => places.find((one) => one.path !== '/inbox' && (one.path !== '/today' || CALLERS.includes(session.now?.user.role ?? '')) && (!one.needs || may(one.needs)))?.path ?? '/me'
