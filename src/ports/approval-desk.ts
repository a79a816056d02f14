import type { Tier } from '../domain/catalog/use-case.ts';
import type { DataClass } from '../domain/detection/data-class.ts';
import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { FindingCounts } from '../domain/usage/call-record.ts';

/** What an approver must know to say yes or no. Types and counts, never content. */
export type ApprovalQuestion = {
  /** Made of owner, use case, model and what was found: the same call asked again asks the same question. */
  readonly approvalId: string;
  readonly callId: string;
  readonly askedAtMs: number;
  readonly keyId: string;
  readonly owner: KeyOwner;
  readonly teamId: string;
  readonly useCaseId: string;
  readonly tier: Tier;
  readonly modelId: string;
  readonly purpose: string | null;
  readonly dataClass: DataClass;
  readonly findings: FindingCounts;
  readonly findingsDigest: string | null;
  /** The rules that ask. */
  readonly rules: readonly string[];
  readonly policyVersion: string;
  readonly why: string;
  /** Where the rule says to ask. */
  readonly askAt: string | null;
};

export type AskedApproval = {
  readonly approvalId: string;
  /** Until when it can be answered, or until when a no holds. */
  readonly expiresAtMs: number;
  /** Somebody said no, and why. */
  readonly declined?: { readonly reason: string | null };
};

/**
 * Where questions wait for a person. `ask` answers at once, before anything is stored; a question that is known is not
 * asked twice. What was granted comes in by the snapshot.
 */
export type ApprovalDesk = {
  readonly ask: (question: ApprovalQuestion) => AskedApproval;
};
