import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readRoutingSearch } from '../routing/routing-search.ts';
import { readWorkflowSearch } from '../workflows/workflow-search.ts';
import { at } from './root-route.ts';

/** Pages of how calls are answered: by which model, from which earlier answer, by which workflow. */
export const SERVING_ROUTES = [
  createRoute({
    ...at,
    path: '/routing',
    validateSearch: readRoutingSearch,
    component: lazyRouteComponent(() => import('../routing/routing-page.tsx'), 'RoutingPage'),
  }),
  createRoute({
    ...at,
    path: '/routing/$useCaseId',
    component: lazyRouteComponent(() => import('../routing/use-case-routing-page.tsx'), 'UseCaseRoutingPage'),
  }),
  createRoute({
    ...at,
    path: '/cache',
    validateSearch: readRoutingSearch,
    component: lazyRouteComponent(() => import('../routing/cache-page.tsx'), 'CachePage'),
  }),
  createRoute({
    ...at,
    path: '/workflows',
    validateSearch: readWorkflowSearch,
    component: lazyRouteComponent(() => import('../workflows/workflows-page.tsx'), 'WorkflowsPage'),
  }),
  createRoute({
    ...at,
    path: '/workflows/new',
    component: lazyRouteComponent(() => import('../workflows/new-workflow-page.tsx'), 'NewWorkflowPage'),
  }),
  createRoute({
    ...at,
    path: '/workflows/$workflowId',
    component: lazyRouteComponent(() => import('../workflows/workflow-page.tsx'), 'WorkflowPage'),
  }),
] as const;
