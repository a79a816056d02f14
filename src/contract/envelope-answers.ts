import { z } from 'zod';
import { Lane } from './api-keys.ts';
import { BudgetAmount } from './budget-amounts.ts';
import { CostCentreCode, KEPT, Moment, OneLine, Slug } from './wire-values.ts';

/** What envelopes look like when they are told; what may be asked of them stands in envelopes.ts. */

export const EnvelopeUnit = z
  .enum(['dollars', 'tokens', 'requests', 'concurrency'])
  .meta({ description: 'What it counts; concurrency is calls at once. It never changes.' });
export const BudgetPeriod = z
  .enum(['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'])
  .meta({ description: "Of the organisation's calendar." });
export const StoreAway = z
  .enum(['refuse', 'leases'])
  .meta({ description: 'While the store is away: refuse at once, or go on with what gateways have leased.' });
export const Status = z.enum(['active', 'archived']);

/** Whom it is for: a call matches when every member that is named is equal; none: all calls. */
export const EnvelopeScope = z
  .strictObject({
    teamId: Slug.exactOptional(),
    projectId: Slug.exactOptional(),
    useCaseId: Slug.exactOptional(),
    personId: Slug.exactOptional(),
    lane: Lane.exactOptional(),
    tag: z.strictObject({ name: OneLine, value: OneLine }).exactOptional().meta({ description: 'A tag of the key.' }),
  })
  .meta({ id: 'EnvelopeScope' });

export const Metric = z
  .strictObject({
    name: OneLine,
    unit: z.string().max(40).default('').meta({ description: 'As it is shown behind a value, for instance %.' }),
    target: z.number().nullable().default(null),
    better: z.enum(['higher', 'lower']).default('higher'),
  })
  .meta({ id: 'EnvelopeMetric' });

/** Where it stands in the period that runs. */
const EnvelopeBalance = z
  .object({
    periodStart: Moment,
    periodEnd: Moment.meta({ description: 'When it begins anew.' }),
    resets: z.string().meta({ description: "The period's end as the organisation's clocks show it." }),
    timeZone: z.string(),
    opened: z.boolean().meta({ description: 'False until the first call falls into it.' }),
    limit: BudgetAmount,
    spent: BudgetAmount,
    held: BudgetAmount.meta({ description: 'Drawn by gateways for calls under way and soon to come.' }),
    suspense: BudgetAmount.meta({ description: 'Drawn by a gateway that was not heard of since.' }),
    overdraft: BudgetAmount,
    available: BudgetAmount,
    usedPercent: z.int(),
    sentence: z.string(),
  })
  .meta({ id: 'EnvelopeBalance' });

export const Envelope = z
  .object({
    id: Slug,
    name: z.string(),
    scope: EnvelopeScope,
    scopeInWords: z.string(),
    ownerPersonId: Slug.nullable(),
    costCentre: CostCentreCode.nullable(),
    unit: EnvelopeUnit,
    period: BudgetPeriod,
    hardCap: BudgetAmount,
    cap: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('strict') }),
      z.object({ kind: z.literal('elastic'), overdraft: BudgetAmount, quantile: z.number() }),
    ]),
    softThresholds: z.array(z.number()),
    carryOver: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('unused'), percent: z.int(), amountMax: BudgetAmount }),
    ]),
    storeAway: StoreAway,
    metric: Metric.nullable(),
    status: Status,
    balance: EnvelopeBalance,
    ...KEPT,
  })
  .meta({ id: 'Envelope' });

const Relative = z
  .object({
    id: Slug,
    name: z.string(),
    scopeInWords: z.string(),
    period: BudgetPeriod,
    hardCap: BudgetAmount,
    sentence: z.string(),
  })
  .meta({ id: 'EnvelopeRelative' });

/** What was reported of the metric, beside what was spent in the same period. */
const MetricBesideSpend = z
  .object({
    name: z.string(),
    unit: z.string(),
    target: z.number().nullable(),
    better: z.enum(['higher', 'lower']),
    latest: z.object({ at: Moment, value: z.number(), reportedBy: z.string() }).nullable(),
    spent: BudgetAmount,
    sentence: z.string(),
  })
  .meta({ id: 'MetricBesideSpend' });

const warnings = z.array(z.string()).meta({ description: 'What is allowed, and probably not meant, in words.' });
export const EnvelopeWarned = Envelope.extend({ warnings }).meta({ id: 'EnvelopeWarned' });
export const EnvelopeShown = EnvelopeWarned.extend({
  parents: z
    .array(Relative)
    .meta({ description: 'Envelopes that every call of this one falls into too, widest first.' }),
  children: z.array(Relative).meta({ description: 'Envelopes whose calls all fall into this one.' }),
  metricBesideSpend: MetricBesideSpend.nullable(),
  allowanceRuleVersion: z
    .int()
    .nullable()
    .meta({ description: 'The published rule that adds to its cap; null: none does.' }),
}).meta({ id: 'EnvelopeShown' });

export const LedgerEntry = z
  .object({
    id: z.string(),
    at: Moment,
    kind: z.enum(['grant', 'carry_over', 'transfer', 'adjustment', 'hold', 'release', 'commit', 'expire', 'suspense']),
    amount: BudgetAmount,
    gatewayId: z.string().nullable(),
    actor: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'LedgerEntry' });

export const MetricValue = z
  .object({ at: Moment, value: z.number(), reportedBy: z.string() })
  .meta({ id: 'MetricValue' });
