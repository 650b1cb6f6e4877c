/** Every page of Clientele: path, title, right, code. */
import type { Route } from './lib/router.svelte'

export const routes: readonly Route[] = [
  { path: '/login', title: 'login-title', open: true, load: () => import('./pages/login/Login.svelte') },
  { path: '/style', title: 'style-title', load: () => import('./pages/style/Style.svelte') },
]
