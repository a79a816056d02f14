import type { MonthName } from '../domain/chargeback/charge-month.ts';
import { daysOf, type ReportLine, readCostReport } from '../domain/chargeback/cost-report.ts';
import type { ReconciledLine } from '../domain/chargeback/reconcile.ts';
import type { ReportVendor } from '../domain/chargeback/shared-cost.ts';
import { type Femtodollars, femtodollars } from '../domain/money/femtodollars.ts';
import type { KeptReport } from '../ports/chargeback-store.ts';
import type { ChargebackContext } from './charge-book.ts';
import { lastDayOf, reconcileMonth } from './charge-lines.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

export type ReportImport = {
  readonly vendor: ReportVendor;
  readonly fileName: string;
  readonly text: string;
  /** The vendor's project or workspace to ours. */
  readonly projects: ReadonlyMap<string, string>;
};

export type ImportedReport = {
  readonly report: KeptReport;
  /** Whether the same content had been imported before; then nothing was changed. */
  readonly isKnown: boolean;
  readonly warnings: readonly string[];
};

export type Reconciliation = {
  readonly vendor: ReportVendor;
  readonly month: MonthName;
  /** Days of the month that the vendor's reports have. */
  readonly days: number;
  readonly ours: Femtodollars;
  readonly theirs: Femtodollars;
  readonly residual: Femtodollars;
  readonly lines: readonly ReconciledLine[];
};

/** Takes a report whole, or names every line that is wrong and takes nothing. The same content and mapping is taken once. */
export async function importReport(
  context: ChargebackContext,
  commander: Commander,
  given: ReportImport,
): Promise<ImportedReport | ControlRefusal> {
  const read = readCostReport(given);
  if (read.kind === 'faulty') return refuseReport(read.faults);
  const unknown = await findUnknownProject(context, given.projects);
  if (unknown !== undefined) return unknown;
  const nowMs = context.clock.nowMs();
  const digest = context.sha256(JSON.stringify([given.text, [...given.projects].sort()]));
  return context.chargeback.write({ actor: commander.actor, nowMs, closes: false }, async (unit) => {
    const known = await unit.findReport(given.vendor, digest);
    if (known !== undefined) return { report: known, isKnown: true, warnings: read.warnings };
    const lines = read.lines.map((line) => ({ ...line, projectId: projectOf(given, line) }));
    const days = daysOf(lines);
    const kept = {
      ...{ vendor: given.vendor, digest, fileName: given.fileName, importedAtMs: nowMs },
      importedBy: commander.actor.id,
      fromDay: days[0] ?? '',
      toDay: days.at(-1) ?? '',
      lines: lines.length,
      cost: femtodollars(lines.reduce((sum, { cost }) => sum + cost, 0n)),
    };
    const report = await unit.putReport(kept, lines);
    const detail = { ...kept, cost: String(kept.cost) };
    unit.audit({ type: 'cost_report.imported', subject: `cost_report:${report.id}`, detail });
    return { report, isKnown: false, warnings: read.warnings };
  });
}

/** Ours beside the vendor's for a month, with what is left as a line of its own. */
export async function readReconciliation(
  context: ChargebackContext,
  asked: { readonly vendor: ReportVendor; readonly month: MonthName },
): Promise<Reconciliation> {
  const reading = await context.chargeback.openReading();
  try {
    const lines = await reconcileMonth({ reading }, asked);
    const sum = (of: (line: ReconciledLine) => bigint): Femtodollars =>
      femtodollars(lines.reduce((all, line) => all + of(line), 0n));
    return {
      ...asked,
      days: new Set(lines.map(({ day }) => day)).size,
      ours: sum(({ ours }) => ours),
      theirs: sum(({ vendor }) => vendor),
      residual: sum(({ residual }) => residual),
      lines,
    };
  } finally {
    await reading.end();
  }
}

export type LinesAsked = {
  readonly reportId?: string;
  readonly vendor?: ReportVendor;
  readonly month?: MonthName;
  readonly day?: string;
  readonly model?: string;
  readonly projectId?: string;
  readonly only?: 'no_model';
};

/** The lines that a reconciliation of these days adds up, or all of one report. */
export function listReportLines(
  { chargeback }: ChargebackContext,
  { reportId, month, day, only, model, vendor, projectId }: LinesAsked,
  page: Parameters<ChargebackContext['chargeback']['reportLines']>[1],
): ReturnType<ChargebackContext['chargeback']['reportLines']> {
  const days = month === undefined ? {} : { fromDay: `${month}-01`, toDay: lastDayOf(month) };
  return chargeback.reportLines(
    {
      ...days,
      ...(day === undefined ? {} : { fromDay: day, toDay: day }),
      ...(reportId === undefined ? {} : { reportId: Number(reportId) }),
      ...(vendor === undefined ? {} : { vendor }),
      ...(projectId === undefined ? {} : { projectId }),
      ...(only === 'no_model' ? { model: null } : model === undefined ? {} : { model }),
    },
    page,
  );
}

function refuseReport(faults: readonly { readonly line: number; readonly detail: string }[]): ControlRefusal {
  const [first] = faults;
  const more = faults.length > 1 ? ` ${faults.length - 1} more lines are named in "errors".` : '';
  return refuseCommand(
    'report_faulty',
    `Line ${first?.line ?? 1}: ${first?.detail ?? ''}${more} Nothing was imported.`,
    faults.map(({ line, detail }) => ({ code: 'report_faulty', pointer: `line/${line}`, detail })),
  );
}

function projectOf({ projects }: ReportImport, { vendorProject }: ReportLine): string | null {
  return vendorProject === null ? null : (projects.get(vendorProject) ?? null);
}

async function findUnknownProject(
  { store }: ChargebackContext,
  projects: ReadonlyMap<string, string>,
): Promise<ControlRefusal | undefined> {
  for (const id of projects.values()) {
    if ((await store.get('project', id)) !== undefined) continue;
    return refuseCommand('reference_unknown', `There is no project "${id}".`);
  }
  return undefined;
}
