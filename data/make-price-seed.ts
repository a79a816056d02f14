// Writes data/price-seed.json from the catalogue `@pydantic/genai-prices` and the facts in price-facts.ts.
//   node data/make-price-seed.ts          writes the file
// The test beside it fails while the file and this script are out of step.
import { readFileSync, writeFileSync } from 'node:fs';
import {
  type ConditionalPrice,
  findProvider,
  type MatchLogic,
  type ModelInfo,
  type ModelPrice,
} from '@pydantic/genai-prices';
import type { BucketPrices, Price, PricePredicates } from '../src/domain/catalog/price.ts';
import { findPriceKey } from '../src/domain/catalog/price-key.ts';
import {
  ANTHROPIC_BATCH,
  OPENAI_HALF_PRICE,
  OPENAI_PRIORITY,
  PUBLISHED_MODELS,
  type PublishedModel,
  SEEDED_MODELS,
  UNKNOWN_TIERS,
} from './price-facts.ts';

/** The day on which catalogue and facts were last compared with what the vendors publish. */
const TAKEN_ON = '2026-11-21';

export type PriceSeed = {
  readonly version: string;
  readonly takenOn: string;
  readonly source: string;
  readonly licence: string;
  /** Names that mean a model of the book and do not say so by themselves: `vendor/name` to price key. */
  readonly otherNames: Readonly<Record<string, string>>;
  readonly rows: readonly Price[];
};

/** One stretch of time at list price, by context size: the first threshold is 0. */
type ListPrice = {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly thresholds: readonly { readonly inputTokensMin: number; readonly prices: BucketPrices }[];
};

const UNKNOWN: BucketPrices = {
  inputUncached: null,
  inputCacheRead: null,
  inputCacheWrite5m: null,
  inputCacheWrite1h: null,
  outputVisible: null,
  outputReasoning: null,
};

const ALWAYS = { fromMs: 0, toMs: null };

export function makePriceSeed(): PriceSeed {
  const catalogue = `genai-prices ${catalogueVersion()}`;
  const rows: Price[] = [];
  for (const [vendor, modelIds] of Object.entries(SEEDED_MODELS)) {
    for (const modelId of modelIds) {
      rows.push(...makeRows({ vendor, modelId, source: catalogue, lists: readListPrices(vendor, modelId) }));
    }
  }
  const otherNames = nameOthers(new Set(rows.map((row) => row.priceKey)));
  for (const model of PUBLISHED_MODELS) rows.push(...makeRows({ ...model, lists: readPublished(model) }));
  const source = '@pydantic/genai-prices, with models and service tiers from the pages named in data/price-facts.ts';
  return { version: `${TAKEN_ON}, ${catalogue}`, takenOn: TAKEN_ON, source, licence: 'MIT', otherNames, rows };
}

/** Only the exact names of the catalogue, and of those only what `findPriceKey` would not find without help. */
function nameOthers(priceKeys: ReadonlySet<string>): Readonly<Record<string, string>> {
  const others: Record<string, string> = {};
  for (const priceKey of priceKeys) {
    const [vendor = '', modelId = ''] = priceKey.split('/');
    for (const upstreamModel of exactNames(findModel(vendor, modelId).match)) {
      const found = findPriceKey({ vendor, upstreamModel }, { priceKeys, otherNames: new Map() });
      if (found !== priceKey && !upstreamModel.includes('/')) others[`${vendor}/${upstreamModel}`] = priceKey;
    }
  }
  return others;
}

function exactNames(match: MatchLogic): readonly string[] {
  if ('or' in match) return match.or.flatMap(exactNames);
  return 'equals' in match ? [match.equals] : [];
}

function findModel(vendor: string, modelId: string): ModelInfo {
  const model = findProvider({ providerId: vendor })?.models.find((each) => each.id === modelId);
  if (model === undefined) throw new Error(`the catalogue has no ${vendor}/${modelId}`);
  return model;
}

/** One row a line, so that a change of price is one changed line. */
export function writeSeedText(seed: PriceSeed): string {
  const { rows, ...head } = seed;
  const headText = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  );
  const rowText = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  return `{\n${headText.join('')}  "rows": [\n${rowText}\n  ]\n}\n`;
}

type ListedModel = Pick<PublishedModel, 'vendor' | 'modelId' | 'source'> &
  Partial<Pick<PublishedModel, 'doublePriceTiers'>> & { readonly lists: readonly ListPrice[] };

function makeRows({ vendor, modelId, source, lists, doublePriceTiers = [] }: ListedModel): Price[] {
  const priceKey = `${vendor}/${modelId}`;
  const rows: Price[] = [];
  const add = (
    when: Pick<ListPrice, 'fromMs' | 'toMs'>,
    predicates: PricePredicates,
    nanodollarsPerMillionTokens: BucketPrices,
    from: string,
  ): void => {
    const dates = { effectiveFromMs: when.fromMs, effectiveToMs: when.toMs };
    const id = `seed:${priceKey}${nameSuffix(when.fromMs, predicates)}`;
    rows.push({ id, priceKey, ...dates, predicates, nanodollarsPerMillionTokens, source: from });
  };

  for (const list of lists) {
    for (const { inputTokensMin, prices } of list.thresholds) {
      const context: PricePredicates = inputTokensMin === 0 ? {} : { inputTokensMin };
      add(list, context, prices, source);
      for (const serviceTier of halfPriceTiers(vendor, modelId)) {
        add(list, { serviceTier, ...context }, eachBucket(prices, halve), `half of ${source}`);
      }
      for (const serviceTier of doublePriceTiers) {
        add(list, { serviceTier, ...context }, eachBucket(prices, double), `twice ${source}`);
      }
    }
  }
  const priority = vendor === 'openai' ? OPENAI_PRIORITY[modelId] : undefined;
  if (priority !== undefined) {
    add(ALWAYS, { serviceTier: 'priority' }, priorityPrices(priority), 'openai.com/api-priority-processing');
    const inputTokensMin = longContext(lists);
    if (inputTokensMin > 0) add(ALWAYS, { serviceTier: 'priority', inputTokensMin }, UNKNOWN, 'not known');
  }
  for (const { vendor: seller, serviceTier, models } of UNKNOWN_TIERS) {
    const priced = (serviceTier === 'priority' && priority !== undefined) || doublePriceTiers.includes(serviceTier);
    if (seller === vendor && models.test(modelId) && !priced) add(ALWAYS, { serviceTier }, UNKNOWN, 'not known');
  }
  return rows;
}

/** The greatest threshold of the model's list prices, 0 where it has none. */
function longContext(lists: readonly ListPrice[]): number {
  const thresholds = lists.flatMap((list) => list.thresholds);
  return Math.max(...thresholds.map((each) => each.inputTokensMin));
}

function halfPriceTiers(vendor: string, modelId: string): readonly string[] {
  if (vendor === 'openai' && OPENAI_HALF_PRICE.test(modelId)) return ['flex', 'batch'];
  return vendor === 'anthropic' && ANTHROPIC_BATCH.test(modelId) ? ['batch'] : [];
}

function nameSuffix(fromMs: number, predicates: PricePredicates): string {
  const date = fromMs === 0 ? '' : `:${new Date(fromMs).toISOString().slice(0, 10)}`;
  const tier = predicates.serviceTier === undefined ? '' : `:${predicates.serviceTier}`;
  return `${date}${tier}${predicates.inputTokensMin === undefined ? '' : `:from-${predicates.inputTokensMin}`}`;
}

/** The catalogue lists stretches of time oldest first. What depends on the hour cannot be said: the row before it ends there. */
function readListPrices(vendor: string, modelId: string): readonly ListPrice[] {
  const model = findModel(vendor, modelId);
  const stretches: readonly ConditionalPrice[] = Array.isArray(model.prices)
    ? model.prices
    : [{ prices: model.prices }];
  const dated: { fromMs: number; prices: ModelPrice | null }[] = [];
  for (const { constraint, prices } of stretches) {
    const last = dated.at(-1);
    if (constraint === undefined) dated.push({ fromMs: 0, prices });
    else if (constraint.type === 'start_date') dated.push({ fromMs: Date.parse(constraint.start_date), prices });
    else if (last !== undefined) last.prices = null;
  }
  return dated.flatMap(({ fromMs, prices }, index) => {
    const toMs = dated[index + 1]?.fromMs ?? null;
    return prices === null ? [] : [{ fromMs, toMs, thresholds: readThresholds(prices) }];
  });
}

/** One list for each price: it ends when the next one from the same threshold begins. */
function readPublished({ prices }: PublishedModel): readonly ListPrice[] {
  return prices.map((price) => {
    const { from, inputTokensMin } = price;
    const next = prices.find((other) => other.inputTokensMin === inputTokensMin && other.from > from);
    const buckets: BucketPrices = {
      inputUncached: toNanodollars(price.input),
      inputCacheRead: toNanodollars(price.cacheRead),
      inputCacheWrite5m: toNanodollars(price.cacheWrite5m),
      inputCacheWrite1h: toNanodollars(price.cacheWrite1h),
      outputVisible: toNanodollars(price.output),
      outputReasoning: toNanodollars(price.output),
    };
    const toMs = next === undefined ? null : Date.parse(next.from);
    return { fromMs: Date.parse(from), toMs, thresholds: [{ inputTokensMin, prices: buckets }] };
  });
}

function readThresholds(prices: ModelPrice): ListPrice['thresholds'] {
  const starts = new Set([0]);
  for (const price of Object.values(prices)) {
    if (typeof price !== 'object') continue;
    // The catalogue's tier begins above its start; our threshold is the first count that it holds for.
    for (const tier of price.tiers) starts.add(tier.start + 1);
  }
  return [...starts].map((inputTokensMin) => ({ inputTokensMin, prices: readBuckets(prices, inputTokensMin) }));
}

function readBuckets(prices: ModelPrice, inputTokensMin: number): BucketPrices {
  const at = (unit: string): string | null => {
    const price = prices[unit];
    if (price === undefined) return null;
    if (typeof price === 'number') return toNanodollars(String(price));
    const tier = price.tiers.findLast((each) => each.start < inputTokensMin);
    return toNanodollars(String(tier?.price ?? price.base));
  };
  return {
    inputUncached: at('input_mtok'),
    inputCacheRead: at('cache_read_mtok'),
    inputCacheWrite5m: at('cache_write_mtok'),
    inputCacheWrite1h: at('cache_write_1h_mtok'),
    outputVisible: at('output_mtok'),
    // Vendors bill reasoning as output; the catalogue has no unit of its own for it.
    outputReasoning: at('output_mtok'),
  };
}

function priorityPrices([input, cacheRead, output]: readonly [string, string | null, string]): BucketPrices {
  const outputPrice = toNanodollars(output);
  return {
    ...UNKNOWN,
    inputUncached: toNanodollars(input),
    inputCacheRead: cacheRead === null ? null : toNanodollars(cacheRead),
    outputVisible: outputPrice,
    outputReasoning: outputPrice,
  };
}

function eachBucket(prices: BucketPrices, change: (amount: bigint) => bigint): BucketPrices {
  const changed = (amount: string | null): string | null => (amount === null ? null : String(change(BigInt(amount))));
  return {
    inputUncached: changed(prices.inputUncached),
    inputCacheRead: changed(prices.inputCacheRead),
    inputCacheWrite5m: changed(prices.inputCacheWrite5m),
    inputCacheWrite1h: changed(prices.inputCacheWrite1h),
    outputVisible: changed(prices.outputVisible),
    outputReasoning: changed(prices.outputReasoning),
  };
}

function halve(amount: bigint): bigint {
  if (amount % 2n !== 0n) throw new Error(`half of ${amount} is not a whole number of nanodollars`);
  return amount / 2n;
}

function double(amount: bigint): bigint {
  return amount * 2n;
}

/** Dollars as a decimal text, read digit by digit: no float is multiplied. */
export function toNanodollars(dollars: string): string {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d{1,9}))?$/.exec(dollars) ?? [];
  if (whole === undefined) throw new Error(`${dollars} dollars is not a whole number of nanodollars`);
  return String(BigInt(whole + fraction.padEnd(9, '0')));
}

function catalogueVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const version: unknown = JSON.parse(manifest).devDependencies['@pydantic/genai-prices'];
  if (typeof version !== 'string') throw new Error('package.json does not pin the catalogue');
  return version;
}

if (import.meta.main) {
  writeFileSync(new URL('price-seed.json', import.meta.url), writeSeedText(makePriceSeed()));
}
