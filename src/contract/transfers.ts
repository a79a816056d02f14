import { z } from 'zod';
import { AmountText, BudgetAmount } from './budget-amounts.ts';
import { EnvelopeUnit } from './envelope-answers.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { KEPT, Moment, OneLine, Prose, Slug, Uuid } from './wire-values.ts';

const Kind = z.enum(['transfer', 'give_back']);
const State = z.enum(['proposed', 'carried_out', 'declined', 'kept', 'withdrawn', 'expired']);

export const EnvelopeTransfer = z
  .object({
    id: Uuid,
    kind: Kind.meta({
      description: 'transfer: proposed by an owner. give_back: offered by the house near a period’s end.',
    }),
    fromEnvelopeId: z.string(),
    toEnvelopeId: z.string(),
    unit: EnvelopeUnit,
    amount: BudgetAmount,
    why: z.string(),
    proposedBy: z.string().nullable().meta({ description: 'Null: the house.' }),
    proposedAt: Moment,
    consenterId: z.string().meta({ description: 'Whose consent it waits for.' }),
    consenterWhy: z.string(),
    expiresAt: Moment,
    state: State,
    decidedAt: Moment.nullable(),
    decidedBy: z.string().nullable().meta({ description: 'Nobody writes down who kept what is theirs.' }),
    decisionReason: z.string().nullable(),
    sentence: z.string(),
    ...KEPT,
  })
  .meta({ id: 'EnvelopeTransfer' });

const Proposal = z
  .strictObject({
    fromEnvelopeId: Slug,
    toEnvelopeId: Slug,
    amount: AmountText,
    why: Prose.min(1, 'must not be empty').meta({ description: 'The other owner reads it.' }),
  })
  .meta({ id: 'TransferProposal' });

const No = z
  .strictObject({
    reason: OneLine.nullable().default(null).meta({ description: 'Of a transfer; whoever keeps an offer gives none.' }),
  })
  .meta({ id: 'TransferNo' });

const step = {
  ...ROUTE_DEFAULTS,
  method: 'POST',
  tag: 'Transfers',
  params: z.strictObject({ id: Uuid }),
  answer: EnvelopeTransfer,
} as const;

export const TRANSFER_ROUTES = {
  listTransfers: listRoute({
    tag: 'Transfers',
    path: '/transfers',
    summary: 'List transfers between envelopes and offers to give back',
    filters: {
      state: State.exactOptional(),
      kind: Kind.exactOptional(),
      fromEnvelopeId: Slug.exactOptional(),
      toEnvelopeId: Slug.exactOptional(),
    },
    row: EnvelopeTransfer,
  }),
  listMyTransfers: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/transfers',
    scope: 'any',
    tag: 'Me',
    summary: 'What waits for your answer, what you proposed, and what you agreed to',
    answer: z.object({
      toAnswer: z.array(EnvelopeTransfer),
      proposed: z.array(EnvelopeTransfer),
      agreed: z.array(EnvelopeTransfer),
    }),
  },
  proposeTransfer: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/transfers',
    scope: 'any',
    tag: 'Transfers',
    status: 201,
    summary: 'Propose to hand over what is free in one envelope to another; for the owner of either',
    body: Proposal,
    answer: EnvelopeTransfer,
    problems: ['four_eyes', 'reference_unknown', 'rule_broken'],
  },
  consentToTransfer: {
    ...step,
    path: '/transfers/{id}/consent',
    scope: 'approve',
    summary: 'Consent: it is handed over in the same moment, or not at all',
    problems: ['four_eyes', 'reference_unknown', 'rule_broken'],
  },
  declineTransfer: {
    ...step,
    path: '/transfers/{id}/decline',
    scope: 'approve',
    summary: 'Say no; of an offer to give back: keep it',
    body: No,
    problems: ['four_eyes', 'rule_broken'],
  },
  withdrawTransfer: {
    ...step,
    path: '/transfers/{id}/withdraw',
    scope: 'any',
    summary: 'Take back what you proposed',
    problems: ['rule_broken'],
  },
} as const;
