import { z } from 'zod';
import { NOTHING } from './route.ts';
import { RoutingRule } from './routing-rule.ts';
import { changeRoute, createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { DataClass, KEPT, ModelName, NanodollarsText, OneLine, Prose, Slug, TokensMax } from './wire-values.ts';

const UseCaseLane = z.enum(['exploration', 'production', 'both']);
const LoggingRule = z.enum(['none', 'metadata', 'content']);
const StoreAwayRule = z.enum(['refuse', 'continue']);
const CacheRule = z
  .strictObject({
    mode: z.enum(['off', 'exact']).default('off').meta({ description: 'exact: equal calls may get the same answer.' }),
    ttlSeconds: z.int().min(1).max(604_800).default(3_600).meta({ description: 'How old an answer may become.' }),
    scope: z
      .enum(['person', 'team', 'use_case'])
      .default('person')
      .meta({ description: 'Whose calls may share answers; never beyond the use case.' }),
    dataClassMax: DataClass.default('internal').meta({ description: 'Calls above this class are left out.' }),
    answers: z
      .enum(['deterministic', 'any'])
      .default('deterministic')
      .meta({ description: 'deterministic: only at temperature 0, and embeddings; any: sampled answers too.' }),
    kept: z
      .enum(['memory', 'store'])
      .default('memory')
      .meta({ description: 'In the memory of each gateway, or also in the store, encrypted, for all of them.' }),
  })
  .meta({ id: 'CacheRule' });
const Tier = z
  .union([z.literal(1), z.literal(2), z.literal(3)], 'must be 1, 2 or 3')
  .meta({ description: '1 self-service · 2 managed · 3 constrained, reviewed or blocked.' });

const shape = {
  id: Slug,
  name: OneLine,
  category: OneLine,
  purpose: Prose,
  expectedValue: Prose,
  ownerPersonId: Slug.nullable(),
  tier: Tier,
  lane: UseCaseLane,
  modelStack: z
    .array(ModelName)
    .max(50)
    .meta({ description: 'Model ids, cheapest that serves first. Others are refused.' }),
  approvedTemplateIds: z.array(Slug).max(200),
  allowedDataClasses: z.array(DataClass).max(4),
  spendLimitNanodollars: NanodollarsText.nullable(),
  expectedOutputTokens: TokensMax.nullable(),
  maxOutputTokens: TokensMax.nullable().meta({ description: 'The most output a call may ask for; more is clamped.' }),
  loggingRule: LoggingRule.meta({ description: 'Whether content of calls may be stored.' }),
  requiredApprovals: z.array(OneLine).max(20),
  storeAway: StoreAwayRule.meta({ description: 'What happens to calls while the store is away.' }),
  cache: CacheRule.meta({ description: 'Whether answers may be given again.' }),
  routing: RoutingRule.nullable().meta({ description: 'Null: each call goes to the model that it names.' }),
};

/** One entry of the taxonomy of what models are used for. */
export const UseCase = z
  .object({ ...shape, status: z.enum(['active', 'blocked', 'archived']), ...KEPT })
  .meta({ id: 'UseCase' });

export const UseCaseCreate = z
  .strictObject({
    ...shape,
    category: OneLine.default('other'),
    purpose: Prose.default(''),
    expectedValue: Prose.default(''),
    ownerPersonId: Slug.nullable().default(null),
    lane: UseCaseLane.default('both'),
    approvedTemplateIds: shape.approvedTemplateIds.default([]),
    allowedDataClasses: shape.allowedDataClasses.default(['public', 'internal']),
    spendLimitNanodollars: NanodollarsText.nullable().default(null).meta({
      description:
        'What it may cost in a month. An envelope of the use case enforces it: "tokenward envelopes create".',
    }),
    expectedOutputTokens: TokensMax.nullable().default(null),
    maxOutputTokens: shape.maxOutputTokens.default(null),
    loggingRule: LoggingRule.default('none'),
    requiredApprovals: shape.requiredApprovals.default([]),
    storeAway: StoreAwayRule.default('refuse'),
    cache: CacheRule.prefault({}),
    routing: RoutingRule.nullable().default(null),
    status: z.enum(['active', 'blocked']).default('active'),
  })
  .meta({ id: 'UseCaseCreate' });

const UseCaseChange = z
  .strictObject({ ...shape, status: z.enum(['active', 'blocked']) })
  .omit({ id: true })
  .partial()
  .meta({ id: 'UseCaseChange' });

const filters = {
  status: z.enum(['active', 'blocked', 'archived']).exactOptional(),
  category: OneLine.exactOptional(),
  lane: UseCaseLane.exactOptional(),
  ownerPersonId: Slug.exactOptional(),
};
const at = { tag: 'Use cases', path: '/use-cases' } as const;
const one = { tag: 'Use cases', path: '/use-cases/{id}', id: Slug, row: UseCase } as const;

export const USE_CASE_ROUTES = {
  listUseCases: {
    ...listRoute({ ...at, summary: 'List use cases', filters, row: UseCase }),
    narrow: { rows: ['use_case'] },
  },
  createUseCase: createRoute({ ...at, summary: 'Create a use case', body: UseCaseCreate, row: UseCase }),
  readUseCase: { ...readRoute({ ...one, summary: 'Read a use case' }), narrow: { rows: ['use_case'] } },
  changeUseCase: changeRoute({ ...one, summary: 'Change, block or unblock a use case', body: UseCaseChange }),
  archiveUseCase: verbRoute({
    ...one,
    path: '/use-cases/{id}/archive',
    summary: 'Archive a use case that no live key allows',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreUseCase: verbRoute({
    ...one,
    path: '/use-cases/{id}/restore',
    summary: 'Make an archived use case active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
} as const;
