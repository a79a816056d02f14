import type { MonthRow, Showback } from '../../control/chargeback.ts';
import type { BoardRow } from '../../control/team-board-rows.ts';
import type { TableCell, TableColumn } from '../../domain/chargeback/focus-columns.ts';
import type { ShowbackSums } from '../../domain/chargeback/fold-showback.ts';
import { fromNanodollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { KeptTask } from '../../domain/task/kept-task.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { ProtectionEvent } from '../../ports/protection-store.ts';

/** A table that leaves as a file: its columns, and a row of it. */
export type ExportTable<Row> = {
  readonly columns: readonly TableColumn[];
  readonly cells: (row: Row) => Readonly<Record<string, TableCell>>;
};

/** Texts may be anybody's, so that a spreadsheet must take none of them for a formula. Amounts are dollars, exact. */
function columnsOf(types: Readonly<Record<string, TableColumn['type']>>): readonly TableColumn[] {
  return Object.entries(types).map(([name, type]) => ({ name, type, nullable: true, fromPeople: type === 'text' }));
}

const WHOSE = { person: 'text', service_account: 'text', team: 'text', project: 'text', cost_centre: 'text' } as const;
const TOKENS = { input_tokens: 'decimal', cached_input_tokens: 'decimal', output_tokens: 'decimal' } as const;

export const CALL_TABLE: ExportTable<CallRecord> = {
  columns: columnsOf({
    ...{ call: 'text', admitted_at: 'moment', settled_at: 'moment', ...WHOSE, lane: 'text', use_case: 'text' },
    ...{ task: 'text', model: 'text', upstream: 'text', decision: 'text', outcome: 'text', error: 'text' },
    ...{ data_class: 'text', findings: 'json', ...TOKENS, usage_basis: 'text', cost_dollars: 'decimal' },
  }),
  cells: (call) => ({
    ...{ call: call.callId, admitted_at: call.admittedAtMs, settled_at: call.settledAtMs },
    ...{ person: call.personId, service_account: call.serviceAccountId, team: call.teamId, project: call.projectId },
    ...{ cost_centre: call.costCentre, lane: call.lane, use_case: call.useCaseId, task: call.taskId },
    ...{ model: call.modelId ?? call.requestedModel, upstream: call.upstreamId, decision: call.decision },
    ...{ outcome: call.outcome, error: call.errorCode, data_class: call.dataClass },
    findings: JSON.stringify(call.findings),
    ...tokensOf(call.usage),
    usage_basis: call.usageBasis,
    cost_dollars: call.costNanodollars === null ? null : dollarsOf(BigInt(call.costNanodollars)),
  }),
};

export const TASK_TABLE: ExportTable<KeptTask> = {
  columns: columnsOf({
    ...{ task: 'text', started_at: 'moment', last_at: 'moment', use_case: 'text', team: 'text', models: 'text' },
    ...{ calls: 'decimal', refused: 'decimal', failed: 'decimal', retries: 'decimal', ...TOKENS },
    ...{ cost_dollars: 'decimal', failed_cost_dollars: 'decimal', saved_by_cache_dollars: 'decimal' },
    ...{ unpriced_calls: 'decimal', waste: 'text' },
  }),
  cells: ({ key, cost, waste }) => ({
    ...{ task: key.taskId, started_at: cost.startedAtMs, last_at: cost.lastAtMs, use_case: cost.useCaseId },
    ...{ team: cost.teamId, models: cost.models.join(' '), calls: cost.calls, refused: cost.refused },
    ...{ failed: cost.failed, retries: cost.retries, ...tokensOf(cost.tokens), unpriced_calls: cost.unpriced },
    cost_dollars: fromNanodollars(cost.cost),
    failed_cost_dollars: fromNanodollars(cost.failedCost),
    saved_by_cache_dollars: fromNanodollars(cost.cacheSaved),
    waste: waste.map(({ kind }) => kind).join(' '),
  }),
};

export const PROTECTION_TABLE: ExportTable<ProtectionEvent> = {
  columns: columnsOf({
    ...{ event: 'text', first_at: 'moment', last_at: 'moment', action: 'text', direction: 'text', types: 'json' },
    ...{ data_class: 'text', owner: 'text', team: 'text', use_case: 'text', model: 'text', session: 'text' },
    ...{ calls: 'decimal', policy_version: 'text', rules: 'text', first_call: 'text', last_call: 'text' },
  }),
  cells: (event) => ({
    ...{ event: event.id, first_at: event.firstAtMs, last_at: event.lastAtMs, action: event.action },
    ...{ direction: event.direction, types: JSON.stringify(event.types), data_class: event.dataClass },
    ...{ owner: event.owner, team: event.teamId, use_case: event.useCaseId, model: event.modelId },
    ...{ session: event.sessionId, calls: event.calls, policy_version: event.policyVersion },
    ...{ rules: event.rules.join(' '), first_call: event.firstCallId, last_call: event.lastCallId },
  }),
};

export type ShowbackRow = ShowbackSums & { readonly row: 'group' | 'other'; readonly group: string | null };

export const SHOWBACK_TABLE: ExportTable<ShowbackRow> = {
  columns: columnsOf({
    ...{ row: 'text', group: 'text', calls: 'decimal', tokens: 'decimal', cost_dollars: 'decimal' },
    ...{ list_cost_dollars: 'decimal', estimated_cost_dollars: 'decimal', shared_cost_dollars: 'decimal' },
    ...{ adjusted_cost_dollars: 'decimal', unpriced_calls: 'decimal', unpriced_tokens: 'decimal' },
  }),
  cells: (line) => ({
    ...{ row: line.row, group: line.group, calls: String(line.calls), tokens: String(line.tokens) },
    ...{ cost_dollars: line.cost, list_cost_dollars: line.listCost, estimated_cost_dollars: line.estimatedCost },
    ...{ shared_cost_dollars: line.sharedCost, adjusted_cost_dollars: line.adjustedCost },
    ...{ unpriced_calls: String(line.callsUnpriced), unpriced_tokens: String(line.tokensUnpriced) },
  }),
};

/** The lines of a showback, and the one of all others: together they are its totals. */
export function showbackRows({ lines, other }: Pick<Showback, 'lines' | 'other'>): readonly ShowbackRow[] {
  const rows = lines.map((line) => ({ ...line, row: 'group' as const }));
  return other === null ? rows : [...rows, { ...other, row: 'other', group: `${other.groups} others` }];
}

export const RATED_ROW_TABLE: ExportTable<MonthRow> = {
  columns: columnsOf({
    ...{ month: 'text', kind: 'text', day: 'text', adjusts: 'text', team: 'text', project: 'text', use_case: 'text' },
    ...{ cost_centre: 'text', lane: 'text', model: 'text', upstream: 'text', meter: 'text', usage_basis: 'text' },
    ...{ price: 'text', calls: 'decimal', tokens: 'decimal', list_cost_dollars: 'decimal', cost_dollars: 'decimal' },
    reason: 'text',
  }),
  cells: (row) => ({
    ...{ month: row.month, kind: row.kind, day: row.day, adjusts: row.adjusts, team: row.teamId },
    ...{ project: row.projectId, use_case: row.useCaseId, cost_centre: row.costCentre, lane: row.lane },
    ...{ model: row.modelId, upstream: row.upstreamId, meter: row.meter, usage_basis: row.usageBasis },
    ...{ price: row.priceId, calls: String(row.calls), tokens: String(row.tokens) },
    ...{ list_cost_dollars: row.listCost, cost_dollars: row.cost, reason: row.about?.words ?? null },
  }),
};

export const BOARD_TABLE: ExportTable<BoardRow> = {
  columns: columnsOf({ part: 'text', name: 'text', value: 'text', unit: 'text', note: 'text' }),
  cells: ({ part, name, value, unit, note }) => ({ part, name, value, unit, note }),
};

function tokensOf(usage: CallRecord['usage']) {
  const cached = usage.inputCacheReadTokens;
  const written = usage.inputCacheWrite5mTokens + usage.inputCacheWrite1hTokens + usage.inputCacheWriteUnknownTokens;
  return {
    input_tokens: usage.inputUncachedTokens + cached + written,
    cached_input_tokens: cached,
    output_tokens: usage.outputVisibleTokens + usage.outputReasoningTokens,
  };
}

function dollarsOf(amount: bigint): bigint {
  return fromNanodollars(nanodollars(amount));
}
