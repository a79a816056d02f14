import { type Approval, approvalStateNow, requirementMetBy } from '../domain/policy/approval.ts';
import type { Stored } from '../ports/control-store.ts';
import { everyApprover, requesterOf } from './approval-parties.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';

export type MyApprovals = {
  /** What I asked, newest first. */
  readonly asked: readonly Stored<Approval>[];
  /** What waits for my answer, the most urgent first. */
  readonly toDecide: readonly Stored<Approval>[];
};

const SHOWN_MAX = 100;

/** What a person asked and what waits for them; a service account sees what it asked. */
export async function myApprovals(context: ControlContext, { actor }: Commander): Promise<MyApprovals> {
  const nowMs = context.clock.nowMs();
  const asked: Stored<Approval>[] = [];
  const pending: Stored<Approval>[] = [];
  const own = { ownerKind: actor.kind, ownerId: actor.id };
  for await (const stored of everyRow(context.store, 'approval', own)) asked.push(stored);
  for await (const stored of everyRow(context.store, 'approval', { state: 'pending' })) {
    const { row } = stored;
    const isOwn = row.ownerKind === actor.kind && row.ownerId === actor.id;
    if (!isOwn && approvalStateNow(row, nowMs) === 'pending') pending.push(stored);
  }
  const everybody = await everyApprover(context.store);
  const me = actor.kind === 'person' ? everybody.find(({ personId }) => personId === actor.id) : undefined;
  const toDecide: Stored<Approval>[] = [];
  for (const stored of me === undefined ? [] : pending) {
    const useCase = await context.store.get('use_case', stored.row.useCaseId);
    const requesterId = await requesterOf(context.store, stored.row);
    const parties = { useCaseOwnerId: useCase?.row.ownerPersonId ?? null, requesterId, everybody };
    if (me !== undefined && requirementMetBy(stored.row, me, parties) !== undefined) toDecide.push(stored);
  }
  return {
    asked: asked.sort((one, other) => other.row.askedAtMs - one.row.askedAtMs).slice(0, SHOWN_MAX),
    toDecide: toDecide.sort((one, other) => one.row.expiresAtMs - other.row.expiresAtMs).slice(0, SHOWN_MAX),
  };
}

/** One question, for whoever asked it, whoever may answer it, and whoever reads the control plane. */
export async function readApproval(
  context: ControlContext,
  { actor, scopes }: Commander,
  id: string,
): Promise<Stored<Approval> | ControlRefusal> {
  const stored = await context.store.get('approval', id);
  if (stored !== undefined) {
    if (scopes.includes('control.read') || scopes.includes('approve')) return stored;
    if (stored.row.ownerKind === actor.kind && stored.row.ownerId === actor.id) return stored;
    if (actor.kind === 'person' && (await requesterOf(context.store, stored.row)) === actor.id) return stored;
  }
  return refuseCommand('not_found', `There is no approval "${id}" that you may see.`);
}
