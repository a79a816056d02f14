import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readRange } from '../filters/range.ts';
import { Missing } from '../states/missing.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

const at = { getParentRoute: () => root } as const;

const routes = [
  createRoute({ ...at, path: '/', component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage') }),
  createRoute({
    ...at,
    path: '/record',
    validateSearch: readRange,
    component: lazyRouteComponent(() => import('../record/record-page.tsx'), 'RecordPage'),
  }),
  createRoute({
    ...at,
    path: '/rules',
    component: lazyRouteComponent(() => import('../rules/rules-page.tsx'), 'RulesPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
