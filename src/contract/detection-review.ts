import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { KEPT, Moment, OneLine } from './wire-values.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be the digest that POST /inspect gave');

const AllowEntry = z
  .object({
    id: z.string(),
    matchKind: z.enum(['digest', 'literal', 'prefix', 'domain']),
    findingType: z.string().nullable(),
    value: z.string().nullable().meta({ description: 'Null for a single value: only its digest is kept.' }),
    reason: z.string(),
    expiresAt: Moment,
    madeBy: z.string(),
    proposalId: z.string().nullable(),
    status: z.enum(['active', 'ended', 'expired']),
    endedBy: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'DetectionAllowEntry' });

const Detector = z
  .object({
    id: z.string(),
    version: z.int(),
    types: z.array(z.string()),
    plugged: z.boolean().meta({ description: 'Off until somebody turns it on.' }),
    state: z.enum(['on', 'off']),
    setBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Detector' });

const Proposal = z
  .object({
    id: z.string(),
    findingType: z.string(),
    callId: z.string().nullable(),
    eventId: z.string().nullable(),
    note: z.string().nullable(),
    proposerKind: z.enum(['person', 'service_account']),
    proposerId: z.string(),
    seconded: z.int().meta({ description: 'How often others said the same of the same value.' }),
    state: z.enum(['proposed', 'accepted', 'declined']),
    decidedBy: z.string().nullable(),
    decisionReason: z.string().nullable(),
    allowEntryId: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'DetectionProposal' });

function id<Of extends z.ZodType<string>>(of: Of) {
  return z.strictObject({ id: of });
}
const tag = 'Detection';
const write = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag } as const;

/** What passes although it is found, which detectors run, and what people say of findings. */
export const DETECTION_REVIEW_ROUTES = {
  listDetectionAllowEntries: listRoute({
    tag,
    path: '/detection/allow-list',
    summary: 'List values that may pass, with reason and expiry',
    filters: { status: z.enum(['active', 'ended']).exactOptional(), findingType: z.string().max(60).exactOptional() },
    row: AllowEntry,
  }),
  allowDetectedValue: {
    ...write,
    path: '/detection/allow-list',
    status: 201,
    summary: 'Let a value pass until its expiry; a single value is kept as its keyed digest alone',
    body: z.strictObject({
      kind: z
        .enum(['value', 'literal', 'prefix', 'domain'])
        .default('value')
        .meta({ description: 'value: one, hashed at once · literal, prefix, domain: kept readable, for test values.' }),
      findingType: z.string().max(60).nullable().default(null),
      value: z.string().min(3).max(1000),
      reason: OneLine,
      expiresAt: Moment,
    }),
    answer: AllowEntry,
    problems: ['rule_broken'],
  },
  endDetectionAllowEntry: {
    ...write,
    path: '/detection/allow-list/{id}/end',
    summary: 'End an entry before its time',
    params: id(z.string().max(100)),
    answer: AllowEntry,
  },
  listDetectors: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/detection/detectors',
    scope: 'control.read',
    tag,
    summary: 'List detectors, and whether they run',
    answer: z.object({ rows: z.array(Detector) }),
  },
  setDetector: {
    ...write,
    path: '/detection/detectors/{id}',
    summary: 'Turn a detector on or off at every gateway',
    params: id(z.string().min(1).max(100)),
    body: z.strictObject({ state: z.enum(['on', 'off']), reason: OneLine }),
    answer: Detector,
  },
  sendFindingFeedback: {
    ...write,
    path: '/findings/feedback',
    scope: 'any',
    status: 201,
    summary: 'Say that a finding is not sensitive: a proposal, which changes nothing until a second person accepts it',
    body: z.strictObject({
      findingType: z.string().min(1).max(60),
      text: z
        .string()
        .min(3)
        .max(10_000)
        .nullable()
        .default(null)
        .meta({ description: 'Hashed at once, kept nowhere.' }),
      digest: Digest.nullable().default(null),
      callId: z.string().max(100).nullable().default(null),
      eventId: z.string().max(100).nullable().default(null),
      note: OneLine.nullable().default(null),
    }),
    answer: Proposal,
    problems: ['rule_broken'],
  },
  listDetectionProposals: listRoute({
    tag,
    path: '/detection/proposals',
    summary: 'List what people hold for not sensitive',
    filters: { state: z.enum(['proposed', 'accepted', 'declined']).exactOptional() },
    row: Proposal,
  }),
  acceptDetectionProposal: {
    ...write,
    path: '/detection/proposals/{id}/accept',
    summary: 'Accept a proposal: the value passes as this type until the expiry',
    params: id(z.string().max(100)),
    body: z.strictObject({ reason: OneLine, expiresAt: Moment }),
    answer: Proposal,
    problems: ['four_eyes', 'rule_broken'],
  },
  declineDetectionProposal: {
    ...write,
    path: '/detection/proposals/{id}/decline',
    summary: 'Decline a proposal',
    params: id(z.string().max(100)),
    body: z.strictObject({ reason: OneLine }),
    answer: Proposal,
    problems: ['four_eyes', 'rule_broken'],
  },
} as const;
