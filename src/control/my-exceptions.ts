import { concerns, type Exception, type ExceptionViewer, exceptionStateNow } from '../domain/policy/exception.ts';
import type { PageRequest, Stored } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { personBehind, viewerOf } from './exception-parties.ts';
import { everyRow } from './find-dependants.ts';

export type MyExceptions = {
  /** What I asked for, newest first. */
  readonly asked: readonly Stored<Exception>[];
  /** What waits for my decision, the one that begins first before the others. */
  readonly toDecide: readonly Stored<Exception>[];
  /** What else concerns me: for me or my team, or beyond what I answer for; newest first. */
  readonly concerning: readonly Stored<Exception>[];
};

const SHOWN_MAX = 100;

/** The exceptions of a person, by what they have to do with each; a service account sees those of who answers for it. */
export async function myExceptions(context: ControlContext, { actor }: Commander): Promise<MyExceptions> {
  const nowMs = context.clock.nowMs();
  const personId = await personBehind(context.store, actor);
  const asked: Stored<Exception>[] = [];
  const toDecide: Stored<Exception>[] = [];
  const concerning: Stored<Exception>[] = [];
  if (personId === undefined) return { asked, toDecide, concerning };
  const viewer = await viewerOf(context.store, personId);
  for await (const stored of everyRow(context.store, 'exception', {}, mayConcern(viewer))) {
    const { row } = stored;
    if (row.requesterId === personId) asked.push(stored);
    else if (row.approverId === personId && exceptionStateNow(row, nowMs) === 'requested') toDecide.push(stored);
    else if (concerns(row, viewer)) concerning.push(stored);
  }
  const newestFirst = (one: Stored<Exception>, other: Stored<Exception>): number =>
    other.row.requestedAtMs - one.row.requestedAtMs;
  return {
    asked: asked.sort(newestFirst).slice(0, SHOWN_MAX),
    toDecide: toDecide.sort((one, other) => one.row.startsAtMs - other.row.startsAtMs).slice(0, SHOWN_MAX),
    concerning: concerning.sort(newestFirst).slice(0, SHOWN_MAX),
  };
}

/** All that concern somebody are among these, and few others: nobody reads what everybody has asked for. */
function mayConcern({ personId, teamId, ownsIds }: ExceptionViewer): NonNullable<PageRequest['within']> {
  const personal = ['requesterId', 'approverId', 'decidedBy', 'personId'].map((member) => ({
    member,
    ids: [personId],
  }));
  const owned = ['envelopeId', 'useCaseId'].map((member) => ({ member, ids: [...ownsIds] }));
  return [...personal, ...owned, { member: 'teamId', ids: teamId === null ? [] : [teamId] }];
}

/** One exception, for whom it concerns and whoever reads the control plane. */
export async function readException(
  context: ControlContext,
  { actor, scopes }: Commander,
  id: string,
): Promise<Stored<Exception> | ControlRefusal> {
  const stored = await context.store.get('exception', id);
  if (stored !== undefined) {
    if (scopes.includes('control.read')) return stored;
    const personId = await personBehind(context.store, actor);
    if (personId !== undefined && concerns(stored.row, await viewerOf(context.store, personId))) return stored;
  }
  return refuseCommand('not_found', `There is no exception "${id}" that you may see.`);
}
