import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readAuditSearch } from '../audit/audit-search.ts';
import { readContentSearch } from '../content/content-search.ts';
import { readExceptionSearch } from '../exceptions/exception-search.ts';
import { readRange } from '../filters/range.ts';
import { readPriceSearch } from '../finance/price-search.ts';
import { readSpendingSearch } from '../finance/spending-search.ts';
import { readBillSearch } from '../finance/vendor.ts';
import { readKeySearch } from '../keys/key-search.ts';
import { readLibrarySearch } from '../library/library-search.ts';
import { readMergeSearch } from '../merges/merge-search.ts';
import { readMonth } from '../points/month-search.ts';
import { readEditorSearch } from '../policy/editor-search.ts';
import { readHandlingSearch } from '../protection/handling-search.ts';
import { readProtectionSearch } from '../protection/protection-search.ts';
import { readSuspensionSearch } from '../protection/suspension-search.ts';
import { readRecognitionSearch } from '../recognition/recognition-search.ts';
import { Missing } from '../states/missing.tsx';
import { readTeamSearch } from '../team/team-search.ts';
import { readUseCaseSearch } from '../use-cases/use-case-search.ts';
import { readValidationSearch } from '../validations/validation-search.ts';
import { readCallSearch } from '../workbench/call-search.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

const at = { getParentRoute: () => root } as const;

const routes = [
  createRoute({ ...at, path: '/', component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage') }),
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
    path: '/rules',
    component: lazyRouteComponent(() => import('../rules/rules-page.tsx'), 'RulesPage'),
  }),
  createRoute({
    ...at,
    path: '/costs',
    validateSearch: readRange,
    component: lazyRouteComponent(() => import('../costs/costs-page.tsx'), 'CostsPage'),
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
    path: '/prices',
    validateSearch: readPriceSearch,
    component: lazyRouteComponent(() => import('../finance/prices-page.tsx'), 'PricesPage'),
  }),
  createRoute({
    ...at,
    path: '/protection',
    validateSearch: readProtectionSearch,
    component: lazyRouteComponent(() => import('../protection/protection-page.tsx'), 'ProtectionPage'),
  }),
  createRoute({
    ...at,
    path: '/protection/$eventId',
    component: lazyRouteComponent(() => import('../protection/event-page.tsx'), 'EventPage'),
  }),
  createRoute({
    ...at,
    path: '/reports',
    validateSearch: readHandlingSearch,
    component: lazyRouteComponent(() => import('../protection/handling-page.tsx'), 'HandlingPage'),
  }),
  createRoute({
    ...at,
    path: '/suspensions',
    validateSearch: readSuspensionSearch,
    component: lazyRouteComponent(() => import('../protection/suspensions-page.tsx'), 'SuspensionsPage'),
  }),
  createRoute({
    ...at,
    path: '/detection',
    component: lazyRouteComponent(() => import('../detection/detection-page.tsx'), 'DetectionPage'),
  }),
  createRoute({
    ...at,
    path: '/detection/settings',
    component: lazyRouteComponent(() => import('../detection/settings-page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    ...at,
    path: '/policy',
    component: lazyRouteComponent(() => import('../policy/policy-page.tsx'), 'PolicyPage'),
  }),
  createRoute({
    ...at,
    path: '/policy/new',
    validateSearch: readEditorSearch,
    component: lazyRouteComponent(() => import('../policy/editor-page.tsx'), 'EditorPage'),
  }),
  createRoute({
    ...at,
    path: '/policy/$versionId',
    component: lazyRouteComponent(() => import('../policy/version-page.tsx'), 'VersionPage'),
  }),
  createRoute({
    ...at,
    path: '/use-cases',
    validateSearch: readUseCaseSearch,
    component: lazyRouteComponent(() => import('../use-cases/use-cases-page.tsx'), 'UseCasesPage'),
  }),
  createRoute({
    ...at,
    path: '/use-cases/new',
    component: lazyRouteComponent(() => import('../use-cases/new-use-case-page.tsx'), 'NewUseCasePage'),
  }),
  createRoute({
    ...at,
    path: '/use-cases/$useCaseId',
    component: lazyRouteComponent(() => import('../use-cases/use-case-page.tsx'), 'UseCasePage'),
  }),
  createRoute({
    ...at,
    path: '/keys',
    validateSearch: readKeySearch,
    component: lazyRouteComponent(() => import('../keys/keys-page.tsx'), 'KeysPage'),
  }),
  createRoute({
    ...at,
    path: '/content',
    validateSearch: readContentSearch,
    component: lazyRouteComponent(() => import('../content/content-page.tsx'), 'ContentPage'),
  }),
  createRoute({
    ...at,
    path: '/content/keeping',
    component: lazyRouteComponent(() => import('../content/keeping-page.tsx'), 'KeepingPage'),
  }),
  createRoute({
    ...at,
    path: '/exceptions',
    validateSearch: readExceptionSearch,
    component: lazyRouteComponent(() => import('../exceptions/exceptions-page.tsx'), 'ExceptionsPage'),
  }),
  createRoute({
    ...at,
    path: '/audit',
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
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
