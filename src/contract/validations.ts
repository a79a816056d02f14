import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, pageOf, WITHHELD } from './row-routes.ts';
import { Moment, OneLine, Prose, Uuid } from './wire-values.ts';

const Kind = z.enum(['judge', 'measure', 'appeal']).meta({
  description: 'Say whether a claim is so · what it came to · look again at what the claimant does not accept.',
});
const State = z.enum(['open', 'attested', 'declined', 'measured', 'granted', 'upheld', 'void']);

const shape = {
  id: Uuid,
  outcomeId: z.string(),
  kind: Kind,
  basis: z.enum(['drawn', 'forced']).nullable(),
  about: z.enum(['declined', 'measured', 'reverted']).nullable(),
  validatorId: z.string().nullable().meta({
    description: 'Null: nobody may; "why" says what is to be done. "withheld" for whoever sees it by a part of theirs.',
  }),
  why: z.string(),
  openedAt: Moment,
  dueAt: Moment,
  state: State,
  decidedAt: Moment.nullable(),
};

const Validation = z.object(shape).meta({ id: 'Validation' });

/** For who was drawn: with the claim, and whose it is. */
const QueuedValidation = z
  .object({
    ...shape,
    claimantId: z.string(),
    words: z.string().nullable().meta({ description: 'Of an appeal: the claimant’s.' }),
    reason: z.string().nullable(),
    typeName: z.string(),
    unit: z.string(),
    amount: z.number(),
    claimedDollars: z.string(),
    note: z.string(),
    evidence: z.string().nullable(),
    evidenceUrl: z.string().nullable(),
    claimedAt: Moment,
    useCaseId: z.string().nullable(),
    linksInWords: z.string(),
    declineReason: z.string().nullable(),
  })
  .meta({ id: 'QueuedValidation' });

const Reason = OneLine.meta({ description: 'The claimant reads it.' });
const Amount = z.number().min(-10_000).max(10_000).meta({ description: 'In the unit of the kind.' });

export const VALIDATION_ROUTES = {
  listMyValidations: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/validations',
    scope: 'any',
    tag: 'Me',
    summary: 'What waits for your word, and what you have said',
    answer: z.object({ open: z.array(QueuedValidation), said: z.array(QueuedValidation) }),
  },
  listValidations: {
    ...listRoute({
      tag: 'Outcomes',
      path: '/validations',
      summary: 'The whole queue, for whoever minds it: who was drawn and why, without whose claims they are',
      filters: { state: State.exactOptional(), kind: Kind.exactOptional() },
      row: Validation,
    }),
    narrow: { rows: ['team', 'use_case'] },
    answer: pageOf(Validation).extend(WITHHELD),
  },
  answerValidation: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/validations/{id}/answer',
    scope: 'approve',
    tag: 'Outcomes',
    summary: 'Say what you were drawn to say: attest or decline, measure, grant or uphold',
    params: z.strictObject({ id: Uuid }),
    body: z
      .discriminatedUnion('answer', [
        z.strictObject({ answer: z.literal('attest') }),
        z.strictObject({ answer: z.literal('decline'), reason: Reason }),
        z.strictObject({ answer: z.literal('measure'), amount: Amount, reason: Reason }),
        z.strictObject({ answer: z.literal('grant'), reason: Reason, amount: Amount.nullable().default(null) }),
        z.strictObject({ answer: z.literal('uphold'), reason: Reason }),
      ])
      .meta({ id: 'ValidationAnswer' }),
    answer: Validation,
    problems: ['rule_broken'],
  },
  redrawValidation: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/validations/{id}/redraw',
    scope: 'control.write',
    tag: 'Outcomes',
    summary: 'Draw somebody else, where who was drawn cannot or should not say anything',
    params: z.strictObject({ id: Uuid }),
    body: z.strictObject({ reason: OneLine }),
    answer: Validation,
    problems: ['four_eyes', 'rule_broken'],
  },
  appealOutcome: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/outcomes/{id}/appeal',
    scope: 'any',
    tag: 'Outcomes',
    status: 201,
    summary:
      'Have somebody else look at what was declined, measured or reverted of an outcome of yours: once, within 14 days',
    params: z.strictObject({ id: z.string().min(1).max(200) }),
    body: z.strictObject({ words: Prose.min(1, 'must not be empty') }),
    answer: Validation,
    problems: ['rule_broken'],
  },
} as const;
