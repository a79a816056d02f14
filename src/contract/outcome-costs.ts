import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { RANGE } from './usage.ts';
import { Moment, Slug } from './wire-values.ts';

const count = z.int().min(0);
const Dollars = z.string().meta({ description: 'US dollars, decimal.' });

const CostPerOutcome = z
  .object({
    useCaseId: z.string(),
    outcomes: count.nullable().meta({ description: 'That count. Null: of too few people to be told.' }),
    reverted: count.nullable(),
    valueDollars: Dollars.nullable(),
    tasks: count,
    iterations: count,
    retries: count,
    failedCalls: count,
    unpricedTasks: count.meta({ description: 'Tasks with a call without a known price: costs are the least.' }),
    stack: z.object({
      answeredDollars: Dollars,
      failedDollars: Dollars.meta({ description: 'Calls that came to nothing.' }),
      reviewDollars: Dollars,
      reviewMinutes: count,
      cleanUpDollars: Dollars.meta({ description: 'Putting right what did not hold.' }),
      cleanUpMinutes: count,
      wholeDollars: Dollars,
    }),
    linkedOutcomes: count.nullable(),
    linkedPercent: count
      .nullable()
      .meta({ description: 'Of the cost, what is linked to outcomes by more than the time.' }),
    perOutcome: z.object({ dollars: Dollars, lowDollars: Dollars, highDollars: Dollars }).nullable().meta({
      description: 'With where it lies 95 times in 100. Null: not enough linked evidence; "sentence" says which.',
    }),
    sentence: z.string(),
  })
  .meta({ id: 'CostPerOutcome' });

export const OUTCOME_COST_ROUTES = {
  readOutcomeCosts: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/outcome-costs',
    scope: 'control.read',
    tag: 'Outcomes',
    narrow: { team: 'teamId', useCase: 'useCaseId' },
    summary:
      'What an outcome costs by use case, whole: calls, failed ones too, review and cleaning up, with an interval',
    query: z.strictObject({
      ...RANGE,
      teamId: Slug.exactOptional().meta({
        description:
          'Of one team: use cases in which fewer than five of it worked are told in sum, with the smallest of the others.',
      }),
      useCaseId: Slug.exactOptional(),
    }),
    answer: z
      .object({
        from: Moment,
        to: Moment,
        minuteDollars: Dollars.nullable().meta({ description: 'What a minute costs; null: nobody said.' }),
        isPartial: z.boolean(),
        withheldUseCases: count.meta({ description: 'Of a team: those in which too few of it worked to be told.' }),
        withheld: z.object({ tasks: count, wholeDollars: Dollars }).nullable().meta({
          description: 'What those come to, so that rows add up; null where they are too few people together.',
        }),
        useCases: z.array(CostPerOutcome),
      })
      .meta({ id: 'OutcomeCosts' }),
  },
} as const;
