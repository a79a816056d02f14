import type { Commander, ControlContext } from '../../control/control-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { handleReport, makeReport, reportsOf, withoutReporter } from '../../control/reports.ts';
import type { Report } from '../../domain/incident/report.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows, readRow } from './row-handlers.ts';
import { toWireKept, toWireRow } from './wire-rows.ts';

type ReportOperation = 'makeReport' | 'listReports' | 'readReport' | 'handleReport' | 'listMyReports';

export function reportHandlers(context: ControlContext): Handlers<ReportOperation> {
  const toWire = (stored: Stored<Report>) => ({ ...withoutReporter(stored.row), ...toWireKept(stored) });
  return {
    makeReport: async ({ commander, body }) => {
      const made = await makeReport(context, commander, body);
      return isControlRefusal(made) ? made : answer(toWireRow(made));
    },
    listReports: ({ query }) => listRows(context.store, { noun: 'report', query, toWire }),
    readReport: ({ params }) => readRow(context.store, { noun: 'report', word: 'report', id: params.id, toWire }),
    handleReport: async ({ commander, params, body }) => {
      const handled = await handleReport(context, commander, { id: params.id, ...body });
      return isControlRefusal(handled) ? handled : answer(toWire(handled));
    },
    listMyReports: async ({ commander }) => answer({ rows: (await ownReports(context, commander)).map(toWireRow) }),
  };
}

async function ownReports(context: ControlContext, { actor }: Commander): Promise<readonly Stored<Report>[]> {
  if (actor.kind === 'system') return [];
  return reportsOf(context, { reporterKind: actor.kind, reporterId: actor.id });
}
