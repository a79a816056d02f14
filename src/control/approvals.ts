import {
  APPROVAL_OPEN_MS,
  type Approval,
  approvalStateNow,
  mayAskAgain,
  openRequirements,
  requirementMetBy,
  requirementsOf,
} from '../domain/policy/approval.ts';
import type { ApprovalQuestion } from '../ports/approval-desk.ts';
import type { Actor, Stored, WriteUnit } from '../ports/control-store.ts';
import { isKnownApprover, partiesOf, requesterOf } from './approval-parties.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';

type StoredApproval = Stored<Approval>;

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };
const MINUTE_MS = 60_000;

/** Writes down what a gateway asks. The same question twice, from whichever gateway, is one; an answer that holds stays. */
export function receiveQuestion(context: ControlContext, question: ApprovalQuestion): Promise<StoredApproval> {
  const nowMs = context.clock.nowMs();
  return context.store.write(askerOf(question), async (unit) => {
    const known = await unit.get('approval', question.approvalId);
    if (known !== undefined && !mayAskAgain(known.row, nowMs)) return known;
    const row = await openQuestion(unit, question);
    await unit.put('approval', row, { managedBy: 'api', expectedRevision: known?.revision ?? null });
    const { useCaseId, tier, modelId, dataClass, findings, rules, policyVersion, requirements, firstCallId } = row;
    const detail = { useCaseId, tier, modelId, dataClass, findings, rules, policyVersion, requirements, firstCallId };
    await unit.audit({ type: 'approval.asked', subject: subjectOf(row), detail });
    return readBack(unit, 'approval', row.id);
  });
}

/**
 * One person's yes. Once every requirement has one, the same call goes through at every gateway until the time is over;
 * the last to say yes decides how long. The rules that asked are the ones that it answers, and no others.
 */
export function approve(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly minutes: number; readonly reason: string | null },
): Promise<StoredApproval | ControlRefusal> {
  return decide(context, commander, order.id, (approval, { requirement, nowMs }) => {
    const given = [...approval.given, { personId: commander.actor.id, requirement, atMs: nowMs }];
    const next = { ...approval, given };
    if (openRequirements(next).length > 0) return { next, type: 'approval.seconded', reason: order.reason };
    const decided = { decidedAtMs: nowMs, decidedBy: commander.actor.id, reason: order.reason } as const;
    const grantedUntilMs = nowMs + order.minutes * MINUTE_MS;
    return {
      next: { ...next, ...decided, state: 'approved', grantedUntilMs },
      type: 'approval.approved',
      reason: order.reason,
    };
  });
}

/** One person's no ends the question, and holds for a day. The requester reads the reason. */
export function decline(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string },
): Promise<StoredApproval | ControlRefusal> {
  return decide(context, commander, order.id, (approval, { nowMs }) => ({
    next: {
      ...approval,
      state: 'declined',
      decidedAtMs: nowMs,
      decidedBy: commander.actor.id,
      reason: order.reason,
    },
    type: 'approval.declined',
    reason: order.reason,
  }));
}

/** Takes a question back, or gives up a yes before its time is over; for whoever asked. */
export function withdraw(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string },
): Promise<StoredApproval | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('approval', order.id);
    const { actor } = commander;
    const isOwn =
      stored !== undefined &&
      ((stored.row.ownerKind === actor.kind && stored.row.ownerId === actor.id) ||
        (await requesterOf(unit, stored.row)) === actor.id);
    if (!isOwn) return refuseCommand('not_found', `You have not asked for an approval "${order.id}".`);
    const state = approvalStateNow(stored.row, nowMs);
    if (state === 'withdrawn') return stored;
    if (state !== 'pending' && state !== 'approved')
      return refuseCommand('rule_broken', `The approval is ${state}: there is nothing to withdraw.`);
    const decided = { decidedAtMs: nowMs, decidedBy: actor.id, grantedUntilMs: null } as const;
    const next: Approval = { ...stored.row, ...decided, state: 'withdrawn' };
    return save(unit, stored, { next, type: 'approval.withdrawn', reason: null });
  });
}

/** Writes down the questions whose time is over; nobody could have answered them any more. */
export async function noteExpiredApprovals(context: ControlContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const page = await context.store.list('approval', { limit: 500, afterId: null, where: { state: 'pending' } });
  const due = page.rows.filter(({ row }) => approvalStateNow(row, nowMs) === 'expired');
  if (due.length === 0) return 0;
  return context.store.write(SYSTEM, async (unit) => {
    let noted = 0;
    for (const { row } of due) {
      const stored = await unit.get('approval', row.id);
      // Another gateway may have noted it meanwhile.
      if (stored?.row.state !== 'pending' || approvalStateNow(stored.row, nowMs) !== 'expired') continue;
      const next: Approval = { ...stored.row, state: 'expired', decidedAtMs: stored.row.expiresAtMs };
      await save(unit, stored, { next, type: 'approval.expired', reason: null });
      noted += 1;
    }
    return noted;
  });
}

type Step = {
  readonly next: Approval;
  readonly type: `approval.${'seconded' | 'approved' | 'declined' | 'withdrawn' | 'expired'}`;
  readonly reason: string | null;
};

function decide(
  context: ControlContext,
  { actor }: Commander,
  id: string,
  step: (approval: Approval, by: { readonly requirement: string; readonly nowMs: number }) => Step,
): Promise<StoredApproval | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('approval', id);
    if (stored === undefined) return refuseCommand('not_found', `There is no approval "${id}".`);
    const parties = await partiesOf(unit, stored.row);
    if (actor.kind !== 'person') return refuseCommand('four_eyes', 'Only a person says yes or no.');
    if (actor.id === parties.requesterId)
      return refuseCommand('four_eyes', 'Nobody decides on their own request: ask another person.');
    const state = approvalStateNow(stored.row, nowMs);
    if (state !== 'pending') return refuseCommand('rule_broken', `The approval is ${state} already.`);
    const approver = parties.everybody.find(({ personId }) => personId === actor.id);
    const requirement = approver === undefined ? undefined : requirementMetBy(stored.row, approver, parties);
    if (requirement === undefined) {
      const open = openRequirements(stored.row).join(', ');
      return refuseCommand('four_eyes', `This waits for ${open}; "${actor.id}" is none of them, or has answered.`);
    }
    return save(unit, stored, step(stored.row, { requirement, nowMs }));
  });
}

async function save(unit: WriteUnit, stored: StoredApproval, { next, type, reason }: Step): Promise<StoredApproval> {
  await unit.put('approval', next, { managedBy: 'api', expectedRevision: stored.revision });
  const { useCaseId, rules, ownerId, grantedUntilMs, given } = next;
  const detail = { ownerId, useCaseId, rules, grantedUntilMs, given: given.map(({ personId }) => personId), reason };
  await unit.audit({ type, subject: subjectOf(next), detail });
  return readBack(unit, 'approval', next.id);
}

async function openQuestion(unit: WriteUnit, question: ApprovalQuestion): Promise<Approval> {
  const { approvalId, owner, callId, askedAtMs, askAt, findingsDigest: _digest, ...rest } = question;
  const ownerId = owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
  const useCase = (await unit.get('use_case', question.useCaseId))?.row;
  const parties = await partiesOf(unit, { useCaseId: question.useCaseId, ownerKind: owner.kind, ownerId });
  return {
    ...rest,
    id: approvalId,
    ownerKind: owner.kind,
    ownerId,
    askAt,
    firstCallId: callId,
    askedAtMs,
    expiresAtMs: askedAtMs + APPROVAL_OPEN_MS,
    requirements: requirementsOf({
      requiredApprovals: useCase?.requiredApprovals ?? [],
      askAt,
      useCaseOwnerId: parties.useCaseOwnerId,
      isKnown: (word) => isKnownApprover(parties.everybody, word),
    }),
    given: [],
    state: 'pending',
    decidedAtMs: null,
    decidedBy: null,
    reason: null,
    grantedUntilMs: null,
  };
}

function askerOf({ owner, keyId, callId }: ApprovalQuestion): Actor {
  const id = owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
  return { kind: owner.kind, id, keyId, requestId: callId };
}

function subjectOf({ id }: Approval): string {
  return `approval:${id}`;
}
