/** The places of the navigation: where they lead, the key after G, who may go there. */
import type { IconName } from '../kit/icons'

export interface Place { path: string; label: string; icon: IconName; keys?: string; needs?: string; group: 'work' | 'base' | 'watch' }

export const places: readonly Place[] = [
  { path: '/clients', label: 'nav-clients', icon: 'company', keys: 'KeyG KeyB', group: 'work' },
  { path: '/people', label: 'nav-people', icon: 'people', keys: 'KeyG KeyC', group: 'work' },
  { path: '/analysis', label: 'nav-analysis', icon: 'analysis', keys: 'KeyG KeyA', group: 'base' },
  { path: '/settings', label: 'nav-settings', icon: 'settings', keys: 'KeyG KeyS', group: 'watch' },
  { path: '/users', label: 'nav-users', icon: 'users', keys: 'KeyG KeyU', group: 'watch' },
]
