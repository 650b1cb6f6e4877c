/** Every page of Clientele: path, title, right, code. */
import type { Route } from './lib/router.svelte'

export const routes: readonly Route[] = [
  { path: '/login', title: 'login-title', open: true, load: () => import('./pages/login/Login.svelte') },
  { path: '/setup', title: 'setup-title', open: true, load: () => import('./pages/setup/Setup.svelte') },
  { path: '/clients', title: 'nav-clients', load: () => import('./pages/clients/Clients.svelte') },
  { path: '/clients/:id', title: 'client-title', load: () => import('./pages/clients/Card.svelte') },
  { path: '/people', title: 'nav-people', load: () => import('./pages/people/People.svelte') },
  { path: '/users', title: 'nav-users', load: () => import('./pages/users/Users.svelte') },
  { path: '/settings', title: 'nav-settings', load: () => import('./pages/settings/Settings.svelte') },
  { path: '/me', title: 'nav-me', load: () => import('./pages/me/Me.svelte') },
  { path: '/style', title: 'style-title', load: () => import('./pages/style/Style.svelte') },
]
