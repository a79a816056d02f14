import type { Tier } from '../catalog/use-case.ts';
import type { DataClass } from '../detection/data-class.ts';
import type { FindingCounts } from '../usage/call-record.ts';

export const APPROVAL_STATES = ['pending', 'approved', 'declined', 'expired', 'withdrawn'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** How long a question waits for a person, and for how long a no is an answer. */
export const APPROVAL_OPEN_MS = 86_400_000;
export const DECLINED_MS = 86_400_000;

/** One yes, and which of the requirements it meets. */
export type GivenApproval = { readonly personId: string; readonly requirement: string; readonly atMs: number };

/**
 * A call that waits for a person, as an approver sees it: who asks, for what, and what was found. Types and counts, never
 * content. The same call of the same owner and conversation is the same question.
 */
export type Approval = {
  readonly id: string;
  readonly ownerKind: 'person' | 'service_account';
  readonly ownerId: string;
  readonly keyId: string;
  readonly teamId: string;
  readonly useCaseId: string;
  readonly tier: Tier;
  readonly modelId: string;
  readonly purpose: string | null;
  readonly dataClass: DataClass;
  readonly findings: FindingCounts;
  /** The rules that ask, and whose question a yes answers. */
  readonly rules: readonly string[];
  readonly policyVersion: string;
  readonly why: string;
  readonly askAt: string | null;
  readonly firstCallId: string;
  readonly askedAtMs: number;
  /** Until when it can be answered. */
  readonly expiresAtMs: number;
  /** Whose yes it takes: `use-case owner`, the id of a person, or a role; each by another person. */
  readonly requirements: readonly string[];
  readonly given: readonly GivenApproval[];
  readonly state: ApprovalState;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
  /** The requester reads it. */
  readonly reason: string | null;
  /** Until when the call may be made again. */
  readonly grantedUntilMs: number | null;
};

/** A question that is open or was answered with no, as gateways know it. */
export type OpenQuestion = {
  readonly state: 'pending' | 'declined';
  /** Pending: until when it can be answered. Declined: until when it is not asked again. */
  readonly untilMs: number;
  readonly reason: string | null;
};

export const USE_CASE_OWNER = 'use-case owner';
/** Stands in where nobody else could answer. */
export const STAND_IN_ROLE = 'governance';

/** The state at this moment: clocks count before anybody has written anything. */
export function approvalStateNow(approval: Approval, nowMs: number): ApprovalState {
  return approval.state === 'pending' && approval.expiresAtMs <= nowMs ? 'expired' : approval.state;
}

/** Whether a question that was asked before is asked again: an answer that still holds is not. */
export function mayAskAgain(approval: Approval, nowMs: number): boolean {
  switch (approvalStateNow(approval, nowMs)) {
    case 'pending':
      return false;
    case 'approved':
      return (approval.grantedUntilMs ?? 0) <= nowMs;
    case 'declined':
      return (approval.decidedAtMs ?? 0) + DECLINED_MS <= nowMs;
    case 'expired':
    case 'withdrawn':
      return true;
  }
}

/** Somebody who may answer, as far as it decides which requirements they meet. */
export type Approver = { readonly personId: string; readonly email: string; readonly roles: readonly string[] };

/** Who answers for a question: the owner of its use case, and whoever asks by it. */
export type ApprovalParties = {
  readonly useCaseOwnerId: string | null;
  /** The person behind the key; of a service account, who answers for it. */
  readonly requesterId: string | null;
};

/** Whose yes a question needs: what the use case requires, else where its rule says to ask, else the use case's owner. */
export function requirementsOf(given: {
  readonly requiredApprovals: readonly string[];
  readonly askAt: string | null;
  readonly useCaseOwnerId: string | null;
  /** Whether a word names a person or a role of somebody here. */
  readonly isKnown: (word: string) => boolean;
}): readonly string[] {
  const required = [...new Set(given.requiredApprovals.map((word) => word.trim()).filter((word) => word !== ''))];
  if (required.length > 0) return required;
  if (given.askAt !== null && given.isKnown(given.askAt)) return [given.askAt];
  return [given.useCaseOwnerId === null ? STAND_IN_ROLE : USE_CASE_OWNER];
}

/** Whether this person meets a requirement; never the one who asks. */
export function meets(requirement: string, approver: Approver, parties: ApprovalParties): boolean {
  if (approver.personId === parties.requesterId) return false;
  if (requirement === USE_CASE_OWNER) return approver.personId === parties.useCaseOwnerId;
  const word = requirement.toLowerCase();
  return approver.personId === word || approver.email === word || approver.roles.includes(word);
}

/**
 * The requirement that a yes of this person meets, of those that are still open; undefined where none is. Each person
 * counts once. Where nobody else could meet a requirement (the owner asks for their own use case), governance stands in.
 */
export function requirementMetBy(
  approval: Pick<Approval, 'requirements' | 'given'>,
  approver: Approver,
  parties: ApprovalParties & { readonly everybody: readonly Approver[] },
): string | undefined {
  if (approver.personId === parties.requesterId) return undefined;
  if (approval.given.some(({ personId }) => personId === approver.personId)) return undefined;
  const open = openRequirements(approval);
  const own = open.find((requirement) => meets(requirement, approver, parties));
  if (own !== undefined || !approver.roles.includes(STAND_IN_ROLE)) return own;
  return open.find((requirement) => !parties.everybody.some((other) => meets(requirement, other, parties)));
}

export function openRequirements(approval: Pick<Approval, 'requirements' | 'given'>): readonly string[] {
  const met = new Set(approval.given.map(({ requirement }) => requirement));
  return approval.requirements.filter((requirement) => !met.has(requirement));
}
