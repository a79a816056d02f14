import type { AuditBody } from '../../domain/audit/chain.ts';
import type { RefusalCode } from '../../domain/policy/refusal.ts';

/** A settled call that the audit trail is told of by itself, as the ledger answers it. Holds ids and rules, never content. */
export type GovernedCall = {
  readonly callId: string;
  readonly keyId: string | null;
  readonly personId: string | null;
  readonly serviceAccountId: string | null;
  readonly teamId: string | null;
  readonly lane: string | null;
  readonly useCaseId: string | null;
  readonly tier: number | null;
  readonly decision: string;
  readonly rules: readonly string[];
  readonly policyVersion: string;
  readonly approverId: string | null;
  readonly outcome: string;
  readonly errorCode: string | null;
  readonly requestedModel: string | null;
  readonly modelId: string | null;
  readonly upstreamId: string | null;
};

/**
 * Refusals in which a policy decided about somebody who is known. A broken body or a full journal is no governed decision;
 * one that is about content that was found is told as an event of protection instead.
 */
export const auditedRefusals: readonly RefusalCode[] = [
  'key_expired',
  'key_revoked',
  'key_suspended',
  'scope_missing',
  'use_case_missing',
  'use_case_unknown',
  'use_case_not_allowed',
  'use_case_blocked',
  'lane_mismatch',
  'model_not_allowed',
  'model_blocked',
  'content_blocked',
  'data_class_not_allowed',
  'policy_refused',
  'approval_required',
  'template_required',
  'media_not_allowed',
  'inspection_failed',
  'suspended',
];

export type Origin = { readonly atMs: number; readonly gatewayId: string };

/**
 * One event for each call that was let through in tier 3, and one for each kind of refusal of a key: what the same key
 * was refused again for the same reason within a batch is counted, not repeated.
 */
export function governedEvents(calls: readonly GovernedCall[], origin: Origin): readonly AuditBody[] {
  const admitted = calls.filter(({ decision }) => decision === 'allow').map((call) => admittedTier3(call, origin));
  return [...admitted, ...refusals(calls, origin)];
}

function admittedTier3(call: GovernedCall, origin: Origin): AuditBody {
  return {
    atMs: origin.atMs,
    actor: actorOf(call, origin),
    requestId: call.callId,
    type: 'call.admitted_tier3',
    subject: call.callId,
    detail: { ...decisionOf(call, origin), approverId: call.approverId, outcome: call.outcome },
  };
}

function refusals(calls: readonly GovernedCall[], origin: Origin): readonly AuditBody[] {
  const groups = new Map<string, GovernedCall[]>();
  for (const call of calls) {
    if (call.decision === 'allow') continue;
    const sameness = JSON.stringify([call.keyId, call.errorCode, call.useCaseId, call.requestedModel, call.rules]);
    const group = groups.get(sameness);
    if (group === undefined) groups.set(sameness, [call]);
    else group.push(call);
  }
  return [...groups.values()].flatMap((group) => refused(group, origin));
}

function refused(group: readonly GovernedCall[], origin: Origin): readonly AuditBody[] {
  const [first] = group;
  if (first === undefined) return [];
  return [
    {
      atMs: origin.atMs,
      actor: actorOf(first, origin),
      requestId: first.callId,
      type: 'call.refused',
      subject: first.keyId ?? first.callId,
      detail: {
        ...decisionOf(first, origin),
        errorCode: first.errorCode,
        requestedModel: first.requestedModel,
        count: group.length,
        firstCallId: first.callId,
        lastCallId: group.at(-1)?.callId ?? first.callId,
      },
    },
  ];
}

function decisionOf(call: GovernedCall, { gatewayId }: Origin): Readonly<Record<string, unknown>> {
  return {
    gatewayId,
    teamId: call.teamId,
    lane: call.lane,
    useCaseId: call.useCaseId,
    tier: call.tier,
    modelId: call.modelId,
    upstreamId: call.upstreamId,
    rules: call.rules,
    policyVersion: call.policyVersion,
  };
}

export function actorOf(call: GovernedCall, { gatewayId }: Origin): AuditBody['actor'] {
  if (call.personId !== null) return { kind: 'person', id: call.personId, keyId: call.keyId };
  if (call.serviceAccountId !== null) {
    return { kind: 'service_account', id: call.serviceAccountId, keyId: call.keyId };
  }
  return { kind: 'system', id: gatewayId, keyId: call.keyId };
}
