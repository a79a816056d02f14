import { z } from 'zod';
import { BudgetAmount } from './budget-amounts.ts';
import { BudgetPeriod, EnvelopeUnit } from './envelope-answers.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { Moment, Slug } from './wire-values.ts';

const MyBudget = z
  .object({
    id: Slug,
    name: z.string(),
    scopeInWords: z.string(),
    useCaseIds: z.array(Slug).meta({ description: 'Of your use cases those whose calls fall into it; empty: all.' }),
    unit: EnvelopeUnit,
    period: BudgetPeriod,
    resets: z.string(),
    periodEnd: Moment,
    ownerPersonId: Slug.nullable().meta({ description: 'Whom to ask for more.' }),
    limit: BudgetAmount,
    shows: z
      .enum(['exact', 'tenths'])
      .meta({ description: 'tenths: amounts are null, since others spend from it too.' }),
    usedTenths: z.int().min(0).max(10),
    spent: BudgetAmount.nullable(),
    held: BudgetAmount.nullable(),
    available: BudgetAmount.nullable(),
    sentence: z.string(),
  })
  .meta({ id: 'MyBudget' });

export const MY_BUDGET_ROUTES = {
  readMyBudgets: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/budgets',
    scope: 'any',
    tag: 'Me',
    summary: 'Which envelopes your calls fall into and where they stand, as far as you may see',
    answer: z.object({ whoSees: z.string(), budgets: z.array(MyBudget) }),
  },
} as const;
