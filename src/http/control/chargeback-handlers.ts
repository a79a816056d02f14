import { listSharedCosts, postAdjustment, putSharedCost } from '../../control/charge-adjustments.ts';
import type { ChargebackContext } from '../../control/charge-book.ts';
import { checkClose, closeMonth, listCloses } from '../../control/charge-closes.ts';
import { type MonthRow, ratedRows, readMonths, readOwnShowback, readShowback } from '../../control/chargeback.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { importReport, listReportLines, readReconciliation } from '../../control/cost-reports.ts';
import { focusRows, readFocusMetadata } from '../../control/focus-export.ts';
import { type FocusVersion, focusColumns } from '../../domain/chargeback/focus-columns.ts';
import { formatDecimalDollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { TableWriter } from '../../ports/table-writer.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import {
  toWireAdjustment,
  toWireClose,
  toWireRatedRow,
  toWireReconciliation,
  toWireReport,
  toWireReportLine,
  toWireShowback,
} from './wire-charges.ts';

/** The file formats that exports are written in. */
export type TableWriters = { readonly csv: TableWriter; readonly parquet: TableWriter };

type ChargeOperation =
  | 'readShowback'
  | 'readMyShowback'
  | 'listRatedRows'
  | 'listCloses'
  | 'readClose'
  | 'closeMonth'
  | 'postAdjustment'
  | 'listSharedCosts'
  | 'putSharedCost';

export function chargebackHandlers(context: ChargebackContext): Handlers<ChargeOperation> {
  return {
    readShowback: async ({ query }) => {
      const { period, by, top, ...filter } = query;
      const showback = await readShowback(context, { period, by, top, filter });
      return isControlRefusal(showback) ? showback : answer(toWireShowback(showback, by));
    },
    readMyShowback: async ({ query: { period, by, top }, grant }) => {
      const showback = await readOwnShowback(context, { period, by, top, owner: grant.owner });
      return isControlRefusal(showback) ? showback : answer(toWireShowback(showback, by));
    },
    listRatedRows: async ({ query: { period, ...filter } }) => {
      const months = await readMonths(context, period);
      if (isControlRefusal(months)) return months;
      return { kind: 'lines', lines: wireRows(ratedRows(context, { months, filter })) };
    },
    listCloses: async () => answer({ rows: (await listCloses(context)).map(toWireClose) }),
    readClose: async ({ params }) => {
      const close = await checkClose(context, params.month);
      if (isControlRefusal(close)) return close;
      return answer({ ...toWireClose(close), digestNow: close.digestNow, sound: close.sound });
    },
    closeMonth: async ({ body, commander }) => {
      const close = await closeMonth(context, commander, body.month);
      return isControlRefusal(close) ? close : answer(toWireClose(close));
    },
    postAdjustment: async ({ body: { amountNanodollars, ...order }, commander }) => {
      const amount = nanodollars(BigInt(amountNanodollars));
      const posted = await postAdjustment(context, commander, { ...order, amount });
      return isControlRefusal(posted) ? posted : answer(toWireAdjustment(posted));
    },
    listSharedCosts: async () => answer({ rows: await listSharedCosts(context) }),
    putSharedCost: async ({ body, commander }) => {
      const shared = await putSharedCost(context, commander, body);
      return isControlRefusal(shared) ? shared : answer(shared);
    },
  };
}

async function* wireRows(rows: AsyncIterable<MonthRow>): AsyncGenerator<ReturnType<typeof toWireRatedRow>> {
  for await (const row of rows) yield toWireRatedRow(row);
}

export function costReportHandlers(
  context: ChargebackContext,
): Handlers<'listCostReports' | 'listCostReportLines' | 'importCostReport' | 'readReconciliation'> {
  return {
    listCostReports: async ({ query }) => {
      const from = fromCursor('cost_reports', query);
      if ('kind' in from) return from;
      const beforeId = from.after === null ? null : Number(from.after);
      const reports = await context.chargeback.reports({ limit: query.limit + 1, beforeId });
      const rows = reports.slice(0, query.limit);
      const last = reports.length > query.limit ? String(rows.at(-1)?.id) : null;
      return answer({ rows: rows.map(toWireReport), next: toCursor('cost_reports', query, last) });
    },
    listCostReportLines: async ({ query }) => {
      const from = fromCursor('cost_report_lines', query);
      if ('kind' in from) return from;
      const [reportId = 0, position = 0] = (from.after ?? '').split(' ').map(Number);
      const after = from.after === null ? null : { reportId, position };
      const found = await listReportLines(context, query, { limit: query.limit + 1, after });
      const rows = found.rows.slice(0, query.limit);
      const last = found.rows.length > query.limit ? rows.at(-1) : undefined;
      const next = last === undefined ? null : `${last.reportId} ${last.position}`;
      const costDollars = formatDecimalDollars(found.cost);
      return answer({
        ...{ rows: rows.map(toWireReportLine), lines: found.lines, costDollars },
        next: toCursor('cost_report_lines', query, next),
      });
    },
    importCostReport: async ({ body: { projects, ...given }, commander }) => {
      const mapped = new Map(Object.entries(projects));
      const imported = await importReport(context, commander, { ...given, projects: mapped });
      if (isControlRefusal(imported)) return imported;
      const { report, isKnown, warnings } = imported;
      return answer({ ...toWireReport(report), isKnown, warnings });
    },
    readReconciliation: async ({ query }) => answer(toWireReconciliation(await readReconciliation(context, query))),
  };
}

export function focusHandlers(
  context: ChargebackContext,
  tables: TableWriters,
): Handlers<'exportFocusCsv' | 'exportFocusParquet' | 'readFocusMetadata'> {
  const exported = async (
    writer: keyof TableWriters,
    asked: { readonly period: string; readonly version: FocusVersion },
  ) => {
    const months = await readMonths(context, asked.period);
    if (isControlRefusal(months)) return months;
    const name = `focus-${asked.version}-${asked.period}.${writer}`;
    const pieces = tables[writer](focusColumns(asked.version), focusRows(context, months));
    return { kind: 'file', name, pieces } as const;
  };
  return {
    exportFocusCsv: ({ query }) => exported('csv', query),
    exportFocusParquet: ({ query }) => exported('parquet', query),
    readFocusMetadata: async ({ params, query }) =>
      answer({ ...(await readFocusMetadata(context, { month: params.month, version: query.version })) }),
  };
}
