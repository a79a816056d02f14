import { z } from 'zod';
import { Lane } from './api-keys.ts';
import { Face } from './models.ts';
import { DataClass, Moment } from './wire-values.ts';

const text = z.string().nullable();
const count = z.number();
const Counts = z.record(z.string(), count);

/** Tokens of one call in disjoint buckets: each billable token stands in exactly one. */
export const TokenUsage = z
  .object({
    inputUncachedTokens: count,
    inputCacheReadTokens: count,
    inputCacheWrite5mTokens: count,
    inputCacheWrite1hTokens: count,
    inputCacheWriteUnknownTokens: count,
    outputVisibleTokens: count,
    outputReasoningTokens: count,
  })
  .meta({ id: 'TokenUsage' });

const CallCharges = z
  .object({
    epoch: count,
    accounts: z.array(z.object({ envelopeId: z.string(), periodStartMs: count, amount: z.string() })),
  })
  .meta({ id: 'CallCharges' });

const admitted = {
  callId: z.string(),
  gatewayId: z.string(),
  admittedAt: Moment,

  keyId: text,
  personId: text,
  serviceAccountId: text,
  teamId: text,
  projectId: text,
  costCentre: text,
  lane: Lane.nullable(),

  useCaseId: text,
  useCaseSource: z.enum(['key_default', 'header', 'model_alias']).nullable(),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  purpose: text,
  outputDestination: text,
  templateId: text,
  templateVersion: text,
  workItem: text,
  branch: text,

  sessionId: text,
  taskId: text,
  taskSource: z.enum(['client', 'response_id', 'prefix', 'new']).nullable(),
  conversationHash: text,

  face: Face.nullable(),
  stream: z.boolean(),
  requestedModel: text,
  modelId: text,
  upstreamId: text,
  upstreamModel: text,
  routeReason: text,

  policyVersion: z.string(),
  decision: z.enum(['allow', 'refuse']),
  decisionRules: z.array(z.string()),
  approverId: text,

  dataClass: DataClass.nullable().meta({ description: 'Of the request, as inspected; null where it was not.' }),
  declaredDataClass: DataClass.nullable(),
  findings: Counts.meta({ description: 'How often each finding type stood in the request. Never a value.' }),
  findingsDigest: text,
  obligations: z.array(z.string()),
  inspectionFailures: z.array(z.string()).meta({ description: 'Detectors that did not do their work.' }),
  shadowDecision: z
    .object({ policyVersion: z.string(), effect: z.enum(['allow', 'ask', 'refuse']), rules: z.array(z.string()) })
    .nullable()
    .meta({ description: 'What a policy in shadow mode would have said.' }),
  repeatOf: text.meta({ description: 'The first refusal of the same content.' }),
  mediaKinds: z.array(z.string()),
  templateApproved: z.boolean().nullable(),
  exceptionIds: z.array(z.string()),

  heldNanodollars: text.meta({ description: 'The most that it held in an envelope of money.' }),
  clampedMaxOutputTokens: count.nullable().meta({ description: 'The output limit that a cap left it.' }),
  holds: CallCharges.nullable().meta({ description: 'What envelopes are charged if nobody ever says more of it.' }),
  budgetWaitMs: count.nullable(),
  difficulty: count.nullable().meta({ description: 'How hard the request was taken to be, 0 to 1.' }),
  shadowOf: text.meta({ description: 'The call whose answer this one is compared with.' }),

  requestBytes: count,
  messageCount: count,
  toolCount: count,
  maxOutputTokens: count.nullable(),
  contextTokensEstimated: count,
  clientName: text,
  traceId: text,
};

/** A call that was let through and is not yet settled. */
export const OpenCall = z.object(admitted).meta({ id: 'OpenCall' });

/** A settled call: everything that is known of it, content apart. */
export const Call = z
  .object({
    ...admitted,
    settledAt: Moment,
    outcome: z.enum([
      'completed',
      'refused',
      'client_left',
      'client_stalled',
      'upstream_error',
      'upstream_unreachable',
      'upstream_timeout',
      'deadline',
      'gateway_error',
      'crashed',
    ]),
    status: count.nullable(),
    errorCode: text,
    finishReason: text,
    responseModel: text,
    responseId: text,
    attempts: count,
    latencyMs: count,
    firstByteMs: count.nullable(),
    responseBytes: count,
    answerFindings: Counts,
    answerAction: z.enum(['note', 'redact', 'block']).nullable(),
    usage: TokenUsage,
    usageBasis: z.enum(['measured', 'estimated', 'none']),
    vendorUsage: z.unknown().meta({ description: "The vendor's own words, unchanged." }),
    serviceTier: text,
    costNanodollars: text.meta({ description: 'Decimal string; null is unpriced.' }),
    priceId: text,
    priceBookVersion: text,
    charges: CallCharges.nullable().meta({ description: 'What each envelope was charged, in its unit.' }),
    repeats: count.nullable().meta({ description: 'Refusals alike that this record stands for besides itself.' }),
    routeSavingNanodollars: text,
    cacheStatus: z.enum(['hit', 'miss', 'joined', 'off']).nullable(),
    cacheAgeMs: count.nullable(),
    answeredBy: z.enum(['upstream', 'cache', 'workflow']).nullable(),
    avoidedCostNanodollars: text.meta({ description: 'What the answer would have cost, had a model been asked.' }),
    translatedTo: Face.nullable().meta({ description: 'The API of the upstream, where it is another.' }),
  })
  .meta({ id: 'Call' });
