import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { namedListRoute } from './row-routes.ts';
import { DataClass, KEPT, Moment, OneLine, Slug } from './wire-values.ts';

const ApprovalId = z
  .string()
  .regex(/^approval-[0-9a-f]{8,64}$/, 'must be the id of an approval, as the refusal of the call told it');
const State = z.enum(['pending', 'approved', 'declined', 'expired', 'withdrawn']);

/** What an approver sees: who, for what, what was found, never the content. */
const Approval = z
  .object({
    id: ApprovalId,
    ownerKind: z.enum(['person', 'service_account']),
    ownerId: z.string(),
    keyId: z.string(),
    teamId: z.string(),
    useCaseId: z.string(),
    tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    modelId: z.string(),
    purpose: z.string().nullable().meta({ description: 'As the caller says.' }),
    dataClass: DataClass,
    findings: z.record(z.string(), z.number()).meta({ description: 'Finding type to how often. Never a value.' }),
    rules: z.array(z.string()).meta({ description: 'The rules that ask; a yes answers these and no others.' }),
    policyVersion: z.string(),
    why: z.string(),
    askAt: z.string().nullable(),
    firstCallId: z.string(),
    askedAt: Moment,
    expiresAt: Moment.meta({ description: 'Until when it can be answered.' }),
    requirements: z.array(z.string()).meta({ description: 'Whose yes it takes, each by another person.' }),
    given: z.array(z.object({ personId: z.string(), requirement: z.string(), at: Moment })),
    state: State,
    decidedAt: Moment.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    grantedUntil: Moment.nullable().meta({ description: 'Until when the same call goes through.' }),
    ...KEPT,
  })
  .meta({ id: 'Approval' });

const ApprovalYes = z
  .strictObject({
    minutes: z.int().min(1).max(10_080).default(60).meta({ description: 'For how long the same call goes through.' }),
    reason: OneLine.nullable().default(null),
  })
  .meta({ id: 'ApprovalYes' });

const ApprovalNo = z
  .strictObject({ reason: OneLine.meta({ description: 'Whoever asked reads it.' }) })
  .meta({ id: 'ApprovalNo' });

const step = {
  ...ROUTE_DEFAULTS,
  method: 'POST',
  tag: 'Approvals',
  params: z.strictObject({ id: ApprovalId }),
  answer: Approval,
} as const;

export const APPROVAL_ROUTES = {
  listApprovals: {
    ...namedListRoute({
      tag: 'Approvals',
      path: '/approvals',
      summary: 'List calls that wait for a person, and those that were answered',
      filters: { state: State.exactOptional(), useCaseId: Slug.exactOptional(), teamId: Slug.exactOptional() },
      row: Approval,
    }),
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
  },
  readApproval: {
    ...step,
    method: 'GET',
    path: '/approvals/{id}',
    scope: 'any',
    summary: 'Read an approval: your own, one that you may answer, or any with "control.read"',
  },
  approveCall: {
    ...step,
    path: '/approvals/{id}/approve',
    scope: 'approve',
    summary: 'Say yes: once everybody that it takes has, the same call goes through for a while',
    body: ApprovalYes,
    problems: ['four_eyes', 'rule_broken'],
  },
  declineCall: {
    ...step,
    path: '/approvals/{id}/decline',
    scope: 'approve',
    summary: 'Say no, and why',
    body: ApprovalNo,
    problems: ['four_eyes', 'rule_broken'],
  },
  withdrawApproval: {
    ...step,
    path: '/approvals/{id}/withdraw',
    scope: 'any',
    summary: 'Take back what you asked, or give up a yes before its time is over',
    problems: ['rule_broken'],
  },
  listMyApprovals: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/approvals',
    scope: 'any',
    tag: 'Me',
    summary: 'What you asked, and what waits for your answer',
    answer: z.object({ asked: z.array(Approval), toDecide: z.array(Approval) }),
  },
} as const;
