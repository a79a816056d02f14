import { type ContentAccess, needsSecondPerson, whyNotReadable } from '../domain/content/content-access.ts';
import type { ContentHead, ContentScope } from '../domain/content/content-scope.ts';
import type { ContentPart } from '../ports/content-sink.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import type { ContentContext } from './content-context.ts';
import { checkScope, shownScope } from './content-scopes.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';

const MINUTE_MS = 60_000;

export type AccessRequest = ContentScope & Pick<ContentAccess, 'purpose' | 'reason' | 'minutes'>;

/**
 * Asks to read what is kept within a scope. It is granted at once, for minutes, unless something of tier 3 is within it:
 * then it waits for a second person.
 */
export async function requestAccess(
  context: ContentContext,
  commander: Commander,
  request: AccessRequest,
): Promise<Stored<ContentAccess> | ControlRefusal> {
  const refusal = checkScope(request);
  if (refusal !== undefined) return refusal;
  const requester = readerOf(commander);
  if (requester === undefined) return refuseCommand('rule_broken', 'Only a person or a service account reads content.');
  const tiers = await context.content.tiersWithin(request);
  if (tiers.length === 0) return refuseCommand('not_found', 'Nothing is kept within this scope.');
  const nowMs = context.clock.nowMs();
  const waits = needsSecondPerson(tiers.map((tier) => ({ tier })));
  const row: ContentAccess = {
    ...request,
    ...requester,
    id: context.chance.uuid(nowMs),
    state: waits ? 'waiting' : 'granted',
    secondPersonId: null,
    decidedAtMs: waits ? null : nowMs,
    grantedUntilMs: waits ? null : nowMs + request.minutes * MINUTE_MS,
    decisionReason: null,
  };
  return context.store.write(commander.actor, async (unit) => {
    await unit.put('content_access', row, { managedBy: 'api', expectedRevision: null });
    const { purpose, reason, minutes, state } = row;
    const detail = { scope: shownScope(row), purpose, reason, minutes, state };
    await unit.audit({ type: 'content_access.requested', subject: `content_access:${row.id}`, detail });
    return readBack(unit, 'content_access', row.id);
  });
}

/** Grants or refuses somebody else's request. Nobody decides on their own, nor on that of an account they answer for. */
export function decideAccess(
  context: ContentContext,
  commander: Commander,
  decision: { readonly id: string; readonly grant: boolean; readonly reason: string | null },
): Promise<Stored<ContentAccess> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('content_access', decision.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no request "${decision.id}".`);
    if (stored.row.state !== 'waiting') {
      return refuseCommand('rule_broken', `The request is ${stored.row.state} already and waits for nobody.`);
    }
    const refusal = await checkSecondPerson(unit, commander, stored.row);
    if (refusal !== undefined) return refusal;
    const nowMs = context.clock.nowMs();
    const next: ContentAccess = {
      ...stored.row,
      state: decision.grant ? 'granted' : 'refused',
      secondPersonId: commander.actor.id,
      decidedAtMs: nowMs,
      grantedUntilMs: decision.grant ? nowMs + stored.row.minutes * MINUTE_MS : null,
      decisionReason: decision.reason,
    };
    await unit.put('content_access', next, { managedBy: 'api', expectedRevision: stored.revision });
    const detail = { requesterId: next.requesterId, scope: shownScope(next), reason: decision.reason };
    await unit.audit({ type: `content_access.${next.state}`, subject: `content_access:${next.id}`, detail });
    return readBack(unit, 'content_access', next.id);
  });
}

export type ReadContent = { readonly head: ContentHead; readonly parts: readonly ContentPart[] };

/**
 * The text of one record. It is handed out only after the reading stands in the trail and where the person read can see
 * it: a reading that could not be written down has not taken place.
 */
export async function readContent(
  context: ContentContext,
  commander: Commander,
  reading: { readonly recordId: string; readonly accessId: string },
): Promise<ReadContent | ControlRefusal> {
  const found = await findReadable(context, commander, reading);
  if (isControlRefusal(found)) return found;
  const { access, head, reader } = found;
  const opened = await context.content.open(head.id);
  switch (opened.kind) {
    case 'gone':
      return refuseCommand('not_found', 'The content has been deleted meanwhile.');
    case 'unreadable':
      return refuseCommand('content_unreadable', `The content cannot be opened here: ${opened.why}.`);
    case 'opened':
      break;
  }
  const nowMs = context.clock.nowMs();
  const { owner } = head;
  const ownerId = owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
  await context.content.noteReading({
    id: context.chance.uuid(nowMs),
    recordId: head.id,
    callId: head.callId,
    accessId: access.id,
    ownerKind: owner.kind,
    ownerId,
    readerKind: reader.requesterKind,
    readerId: reader.requesterId,
    purpose: access.purpose,
    readAtMs: nowMs,
  });
  const detail = { recordId: head.id, accessId: access.id, purpose: access.purpose, ownerKind: owner.kind, ownerId };
  await context.store.write(commander.actor, (unit) =>
    unit.audit({ type: 'content.read', subject: `call:${head.callId}`, detail }),
  );
  return { head, parts: opened.parts };
}

async function findReadable(
  context: ContentContext,
  commander: Commander,
  reading: { readonly recordId: string; readonly accessId: string },
) {
  const reader = readerOf(commander);
  const stored = await context.store.get('content_access', reading.accessId);
  if (stored === undefined || reader === undefined) {
    return refuseCommand('not_found', `There is no access "${reading.accessId}".`);
  }
  const head = await context.content.head(reading.recordId);
  if (head === undefined) return refuseCommand('not_found', `There is no kept content "${reading.recordId}".`);
  const why = whyNotReadable(stored.row, { reader, head, nowMs: context.clock.nowMs() });
  return why === undefined ? { access: stored.row, head, reader } : refuseCommand('content_not_granted', why);
}

function readerOf({ actor }: Commander): Pick<ContentAccess, 'requesterKind' | 'requesterId'> | undefined {
  return actor.kind === 'system' ? undefined : { requesterKind: actor.kind, requesterId: actor.id };
}

async function checkSecondPerson(
  unit: WriteUnit,
  { actor }: Commander,
  access: ContentAccess,
): Promise<ControlRefusal | undefined> {
  if (actor.kind !== 'person') return refuseCommand('content_not_granted', 'Only a person decides on a request.');
  const { requesterKind, requesterId } = access;
  const account = requesterKind === 'person' ? undefined : await unit.get('service_account', requesterId);
  const asker = requesterKind === 'person' ? requesterId : account?.row.ownerPersonId;
  return asker === actor.id
    ? refuseCommand('content_not_granted', 'Nobody decides on their own request: ask another person.')
    : undefined;
}
