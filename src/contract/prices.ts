import { z } from 'zod';
import { createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { KEPT, ModelName, Moment, NanodollarsText, OneLine, PriceId, TokensMax } from './wire-values.ts';

/** When the row holds; a member that is absent holds always. */
const PricePredicates = z
  .strictObject({
    serviceTier: OneLine.exactOptional(),
    region: OneLine.exactOptional(),
    contract: OneLine.exactOptional(),
    inputTokensMin: TokensMax.exactOptional().meta({
      description: 'Holds when the whole input has at least this many tokens.',
    }),
  })
  .meta({ id: 'PricePredicates' });

const Bucket = NanodollarsText.nullable();

/** Nanodollars for a million tokens of each bucket; null is unknown, which makes a call that used it unpriced. */
const BucketPrices = z
  .strictObject({
    inputUncached: Bucket.default(null),
    inputCacheRead: Bucket.default(null),
    inputCacheWrite5m: Bucket.default(null),
    inputCacheWrite1h: Bucket.default(null),
    outputVisible: Bucket.default(null),
    outputReasoning: Bucket.default(null),
  })
  .meta({ id: 'BucketPrices' });

/** One row of the price book. Rows are never edited: a new price is a new row. */
export const Price = z
  .object({
    id: PriceId,
    priceKey: ModelName,
    effectiveFrom: Moment,
    effectiveTo: Moment.nullable(),
    predicates: PricePredicates,
    nanodollarsPerMillionTokens: BucketPrices,
    source: z.string(),
    ...KEPT,
  })
  .meta({ id: 'Price' });

export const PriceDeclared = z
  .strictObject({
    priceKey: ModelName,
    effectiveFrom: Moment,
    effectiveTo: Moment.nullable().default(null),
    predicates: PricePredicates.default({}),
    nanodollarsPerMillionTokens: BucketPrices,
    source: OneLine.default('contract'),
  })
  .meta({ id: 'PriceDeclared' });

const PriceCreate = PriceDeclared.extend({
  endsPrevious: z.boolean().default(false).meta({
    description: 'Ends the open row with the same key and predicates at the moment at which this one begins.',
  }),
}).meta({ id: 'PriceCreate' });

const PriceEnd = z.strictObject({ effectiveTo: Moment }).meta({ id: 'PriceEnd' });

const at = { tag: 'Prices', path: '/prices' } as const;
const one = { tag: 'Prices', path: '/prices/{id}', id: PriceId, row: Price } as const;

export const PRICE_ROUTES = {
  listPrices: listRoute({
    ...at,
    summary: 'List the price book',
    filters: { priceKey: ModelName.exactOptional() },
    row: Price,
  }),
  createPrice: createRoute({
    ...at,
    summary: 'Add a price; its id follows from key, beginning and predicates',
    body: PriceCreate,
    row: Price,
    problems: ['price_overlap'],
  }),
  readPrice: readRoute({ ...one, summary: 'Read a price' }),
  endPrice: verbRoute({
    ...one,
    path: '/prices/{id}/end',
    summary: 'Let an open price end, now or later',
    body: PriceEnd,
    problems: ['rule_broken', 'managed_by_file'],
  }),
};
