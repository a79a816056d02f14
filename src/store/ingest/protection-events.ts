import { hash } from 'node:crypto';
import type { AuditBody } from '../../domain/audit/chain.ts';
import type { RefusalCode } from '../../domain/policy/refusal.ts';
import type { FindingCounts } from '../../domain/usage/call-record.ts';
import type { ProtectionEvent } from '../../ports/protection-store.ts';
import { actorOf, type GovernedCall, type Origin } from './governed-events.ts';

/** A settled call in which something was found and acted on, as the ledger answers it. */
export type ProtectedCall = GovernedCall & {
  readonly sessionId: string | null;
  readonly taskId: string | null;
  readonly admittedAtMs: number;
  readonly dataClass: string | null;
  readonly findings: FindingCounts;
  readonly findingsDigest: string | null;
  readonly obligations: readonly string[];
  readonly answerFindings: FindingCounts;
  readonly answerAction: string | null;
};

/** Refusals that are about what was found, when something was found. */
export const protectiveRefusals: readonly RefusalCode[] = [
  'content_blocked',
  'data_class_not_allowed',
  'policy_refused',
  'approval_required',
  'template_required',
  'media_not_allowed',
  'inspection_failed',
];

/** The events of a batch's calls, in the order of their ids, each once with the number of calls that it stands for. */
export function protectionEvents(calls: readonly ProtectedCall[]): readonly ProtectionEvent[] {
  const events = new Map<string, ProtectionEvent>();
  for (const call of calls)
    for (const met of [requestEvent(call), answerEvent(call)]) {
      if (met === undefined) continue;
      const known = events.get(met.id);
      events.set(met.id, known === undefined ? met : addCall(known, met));
    }
  return [...events.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function addCall(known: ProtectionEvent, met: ProtectionEvent): ProtectionEvent {
  return { ...known, calls: known.calls + met.calls, lastAtMs: met.lastAtMs, lastCallId: met.lastCallId };
}

function requestEvent(call: ProtectedCall): ProtectionEvent | undefined {
  const action = requestAction(call);
  if (action === undefined || call.findingsDigest === null) return undefined;
  return eventOf(call, { direction: 'request', action, types: call.findings, fingerprint: call.findingsDigest });
}

function requestAction(call: ProtectedCall): ProtectionEvent['action'] | undefined {
  if (call.outcome === 'refused') {
    if (!protectiveRefusals.some((code) => code === call.errorCode)) return undefined;
    return call.errorCode === 'approval_required' ? 'asked' : 'refused';
  }
  if (call.obligations.includes('redact')) return 'redacted';
  return call.obligations.includes('warn') ? 'warned' : undefined;
}

/** An answer has no digest of its content: the same types in the same conversation are the same event. */
function answerEvent(call: ProtectedCall): ProtectionEvent | undefined {
  if (call.answerAction !== 'redact' && call.answerAction !== 'block') return undefined;
  const types = Object.keys(call.answerFindings).sort();
  return eventOf(call, {
    direction: 'answer',
    action: call.answerAction === 'redact' ? 'redacted' : 'withheld',
    types: call.answerFindings,
    fingerprint: digest(['answer', call.sessionId ?? call.taskId ?? call.callId, ...types]),
  });
}

function eventOf(
  call: ProtectedCall,
  met: Pick<ProtectionEvent, 'direction' | 'action' | 'types' | 'fingerprint'>,
): ProtectionEvent {
  const owner = ownerOf(call);
  const day = new Date(call.admittedAtMs).toISOString().slice(0, 10);
  return {
    id: digest([owner, met.direction, met.action, met.fingerprint, day]),
    owner,
    ...met,
    teamId: call.teamId,
    useCaseId: call.useCaseId,
    keyId: call.keyId,
    sessionId: call.sessionId,
    taskId: call.taskId,
    modelId: call.modelId,
    dataClass: call.dataClass,
    calls: 1,
    firstAtMs: call.admittedAtMs,
    lastAtMs: call.admittedAtMs,
    firstCallId: call.callId,
    lastCallId: call.callId,
    policyVersion: call.policyVersion,
    rules: call.rules,
  };
}

function ownerOf({ personId, serviceAccountId, keyId, callId }: ProtectedCall): string {
  if (personId !== null) return `person:${personId}`;
  if (serviceAccountId !== null) return `service_account:${serviceAccountId}`;
  return keyId === null ? `call:${callId}` : `key:${keyId}`;
}

function digest(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}

/** What the audit trail is told of an event when it is first seen. */
export function protectionAudit(
  event: ProtectionEvent,
  { call, origin }: { readonly call: ProtectedCall; readonly origin: Origin },
): AuditBody {
  const { id, direction, action, types, dataClass, useCaseId, teamId, modelId, policyVersion, rules } = event;
  return {
    atMs: origin.atMs,
    actor: actorOf(call, origin),
    requestId: event.firstCallId,
    type: `protection.${action}`,
    subject: id,
    detail: {
      gatewayId: origin.gatewayId,
      firstCallId: event.firstCallId,
      fingerprint: event.fingerprint,
      ...{ direction, types, dataClass, useCaseId, teamId, modelId, policyVersion, rules },
    },
  };
}
