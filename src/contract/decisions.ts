import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { DataClass, Email, ModelName, Moment, OneLine, Slug } from './wire-values.ts';

const BODY_MAX = 10_485_760;
const TEXT_CHARACTERS_MAX = 5_000_000;

const Media = z.enum(['image', 'audio', 'file']);
const Effect = z.enum(['allow', 'ask', 'refuse']);
const Counted = z.string().max(TEXT_CHARACTERS_MAX);

const Span = z
  .object({
    start: z.int().meta({ description: 'UTF-16 offset in the text as it came.' }),
    end: z.int().meta({ description: 'Exclusive.' }),
    type: z.string(),
    group: z.string(),
    confidence: z.int(),
    label: z.string().meta({ description: 'In words, with the article: "an AWS access key".' }),
    instead: z.string().meta({ description: 'What to send in its place.' }),
    digest: z.string().meta({ description: 'Names the value for POST /findings/feedback without repeating it.' }),
  })
  .meta({ id: 'InspectedSpan' });

const InspectedText = z.object({ id: z.string().nullable(), spans: z.array(Span) }).meta({ id: 'InspectedText' });

const DecidedClass = z.object({
  dataClass: DataClass,
  decidedBy: z.enum(['finding', 'use_case', 'declared']),
  findingType: z.string().nullable().meta({ description: 'The type that decided, where a finding did.' }),
});

const Obligation = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('warn'), sentence: z.string() }),
    z.object({ kind: z.literal('redact'), of: z.array(z.string()), restore: z.boolean() }),
    z.object({ kind: z.literal('clamp_output'), tokensMax: z.number() }),
    z.object({ kind: z.literal('log_content') }),
    z.object({ kind: z.literal('require_template') }),
    z.object({ kind: z.literal('route_only'), modelIds: z.array(z.string()) }),
    z.object({
      kind: z.literal('inspect_answer'),
      action: z.enum(['note', 'redact', 'block']),
      of: z.array(z.string()),
    }),
  ])
  .meta({ id: 'Obligation' });

const policy = {
  decision: Effect,
  code: z.string().nullable().meta({ description: 'Why it does not go on; null when it does.' }),
  obligations: z.array(Obligation),
  rules: z.array(z.string()),
  why: z.string(),
  alternative: z.string().nullable(),
  askAt: z.string().nullable(),
  policyVersion: z.string(),
};

const Inspected = z
  .object({
    texts: z.array(InspectedText),
    ...DecidedClass.shape,
    failures: z.array(z.string()).meta({ description: 'Detectors that did not do their work.' }),
    policy: z
      .object(policy)
      .nullable()
      .meta({ description: 'What policy would say; null where no use case is named.' }),
  })
  .meta({ id: 'Inspected' });

const Inspect = z
  .strictObject({
    texts: z
      .array(z.strictObject({ id: z.string().max(200).exactOptional(), text: Counted }))
      .min(1)
      .max(200),
    useCaseId: Slug.nullable().default(null),
    model: ModelName.nullable().default(null),
    dataClass: DataClass.nullable().default(null).meta({ description: 'As the caller declares it.' }),
  })
  .meta({ id: 'Inspect' });

const Caller = z
  .strictObject({
    personId: Slug.nullable().default(null),
    email: Email.nullable().default(null),
    serviceAccountId: Slug.nullable().default(null),
    keyId: z.string().max(100).nullable().default(null),
  })
  .meta({ id: 'AskedCaller', description: 'Whose call it would be; one of them. Left out: whoever asks.' });

const Decide = z
  .strictObject({
    caller: Caller.exactOptional(),
    useCaseId: Slug.exactOptional().meta({ description: 'Left out: the default of the key.' }),
    model: ModelName.nullable().default(null).meta({ description: "Null: the first of the use case's stack." }),
    templateId: z.string().min(1).max(200).nullable().default(null),
    dataClass: DataClass.nullable().default(null),
    texts: z.array(Counted).max(1000).default([]),
    media: z.array(Media).max(100).default([]),
    client: OneLine.nullable().default(null),
    conversation: OneLine.nullable()
      .default(null)
      .meta({ description: 'Names the conversation, so that a value keeps its placeholder.' }),
  })
  .meta({ id: 'Decide' });

const Decided = z
  .object({
    ...policy,
    dataClass: DataClass.nullable(),
    modelId: z.string().nullable().meta({ description: 'The model that may serve; null where none may.' }),
    approval: z.object({ id: z.string(), expiresAt: Moment }).nullable(),
    texts: z
      .array(z.string())
      .nullable()
      .meta({ description: 'As they may leave, in order; null where nothing has to change or nothing may leave.' }),
    placeholders: z.record(z.string(), z.string()).meta({ description: 'What an answer gets back, by placeholder.' }),
    findings: z.array(InspectedText),
    callId: z.string().nullable().meta({ description: 'Under which a refusal is recorded.' }),
  })
  .meta({ id: 'Decided' });

/** The shape is LiteLLM's own; members that are not used here are passed over. */
const GuardrailAsk = z.looseObject({
  texts: z.array(Counted).max(5000).nullable().default([]),
  images: z.array(z.unknown()).nullable().exactOptional(),
  tools: z.array(z.unknown()).nullable().exactOptional(),
  model: z.string().max(300).nullable().exactOptional(),
  input_type: z.enum(['request', 'response']),
  litellm_call_id: z.string().max(300).nullable().exactOptional(),
  litellm_trace_id: z.string().max(300).nullable().exactOptional(),
  request_data: z
    .looseObject({
      user_api_key_user_id: z.string().nullable().exactOptional(),
      user_api_key_user_email: z.string().nullable().exactOptional(),
    })
    .nullable()
    .exactOptional(),
  additional_provider_specific_params: z
    .looseObject({
      use_case_id: z.string().exactOptional(),
      model: z.string().exactOptional(),
      data_class: DataClass.exactOptional(),
    })
    .nullable()
    .exactOptional(),
});

const GuardrailAnswer = z.object({
  action: z.enum(['BLOCKED', 'NONE', 'GUARDRAIL_INTERVENED']),
  blocked_reason: z.string().exactOptional(),
  texts: z.array(z.string()).exactOptional(),
});

const ask = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'any', bodyBytesMax: BODY_MAX } as const;

export const DECISION_ROUTES = {
  inspectTexts: {
    ...ask,
    tag: 'Inspection',
    path: '/inspect',
    summary: 'What is sensitive in these texts, and what policy would say; nothing is stored',
    body: Inspect,
    answer: Inspected,
    problems: ['use_case_unknown', 'use_case_missing', 'use_case_not_allowed'],
  },
  decide: {
    ...ask,
    tag: 'Decisions',
    path: '/decide',
    summary: 'What policy says of a call before it is made, for gateways that exist already',
    body: Decide,
    answer: Decided,
    problems: ['use_case_unknown', 'use_case_missing', 'reference_unknown', 'rule_broken', 'grant_exceeds_creator'],
  },
  decideForLitellm: {
    ...ask,
    tag: 'Decisions',
    path: '/decide/litellm/beta/litellm_basic_guardrail_api',
    scope: 'decide',
    summary: "The same in the shape of LiteLLM's Generic Guardrail API",
    body: GuardrailAsk,
    answer: GuardrailAnswer,
  },
} as const;
