import type { LIST_EXPORT_ROUTES } from '../../contract/list-exports.ts';
import type { Route } from '../../contract/route.ts';
import { type AnswerOf, type OperationId, ROUTES } from '../../contract/routes.ts';
import { columnsOfRows } from '../../contract/row-columns.ts';
import type { ControlContext } from '../../control/control-context.ts';
import type { ControlRefusal } from '../../control/control-refusal.ts';
import { noteExport } from '../../control/export-rows.ts';
import type { TableWriter } from '../../ports/table-writer.ts';
import type { Ask, Handlers, Outcome } from './control-handler.ts';
import type { Trouble } from './problem-answer.ts';
import { cellsOfRow, tableColumnOf, withheldRow } from './row-cells.ts';

export type ListExportId = keyof typeof LIST_EXPORT_ROUTES;

type Rows = { readonly rows: readonly object[]; readonly next?: string | null; readonly withheld?: readonly string[] };
type ListId = {
  [Id in OperationId]: AnswerOf<Id> extends { readonly rows: readonly object[] } ? Id : never;
}[OperationId];
type Lists = Handlers<ListId>;
type Page = { readonly limit: number; readonly cursor?: string };
type Asked = Pick<Ask<ListExportId>, 'commander' | 'query'>;
type File = { readonly kind: 'file'; readonly name: string; readonly pieces: AsyncIterable<Uint8Array> };
type Save = (
  id: ListId,
  asked: Asked,
  read: (page: Page) => Promise<Outcome<Rows>>,
) => Promise<File | ControlRefusal | Trouble>;

/** As many as a listing gives at once. */
const PAGE_ROWS = 500;

/**
 * Listings as files. Each asks the listing itself, page by page, as whoever asks for the file, so that a file can hold neither
 * more nor less than the list, whatever its filters and the reader's reach are.
 */
export function listExportHandlers(context: ControlContext, lists: Lists, csv: TableWriter): Handlers<ListExportId> {
  const save: Save = async (id, { commander, query }, read) => {
    const first = rowsOf(await read({ limit: PAGE_ROWS }));
    if ('kind' in first) return first;
    const route: Route = ROUTES[id];
    const what = nameOf(route);
    if (route.scope !== 'any') await noteExport(context, commander, { what, filter: query });
    const columns = columnsOfRows(route.answer);
    const cells = async function* () {
      for await (const { rows, withheld = [] } of pagesFrom(first, read)) {
        for (const row of rows) yield cellsOfRow(columns, row);
        if (withheld.length > 0) yield withheldRow(columns, withheld);
      }
    };
    return { kind: 'file', name: `${what}.csv`, pieces: csv(columns.map(tableColumnOf), cells()) };
  };
  return {
    ...moneyExports(lists, save),
    ...houseExports(lists, save),
    ...caseExports(lists, save),
    ...libraryExports(lists, save),
    ...routingExports(lists, save),
  };
}

/** A listing that breaks off must not look like one that has ended: the file breaks off too. */
async function* pagesFrom(first: Rows, read: (page: Page) => Promise<Outcome<Rows>>): AsyncGenerator<Rows> {
  let page = first;
  yield page;
  while (typeof page.next === 'string') {
    const following = rowsOf(await read({ limit: PAGE_ROWS, cursor: page.next }));
    if ('kind' in following) throw new Error('A listing was refused after its first page.');
    page = following;
    yield page;
  }
}

function rowsOf(outcome: Outcome<Rows>): Rows | ControlRefusal | Trouble {
  if (outcome.kind === 'answer') return outcome.value;
  if (outcome.kind === 'lines' || outcome.kind === 'file') throw new Error('A listing answers with rows.');
  return outcome;
}

/** `/chargeback/closes`: chargeback-closes. Which one of a path stands in no name. */
function nameOf({ path }: Pick<Route, 'path'>): string {
  const parts = path.split('/').filter((part) => part !== '' && !part.startsWith('{'));
  return parts.join('-');
}

function moneyExports(
  lists: Lists,
  save: Save,
): Handlers<
  | 'exportPricesCsv'
  | 'exportReconciliationCsv'
  | 'exportCostReportsCsv'
  | 'exportCostReportLinesCsv'
  | 'exportClosesCsv'
  | 'exportSharedCostsCsv'
  | 'exportEnvelopesCsv'
  | 'exportEnvelopeEntriesCsv'
  | 'exportForecastsCsv'
  | 'exportNoticesCsv'
  | 'exportTransfersCsv'
  | 'exportSuspenseCsv'
  | 'exportMetricValuesCsv'
  | 'exportAllowanceEvaluationsCsv'
> {
  return {
    exportPricesCsv: (ask) => save('listPrices', ask, (page) => lists.listPrices(paged(ask, page))),
    exportReconciliationCsv: (ask) => save('readReconciliation', ask, () => lists.readReconciliation({ ...ask })),
    exportCostReportsCsv: (ask) => save('listCostReports', ask, (page) => lists.listCostReports(paged(ask, page))),
    exportCostReportLinesCsv: (ask) =>
      save('listCostReportLines', ask, (page) => lists.listCostReportLines(paged(ask, page))),
    exportClosesCsv: (ask) => save('listCloses', ask, () => lists.listCloses({ ...ask })),
    exportSharedCostsCsv: (ask) => save('listSharedCosts', ask, () => lists.listSharedCosts({ ...ask })),
    exportEnvelopesCsv: (ask) => save('listEnvelopes', ask, (page) => lists.listEnvelopes(paged(ask, page))),
    exportEnvelopeEntriesCsv: (ask) =>
      save('listEnvelopeEntries', ask, (page) => lists.listEnvelopeEntries(paged(ask, page))),
    exportForecastsCsv: (ask) => save('listForecasts', ask, (page) => lists.listForecasts(paged(ask, page))),
    exportNoticesCsv: (ask) => save('listNotices', ask, (page) => lists.listNotices(paged(ask, page))),
    exportTransfersCsv: (ask) => save('listTransfers', ask, (page) => lists.listTransfers(paged(ask, page))),
    exportSuspenseCsv: (ask) => save('listSuspense', ask, (page) => lists.listSuspense(paged(ask, page))),
    exportMetricValuesCsv: (ask) => save('listMetricValues', ask, (page) => lists.listMetricValues(paged(ask, page))),
    exportAllowanceEvaluationsCsv: (ask) =>
      save('listAllowanceEvaluations', ask, (page) => lists.listAllowanceEvaluations(paged(ask, page))),
  };
}

function houseExports(
  lists: Lists,
  save: Save,
): Handlers<
  | 'exportDirectoryCsv'
  | 'exportRoleGrantsCsv'
  | 'exportApiKeysCsv'
  | 'exportTeamsCsv'
  | 'exportUseCasesCsv'
  | 'exportModelsCsv'
  | 'exportAuditEventsCsv'
  | 'exportProjectsCsv'
  | 'exportServiceAccountsCsv'
  | 'exportSourcesCsv'
> {
  return {
    exportDirectoryCsv: (ask) => save('listDirectory', ask, (page) => lists.listDirectory(paged(ask, page))),
    exportRoleGrantsCsv: (ask) => save('listRoleGrants', ask, (page) => lists.listRoleGrants(paged(ask, page))),
    exportApiKeysCsv: (ask) => save('listApiKeys', ask, (page) => lists.listApiKeys(paged(ask, page))),
    exportTeamsCsv: (ask) => save('listTeams', ask, (page) => lists.listTeams(paged(ask, page))),
    exportUseCasesCsv: (ask) => save('listUseCases', ask, (page) => lists.listUseCases(paged(ask, page))),
    exportModelsCsv: (ask) => save('listModels', ask, (page) => lists.listModels(paged(ask, page))),
    exportAuditEventsCsv: (ask) => save('listAuditEvents', ask, (page) => lists.listAuditEvents(paged(ask, page))),
    exportProjectsCsv: (ask) => save('listProjects', ask, (page) => lists.listProjects(paged(ask, page))),
    exportServiceAccountsCsv: (ask) =>
      save('listServiceAccounts', ask, (page) => lists.listServiceAccounts(paged(ask, page))),
    exportSourcesCsv: (ask) => save('listSources', ask, (page) => lists.listSources(paged(ask, page))),
  };
}

function caseExports(
  lists: Lists,
  save: Save,
): Handlers<
  | 'exportExceptionsCsv'
  | 'exportApprovalsCsv'
  | 'exportOutcomesCsv'
  | 'exportMyOutcomesCsv'
  | 'exportValidationsCsv'
  | 'exportAwardsCsv'
  | 'exportMyPostingsCsv'
  | 'exportSuspensionsCsv'
  | 'exportReportsCsv'
  | 'exportBreachesCsv'
  | 'exportScoreContestsCsv'
> {
  return {
    exportExceptionsCsv: (ask) => save('listExceptions', ask, (page) => lists.listExceptions(paged(ask, page))),
    exportApprovalsCsv: (ask) => save('listApprovals', ask, (page) => lists.listApprovals(paged(ask, page))),
    exportOutcomesCsv: (ask) => save('listOutcomes', ask, (page) => lists.listOutcomes(paged(ask, page))),
    exportMyOutcomesCsv: (ask) => save('listMyOutcomes', ask, (page) => lists.listMyOutcomes(paged(ask, page))),
    exportValidationsCsv: (ask) => save('listValidations', ask, (page) => lists.listValidations(paged(ask, page))),
    exportAwardsCsv: (ask) => save('listRecognition', ask, (page) => lists.listRecognition(paged(ask, page))),
    exportMyPostingsCsv: (ask) => save('listMyPostings', ask, (page) => lists.listMyPostings(paged(ask, page))),
    exportSuspensionsCsv: (ask) => save('listSuspensions', ask, (page) => lists.listSuspensions(paged(ask, page))),
    exportReportsCsv: (ask) => save('listReports', ask, (page) => lists.listReports(paged(ask, page))),
    exportBreachesCsv: (ask) => save('listBreaches', ask, (page) => lists.listBreaches(paged(ask, page))),
    exportScoreContestsCsv: (ask) =>
      save('listScoreContests', ask, (page) => lists.listScoreContests(paged(ask, page))),
  };
}

function libraryExports(
  lists: Lists,
  save: Save,
): Handlers<
  | 'exportLibraryReuseCsv'
  | 'exportTemplateDriftCsv'
  | 'exportLibrarySignalsCsv'
  | 'exportProgrammesCsv'
  | 'exportLibraryCsv'
  | 'exportMergeProposalsCsv'
> {
  return {
    exportLibraryReuseCsv: (ask) => save('readLibraryReuse', ask, () => lists.readLibraryReuse({ ...ask })),
    exportTemplateDriftCsv: (ask) => save('readTemplateDrift', ask, () => lists.readTemplateDrift({ ...ask })),
    exportLibrarySignalsCsv: (ask) => save('readLibrarySignals', ask, () => lists.readLibrarySignals({ ...ask })),
    exportProgrammesCsv: (ask) => save('listProgrammes', ask, (page) => lists.listProgrammes(paged(ask, page))),
    exportLibraryCsv: (ask) => save('listLibrary', ask, (page) => lists.listLibrary(paged(ask, page))),
    exportMergeProposalsCsv: (ask) =>
      save('listMergeProposals', ask, (page) => lists.listMergeProposals(paged(ask, page))),
  };
}

function routingExports(
  lists: Lists,
  save: Save,
): Handlers<'exportWorkflowsCsv' | 'exportRoutesCsv' | 'exportRouteComparisonsCsv' | 'exportCachePurgesCsv'> {
  return {
    exportWorkflowsCsv: (ask) => save('listWorkflows', ask, (page) => lists.listWorkflows(paged(ask, page))),
    exportRoutesCsv: (ask) => save('listRoutes', ask, (page) => lists.listRoutes(paged(ask, page))),
    exportRouteComparisonsCsv: (ask) =>
      save('listRouteComparisons', ask, (page) => lists.listRouteComparisons(paged(ask, page))),
    exportCachePurgesCsv: (ask) => save('listCachePurges', ask, (page) => lists.listCachePurges(paged(ask, page))),
  };
}

function paged<Asking extends { readonly query: object }>(ask: Asking, page: Page) {
  const query: Asking['query'] & Page = { ...ask.query, ...page };
  return { ...ask, query };
}
