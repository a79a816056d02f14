import { z } from 'zod';
import { ALLOWANCE_ROUTES } from './allowances.ts';
import { API_KEY_ROUTES } from './api-keys.ts';
import { APPROVAL_ROUTES } from './approvals.ts';
import { AUDIT_ROUTES } from './audit.ts';
import { BUDGET_SUSPENSE_ROUTES } from './budget-suspense.ts';
import { CACHE_ROUTES } from './cache.ts';
import { CHARGEBACK_ROUTES } from './chargeback.ts';
import { COST_REPORT_ROUTES } from './cost-reports.ts';
import { ENVELOPE_ROUTES } from './envelopes.ts';
import { EXCEPTION_ROUTES } from './exceptions.ts';
import { FORECAST_ROUTES } from './forecasts.ts';
import { LIBRARY_ROUTES } from './library.ts';
import { LIBRARY_SIMILARITY_ROUTES } from './library-similarity.ts';
import { MODEL_ROUTES } from './models.ts';
import { NOTICE_ROUTES } from './notices.ts';
import { OUTCOME_ROUTES } from './outcomes.ts';
import { PERSON_ACCESS_ROUTES } from './person-access.ts';
import { PRICE_ROUTES } from './prices.ts';
import { PROGRAMME_ROUTES } from './programmes.ts';
import { PROJECT_ROUTES } from './projects.ts';
import { RECOGNITION_ROUTES } from './recognition.ts';
import { REPORT_ROUTES } from './reports.ts';
import { ROLE_ROUTES } from './role-grants.ts';
import { ROUTE_DEFAULTS, type Route } from './route.ts';
import { ROUTING_ROUTES } from './routing.ts';
import { SCORE_CASE_ROUTES } from './score-cases.ts';
import { SCORE_ROUTES } from './scores.ts';
import { SERVICE_ACCOUNT_ROUTES } from './service-accounts.ts';
import { SOURCE_ROUTES } from './sources.ts';
import { SUSPENSION_ROUTES } from './suspensions.ts';
import { TEAM_ROUTES } from './teams.ts';
import { TRANSFER_ROUTES } from './transfers.ts';
import { USE_CASE_ROUTES } from './use-cases.ts';
import { VALIDATION_ROUTES } from './validations.ts';
import { WORKFLOW_ROUTES } from './workflows.ts';

/** Not of files: they have all pages. */
const PAGE = { limit: true, cursor: true } as const;

/** The list of the same path as a file: for the same reader, of the same part, every row of every page of it. */
function asFile<Params extends z.ZodObject, Query extends z.ZodObject>(
  list: Omit<Route, 'params'> & { readonly params: Params },
  query: Query,
  what: string,
) {
  const { scope, tag, narrow, problems, params, path } = list;
  return {
    ...ROUTE_DEFAULTS,
    ...{ scope, tag, narrow, problems, params, query },
    method: 'GET',
    path: `${path}.csv`,
    summary: `${what} as CSV: every row of the list with the same filters`,
    answer: z.string(),
    media: 'text/csv',
  } as const;
}

/** Every listing that leaves as a file, under the name of the list: of whoever may read the list, and as they may. */
export const LIST_EXPORT_ROUTES = {
  exportPricesCsv: asFile(PRICE_ROUTES.listPrices, PRICE_ROUTES.listPrices.query.omit(PAGE), 'The price book'),
  exportReconciliationCsv: asFile(
    COST_REPORT_ROUTES.readReconciliation,
    COST_REPORT_ROUTES.readReconciliation.query,
    'A month of a vendor beside ours',
  ),
  exportCostReportsCsv: asFile(
    COST_REPORT_ROUTES.listCostReports,
    COST_REPORT_ROUTES.listCostReports.query.omit(PAGE),
    'Imported cost reports',
  ),
  exportCostReportLinesCsv: asFile(
    COST_REPORT_ROUTES.listCostReportLines,
    COST_REPORT_ROUTES.listCostReportLines.query.omit(PAGE),
    'Lines of vendors’ cost reports',
  ),
  exportClosesCsv: asFile(CHARGEBACK_ROUTES.listCloses, CHARGEBACK_ROUTES.listCloses.query, 'Closed months'),
  exportSharedCostsCsv: asFile(
    COST_REPORT_ROUTES.listSharedCosts,
    COST_REPORT_ROUTES.listSharedCosts.query,
    'Shared costs',
  ),
  exportEnvelopesCsv: asFile(
    ENVELOPE_ROUTES.listEnvelopes,
    ENVELOPE_ROUTES.listEnvelopes.query.omit(PAGE),
    'Envelopes with where they stand',
  ),
  exportEnvelopeEntriesCsv: asFile(
    ENVELOPE_ROUTES.listEnvelopeEntries,
    ENVELOPE_ROUTES.listEnvelopeEntries.query.omit(PAGE),
    'The ledger of an envelope',
  ),
  exportForecastsCsv: asFile(
    FORECAST_ROUTES.listForecasts,
    FORECAST_ROUTES.listForecasts.query.omit(PAGE),
    'Forecasts of envelopes',
  ),
  exportDirectoryCsv: asFile(
    PERSON_ACCESS_ROUTES.listDirectory,
    PERSON_ACCESS_ROUTES.listDirectory.query.omit(PAGE),
    'People',
  ),
  exportRoleGrantsCsv: asFile(
    ROLE_ROUTES.listRoleGrants,
    ROLE_ROUTES.listRoleGrants.query.omit(PAGE),
    'Roles that were given',
  ),
  exportApiKeysCsv: asFile(
    API_KEY_ROUTES.listApiKeys,
    API_KEY_ROUTES.listApiKeys.query.omit(PAGE),
    'API keys, never the key itself,',
  ),
  exportTeamsCsv: asFile(TEAM_ROUTES.listTeams, TEAM_ROUTES.listTeams.query.omit(PAGE), 'Teams'),
  exportUseCasesCsv: asFile(USE_CASE_ROUTES.listUseCases, USE_CASE_ROUTES.listUseCases.query.omit(PAGE), 'Use cases'),
  exportModelsCsv: asFile(MODEL_ROUTES.listModels, MODEL_ROUTES.listModels.query.omit(PAGE), 'Models'),
  exportExceptionsCsv: asFile(
    EXCEPTION_ROUTES.listExceptions,
    EXCEPTION_ROUTES.listExceptions.query.omit(PAGE),
    'Exceptions',
  ),
  exportApprovalsCsv: asFile(
    APPROVAL_ROUTES.listApprovals,
    APPROVAL_ROUTES.listApprovals.query.omit(PAGE),
    'Approvals',
  ),
  exportOutcomesCsv: asFile(
    OUTCOME_ROUTES.listOutcomes,
    OUTCOME_ROUTES.listOutcomes.query.omit(PAGE),
    'Outcomes, without names,',
  ),
  exportMyOutcomesCsv: asFile(
    OUTCOME_ROUTES.listMyOutcomes,
    OUTCOME_ROUTES.listMyOutcomes.query.omit(PAGE),
    'Your outcomes',
  ),
  exportValidationsCsv: asFile(
    VALIDATION_ROUTES.listValidations,
    VALIDATION_ROUTES.listValidations.query.omit(PAGE),
    'The queue of validations',
  ),
  exportAwardsCsv: asFile(
    RECOGNITION_ROUTES.listRecognition,
    RECOGNITION_ROUTES.listRecognition.query.omit(PAGE),
    'What was recognised',
  ),
  exportSuspensionsCsv: asFile(
    SUSPENSION_ROUTES.listSuspensions,
    SUSPENSION_ROUTES.listSuspensions.query.omit(PAGE),
    'Suspensions',
  ),
  exportReportsCsv: asFile(
    REPORT_ROUTES.listReports,
    REPORT_ROUTES.listReports.query.omit(PAGE),
    'Reports of misuse and mistakes',
  ),
  exportBreachesCsv: asFile(
    SCORE_CASE_ROUTES.listBreaches,
    SCORE_CASE_ROUTES.listBreaches.query.omit(PAGE),
    'Rules that were broken',
  ),
  exportLibraryReuseCsv: asFile(
    LIBRARY_ROUTES.readLibraryReuse,
    LIBRARY_ROUTES.readLibraryReuse.query,
    'How often assets were used again',
  ),
  exportTemplateDriftCsv: asFile(
    LIBRARY_SIMILARITY_ROUTES.readTemplateDrift,
    LIBRARY_SIMILARITY_ROUTES.readTemplateDrift.query,
    'How far calls are from their templates',
  ),
  exportLibrarySignalsCsv: asFile(
    LIBRARY_SIMILARITY_ROUTES.readLibrarySignals,
    LIBRARY_SIMILARITY_ROUTES.readLibrarySignals.query,
    'What teams share',
  ),
  exportNoticesCsv: asFile(
    NOTICE_ROUTES.listNotices,
    NOTICE_ROUTES.listNotices.query.omit(PAGE),
    'Notices about envelopes',
  ),
  exportAuditEventsCsv: asFile(
    AUDIT_ROUTES.listAuditEvents,
    AUDIT_ROUTES.listAuditEvents.query.omit(PAGE),
    'Events of the trail',
  ),
  exportMyPostingsCsv: asFile(
    SCORE_ROUTES.listMyPostings,
    SCORE_ROUTES.listMyPostings.query.omit(PAGE),
    'What your score is made of',
  ),
  exportTransfersCsv: asFile(
    TRANSFER_ROUTES.listTransfers,
    TRANSFER_ROUTES.listTransfers.query.omit(PAGE),
    'Transfers and offers between envelopes',
  ),
  exportSuspenseCsv: asFile(
    BUDGET_SUSPENSE_ROUTES.listSuspense,
    BUDGET_SUSPENSE_ROUTES.listSuspense.query.omit(PAGE),
    'What gateways drew and did not account for',
  ),
  exportMetricValuesCsv: asFile(
    ENVELOPE_ROUTES.listMetricValues,
    ENVELOPE_ROUTES.listMetricValues.query.omit(PAGE),
    "Reported values of an envelope's metric",
  ),
  exportAllowanceEvaluationsCsv: asFile(
    ALLOWANCE_ROUTES.listAllowanceEvaluations,
    ALLOWANCE_ROUTES.listAllowanceEvaluations.query.omit(PAGE),
    'What the rule of allowances gave',
  ),
  exportWorkflowsCsv: asFile(
    WORKFLOW_ROUTES.listWorkflows,
    WORKFLOW_ROUTES.listWorkflows.query.omit(PAGE),
    'Registered answers without a model',
  ),
  exportRoutesCsv: asFile(
    ROUTING_ROUTES.listRoutes,
    ROUTING_ROUTES.listRoutes.query.omit(PAGE),
    'Models that calls may be routed to',
  ),
  exportRouteComparisonsCsv: asFile(
    ROUTING_ROUTES.listRouteComparisons,
    ROUTING_ROUTES.listRouteComparisons.query.omit(PAGE),
    'Compared answers of routed calls',
  ),
  exportCachePurgesCsv: asFile(
    CACHE_ROUTES.listCachePurges,
    CACHE_ROUTES.listCachePurges.query.omit(PAGE),
    'What was ordered to be forgotten',
  ),
  exportProjectsCsv: asFile(PROJECT_ROUTES.listProjects, PROJECT_ROUTES.listProjects.query.omit(PAGE), 'Projects'),
  exportServiceAccountsCsv: asFile(
    SERVICE_ACCOUNT_ROUTES.listServiceAccounts,
    SERVICE_ACCOUNT_ROUTES.listServiceAccounts.query.omit(PAGE),
    'Service accounts',
  ),
  exportSourcesCsv: asFile(
    SOURCE_ROUTES.listSources,
    SOURCE_ROUTES.listSources.query.omit(PAGE),
    'Sources of outcomes',
  ),
  exportScoreContestsCsv: asFile(
    SCORE_ROUTES.listScoreContests,
    SCORE_ROUTES.listScoreContests.query.omit(PAGE),
    'Contested points',
  ),
  exportProgrammesCsv: asFile(
    PROGRAMME_ROUTES.listProgrammes,
    PROGRAMME_ROUTES.listProgrammes.query.omit(PAGE),
    'Programmes',
  ),
  exportLibraryCsv: asFile(
    LIBRARY_ROUTES.listLibrary,
    LIBRARY_ROUTES.listLibrary.query.omit(PAGE),
    'Assets of the library',
  ),
  exportMergeProposalsCsv: asFile(
    LIBRARY_SIMILARITY_ROUTES.listMergeProposals,
    LIBRARY_SIMILARITY_ROUTES.listMergeProposals.query.omit(PAGE),
    'Merge proposals',
  ),
} as const;
