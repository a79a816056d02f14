import { z } from 'zod';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { KEPT, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

const count = z.int().min(0);

export const CacheState = z
  .object({
    gatewayId: z.string(),
    memory: z
      .object({
        answers: count,
        bytes: count,
        bytesMax: count,
        hits: count,
        joined: count.meta({ description: 'Calls that waited for an equal one.' }),
        misses: count,
        evictions: count,
        purged: count,
        waiting: count.meta({ description: 'Calls that wait for an equal one now.' }),
      })
      .meta({ description: 'Of the gateway that answers, since it started.' }),
    shared: z.object({
      waiting: count.meta({ description: 'Answers that wait to be written.' }),
      lost: count.meta({ description: 'Answers that could not be written.' }),
      useCases: z.array(z.object({ useCaseId: z.string(), answers: count, bytes: count, oldestAt: Moment })),
    }),
  })
  .meta({ id: 'CacheState' });

const Subject = {
  kind: z.enum(['all', 'use_case', 'person', 'service_account', 'team', 'model']),
  id: z.string().max(200),
};

export const CachePurge = z
  .object({
    id: Uuid,
    subjectKind: Subject.kind,
    subjectId: z.string(),
    reason: z.string(),
    orderedBy: z.string(),
    ...KEPT,
  })
  .meta({ id: 'CachePurge' });

const PurgeOrder = z
  .strictObject({
    ...Subject,
    id: Subject.id.default('').meta({ description: 'Empty for "all".' }),
    reason: OneLine,
  })
  .meta({ id: 'CachePurgeOrder' });

const Purged = CachePurge.extend({
  sharedAnswersDestroyed: count.meta({ description: 'What gateways have in memory goes within a second.' }),
}).meta({ id: 'CachePurged' });

const AvoidedCost = z
  .object({
    useCaseId: z.string().nullable(),
    answeredBy: z.enum(['cache', 'workflow']),
    calls: count,
    callsUnpriced: count.meta({ description: 'Of which nobody can say what a model would have cost.' }),
    avoidedCostNanodollars: z.string(),
  })
  .meta({ id: 'AvoidedCost' });

export const CACHE_ROUTES = {
  readCache: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    scope: 'control.read',
    tag: 'Cache',
    path: '/cache',
    summary: 'See how many answers are kept to be given again, and how often that was done',
    answer: CacheState.extend(NAMES),
  },
  readAvoidedCosts: {
    ...ROUTE_DEFAULTS,
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
    method: 'GET',
    scope: 'control.read',
    tag: 'Cache',
    path: '/cache/savings',
    summary: 'What answers cost less that no model gave: given again, or by a workflow',
    query: z.strictObject({ ...RANGE, useCaseId: Slug.exactOptional() }),
    answer: z
      .object({
        ...{ from: Moment, to: Moment, rows: z.array(AvoidedCost) },
        totals: z.array(AvoidedCost.omit({ useCaseId: true }).meta({ id: 'AvoidedCostTotal' })),
        ...NAMES,
      })
      .meta({ id: 'AvoidedCosts' }),
    problems: ['time_range_invalid'],
  },
  listCachePurges: listRoute({
    tag: 'Cache',
    path: '/cache/purges',
    summary: 'List orders to forget answers',
    filters: { subjectKind: Subject.kind.exactOptional(), subjectId: Subject.id.exactOptional() },
    row: CachePurge,
  }),
  purgeCache: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    scope: 'control.write',
    tag: 'Cache',
    path: '/cache/purges',
    summary: 'Make every gateway forget answers within a second: all, or those of a use case, person, team or model',
    status: 201,
    body: PurgeOrder,
    answer: Purged,
    problems: ['not_found', 'rule_broken'],
  },
} as const;
