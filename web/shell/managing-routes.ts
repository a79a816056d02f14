import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readTransferSearch } from '../budgets/transfer-search.ts';
import { readContestSearch } from '../contests/contest-search.ts';
import { readReuseSearch } from '../library/reuse-search.ts';
import { at } from './root-route.ts';

/** Pages of those who look after scores, recognition, sources, and what budgets hand to each other. */
export const MANAGING_ROUTES = [
  createRoute({
    ...at,
    path: '/contests',
    validateSearch: readContestSearch,
    component: lazyRouteComponent(() => import('../contests/contests-page.tsx'), 'ContestsPage'),
  }),
  createRoute({
    ...at,
    path: '/contests/$contestId',
    component: lazyRouteComponent(() => import('../contests/contest-page.tsx'), 'ContestPage'),
  }),
  createRoute({
    ...at,
    path: '/cases',
    component: lazyRouteComponent(() => import('../cases/cases-page.tsx'), 'CasesPage'),
  }),
  createRoute({
    ...at,
    path: '/formulas',
    component: lazyRouteComponent(() => import('../formulas/formulas-page.tsx'), 'FormulasPage'),
  }),
  createRoute({
    ...at,
    path: '/formulas/new',
    component: lazyRouteComponent(() => import('../formulas/formula-form-page.tsx'), 'FormulaFormPage'),
  }),
  createRoute({
    ...at,
    path: '/formulas/$formulaId',
    component: lazyRouteComponent(() => import('../formulas/formula-page.tsx'), 'FormulaPage'),
  }),
  createRoute({
    ...at,
    path: '/sources/$sourceId/mapping',
    component: lazyRouteComponent(() => import('../sources/mapping-page.tsx'), 'MappingPage'),
  }),
  createRoute({
    ...at,
    path: '/sources/$sourceId/past',
    component: lazyRouteComponent(() => import('../sources/past-page.tsx'), 'PastPage'),
  }),
  createRoute({
    ...at,
    path: '/recognition/export',
    component: lazyRouteComponent(() => import('../recognition/reviews-page.tsx'), 'ReviewsPage'),
  }),
  createRoute({
    ...at,
    path: '/recognition/rule',
    component: lazyRouteComponent(() => import('../recognition/rule-page.tsx'), 'RulePage'),
  }),
  createRoute({
    ...at,
    path: '/reuse',
    validateSearch: readReuseSearch,
    component: lazyRouteComponent(() => import('../library/reuse-page.tsx'), 'ReusePage'),
  }),
  createRoute({
    ...at,
    path: '/merges/$proposalId',
    component: lazyRouteComponent(() => import('../merges/merge-page.tsx'), 'MergePage'),
  }),
  createRoute({
    ...at,
    path: '/programmes/$programmeId/change',
    component: lazyRouteComponent(() => import('../programmes/programme-change-page.tsx'), 'ProgrammeChangePage'),
  }),
  createRoute({
    ...at,
    path: '/leaderboards',
    component: lazyRouteComponent(() => import('../leaderboards/leaderboards-page.tsx'), 'LeaderboardsPage'),
  }),
  createRoute({
    ...at,
    path: '/leaderboards/$boardId',
    component: lazyRouteComponent(() => import('../leaderboards/leaderboard-page.tsx'), 'LeaderboardPage'),
  }),
  createRoute({
    ...at,
    path: '/transfers',
    validateSearch: readTransferSearch,
    component: lazyRouteComponent(() => import('../budgets/transfers-page.tsx'), 'TransfersPage'),
  }),
  createRoute({
    ...at,
    path: '/allowances',
    component: lazyRouteComponent(() => import('../budgets/allowances-page.tsx'), 'AllowancesPage'),
  }),
  createRoute({
    ...at,
    path: '/allowances/new',
    component: lazyRouteComponent(() => import('../budgets/rule-form-page.tsx'), 'RuleFormPage'),
  }),
] as const;
