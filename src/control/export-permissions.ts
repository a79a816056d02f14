import { type Award, recipientId } from '../domain/recognition/award.ts';
import { approveExport, type ExportPermission, exportFault } from '../domain/recognition/export-permission.ts';
import { exportNotice } from '../domain/recognition/recognition-notices.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import type { AwardPage, AwardsPage } from '../ports/recognition-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { raiseNotices } from './raise-notices.ts';
import type { RecognitionContext } from './recognition-context.ts';
import { recordLooks } from './record-looks.ts';

export type StoredPermission = Stored<ExportPermission>;

/** Proposes that recognition may be taken to performance reviews. Nothing leaves by it alone. */
export function proposeExport(
  context: RecognitionContext,
  { actor }: Commander,
  order: { readonly purpose: string; readonly agreedWith: string },
): Promise<StoredPermission | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  if (actor.kind !== 'person')
    return Promise.resolve(refuseCommand('rule_broken', 'A person proposes this, under their own name.'));
  return context.store.write(actor, async (unit) => {
    const row: ExportPermission = {
      ...{ id: context.chance.uuid(nowMs), ...order, state: 'proposed', proposedBy: actor.id, proposedAtMs: nowMs },
      ...{ decidedBy: null, decidedAtMs: null, reason: null, startsAtMs: null, endsAtMs: null },
    };
    return save(unit, row, null);
  });
}

export type ExportDecision = {
  readonly id: string;
  readonly decision: 'approve' | 'decline' | 'end';
  readonly reason: string;
};

/** A second person says yes or no; anybody who may change the control plane ends it, at once. Everybody is told of a yes. */
export async function decideExport(
  context: RecognitionContext,
  { actor }: Commander,
  order: ExportDecision,
): Promise<StoredPermission | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const decided = await context.store.write(actor, async (unit) => {
    const stored = await unit.get('export_permission', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no permission "${order.id}".`);
    const next = decideOn(stored.row, order, { personId: actor.kind === 'person' ? actor.id : null, nowMs });
    return isControlRefusal(next) ? next : save(unit, next, stored.revision);
  });
  if (!isControlRefusal(decided) && decided.row.state === 'approved')
    await raiseNotices(context, [exportNotice(decided.row, nowMs)]);
  return decided;
}

function decideOn(
  permission: ExportPermission,
  { decision, reason }: ExportDecision,
  { personId, nowMs }: { readonly personId: string | null; readonly nowMs: number },
): ExportPermission | ControlRefusal {
  const wrong = refuseCommand('rule_broken', `The permission is ${permission.state} already.`);
  if (personId === null) return refuseCommand('four_eyes', 'A person decides this, under their own name.');
  const decided = { decidedBy: personId, decidedAtMs: nowMs, reason };
  switch (decision) {
    case 'approve':
    case 'decline':
      if (permission.state !== 'proposed') return wrong;
      if (permission.proposedBy === personId)
        return refuseCommand('four_eyes', 'You proposed it: somebody else says yes or no.');
      return decision === 'approve'
        ? { ...approveExport(permission, { personId, nowMs }), reason }
        : { ...permission, ...decided, state: 'declined' };
    case 'end':
      if (permission.state !== 'approved' && permission.state !== 'proposed') return wrong;
      return { ...permission, ...decided, state: 'ended' };
  }
}

async function save(unit: WriteUnit, row: ExportPermission, revision: number | null): Promise<StoredPermission> {
  await unit.put('export_permission', row, { managedBy: 'api', expectedRevision: revision });
  const { id, state, purpose, agreedWith, reason, startsAtMs, endsAtMs } = row;
  const detail = { purpose, agreedWith, reason, startsAtMs, endsAtMs };
  await unit.audit({ type: `export_permission.${state}`, subject: `export_permission:${id}`, detail });
  return readBack(unit, 'export_permission', id);
}

/**
 * Recognition of people who let it be exported, while a permission is in force: levels and citations, never scores. Each page is
 * audited, and each person in it sees that somebody looked.
 */
export async function exportRecognition(
  context: RecognitionContext,
  commander: Commander,
  asked: AwardPage & { readonly why: string },
): Promise<AwardsPage | ControlRefusal> {
  const permissions: ExportPermission[] = [];
  for await (const { row } of everyRow(context.store, 'export_permission')) permissions.push(row);
  const fault = exportFault(permissions, context.clock.nowMs());
  if (fault !== undefined) return refuseCommand('rule_broken', fault);
  const page = await context.recognition.exportable(asked);
  const personIds = [...new Set(page.awards.map(({ recipient }) => recipientId(recipient)))];
  await recordLooks(context, commander, { personIds, what: 'recognition, for performance reviews', why: asked.why });
  await context.store.write(commander.actor, (unit) =>
    unit.audit({
      type: 'recognition.exported',
      subject: 'recognition:export',
      detail: { why: asked.why, people: personIds.length, awards: page.awards.length },
    }),
  );
  return page;
}

const FILE_PAGE_ROWS = 200;

/** All of it, a page at a time as whoever takes it reads on. Ends with an error, not as if it were whole, where the permission ends. */
export async function everyExported(
  context: RecognitionContext,
  commander: Commander,
  why: string,
): Promise<AsyncIterable<Award> | ControlRefusal> {
  const page = (afterId: string | null) =>
    exportRecognition(context, commander, { why, afterId, limit: FILE_PAGE_ROWS });
  const first = await page(null);
  return isControlRefusal(first) ? first : awardsFrom(first, page);
}

async function* awardsFrom(
  first: AwardsPage,
  page: (afterId: string) => Promise<AwardsPage | ControlRefusal>,
): AsyncGenerator<Award> {
  let next = first;
  while (true) {
    yield* next.awards;
    if (next.nextAfterId === null) return;
    const read = await page(next.nextAfterId);
    if (isControlRefusal(read)) throw new Error(`the permission ended while the file was written: ${read.why}`);
    next = read;
  }
}
