import type { ReactNode } from 'react';
import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf, OperationId } from '../../src/contract/routes.ts';
import { ofUnit } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { REQUEST_WORDS } from '../words/request-words.ts';

/** Something that waits for a yes or a no, whatever noun it is of. */
export type Decision = {
  readonly id: string;
  readonly kind: string;
  readonly who: string;
  readonly sentence: string;
  /** In somebody's own words; null where the sentence says it all. */
  readonly why: string | null;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly endsAt: string | null;
  /** How long there is to answer, where that is shown by itself. */
  readonly clock?: ReactNode;
  /** Below the facts: a way to look closer. */
  readonly more?: ReactNode;
  /** What yes and no are called, where they are not an approval. */
  readonly says?: Says;
  /** The page that shows it, where there is one. */
  readonly pageUrl?: string | null;
  /** What a yes takes besides: nothing, a reason, or a reason and what was measured. */
  readonly approval: 'plain' | 'reasoned' | 'measured';
  /** Whether a no takes a reason; left out: it does. */
  readonly refusal?: 'plain' | 'reasoned';
  readonly approve: (given: Given) => Promise<unknown>;
  readonly decline: (reason: string) => Promise<unknown>;
  /** What is asked for anew afterwards. */
  readonly changes: readonly OperationId[];
};

export type Says = { readonly yes: string; readonly no: string; readonly saidYes: string; readonly saidNo: string };
export type Given = { readonly reason: string; readonly amount: number };

type ValidationAnswer = RequestOf<'answerValidation'>['body'];
type Validation = AnswerOf<'listMyValidations'>['open'][number];
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
    approval: 'plain',
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
    approval: 'plain',
    approve: () => callOperation('approveCall', { ...step, body: {} }),
    decline: (reason) => callOperation('declineCall', { ...step, body: { reason } }),
    changes: ['listMyApprovals', 'listApprovals'],
  };
}

export function validationToDecide(validation: Validation): Decision {
  const { id, kind } = validation;
  const params = { id };
  const say = (body: ValidationAnswer) => callOperation('answerValidation', { params, body });
  const shared = {
    id,
    who: validation.claimantId,
    sentence: REQUEST_WORDS.claim(ofUnit(validation.amount, validation.unit), validation.typeName),
    why: validation.words ?? validation.note,
    facts: [
      [REQUEST_WORDS.evidence, validation.evidence ?? validation.evidenceUrl ?? REQUEST_WORDS.noEvidence],
      [REQUEST_WORDS.cameOf, validation.linksInWords],
      [REQUEST_WORDS.worth, `$${validation.claimedDollars}`],
      [REQUEST_WORDS.whyYou, validation.why],
    ],
    endsAt: validation.dueAt,
    pageUrl: validation.evidenceUrl,
    changes: ['listMyValidations'],
  } as const satisfies Partial<Decision>;
  switch (kind) {
    case 'judge':
      return {
        ...shared,
        kind: REQUEST_WORDS.kinds.judge,
        approval: 'plain',
        approve: () => say({ answer: 'attest' }),
        decline: (reason) => say({ answer: 'decline', reason }),
      };
    case 'measure':
      return {
        ...shared,
        kind: REQUEST_WORDS.kinds.measure,
        approval: 'measured',
        approve: ({ reason, amount }) => say({ answer: 'measure', reason, amount }),
        decline: (reason) => say({ answer: 'measure', reason, amount: 0 }),
      };
    case 'appeal':
      return {
        ...shared,
        kind: REQUEST_WORDS.kinds.appeal,
        approval: 'reasoned',
        approve: ({ reason }) => say({ answer: 'grant', reason }),
        decline: (reason) => say({ answer: 'uphold', reason }),
      };
  }
}
