import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { DataClass, ModelName, NanodollarsText, Slug } from './wire-values.ts';

const tokens = z.int().min(0);
const TEXT_CHARACTERS_MAX = 1_000_000;

const Wish = z
  .strictObject({
    texts: z
      .array(z.string().max(TEXT_CHARACTERS_MAX))
      .min(1)
      .max(200)
      .meta({ description: 'All that would be sent, earlier turns of the conversation too. Kept nowhere.' }),
    useCaseId: Slug,
    model: ModelName.nullable().default(null).meta({ description: "Null: the first of the use case's stack." }),
    template: z
      .string()
      .regex(/^[a-z0-9._-]{1,64}@\d{1,9}$/, 'must be the id of a template, an @ and the number of its version')
      .nullable()
      .default(null)
      .meta({ description: 'The template that the text was made of, for instance "meeting-notes@3".' }),
    dataClass: DataClass.nullable().default(null).meta({ description: 'What the texts hold, where it is known.' }),
  })
  .meta({ id: 'EstimateWish' });

const Output = z.object({
  lower: tokens,
  usual: tokens.nullable(),
  upper: tokens.nullable(),
  restsOn: z.enum(['own_calls', 'template', 'use_case', 'limit', 'nothing']),
});

const Cost = z
  .object({
    priced: z.boolean().meta({ description: 'False: the price book has no price, and every amount is null.' }),
    lowerNanodollars: NanodollarsText.nullable(),
    usualNanodollars: NanodollarsText.nullable().meta({ description: 'Null: nobody can say how long the answer is.' }),
    upperNanodollars: NanodollarsText.nullable().meta({ description: 'Null: nothing limits the answer.' }),
    priceId: z.string().nullable(),
  })
  .meta({ id: 'EstimatedCost' });

const Budget = z
  .object({
    id: z.string(),
    name: z.string(),
    shows: z.enum(['exact', 'tenths']),
    usedTenths: z.int().min(0).max(10),
    sentence: z.string(),
  })
  .meta({ id: 'TightestBudget' });

const Points = z
  .object({
    formulaVersion: z.string(),
    sentence: z.string(),
    ways: z.array(
      z.object({
        kind: z.enum(['attested', 'stood', 'template', 'reuse']),
        sentence: z.string(),
        points: z.number().nullable().meta({ description: 'Null: no figure can be stood for before it happens.' }),
      }),
    ),
  })
  .meta({ id: 'PointsOutlook' });

const Estimate = z
  .object({
    modelId: z.string(),
    inputTokens: z.object({ lower: tokens, upper: tokens }),
    outputTokens: Output,
    cost: Cost,
    isTooLong: z.boolean(),
    cheaper: z
      .object({ modelId: z.string(), costNanodollars: NanodollarsText })
      .nullable()
      .meta({ description: 'The cheapest model of the use case that could serve it and costs less.' }),
    sentences: z.array(z.string()).meta({ description: 'What the figures rest on.' }),
    tightest: Budget.nullable().meta({
      description: 'Of the envelopes that the call falls into the fullest, as far as you may see it.',
    }),
    points: Points,
  })
  .meta({ id: 'Estimate' });

export const ESTIMATE_ROUTES = {
  estimateCall: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/me/estimate',
    scope: 'any',
    tag: 'Me',
    summary: 'What a call would cost before it is sent, what is left for it, and what it means for your points',
    body: Wish,
    bodyBytesMax: 10_485_760,
    answer: Estimate,
    problems: ['reference_unknown'],
  },
} as const;
