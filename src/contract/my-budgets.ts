import { z } from 'zod';
import { Lane } from './api-keys.ts';
import { BudgetAmount } from './budget-amounts.ts';
import { BudgetPeriod, EnvelopeScope, EnvelopeUnit } from './envelope-answers.ts';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { Moment, Slug } from './wire-values.ts';

const MyBudget = z
  .object({
    id: Slug,
    name: z.string(),
    scope: EnvelopeScope,
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

const lane = Lane.nullable().meta({ description: 'Of its scope; lanes never share a budget.' });
const OwnedEnvelope = z
  .object({
    id: Slug,
    name: z.string(),
    scopeInWords: z.string(),
    lane,
    unit: EnvelopeUnit,
    period: BudgetPeriod,
    resets: z.string(),
    limit: BudgetAmount,
    spent: BudgetAmount,
    available: BudgetAmount,
    usedPercent: z.int(),
    sentence: z.string(),
    isRuled: z.boolean().meta({ description: 'Whether the rule for allowances is for it.' }),
  })
  .meta({ id: 'OwnedEnvelope' });
const OtherEnvelope = z
  .object({
    id: Slug,
    name: z.string(),
    scopeInWords: z.string(),
    lane,
    unit: EnvelopeUnit,
    ownerPersonId: Slug.nullable(),
  })
  .meta({ id: 'OtherEnvelope' });

export const MY_BUDGET_ROUTES = {
  readMyBudgets: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/budgets',
    scope: 'any',
    tag: 'Me',
    summary: 'Which envelopes your calls fall into and where they stand, as far as you may see',
    answer: z.object({ whoSees: z.string(), budgets: z.array(MyBudget), ...NAMES }),
  },
  listMyEnvelopes: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/envelopes',
    scope: 'any',
    tag: 'Me',
    summary: 'The envelopes that you answer for, and the names of others with which you may exchange',
    answer: z.object({
      owned: z.array(OwnedEnvelope),
      others: z
        .array(OtherEnvelope)
        .meta({ description: 'Without amounts, and without those of single people; empty for whoever owns none.' }),
    }),
  },
} as const;
