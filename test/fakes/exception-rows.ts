import type { Exception } from '../../src/domain/policy/exception.ts';

/** A granted raise of twenty dollars beside the envelope `support-month`, for an hour from nought. */
export function anException(id: string, changes: Partial<Exception> = {}): Exception {
  return {
    id,
    kind: 'raise_envelope',
    reasonCode: 'deadline',
    why: 'the fair is on Monday',
    scope: {},
    envelopeId: 'support-month',
    useCaseId: null,
    modelId: null,
    dataClass: null,
    unit: 'nanodollars',
    cap: 20_000_000_000n,
    startsAtMs: 0,
    endsAtMs: 3_600_000,
    requesterId: 'ruth',
    requestedAtMs: 0,
    approverId: 'olga',
    approverWhy: 'The owner of the envelope "support-month".',
    state: 'granted',
    decidedAtMs: 0,
    decidedBy: 'olga',
    decisionReason: null,
    endedAtMs: null,
    endedBy: null,
    endReason: null,
    extendsId: null,
    spentAmount: null,
    ...changes,
  };
}
