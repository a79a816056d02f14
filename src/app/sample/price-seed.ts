import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Price } from '../../domain/catalog/price.ts';

const SEED = new URL('../../../data/price-seed.json', import.meta.url);

const Amount = z.string().nullable();
const SeedFile = z.object({
  version: z.string(),
  otherNames: z.record(z.string(), z.string()),
  rows: z.array(
    z.object({
      id: z.string(),
      priceKey: z.string(),
      effectiveFromMs: z.int(),
      effectiveToMs: z.int().nullable(),
      predicates: z.object({
        serviceTier: z.string().exactOptional(),
        region: z.string().exactOptional(),
        contract: z.string().exactOptional(),
        inputTokensMin: z.int().exactOptional(),
      }),
      nanodollarsPerMillionTokens: z.object({
        inputUncached: Amount,
        inputCacheRead: Amount,
        inputCacheWrite5m: Amount,
        inputCacheWrite1h: Amount,
        outputVisible: Amount,
        outputReasoning: Amount,
      }),
      source: z.string(),
    }),
  ),
});

/** What the price book holds before anybody changes it: data/price-seed.json. */
export type PriceSeed = {
  readonly version: string;
  readonly otherNames: ReadonlyMap<string, string>;
  readonly rows: readonly Price[];
};

/** Throws when the file that is delivered with this code is not a seed. */
export function readPriceSeed(): PriceSeed {
  const { version, otherNames, rows } = SeedFile.parse(JSON.parse(readFileSync(SEED, 'utf8')));
  return { version, otherNames: new Map(Object.entries(otherNames)), rows };
}
