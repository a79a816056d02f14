import { z } from 'zod';
import { AmountText, BudgetAmount } from './budget-amounts.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { namedListRoute } from './row-routes.ts';
import { Moment, OneLine, Slug } from './wire-values.ts';

const SuspenseId = z
  .string()
  .regex(/^[^:]{1,64}:\d{1,15}:[^:]{1,200}:\d{1,9}$/, 'must be the id of a suspense, as their listing shows it');

const Suspense = z
  .object({
    id: SuspenseId,
    envelopeId: Slug,
    periodStart: Moment,
    gatewayId: z.string(),
    epoch: z.int().meta({ description: 'Which life of the gateway.' }),
    unit: z.enum(['dollars', 'tokens', 'requests', 'concurrency']),
    amount: BudgetAmount,
    since: Moment,
  })
  .meta({ id: 'BudgetSuspense' });

const Resolution = z
  .strictObject({
    spent: AmountText.meta({ description: 'How much of it was spent; the rest is free again. "0" frees all.' }),
    reason: OneLine.meta({ description: 'How that is known; it stands in the ledger.' }),
  })
  .meta({ id: 'SuspenseResolution' });

export const BUDGET_SUSPENSE_ROUTES = {
  listSuspense: namedListRoute({
    tag: 'Envelopes',
    path: '/suspense',
    summary: 'List what gateways drew that were not heard of since: neither spent nor free until somebody knows',
    filters: { envelopeId: Slug.exactOptional() },
    row: Suspense,
  }),
  resolveSuspense: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/suspense/{id}/resolve',
    scope: 'control.write',
    tag: 'Envelopes',
    summary: 'Say how much of a suspense was spent, with a reason; the rest is free',
    params: z.strictObject({ id: SuspenseId }),
    body: Resolution,
    answer: z.object({ envelopeId: Slug, spent: BudgetAmount, freed: BudgetAmount, sentence: z.string() }),
    problems: ['not_found', 'rule_broken'],
  },
} as const;
