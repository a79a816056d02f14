import { canBecome, type Report } from '../domain/incident/report.ts';
import type { Actor, Stored } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';

export type ReportWish = Pick<Report, 'about' | 'words' | 'callId' | 'unnamed'>;

/** Writes down what somebody reports. An unnamed reporter does not stand in the trail either. */
export async function makeReport(
  context: ControlContext,
  commander: Commander,
  wish: ReportWish,
): Promise<Stored<Report> | ControlRefusal> {
  const { actor } = commander;
  if (actor.kind === 'system') return refuseCommand('rule_broken', 'Only a person or a service account reports.');
  const row: Report = {
    ...wish,
    id: context.chance.uuid(context.clock.nowMs()),
    reporterKind: actor.kind,
    reporterId: actor.id,
    state: 'received',
    handledBy: null,
    answer: null,
  };
  return context.store.write(wish.unnamed ? unnamedActor(row.id) : actor, async (unit) => {
    await unit.put('report', row, { managedBy: 'api', expectedRevision: null });
    // Neither its words nor its call, which may lead to who wrote it.
    const detail = { about: row.about, unnamed: row.unnamed };
    await unit.audit({ type: 'report.received', subject: `report:${row.id}`, detail });
    return readBack(unit, 'report', row.id);
  });
}

/** Takes a report a step on, and tells the reporter. */
export function handleReport(
  context: ControlContext,
  commander: Commander,
  step: { readonly id: string; readonly state: Report['state']; readonly answer: string | null },
): Promise<Stored<Report> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('report', step.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no report "${step.id}".`);
    if (!canBecome(stored.row.state, step.state)) {
      return refuseCommand(
        'rule_broken',
        `A report that is ${inWords(stored.row.state)} does not become ${inWords(step.state)}.`,
      );
    }
    const answer = step.answer ?? stored.row.answer;
    const next: Report = { ...stored.row, state: step.state, handledBy: commander.actor.id, answer };
    await unit.put('report', next, { managedBy: 'api', expectedRevision: stored.revision });
    await unit.audit({ type: `report.${next.state}`, subject: `report:${next.id}`, detail: {} });
    return readBack(unit, 'report', next.id);
  });
}

/** A reporter's own reports, newest first. */
export async function reportsOf(
  context: ControlContext,
  reporter: Pick<Report, 'reporterKind' | 'reporterId'>,
): Promise<readonly Stored<Report>[]> {
  const own: Stored<Report>[] = [];
  for await (const stored of everyRow(context.store, 'report')) {
    const { reporterKind, reporterId } = stored.row;
    if (reporterKind === reporter.reporterKind && reporterId === reporter.reporterId) own.push(stored);
  }
  return own.sort((one, other) => other.createdAtMs - one.createdAtMs);
}

/** As others see it. */
export function withoutReporter(report: Report): Omit<Report, 'reporterId'> & { readonly reporterId: string | null } {
  return report.unnamed ? { ...report, reporterId: null } : report;
}

function unnamedActor(reportId: string): Actor {
  return { kind: 'system', id: 'unnamed-reporter', keyId: null, requestId: reportId };
}

function inWords(state: Report['state']): string {
  return state.replace('_', ' ');
}
