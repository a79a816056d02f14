import { z } from 'zod';
import { Face } from './models.ts';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { DataClass, KEPT, ModelName, Moment, OneLine, Slug, TokensMax } from './wire-values.ts';

const amount = z.string().meta({ description: 'Nanodollars, as a decimal string; may be negative.' });
const part = z.number().min(0).max(1);

const Proportion = z
  .object({
    count: z.int(),
    of: z.int(),
    part: part.nullable(),
    low: part.meta({ description: "Of Wilson's interval at 95 %." }),
    high: part,
  })
  .meta({ id: 'Proportion' });

const FallTest = z
  .object({
    fallen: z.boolean(),
    evidence: part.meta({ description: 'At 1 the model is stepped back from.' }),
    seen: z.int(),
  })
  .meta({ id: 'FallTest' });

const RouteState = z
  .object({
    id: z.string(),
    useCaseId: z.string(),
    modelId: z.string(),
    state: z.enum(['serving', 'stepped_back']),
    cause: z.enum(['person', 'agreement', 'errors']).nullable(),
    reason: z.string(),
    changedBy: z.string(),
    testedFrom: Moment.meta({ description: 'What was seen before counts no more.' }),
    ...KEPT,
  })
  .meta({ id: 'RouteState' });

const Route = z
  .object({
    useCaseId: z.string(),
    modelId: z.string(),
    mode: z.enum(['off', 'observe', 'on']),
    state: z.enum(['serving', 'stepped_back']),
    change: RouteState.nullable().meta({ description: 'The last change; null where there was none.' }),
    calibrationVersion: z.int().nullable(),
    pairs: z.array(z.object({ referenceId: z.string(), agreement: Proportion })),
    errors: Proportion,
    tests: z.object({ agreement: FallTest, errors: FallTest }),
  })
  .meta({ id: 'Route' });

const RouteComparison = z
  .object({
    id: z.string().meta({ description: 'The call that was made to compare.' }),
    callId: z.string(),
    useCaseId: z.string(),
    modelId: z.string(),
    referenceId: z.string(),
    raw: part,
    kind: z.enum(['structured', 'tool_calls', 'text', 'incomplete']),
    similarity: part,
    agreed: z.boolean(),
    shadowCostNanodollars: z.string().nullable(),
    comparedAt: Moment,
  })
  .meta({ id: 'RouteComparison' });

const RouteCalibration = z
  .object({
    id: z.string(),
    useCaseId: z.string(),
    modelId: z.string(),
    version: z.int(),
    method: z.enum(['isotonic', 'platt']),
    points: z.array(z.object({ raw: part, risk: part })),
    observations: z.int(),
    brierRaw: z.number(),
    brierCalibrated: z.number().meta({ description: 'On comparisons that the curve was not made from.' }),
    madeBy: z.string(),
    status: z.enum(['active', 'superseded']),
    ...KEPT,
  })
  .meta({ id: 'RouteCalibration' });

const count = z.int().min(0).max(1_000_000_000);

const RouteDryRun = z
  .strictObject({
    useCaseId: Slug,
    model: ModelName.default('auto'),
    face: Face.default('openai-chat'),
    instruction: z
      .string()
      .max(100_000)
      .default('')
      .meta({ description: 'Read for its words and marks, and forgotten.' }),
    inputTokens: count.nullable().default(null).meta({ description: 'Null: reckoned from the instruction.' }),
    maxOutputTokens: TokensMax.nullable().default(null),
    turnCount: count.default(1),
    toolCount: count.default(0),
    structuredOutput: z.boolean().default(false),
    reasoning: z.enum(['none', 'low', 'medium', 'high']).default('none'),
    media: z.boolean().default(false),
    agentStep: z.boolean().default(false),
    templateId: z.string().min(1).max(200).nullable().default(null),
    dataClass: DataClass.default('internal'),
    conversation: z
      .strictObject({ modelId: ModelName, warmTokens: count, marked: z.boolean().default(false) })
      .nullable()
      .default(null)
      .meta({ description: 'Where the conversation is, and what its cache holds there.' }),
  })
  .meta({ id: 'RouteDryRun' });

const RouteExplanation = z
  .object({
    modelId: z.string(),
    referenceId: z.string(),
    reason: z.string(),
    inWords: z.string(),
    difficulty: z.object({
      weightsVersion: z.string(),
      bias: z.number(),
      parts: z.array(z.object({ feature: z.string(), points: z.number(), inWords: z.string() })),
      raw: part,
    }),
    models: z.array(
      z.object({
        modelId: z.string(),
        risk: part,
        calibrationVersion: z.int().nullable(),
        isSteppedBack: z.boolean(),
      }),
    ),
    expectedNanodollars: amount.nullable(),
    expectedAtReferenceNanodollars: amount.nullable(),
    leavingNanodollars: amount.nullable().meta({ description: 'What leaving the warm cache would cost.' }),
  })
  .meta({ id: 'RouteExplanation' });

const RouteSavings = z
  .object({
    useCaseId: z.string().nullable(),
    calls: z.int(),
    savedNanodollars: amount,
    lostNanodollars: amount,
    shadowCalls: z.int(),
    shadowCostNanodollars: amount,
    lateCalls: z.int().meta({ description: 'Calls of which an attempt was given up for being late.' }),
    netNanodollars: amount.meta({ description: 'Saved and lost, less what comparing cost.' }),
  })
  .meta({ id: 'RouteSavings' });

const RouteChoices = z
  .object({
    useCaseId: z.string().nullable(),
    modelId: z.string().nullable(),
    reason: z.string().nullable(),
    inWords: z.string(),
    calls: z.int(),
  })
  .meta({ id: 'RouteChoices' });

const named = { useCaseId: Slug, modelId: ModelName };
const RouteOrder = z.strictObject({ ...named, reason: OneLine }).meta({ id: 'RouteOrder' });
const RouteName = z.strictObject(named).meta({ id: 'RouteName' });

const read = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'control.read', tag: 'Routing' } as const;
const write = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag: 'Routing' } as const;

export const ROUTING_ROUTES = {
  listRoutes: {
    ...read,
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
    path: '/routes',
    summary: 'Where calls may be routed, use case by use case: agreement, errors, tests, state',
    query: pageQuery({ useCaseId: Slug.exactOptional() }),
    answer: pageOf(Route).extend(NAMES),
  },
  listRouteComparisons: {
    ...read,
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
    path: '/routes/comparisons',
    summary: 'Comparisons of two answers to one request, newest first; figures, never content',
    query: pageQuery({ useCaseId: Slug.exactOptional(), modelId: ModelName.exactOptional() }),
    answer: pageOf(RouteComparison),
  },
  readRouteSavings: {
    ...read,
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
    path: '/routes/savings',
    summary: 'What routing saved and lost by use case, net, and why calls went where they went',
    query: z.strictObject({ ...RANGE, useCaseId: Slug.exactOptional() }),
    answer: z
      .object({
        ...{ from: Moment, to: Moment, rows: z.array(RouteSavings) },
        total: RouteSavings.omit({ useCaseId: true }).meta({ id: 'RouteSavingsTotal' }),
        choices: z.array(RouteChoices).meta({
          description: 'Where the calls went that a rule looked at, and why: by use case the most first, at most 500.',
        }),
        ...NAMES,
      })
      .meta({ id: 'RouteSavingsReport' }),
    problems: ['time_range_invalid'],
  },
  explainRoute: {
    ...write,
    path: '/routes/explain',
    scope: 'control.read',
    summary: 'What would become of a request, step by step; nothing is sent and nothing is kept',
    body: RouteDryRun,
    answer: RouteExplanation,
    problems: ['not_found', 'rule_broken'],
  },
  stepBackRoute: {
    ...write,
    path: '/routes/step-back',
    summary: 'Route nothing more to a model of a use case, on every gateway within a second',
    body: RouteOrder,
    answer: RouteState,
    problems: ['not_found', 'rule_broken'],
  },
  resumeRoute: {
    ...write,
    path: '/routes/resume',
    summary: 'Let a model go on that was stepped back from; only a person can',
    body: RouteOrder,
    answer: RouteState,
    problems: ['not_found', 'four_eyes'],
  },
  calibrateRoute: {
    ...write,
    path: '/routes/calibrate',
    summary: 'Make a new curve from what was compared, and put it in force',
    body: RouteName,
    answer: RouteCalibration,
    problems: ['not_found', 'rule_broken'],
  },
} as const;
