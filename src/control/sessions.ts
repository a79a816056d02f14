import type { KnownSession, Session } from '../domain/identity/session.ts';
import type { Actor, WriteUnit } from '../ports/control-store.ts';
import type { SessionsToEnd } from '../ports/sign-in-store.ts';
import { checkTerms, type KeyTerms } from './api-key-grant.ts';
import { findKey, saveKey } from './api-key-status.ts';
import { insertKey, type NewKey } from './api-keys.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import type { SignInContext } from './sign-in-context.ts';

/** Ends sessions, and the keys that their browsers hold, in one write. Gives back how many ended. */
export async function endSessionsWithKeys(
  unit: WriteUnit,
  which: SessionsToEnd,
  end: { readonly atMs: number; readonly reason: string },
): Promise<number> {
  const ended = await unit.signIn.endSessions(which, end);
  for (const session of ended) {
    await revokeWorkbenchKey(unit, session, end.reason);
    const detail = { personId: session.personId, reason: end.reason };
    await unit.audit({ type: 'session.ended', subject: `session:${session.id}`, detail });
  }
  return ended.length;
}

/** Signs out. Doing it again changes nothing and is no error. */
export async function endSession(
  context: SignInContext,
  session: Pick<KnownSession, 'id' | 'personId'>,
  requestId: string,
): Promise<void> {
  const which = { kind: 'one', id: session.id } as const;
  const end = { atMs: context.clock.nowMs(), reason: 'signed out' };
  await context.store.write(actorOf(session, requestId), (unit) => endSessionsWithKeys(unit, which, end));
}

/** Ends every session of somebody, as when a machine was lost. They may sign in again. Gives back how many ended. */
export function endPersonSessions(
  context: SignInContext,
  { actor }: Commander,
  order: { readonly personId: string; readonly reason: string },
): Promise<number | ControlRefusal> {
  const { personId, reason } = order;
  const end = { atMs: context.clock.nowMs(), reason };
  return context.store.write(actor, async (unit) => {
    const person = await unit.get('person', personId);
    if (person === undefined) return refuseCommand('not_found', `There is no person "${personId}".`);
    return endSessionsWithKeys(unit, { kind: 'person', personId, except: null }, end);
  });
}

/** Ends another session of one's own. */
export async function endMySession(
  context: SignInContext,
  by: Pick<KnownSession, 'id' | 'personId'>,
  order: { readonly id: string; readonly requestId: string },
): Promise<ControlRefusal | undefined> {
  const mine = await context.signIn.sessionsOf(by.personId);
  if (!mine.some(({ id }) => id === order.id))
    return refuseCommand('not_found', `You have no session "${order.id}" that has not ended.`);
  const end = { atMs: context.clock.nowMs(), reason: 'ended by its owner' };
  await context.store.write(actorOf(by, order.requestId), (unit) =>
    endSessionsWithKeys(unit, { kind: 'one', id: order.id }, end),
  );
  return undefined;
}

/**
 * A key for calls from the browser of a session: it may call and nothing else, and ends when the session does. The one
 * that was made before for this session ends now.
 */
export function createWorkbenchKey(
  context: SignInContext,
  session: KnownSession,
  use: { readonly useCaseIds: readonly string[]; readonly requestId: string },
): Promise<NewKey | ControlRefusal> {
  const terms = personalTerms(session.person, use.useCaseIds);
  return context.store.write(actorOf(session, use.requestId), async (unit) => {
    const refusal = await checkTerms(unit, terms);
    if (refusal !== undefined) return refusal;
    await revokeWorkbenchKey(unit, session, 'another one was made');
    const born = { ...terms, name: 'Workbench', expiresAtMs: session.expiresAtMs, rotatedFromKeyId: null };
    const made = await insertKey(context, unit, { born, managedBy: 'api', type: 'api_key.created' });
    await unit.signIn.rememberWorkbenchKey(session.id, made.key.row.id);
    return made;
  });
}

/** What a key may do that stands for a person alone: call, under use cases that are open to them. */
export function personalTerms(
  person: { readonly id: string; readonly teamId: string },
  useCaseIds: readonly string[],
): KeyTerms {
  return {
    owner: { kind: 'person', personId: person.id },
    teamId: person.teamId,
    projectId: null,
    lane: 'exploration',
    tags: {},
    scopes: ['call'],
    allowedUseCaseIds: useCaseIds,
    defaultUseCaseId: useCaseIds.length === 1 ? (useCaseIds[0] ?? null) : null,
  };
}

async function revokeWorkbenchKey(unit: WriteUnit, session: Session, reason: string): Promise<void> {
  if (session.workbenchKeyId === null) return;
  const stored = await findKey(unit, { id: session.workbenchKeyId, expectedRevision: undefined });
  if (isControlRefusal(stored) || stored.row.status === 'revoked') return;
  const next = { ...stored.row, status: 'revoked', statusReason: reason } as const;
  await saveKey(unit, { stored, next, type: 'api_key.revoked' });
}

/** Whoever gives a command by a session: the session stands where the key stands otherwise. */
export function actorOf(session: Pick<KnownSession, 'id' | 'personId'>, requestId: string): Actor {
  return { kind: 'person', id: session.personId, keyId: `session:${session.id}`, requestId };
}
