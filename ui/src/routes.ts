/** Every page of Clientele: path, title, right, code. */
import type { Route } from './lib/router.svelte'

export const routes: readonly Route[] = [
  { path: '/login', title: 'login-title', open: true, load: () => import('./pages/login/Login.svelte') },
  { path: '/setup', title: 'setup-title', open: true, load: () => import('./pages/setup/Setup.svelte') },
  { path: '/clients', title: 'nav-clients', needs: 'client.read', load: () => import('./pages/clients/Clients.svelte') },
  { path: '/clients/:id', title: 'client-title', needs: 'client.read', load: () => import('./pages/clients/Card.svelte') },
  { path: '/people', title: 'nav-people', needs: 'client.read', load: () => import('./pages/people/People.svelte') },
  { path: '/users', title: 'nav-users', needs: 'user.read', load: () => import('./pages/users/Users.svelte') },
  { path: '/settings', title: 'nav-settings', load: () => import('./pages/settings/Settings.svelte') },
  { path: '/me', title: 'nav-me', load: () => import('./pages/me/Me.svelte') },
  { path: '/style', title: 'style-title', load: () => import('./pages/style/Style.svelte') },
  { path: '/analysis', title: 'analysis-title-overview', load: () => import('./pages/analysis/Overview.svelte') },
  { path: '/analysis/abcxyz', title: 'analysis-title-abcxyz', load: () => import('./pages/analysis/Abcxyz.svelte') },
  { path: '/analysis/rfm', title: 'analysis-title-rfm', load: () => import('./pages/analysis/Rfm.svelte') },
  { path: '/analysis/pareto', title: 'analysis-title-pareto', load: () => import('./pages/analysis/Pareto.svelte') },
  { path: '/analysis/concentration', title: 'analysis-title-concentration', load: () => import('./pages/analysis/Concentration.svelte') },
  { path: '/analysis/ltv', title: 'analysis-title-ltv', load: () => import('./pages/analysis/Ltv.svelte') },
  { path: '/analysis/dynamics', title: 'analysis-title-dynamics', load: () => import('./pages/analysis/Dynamics.svelte') },
  { path: '/analysis/kinds', title: 'analysis-title-kinds', load: () => import('./pages/analysis/Kinds.svelte') },
  { path: '/analysis/retention', title: 'analysis-title-retention', load: () => import('./pages/analysis/Retention.svelte') },
  { path: '/analysis/cohorts', title: 'analysis-title-cohorts', load: () => import('./pages/analysis/Cohorts.svelte') },
  { path: '/analysis/ladder', title: 'analysis-title-ladder', load: () => import('./pages/analysis/Ladder.svelte') },
  { path: '/analysis/sleeping', title: 'analysis-title-sleeping', load: () => import('./pages/analysis/Sleeping.svelte') },
  { path: '/analysis/one-time', title: 'analysis-title-one-time', load: () => import('./pages/analysis/OneTime.svelte') },
]
