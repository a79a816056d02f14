import type { EnvelopeScope, EnvelopeUnit } from '../budget/envelope.ts';
import type { DataClass } from '../detection/data-class.ts';

/**
 *   raise_envelope   more of an envelope's unit for a scope within it: a cap of its own beside the envelope's
 *   open_use_case    a use case, and with it a model or a data class that it does not allow, for a scope
 */
export const EXCEPTION_KINDS = ['raise_envelope', 'open_use_case'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export const EXCEPTION_STATES = ['requested', 'granted', 'declined', 'withdrawn', 'expired', 'revoked'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** Why people ask (requirement P5). Read beside the requester's own words, and counted by whoever mends the rules. */
// biome-ignore format: a table is read down
export const EXCEPTION_REASONS = {
  deadline:            'Work that cannot wait for the next period.',
  incident:            'An incident is being worked on.',
  customer_commitment: 'Something was promised to a customer.',
  estimate_wrong:      'The allowance is too small for the work that was agreed.',
  migration:           'Moving to another model, tool or template costs more for a while.',
  trial:               'A trial that was not planned, with an end.',
  quality_check:       'Work is repeated or compared to check its quality.',
  legal_duty:          'An authority, an auditor or a court asks for it.',
  rule_unclear:        'The rule does not fit the case, and is being looked at.',
  other:               'Something else; the text says what.',
} as const;
export type ExceptionReason = keyof typeof EXCEPTION_REASONS;

/** What somebody asks for. */
export type ExceptionWish = {
  readonly kind: ExceptionKind;
  readonly reasonCode: ExceptionReason;
  /** In the requester's words; whoever is concerned reads it. */
  readonly why: string;
  /** Whom it is for, and nobody else. */
  readonly scope: EnvelopeScope;
  /** Of a raise. */
  readonly envelopeId: string | null;
  /** Of an opening: the use case, and what besides it is opened within it. */
  readonly useCaseId: string | null;
  readonly modelId: string | null;
  readonly dataClass: DataClass | null;
  /** The most that may be spent under it, in the unit of the envelope; of an opening, nanodollars. */
  readonly cap: bigint;
  readonly startsAtMs: number;
  /** Exclusive. */
  readonly endsAtMs: number;
};

/** A deviation from the rules with a reason, a limit and an end, decided by somebody else than who asked for it. */
export type Exception = ExceptionWish & {
  readonly id: string;
  readonly unit: EnvelopeUnit;
  readonly requesterId: string;
  readonly requestedAtMs: number;
  /** Drawn by rule, never chosen by the requester; the rule in words. */
  readonly approverId: string;
  readonly approverWhy: string;
  readonly state: ExceptionState;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  /** When it ended, whether by its time or by somebody. */
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
  /** The exception after which this one was asked for. */
  readonly extendsId: string | null;
  /** What was spent under it, once it has ended and nothing of it is held any more. */
  readonly spentAmount: bigint | null;
};

/** The state at this moment: clocks count before anybody has written anything. */
export function exceptionStateNow(
  { state, endsAtMs }: Pick<Exception, 'state' | 'endsAtMs'>,
  nowMs: number,
): ExceptionState {
  return (state === 'requested' || state === 'granted') && endsAtMs <= nowMs ? 'expired' : state;
}

/** Whether it works at this moment. */
export function isExceptionInForce(
  exception: Pick<Exception, 'state' | 'startsAtMs' | 'endsAtMs'>,
  nowMs: number,
): boolean {
  return exceptionStateNow(exception, nowMs) === 'granted' && exception.startsAtMs <= nowMs;
}

/** Somebody who wants to see an exception. */
export type ExceptionViewer = {
  readonly personId: string;
  readonly teamId: string | null;
  /** Ids of the envelopes and use cases that they answer for. */
  readonly ownsIds: ReadonlySet<string>;
};

/** Whom an exception concerns: who asked, who decides, for whom it is, and who answers for what it goes beyond. */
export function concerns(
  exception: Pick<Exception, 'requesterId' | 'approverId' | 'decidedBy' | 'scope' | 'envelopeId' | 'useCaseId'>,
  viewer: ExceptionViewer,
): boolean {
  const { requesterId, approverId, decidedBy, scope, envelopeId, useCaseId } = exception;
  if ([requesterId, approverId, decidedBy, scope.personId].includes(viewer.personId)) return true;
  if (scope.personId === undefined && scope.teamId !== undefined && scope.teamId === viewer.teamId) return true;
  return [envelopeId, useCaseId].some((id) => id !== null && viewer.ownsIds.has(id));
}
