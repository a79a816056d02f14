import type { ChargebackContext } from '../../control/charge-book.ts';
import { ratedRows, readMonths, readShowback } from '../../control/chargeback.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { everyCall, everyProtectionEvent, everyTask, noteExport, notingLooks } from '../../control/export-rows.ts';
import type { OutcomeContext } from '../../control/outcome-context.ts';
import type { LookContext } from '../../control/record-looks.ts';
import type { ScoreContext } from '../../control/score-context.ts';
import { teamBoardRows } from '../../control/team-board-rows.ts';
import { chooseRange, type TimeRange } from '../../control/usage.ts';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { ProtectionStore } from '../../ports/protection-store.ts';
import type { TableWriter } from '../../ports/table-writer.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import type { UsageStore } from '../../ports/usage-store.ts';
import type { Handlers } from './control-handler.ts';
import {
  BOARD_TABLE,
  CALL_TABLE,
  type ExportTable,
  PROTECTION_TABLE,
  RATED_ROW_TABLE,
  SHOWBACK_TABLE,
  showbackRows,
  TASK_TABLE,
} from './export-columns.ts';
import { toldRange } from './told-range.ts';
import { fromWireMoment, toWireMoment } from './wire-rows.ts';

type ExportOperation =
  | 'exportShowbackCsv'
  | 'exportRatedRowsCsv'
  | 'exportCallsCsv'
  | 'exportProtectionEventsCsv'
  | 'exportTeamBoardCsv'
  | 'exportMyCallsCsv'
  | 'exportMyTasksCsv';

export type ExportContext = ChargebackContext &
  LookContext &
  OutcomeContext &
  Pick<ScoreContext, 'scores'> & {
    readonly usage: UsageStore;
    readonly tasks: TaskStore;
    readonly protection: ProtectionStore;
  };

type WireRange = { readonly from?: string; readonly to?: string };

/** Tables as files: the rows of the listings beside them, read as they are written. */
export function exportHandlers(context: ExportContext, csv: TableWriter): Handlers<ExportOperation> {
  const { usage, tasks, protection } = context;
  const rangeOf = ({ from, to }: WireRange) =>
    chooseRange({ fromMs: momentOf(from), toMs: momentOf(to) }, context.clock.nowMs());
  const file = <Row>(table: ExportTable<Row>, name: string, rows: AsyncIterable<Row> | Iterable<Row>) =>
    ({ kind: 'file', name: `${name}.csv`, pieces: csv(table.columns, cellsOf(table, rows)) }) as const;
  return {
    ...billExports(context, file),
    exportCallsCsv: async ({ query, commander }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { from: _from, to: _to, ...filter } = query;
      await noteExport(context, commander, { what: 'calls', filter: { ...filter, ...wireRange(range) } });
      const rows = everyCall(usage, { ...filter, ...range });
      const seen = { rows, what: 'calls', personOf: (call: { readonly personId: string | null }) => call.personId };
      return file(CALL_TABLE, `calls-${daysOf(range)}`, notingLooks(context, commander, seen));
    },
    exportProtectionEventsCsv: async ({ query, commander }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { from: _from, to: _to, personId, ...rest } = query;
      const filter = { ...rest, ...(personId === undefined ? {} : { owner: `person:${personId}` }) };
      await noteExport(context, commander, { what: 'protection', filter: { ...filter, ...wireRange(range) } });
      const rows = everyProtectionEvent(protection, { ...filter, ...range });
      const personOf = ({ owner }: { readonly owner: string }) =>
        owner.startsWith('person:') ? owner.slice('person:'.length) : null;
      const noted = notingLooks(context, commander, { rows, what: 'protection events', personOf });
      return file(PROTECTION_TABLE, `protection-${daysOf(range)}`, noted);
    },
    exportTeamBoardCsv: async ({ query, commander, caller }) => {
      const told = await toldRange(context, query, caller);
      if (isControlRefusal(told)) return told;
      const { teamId } = query;
      const { range } = told;
      const rows = await teamBoardRows(context, commander, { ...told, teamId });
      if (isControlRefusal(rows)) return rows;
      await noteExport(context, commander, { what: 'team_board', filter: { teamId, ...wireRange(range) } });
      return file(BOARD_TABLE, `team-${teamId}-${daysOf(range)}`, rows);
    },
    exportMyCallsCsv: async ({ query, grant }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const own = grant.owner.kind === 'person' ? { personId: grant.owner.personId } : { keyId: grant.keyId };
      return file(CALL_TABLE, `my-calls-${daysOf(range)}`, everyCall(usage, { ...range, ...own }));
    },
    exportMyTasksCsv: async ({ query, grant }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { from: _from, to: _to, ...filter } = query;
      const owner: KeyOwner = grant.owner;
      return file(TASK_TABLE, `my-tasks-${daysOf(range)}`, everyTask(tasks, { ...filter, ...range, owner }));
    },
  };
}

type File = <Row>(
  table: ExportTable<Row>,
  name: string,
  rows: AsyncIterable<Row> | Iterable<Row>,
) => { readonly kind: 'file'; readonly name: string; readonly pieces: AsyncIterable<Uint8Array> };

function billExports(context: ChargebackContext, file: File): Handlers<'exportShowbackCsv' | 'exportRatedRowsCsv'> {
  return {
    exportShowbackCsv: async ({ query }) => {
      const { period, by, top, ...filter } = query;
      const showback = await readShowback(context, { period, by, top, filter });
      if (isControlRefusal(showback)) return showback;
      return file(SHOWBACK_TABLE, `spending-${period}-by-${by}`, showbackRows(showback));
    },
    exportRatedRowsCsv: async ({ query: { period, ...filter } }) => {
      const months = await readMonths(context, period);
      if (isControlRefusal(months)) return months;
      return file(RATED_ROW_TABLE, `rows-${period}`, ratedRows(context, { months, filter }));
    },
  };
}

export async function* cellsOf<Row>({ cells }: ExportTable<Row>, rows: AsyncIterable<Row> | Iterable<Row>) {
  for await (const row of rows) yield cells(row);
}

function wireRange({ fromMs, toMs }: TimeRange) {
  return { from: toWireMoment(fromMs), to: toWireMoment(toMs) };
}

/** In the name of a file: the first and the last UTC day. */
function daysOf({ fromMs, toMs }: TimeRange): string {
  return `${toWireMoment(fromMs).slice(0, 10)}-to-${toWireMoment(toMs - 1).slice(0, 10)}`;
}

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
