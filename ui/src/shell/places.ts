/** The places of the navigation: where they lead, the key after G, who may go there. */
import type { IconName } from '../kit/icons'
import { may } from '../lib/session.svelte'

export interface Place { path: string; label: string; icon: IconName; keys?: string; needs?: string; group: 'work' | 'base' | 'watch' }

export const places: readonly Place[] = [
  { path: '/clients', label: 'nav-clients', icon: 'company', keys: 'KeyG KeyB', needs: 'client.read', group: 'work' },
  { path: '/tasks', label: 'nav-tasks', icon: 'calendar', keys: 'KeyG KeyT', needs: 'task.read', group: 'work' },
  { path: '/selections', label: 'nav-selections', icon: 'segment', keys: 'KeyG KeyE', needs: 'client.read', group: 'work' },
  { path: '/people', label: 'nav-people', icon: 'people', keys: 'KeyG KeyC', needs: 'client.read', group: 'work' },
  { path: '/orders', label: 'nav-orders', icon: 'orders', keys: 'KeyG KeyO', needs: 'order.read', group: 'work' },
  { path: '/products', label: 'nav-products', icon: 'products', keys: 'KeyG KeyP', needs: 'product.read', group: 'base' },
  { path: '/import', label: 'nav-import', icon: 'import', keys: 'KeyG KeyI', needs: 'import.run', group: 'base' },
  { path: '/analysis', label: 'nav-analysis', icon: 'analysis', keys: 'KeyG KeyA', needs: 'analysis.read', group: 'base' },
  { path: '/quality', label: 'nav-quality', icon: 'success', keys: 'KeyG KeyD', needs: 'client.read', group: 'base' },
  { path: '/quarantine', label: 'nav-quarantine', icon: 'ban', keys: 'KeyG KeyQ', needs: 'client.read', group: 'base' },
  { path: '/journal', label: 'nav-journal', icon: 'journal', keys: 'KeyG KeyJ', needs: 'journal.read', group: 'watch' },
  { path: '/settings', label: 'nav-settings', icon: 'settings', keys: 'KeyG KeyS', group: 'watch' },
  { path: '/users', label: 'nav-users', icon: 'users', keys: 'KeyG KeyU', needs: 'user.read', group: 'watch' },
  { path: '/system', label: 'nav-system', icon: 'shield', keys: 'KeyG KeyY', needs: 'system.view', group: 'watch' },
]

/** Where one begins: the first place one may go to. */
export const home = (): string => places.find((one) => !one.needs || may(one.needs))?.path ?? '/me'
