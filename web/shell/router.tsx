import { createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { readAuditSearch } from '../audit/audit-search.ts';
import { readBudgetSearch } from '../budgets/budget-search.ts';
import { readCallsSearch } from '../calls/call-search.ts';
import { readCostSearch } from '../costs/cost-search.ts';
import { readRange } from '../filters/range.ts';
import { readPriceSearch } from '../finance/price-search.ts';
import { readSpendingSearch } from '../finance/spending-search.ts';
import { readBillLinesSearch, readBillSearch } from '../finance/vendor.ts';
import { readLibrarySearch } from '../library/library-search.ts';
import { readMergeSearch } from '../merges/merge-search.ts';
import { readMonth } from '../points/month-search.ts';
import { readRecognitionSearch } from '../recognition/recognition-search.ts';
import { Broken } from '../states/broken.tsx';
import { readTeamSearch } from '../team/team-search.ts';
import { readTourSearch } from '../tour/tour-search.ts';
import { readValidationSearch } from '../validations/validation-search.ts';
import { readCallSearch } from '../workbench/call-search.ts';
import { GOVERNING_ROUTES } from './governing-routes.ts';
import { MANAGING_ROUTES } from './managing-routes.ts';
import { ORGANISATION_ROUTES } from './organisation-routes.ts';
import { at, root } from './root-route.ts';
import { SERVING_ROUTES } from './serving-routes.ts';

const routes = [
  createRoute({
    ...at,
    path: '/',
    loader: () => void import('../home/home-page.tsx').then(({ askHome }) => askHome()),
    component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
  }),
  createRoute({
    ...at,
    path: '/workbench',
    validateSearch: readCallSearch,
    component: lazyRouteComponent(() => import('../workbench/workbench-page.tsx'), 'WorkbenchPage'),
  }),
  createRoute({
    ...at,
    path: '/requests',
    component: lazyRouteComponent(() => import('../requests/requests-page.tsx'), 'RequestsPage'),
  }),
  createRoute({
    ...at,
    path: '/requests/new',
    component: lazyRouteComponent(() => import('../requests/request-form-page.tsx'), 'RequestFormPage'),
  }),
  createRoute({
    ...at,
    path: '/library',
    validateSearch: readLibrarySearch,
    component: lazyRouteComponent(() => import('../library/library-page.tsx'), 'LibraryPage'),
  }),
  createRoute({
    ...at,
    path: '/library/$assetId',
    component: lazyRouteComponent(() => import('../library/asset-page.tsx'), 'AssetPage'),
  }),
  createRoute({
    ...at,
    path: '/outcomes',
    component: lazyRouteComponent(() => import('../outcomes/outcomes-page.tsx'), 'OutcomesPage'),
  }),
  createRoute({
    ...at,
    path: '/outcomes/new',
    component: lazyRouteComponent(() => import('../outcomes/outcome-form-page.tsx'), 'OutcomeFormPage'),
  }),
  // For whoever is signed in already, as after a sign-out at a provider and a sign-in.
  createRoute({ ...at, path: '/sign-in', component: () => <Navigate to="/" replace /> }),
  createRoute({
    ...at,
    path: '/outcomes/kinds',
    component: lazyRouteComponent(() => import('../outcomes/kinds-page.tsx'), 'KindsPage'),
  }),
  createRoute({
    ...at,
    path: '/outcomes/$outcomeId',
    component: lazyRouteComponent(() => import('../outcomes/outcome-page.tsx'), 'OutcomePage'),
  }),
  createRoute({
    ...at,
    path: '/points',
    validateSearch: readMonth,
    component: lazyRouteComponent(() => import('../points/points-page.tsx'), 'PointsPage'),
  }),
  createRoute({
    ...at,
    path: '/report',
    component: lazyRouteComponent(() => import('../reports/report-page.tsx'), 'ReportPage'),
  }),
  createRoute({
    ...at,
    path: '/account',
    component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    ...at,
    path: '/device',
    component: lazyRouteComponent(() => import('../account/device-page.tsx'), 'DevicePage'),
  }),
  createRoute({
    ...at,
    path: '/record',
    validateSearch: readRange,
    component: lazyRouteComponent(() => import('../record/record-page.tsx'), 'RecordPage'),
  }),
  createRoute({
    ...at,
    path: '/tour',
    validateSearch: readTourSearch,
    component: lazyRouteComponent(() => import('../tour/tour-page.tsx'), 'TourPage'),
  }),
  createRoute({
    ...at,
    path: '/rules',
    component: lazyRouteComponent(() => import('../rules/rules-page.tsx'), 'RulesPage'),
  }),
  createRoute({
    ...at,
    path: '/costs',
    validateSearch: readCostSearch,
    component: lazyRouteComponent(() => import('../costs/costs-page.tsx'), 'CostsPage'),
  }),
  createRoute({
    ...at,
    path: '/calls',
    validateSearch: readCallsSearch,
    component: lazyRouteComponent(() => import('../calls/calls-page.tsx'), 'CallsPage'),
  }),
  createRoute({
    ...at,
    path: '/costs/$taskId',
    component: lazyRouteComponent(() => import('../costs/task-page.tsx'), 'TaskPage'),
  }),
  createRoute({
    ...at,
    path: '/team',
    validateSearch: readTeamSearch,
    loader: ({ location }) => void import('../team/team-page.tsx').then(({ askTeam }) => askTeam(location.search)),
    component: lazyRouteComponent(() => import('../team/team-page.tsx'), 'TeamPage'),
  }),
  createRoute({
    ...at,
    path: '/validations',
    validateSearch: readValidationSearch,
    component: lazyRouteComponent(() => import('../validations/validations-page.tsx'), 'ValidationsPage'),
  }),
  createRoute({
    ...at,
    path: '/recognition',
    validateSearch: readRecognitionSearch,
    component: lazyRouteComponent(() => import('../recognition/recognition-page.tsx'), 'RecognitionPage'),
  }),
  createRoute({
    ...at,
    path: '/programmes',
    component: lazyRouteComponent(() => import('../programmes/programmes-page.tsx'), 'ProgrammesPage'),
  }),
  createRoute({
    ...at,
    path: '/programmes/new',
    component: lazyRouteComponent(() => import('../programmes/programme-form-page.tsx'), 'ProgrammeFormPage'),
  }),
  createRoute({
    ...at,
    path: '/programmes/$programmeId',
    component: lazyRouteComponent(() => import('../programmes/programme-page.tsx'), 'ProgrammePage'),
  }),
  createRoute({
    ...at,
    path: '/merges',
    validateSearch: readMergeSearch,
    component: lazyRouteComponent(() => import('../merges/merges-page.tsx'), 'MergesPage'),
  }),
  createRoute({
    ...at,
    path: '/sources',
    component: lazyRouteComponent(() => import('../sources/sources-page.tsx'), 'SourcesPage'),
  }),
  createRoute({
    ...at,
    path: '/sources/new',
    component: lazyRouteComponent(() => import('../sources/source-form-page.tsx'), 'SourceFormPage'),
  }),
  createRoute({
    ...at,
    path: '/sources/$sourceId',
    component: lazyRouteComponent(() => import('../sources/source-page.tsx'), 'SourcePage'),
  }),
  createRoute({
    ...at,
    path: '/budgets',
    validateSearch: readBudgetSearch,
    component: lazyRouteComponent(() => import('../budgets/budgets-page.tsx'), 'BudgetsPage'),
  }),
  createRoute({
    ...at,
    path: '/budgets/$envelopeId',
    component: lazyRouteComponent(() => import('../budgets/budget-page.tsx'), 'BudgetPage'),
  }),
  createRoute({
    ...at,
    path: '/spending',
    validateSearch: readSpendingSearch,
    component: lazyRouteComponent(() => import('../finance/spending-page.tsx'), 'SpendingPage'),
  }),
  createRoute({
    ...at,
    path: '/closing',
    component: lazyRouteComponent(() => import('../finance/closing-page.tsx'), 'ClosingPage'),
  }),
  createRoute({
    ...at,
    path: '/bills',
    validateSearch: readBillSearch,
    component: lazyRouteComponent(() => import('../finance/bills-page.tsx'), 'BillsPage'),
  }),
  createRoute({
    ...at,
    path: '/bills/lines',
    validateSearch: readBillLinesSearch,
    component: lazyRouteComponent(() => import('../finance/bill-lines-page.tsx'), 'BillLinesPage'),
  }),
  createRoute({
    ...at,
    path: '/prices',
    validateSearch: readPriceSearch,
    component: lazyRouteComponent(() => import('../finance/prices-page.tsx'), 'PricesPage'),
  }),
  createRoute({
    ...at,
    path: '/audit',
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
  }),
  ...GOVERNING_ROUTES,
  ...MANAGING_ROUTES,
  ...ORGANISATION_ROUTES,
  ...SERVING_ROUTES,
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
