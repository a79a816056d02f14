import type { AnswerOf, OperationId } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { REQUEST_WORDS } from '../words/request-words.ts';

/** Something that waits for a yes or a no, whatever noun it is of. */
export type Decision = {
  readonly id: string;
  readonly kind: string;
  readonly who: string;
  readonly sentence: string;
  readonly why: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly endsAt: string | null;
  readonly approve: () => Promise<unknown>;
  readonly decline: (reason: string) => Promise<unknown>;
  /** What is asked for anew afterwards. */
  readonly changes: readonly OperationId[];
};

type Exception = AnswerOf<'listMyExceptions'>['toDecide'][number];
type Approval = AnswerOf<'listMyApprovals'>['toDecide'][number];

export function exceptionToDecide(exception: Exception): Decision {
  const { id, revision } = exception;
  const step = { params: { id }, ifRevision: revision } as const;
  return {
    id,
    kind: REQUEST_WORDS.kinds[exception.kind],
    who: exception.requesterId,
    sentence: exception.sentence,
    why: exception.why,
    facts: [
      [REQUEST_WORDS.reason, exception.reasonInWords],
      [REQUEST_WORDS.forWhom, exception.scopeInWords],
      [REQUEST_WORDS.whyYou, exception.approverWhy],
    ],
    endsAt: exception.endsAt,
    approve: () => callOperation('approveException', { ...step, body: {} }),
    decline: (reason) => callOperation('declineException', { ...step, body: { reason } }),
    changes: ['listMyExceptions', 'listExceptions'],
  };
}

export function approvalToDecide(approval: Approval): Decision {
  const { id, revision } = approval;
  const step = { params: { id }, ifRevision: revision } as const;
  const found = Object.entries(approval.findings).map(([type, number]) => `${type} × ${number}`);
  return {
    id,
    kind: REQUEST_WORDS.kinds.call,
    who: approval.ownerId,
    sentence: REQUEST_WORDS.callSentence(approval.useCaseId, approval.modelId),
    why: approval.purpose ?? approval.why,
    facts: [
      [REQUEST_WORDS.dataClass, approval.dataClass],
      [REQUEST_WORDS.found, found.length === 0 ? REQUEST_WORDS.nothingFound : found.join(', ')],
      [REQUEST_WORDS.rules, approval.rules.join(', ')],
      [REQUEST_WORDS.needs, approval.requirements.join(', ')],
    ],
    endsAt: approval.expiresAt,
    approve: () => callOperation('approveCall', { ...step, body: {} }),
    decline: (reason) => callOperation('declineCall', { ...step, body: { reason } }),
    changes: ['listMyApprovals', 'listApprovals'],
  };
}
