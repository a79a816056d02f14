import { normaliseAllowed } from '../domain/detection/allow-list.ts';
import type { DetectionProposal, KeptAllowEntry } from '../domain/detection/detection-settings.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import { findExpiryFault, insertAllowEntry } from './allow-entries.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import type { DetectionContext } from './detection-context.ts';

export type FeedbackWish = {
  readonly findingType: string;
  /** The value, or its digest as `POST /inspect` gave it; one of them. */
  readonly text: string | null;
  readonly digest: string | null;
  readonly callId: string | null;
  readonly eventId: string | null;
  readonly note: string | null;
};

/**
 * Takes somebody's "not sensitive". It changes nothing: it waits for a second person. A text is hashed at once and kept
 * nowhere. Said again of the same value, it is counted.
 */
export function proposeNotSensitive(
  context: DetectionContext,
  { actor }: Commander,
  wish: FeedbackWish,
): Promise<Stored<DetectionProposal> | ControlRefusal> {
  const { text, findingType, callId, eventId, note } = wish;
  if (actor.kind === 'system' || (text === null) === (wish.digest === null))
    return Promise.resolve(refuseCommand('rule_broken', 'Send the text that was found, or its digest; one of them.'));
  const proposer = { proposerKind: actor.kind, proposerId: actor.id } as const;
  const digest = text === null ? (wish.digest ?? '') : context.allowedDigest(normaliseAllowed(text));
  return context.store.write(actor, async (unit) => {
    const open = await findOpen(unit, { digest, findingType });
    if (open !== undefined) return second(unit, open, proposer);
    if (await hasTooMany(unit, actor.id)) return refuseCommand('rule_broken', TOO_MANY);
    const row: DetectionProposal = {
      ...{ findingType, digest, callId, eventId, note },
      ...proposer,
      id: context.chance.uuid(context.clock.nowMs()),
      seconded: 0,
      state: 'proposed',
      decidedBy: null,
      decisionReason: null,
      allowEntryId: null,
    };
    await unit.put('detection_proposal', row, { managedBy: 'api', expectedRevision: null });
    const subject = `detection_proposal:${row.id}`;
    await unit.audit({ type: 'detection_proposal.made', subject, detail: { findingType, callId, eventId } });
    return readBack(unit, 'detection_proposal', row.id);
  });
}

/** Accepts a proposal: from now on the value passes as this type, until the expiry. Nobody accepts their own. */
export function acceptProposal(
  context: DetectionContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string; readonly expiresAtMs: number },
): Promise<Stored<DetectionProposal> | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const fault = findExpiryFault(order.expiresAtMs, nowMs);
  if (fault !== undefined) return Promise.resolve(refuseCommand('rule_broken', fault));
  return decide(context, commander, order, async (unit, { row }) => {
    const entry: KeptAllowEntry = {
      id: context.chance.uuid(nowMs),
      matchKind: 'digest',
      findingType: row.findingType,
      value: null,
      digest: row.digest,
      reason: order.reason,
      expiresAtMs: order.expiresAtMs,
      madeBy: commander.actor.id,
      proposalId: row.id,
      status: 'active',
      endedBy: null,
    };
    await insertAllowEntry(unit, entry);
    return { ...row, state: 'accepted', allowEntryId: entry.id };
  });
}

export function declineProposal(
  context: DetectionContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string },
): Promise<Stored<DetectionProposal> | ControlRefusal> {
  return decide(context, commander, order, async (_unit, { row }) => ({ ...row, state: 'declined' }));
}

function decide(
  context: DetectionContext,
  { actor }: Commander,
  order: { readonly id: string; readonly reason: string },
  step: (unit: WriteUnit, stored: Stored<DetectionProposal>) => Promise<DetectionProposal>,
): Promise<Stored<DetectionProposal> | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('detection_proposal', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no proposal "${order.id}".`);
    const { state, proposerKind, proposerId } = stored.row;
    if (state !== 'proposed') return refuseCommand('rule_broken', `The proposal is ${state} already.`);
    const account = proposerKind === 'person' ? undefined : await unit.get('service_account', proposerId);
    if ((account?.row.ownerPersonId ?? proposerId) === actor.id)
      return refuseCommand('four_eyes', 'Nobody decides on their own proposal: ask another person.');
    const decided = await step(unit, stored);
    const next = { ...decided, decidedBy: actor.id, decisionReason: order.reason };
    await unit.put('detection_proposal', next, { managedBy: 'api', expectedRevision: stored.revision });
    const { findingType, allowEntryId } = next;
    const detail = { findingType, allowEntryId, reason: order.reason };
    await unit.audit({ type: `detection_proposal.${next.state}`, subject: `detection_proposal:${next.id}`, detail });
    return readBack(unit, 'detection_proposal', next.id);
  });
}

const OPEN_MAX = 200;
const TOO_MANY = `You have ${OPEN_MAX} proposals that nobody has looked at yet. Ask somebody to decide on them first.`;

async function hasTooMany(unit: WriteUnit, proposerId: string): Promise<boolean> {
  const where = { proposerId, state: 'proposed' };
  return (await unit.list('detection_proposal', { limit: OPEN_MAX, afterId: null, where })).rows.length >= OPEN_MAX;
}

async function findOpen(
  unit: WriteUnit,
  of: { readonly digest: string; readonly findingType: string },
): Promise<Stored<DetectionProposal> | undefined> {
  const where = { ...of, state: 'proposed' };
  return (await unit.list('detection_proposal', { limit: 1, afterId: null, where })).rows[0];
}

async function second(
  unit: WriteUnit,
  stored: Stored<DetectionProposal>,
  by: { readonly proposerKind: string; readonly proposerId: string },
): Promise<Stored<DetectionProposal>> {
  const { proposerKind, proposerId } = stored.row;
  if (proposerKind === by.proposerKind && proposerId === by.proposerId) return stored;
  const next = { ...stored.row, seconded: stored.row.seconded + 1 };
  await unit.put('detection_proposal', next, { managedBy: 'api', expectedRevision: stored.revision });
  return readBack(unit, 'detection_proposal', next.id);
}
