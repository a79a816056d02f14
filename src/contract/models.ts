import { z } from 'zod';
import { NOTHING } from './route.ts';
import { ModelAbility } from './routing-rule.ts';
import { changeRoute, createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { DataClass, KEPT, ModelName, OneLine, Slug, TokensMax } from './wire-values.ts';

/** The wires that a call can speak. */
export const Face = z.enum([
  'openai-chat',
  'openai-responses',
  'openai-embeddings',
  'anthropic-messages',
  'anthropic-count-tokens',
]);

const ModelTarget = z.strictObject({ upstreamId: Slug, upstreamModel: ModelName }).meta({ id: 'ModelTarget' });

/** What a model may be trusted with; members that are left out are the careful ones. */
const Clearance = z
  .strictObject({
    dataClassMax: DataClass.default('internal').meta({ description: 'Content above this class may not go to it.' }),
    region: OneLine.nullable().default(null),
    retention: z
      .enum(['none', 'limited', 'unlimited', 'unknown'])
      .default('unknown')
      .meta({ description: 'How long the vendor keeps what it is sent.' }),
  })
  .meta({ id: 'ModelClearance' });

const shape = {
  id: ModelName.meta({ description: 'The name that clients send.' }),
  vendor: OneLine,
  faces: z.array(Face).min(1).max(5),
  targets: z.array(ModelTarget).min(1).max(10).meta({ description: 'Ways to reach it, tried in order.' }),
  priceKey: ModelName.meta({ description: 'The key into the price book: vendor and model as the vendor bills it.' }),
  contextTokensMax: TokensMax.nullable(),
  outputTokensMax: TokensMax.nullable(),
  clearance: Clearance,
  abilities: z.array(ModelAbility).max(4).nullable().meta({
    description: 'What it can do beyond text; null: not written down, and routing sends it plain text alone.',
  }),
};

export const Model = z
  .object({ ...shape, status: z.enum(['active', 'blocked', 'archived']), ...KEPT })
  .meta({ id: 'Model' });

export const ModelCreate = z
  .strictObject({
    ...shape,
    contextTokensMax: TokensMax.nullable().default(null),
    outputTokensMax: TokensMax.nullable().default(null),
    clearance: Clearance.prefault({}),
    abilities: shape.abilities.default(null),
    status: z.enum(['active', 'blocked']).default('active'),
  })
  .meta({ id: 'ModelCreate' });

const ModelChange = z
  .strictObject({ ...shape, status: z.enum(['active', 'blocked']) })
  .omit({ id: true })
  .partial()
  .meta({ id: 'ModelChange' });

const filters = {
  status: z.enum(['active', 'blocked', 'archived']).exactOptional(),
  vendor: OneLine.exactOptional(),
  priceKey: ModelName.exactOptional(),
};
const at = { tag: 'Models', path: '/models' } as const;
const one = { tag: 'Models', path: '/models/{id}', id: ModelName, row: Model } as const;

export const MODEL_ROUTES = {
  listModels: { ...listRoute({ ...at, summary: 'List models', filters, row: Model }), narrow: { ofNobody: true } },
  createModel: createRoute({ ...at, summary: 'Create a model', body: ModelCreate, row: Model }),
  readModel: { ...readRoute({ ...one, summary: 'Read a model' }), narrow: { ofNobody: true } },
  changeModel: changeRoute({ ...one, summary: 'Change, block or unblock a model', body: ModelChange }),
  archiveModel: verbRoute({
    ...one,
    path: '/models/{id}/archive',
    summary: 'Archive a model that no use case has in its stack',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreModel: verbRoute({
    ...one,
    path: '/models/{id}/restore',
    summary: 'Make an archived model active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
} as const;
