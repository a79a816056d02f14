import { z } from 'zod';
import { BudgetAmount } from './budget-amounts.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { Moment, Slug } from './wire-values.ts';

const Day = z.string().meta({ description: "A day of the organisation's calendar, 2026-11-22." });

const Band = z
  .object({ p10: BudgetAmount, p50: BudgetAmount, p90: BudgetAmount })
  .meta({ id: 'ForecastBand', description: 'Below P10 with a probability of one tenth, below P90 with nine tenths.' });

const BurnDay = z
  .object({
    date: Day,
    spent: BudgetAmount.nullable().meta({ description: 'By the end of the day, in the period; null of days to come.' }),
    expected: Band.nullable().meta({
      description: 'The same of days to come, today among them; null where nobody knows.',
    }),
  })
  .meta({ id: 'BurnDay' });

/** What an envelope's period will come to. */
const Forecast = z
  .object({
    envelopeId: Slug,
    envelopeName: z.string(),
    unit: z.enum(['dollars', 'tokens', 'requests', 'concurrency']),
    periodStart: Moment,
    periodEnd: Moment,
    timeZone: z.string(),
    limit: BudgetAmount,
    spent: BudgetAmount,
    state: z.enum(['forecast', 'little_history', 'run_rate', 'not_forecast']).meta({
      description:
        'little_history: fewer than 42 days, bands are wide. run_rate: fewer than 14 days, only an even pace is told. not_forecast: counts calls at once, or has a period shorter than a day.',
    }),
    sentence: z.string().meta({ description: 'The forecast in words.' }),
    end: Band.nullable(),
    runRate: BudgetAmount.nullable().meta({ description: 'Where there is no forecast: at an even pace.' }),
    overspendProbability: z.number().nullable().meta({ description: '0 to 1, if nothing stopped it.' }),
    exhaustion: z
      .object({ early: Day.nullable(), median: Day.nullable(), late: Day.nullable() })
      .nullable()
      .meta({ description: 'The day on which the limit is reached: early with one tenth, late with nine tenths.' }),
    burnDown: z.array(BurnDay).meta({ description: 'Each day of the period.' }),
    anomalies: z
      .array(z.object({ date: Day, amount: BudgetAmount, usedAs: BudgetAmount }))
      .meta({ description: 'Past days that were not like their like, and what they were taken for.' }),
    historyDays: z.int(),
    pooledSeries: z.int().meta({ description: 'Envelopes whose past errors made the bands.' }),
  })
  .meta({ id: 'Forecast' });

export const FORECAST_ROUTES = {
  listForecasts: {
    ...listRoute({
      tag: 'Envelopes',
      path: '/forecasts',
      summary: 'What the periods of all active envelopes will come to',
      filters: { teamId: Slug.exactOptional() },
      row: Forecast,
    }),
    narrow: { team: 'teamId', rows: ['team', 'use_case'] },
  },
  readForecast: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    scope: 'control.read',
    tag: 'Envelopes',
    path: '/envelopes/{id}/forecast',
    narrow: { rows: ['team', 'use_case'] },
    summary: "What an envelope's period will come to, with bands, the day of exhaustion and the burn-down",
    params: z.strictObject({ id: Slug }),
    answer: Forecast,
  },
} as const;
