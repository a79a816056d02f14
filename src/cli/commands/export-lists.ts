import { CliFailure } from '../connection/cli-failure.ts';

/** Listings that leave as a file, by the word for them. */
export const LIST_FILES = {
  prices: 'exportPricesCsv',
  reconciliation: 'exportReconciliationCsv',
  'cost-reports': 'exportCostReportsCsv',
  'cost-report-lines': 'exportCostReportLinesCsv',
  closes: 'exportClosesCsv',
  'shared-costs': 'exportSharedCostsCsv',
  envelopes: 'exportEnvelopesCsv',
  'envelope-entries': 'exportEnvelopeEntriesCsv',
  forecasts: 'exportForecastsCsv',
  notices: 'exportNoticesCsv',
  people: 'exportDirectoryCsv',
  'role-grants': 'exportRoleGrantsCsv',
  'api-keys': 'exportApiKeysCsv',
  teams: 'exportTeamsCsv',
  'use-cases': 'exportUseCasesCsv',
  models: 'exportModelsCsv',
  'audit-events': 'exportAuditEventsCsv',
  exceptions: 'exportExceptionsCsv',
  approvals: 'exportApprovalsCsv',
  outcomes: 'exportOutcomesCsv',
  'my-outcomes': 'exportMyOutcomesCsv',
  validations: 'exportValidationsCsv',
  awards: 'exportAwardsCsv',
  'my-postings': 'exportMyPostingsCsv',
  suspensions: 'exportSuspensionsCsv',
  reports: 'exportReportsCsv',
  breaches: 'exportBreachesCsv',
  'library-reuse': 'exportLibraryReuseCsv',
  drift: 'exportTemplateDriftCsv',
  'library-signals': 'exportLibrarySignalsCsv',
  transfers: 'exportTransfersCsv',
  suspense: 'exportSuspenseCsv',
  'metric-values': 'exportMetricValuesCsv',
  'allowance-evaluations': 'exportAllowanceEvaluationsCsv',
  workflows: 'exportWorkflowsCsv',
  routes: 'exportRoutesCsv',
  'route-comparisons': 'exportRouteComparisonsCsv',
  'cache-purges': 'exportCachePurgesCsv',
  projects: 'exportProjectsCsv',
  'service-accounts': 'exportServiceAccountsCsv',
  sources: 'exportSourcesCsv',
  contests: 'exportScoreContestsCsv',
  programmes: 'exportProgrammesCsv',
  library: 'exportLibraryCsv',
  'merge-proposals': 'exportMergeProposalsCsv',
} as const;

export function isListFile(name: string): name is keyof typeof LIST_FILES {
  return Object.hasOwn(LIST_FILES, name);
}

/** Filters as the list has them: `state=requested`; whose rows they are stands in front: `id=…`, `period=…`. */
export function readWhere(where: readonly string[], params: readonly string[]) {
  const pairs = where.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new CliFailure(`"${text}" is no filter: write name=value, for instance state=requested.`, 2);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  const isParam = ([name]: readonly [string, string]) => params.includes(name);
  return {
    params: Object.fromEntries(pairs.filter(isParam)),
    query: Object.fromEntries(pairs.filter((pair) => !isParam(pair))),
  };
}
