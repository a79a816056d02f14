import { z } from 'zod';
import { AmountText, BudgetAmount } from './budget-amounts.ts';
import { EnvelopeScope, EnvelopeUnit } from './envelope-answers.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { namedListRoute } from './row-routes.ts';
import { DataClass, KEPT, ModelName, Moment, OneLine, Prose, Slug, Uuid } from './wire-values.ts';

const Kind = z.enum(['raise_envelope', 'open_use_case']);
const State = z.enum(['requested', 'granted', 'declined', 'withdrawn', 'expired', 'revoked']);

/** The codes stand with their words in src/domain/policy/exception.ts; a test compares. */
export const EXCEPTION_REASON_CODES = [
  'deadline',
  'incident',
  'customer_commitment',
  'estimate_wrong',
  'migration',
  'trial',
  'quality_check',
  'legal_duty',
  'rule_unclear',
  'other',
] as const;
const ReasonCode = z.enum(EXCEPTION_REASON_CODES);
const Why = Prose.min(1, 'must not be empty').meta({ description: 'In your words; whoever is concerned reads it.' });

export const Exception = z
  .object({
    id: Uuid,
    kind: Kind,
    reasonCode: ReasonCode,
    reasonInWords: z.string(),
    why: z.string(),
    scope: EnvelopeScope,
    scopeInWords: z.string(),
    envelopeId: z.string().nullable().meta({ description: 'Of a raise: the envelope beside which it brings money.' }),
    useCaseId: z.string().nullable().meta({ description: 'Of an opening: the use case that is opened.' }),
    modelId: z.string().nullable().meta({ description: 'Of an opening: a model besides the stack.' }),
    dataClass: DataClass.nullable().meta({ description: 'Of an opening: a class besides those that are allowed.' }),
    unit: EnvelopeUnit,
    cap: BudgetAmount.meta({ description: 'The most that may be spent under it.' }),
    startsAt: Moment,
    endsAt: Moment.meta({ description: 'Exclusive: at this moment it is over, at every gateway.' }),
    requesterId: z.string(),
    requestedAt: Moment,
    approverId: z.string(),
    approverWhy: z.string().meta({ description: 'The rule by which the approver was drawn.' }),
    state: State,
    inForce: z.boolean().meta({ description: 'Whether it works at this moment.' }),
    decidedAt: Moment.nullable(),
    decidedBy: z.string().nullable(),
    decisionReason: z.string().nullable(),
    endedAt: Moment.nullable(),
    endedBy: z.string().nullable(),
    endReason: z.string().nullable(),
    extendsId: z.string().nullable().meta({ description: 'The exception after which it was asked for.' }),
    spent: BudgetAmount.nullable().meta({ description: 'Under it; while it runs as far as gateways have told.' }),
    sentence: z.string(),
    ...KEPT,
  })
  .meta({ id: 'Exception' });

const Order = z
  .strictObject({
    kind: Kind,
    reasonCode: ReasonCode,
    why: Why,
    scope: EnvelopeScope.default({}).meta({ description: 'Whom it is for; of a raise, within the envelope.' }),
    envelopeId: Slug.nullable().default(null),
    useCaseId: Slug.nullable().default(null),
    modelId: ModelName.nullable().default(null),
    dataClass: DataClass.nullable().default(null),
    cap: AmountText,
    startsAt: Moment.nullable().default(null).meta({ description: 'Null: as soon as it is granted.' }),
    endsAt: Moment,
  })
  .superRefine((order, context) => {
    const fault = (member: string, message: string) => context.addIssue({ code: 'custom', path: [member], message });
    const { kind, envelopeId, useCaseId, modelId, dataClass } = order;
    if (kind === 'raise_envelope') {
      if (envelopeId === null) fault('envelopeId', 'must name the envelope that is raised');
      if (useCaseId !== null) fault('useCaseId', 'is of openings: name a use case in the scope');
      if (modelId !== null) fault('modelId', 'is of openings');
      if (dataClass !== null) fault('dataClass', 'is of openings');
    } else {
      if (useCaseId === null) fault('useCaseId', 'must name the use case that is opened');
      if (envelopeId !== null) fault('envelopeId', 'is of raises');
    }
  })
  .meta({ id: 'ExceptionOrder' });

const Extension = z
  .strictObject({
    endsAt: Moment.meta({ description: 'The end of the time after it.' }),
    cap: AmountText.meta({ description: 'For that time; what is left of the first one is not carried on.' }),
    why: Why.nullable().default(null).meta({ description: 'Null: the words of the first one.' }),
  })
  .meta({ id: 'ExceptionExtension' });

const Yes = z.strictObject({ reason: OneLine.nullable().default(null) }).meta({ id: 'ExceptionYes' });
const No = z
  .strictObject({ reason: OneLine.meta({ description: 'Whoever asked reads it.' }) })
  .meta({ id: 'ExceptionNo' });

const step = {
  ...ROUTE_DEFAULTS,
  method: 'POST',
  tag: 'Exceptions',
  params: z.strictObject({ id: Uuid }),
  answer: Exception,
} as const;

export const EXCEPTION_ROUTES = {
  listExceptions: {
    ...namedListRoute({
      tag: 'Exceptions',
      path: '/exceptions',
      summary: 'List exceptions, those that have ended too',
      filters: {
        state: State.exactOptional(),
        kind: Kind.exactOptional(),
        teamId: Slug.exactOptional(),
        projectId: Slug.exactOptional(),
        personId: Slug.exactOptional(),
        envelopeId: Slug.exactOptional(),
        useCaseId: Slug.exactOptional(),
        requesterId: Slug.exactOptional(),
        approverId: Slug.exactOptional(),
      },
      row: Exception,
    }),
    narrow: { team: 'teamId', useCase: 'useCaseId', rows: ['team', 'use_case'] },
  },
  listMyExceptions: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/exceptions',
    scope: 'any',
    tag: 'Me',
    summary: 'What you asked for, what waits for your decision, and what else concerns you',
    answer: z.object({ asked: z.array(Exception), toDecide: z.array(Exception), concerning: z.array(Exception) }),
  },
  readException: {
    ...step,
    method: 'GET',
    path: '/exceptions/{id}',
    scope: 'any',
    summary: 'Read an exception that concerns you, or any with "control.read"',
  },
  requestException: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/exceptions',
    scope: 'any',
    tag: 'Exceptions',
    status: 201,
    summary: 'Ask for an exception; who decides is drawn by rule, and is never you',
    body: Order,
    answer: Exception,
    problems: ['four_eyes', 'reference_unknown', 'reference_archived', 'rule_broken'],
  },
  approveException: {
    ...step,
    path: '/exceptions/{id}/approve',
    scope: 'approve',
    summary: 'Say yes: it works from its beginning to its end, and ends by itself',
    body: Yes,
    problems: ['four_eyes', 'reference_unknown', 'rule_broken'],
  },
  declineException: {
    ...step,
    path: '/exceptions/{id}/decline',
    scope: 'approve',
    summary: 'Say no, and why',
    body: No,
    problems: ['four_eyes', 'rule_broken'],
  },
  withdrawException: {
    ...step,
    path: '/exceptions/{id}/withdraw',
    scope: 'any',
    summary: 'Take back what you asked for',
    problems: ['rule_broken'],
  },
  revokeException: {
    ...step,
    path: '/exceptions/{id}/revoke',
    scope: 'any',
    summary:
      'End an exception before its time: who asked, who decides, who owns what it goes beyond, or "control.write"',
    body: No,
    problems: ['four_eyes', 'rule_broken'],
  },
  extendException: {
    ...step,
    path: '/exceptions/{id}/extend',
    scope: 'any',
    status: 201,
    summary: 'Ask for the time after an exception: a new exception, with a new decision',
    body: Extension,
    problems: ['four_eyes', 'reference_unknown', 'reference_archived', 'rule_broken'],
  },
} as const;
