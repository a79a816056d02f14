import type { CompiledPrice, Price, PriceBook } from '../catalog/price.ts';
import { choosePrice, compilePriceBook } from '../catalog/price-book.ts';
import { pricesOfMeters } from './meter.ts';
import type { GroupPrices, UsageGroup } from './usage-group.ts';

/** Rows that the vendors publish: seeded, and bound to no contract. What people wrote is what they agreed. */
export function isListPrice({ id, predicates }: Pick<Price, 'id' | 'predicates'>): boolean {
  return id.startsWith('seed:') && predicates.contract === undefined;
}

/**
 * Finds the prices of groups: what was paid is the row on the calls; the list price is that same row when it is a published
 * one, else the published row that would have applied at noon of the day, else what was paid.
 */
export function createGroupPrices(options: {
  readonly prices: readonly Price[];
  readonly regionOf: (upstreamId: string) => string | null;
}): (group: UsageGroup) => GroupPrices | null {
  const { prices, regionOf } = options;
  const all = compilePriceBook({ version: 'all', rows: prices });
  const listed = compilePriceBook({ version: 'list', rows: prices.filter(isListPrice) });
  const keys = new Map(prices.map((price) => [price.id, price]));
  const paid = new Map([...all.rowsByPriceKey.values()].flat().map((row) => [row.id, row]));
  return (group) => {
    const price = group.priceId === null ? undefined : keys.get(group.priceId);
    const row = group.priceId === null ? undefined : paid.get(group.priceId);
    if (price === undefined || row === undefined) return null;
    const contracted = pricesOfMeters(row.nanodollarsPerMillionTokens);
    const list = isListPrice(price) ? undefined : chooseListed(listed, { group, priceKey: price.priceKey, regionOf });
    const sku = { priceKey: price.priceKey, conditions: conditionsOf(list ?? row) };
    return {
      sku,
      contracted,
      list: list === undefined ? contracted : pricesOfMeters(list.nanodollarsPerMillionTokens),
    };
  };
}

function conditionsOf({ serviceTier, region, inputTokensMin }: CompiledPrice): string {
  const tier = serviceTier === null ? '' : `;tier=${serviceTier}`;
  const where = region === null ? '' : `;region=${region}`;
  return `${tier}${where}${inputTokensMin === 0 ? '' : `;input=${inputTokensMin}`}`;
}

function chooseListed(
  listed: PriceBook,
  asked: {
    readonly group: UsageGroup;
    readonly priceKey: string;
    readonly regionOf: (upstreamId: string) => string | null;
  },
): CompiledPrice | undefined {
  const { group, priceKey, regionOf } = asked;
  return choosePrice(listed, {
    priceKey,
    atMs: Date.parse(`${group.day}T12:00:00Z`),
    serviceTier: group.serviceTier,
    region: group.upstreamId === null ? null : regionOf(group.upstreamId),
    contract: null,
    inputTokens: group.inputTokensMin,
  });
}
