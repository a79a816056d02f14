import {
  costOfTokens,
  type Femtodollars,
  femtodollars,
  fromNanodollars,
  NO_FEMTODOLLARS,
} from '../money/femtodollars.ts';
import { METERS, type MeterFacts } from './meter.ts';
import type { RatedRow } from './rated-row.ts';
import type { ChargeDimensions, GroupPrices, UsageGroup } from './usage-group.ts';

/**
 * The rows of one group: one for each meter that was used, at its price, exactly; and one with what is left to the sum of the
 * calls' costs. Together they are that sum to the femtodollar, whatever the prices.
 */
export function rateGroup(group: UsageGroup, prices: GroupPrices | null): readonly RatedRow[] {
  const used = METERS.filter(({ bucket }) => group.tokens[bucket] !== 0n);
  if (!group.isPriced) return unpricedRows(group, prices, used);
  if (prices === null || used.some(({ meter }) => prices.contracted[meter] === null)) return [wholeRow(group)];
  const rows = used.map((facts) => meterRow(group, prices, facts));
  const exact = rows.reduce((sum, row) => sum + (row.cost ?? 0n), 0n);
  return [...rows, roundingRow(group, femtodollars(fromNanodollars(group.cost) - exact))];
}

function meterRow(group: UsageGroup, prices: GroupPrices, { meter, bucket }: MeterFacts): RatedRow {
  const tokens = group.tokens[bucket];
  const contractedUnitPrice = prices.contracted[meter];
  const listUnitPrice = prices.list[meter] ?? contractedUnitPrice;
  return {
    ...bareRow(group),
    kind: 'meter',
    meter,
    sku: prices.sku,
    tokens,
    listUnitPrice,
    contractedUnitPrice,
    listCost: costAt(tokens, listUnitPrice),
    cost: costAt(tokens, contractedUnitPrice),
  };
}

function roundingRow(group: UsageGroup, cost: Femtodollars): RatedRow {
  return { ...bareRow(group), kind: 'rounding', calls: group.calls, listCost: cost, cost };
}

function wholeRow(group: UsageGroup): RatedRow {
  const tokens = METERS.reduce((sum, { bucket }) => sum + group.tokens[bucket], 0n);
  const cost = fromNanodollars(group.cost);
  return { ...bareRow(group), kind: 'whole', calls: group.calls, tokens, listCost: cost, cost };
}

/** The calls are counted on the first; a group that used nothing still has one, so that no call is lost from sight. */
function unpricedRows(group: UsageGroup, prices: GroupPrices | null, used: readonly MeterFacts[]): readonly RatedRow[] {
  const bare: RatedRow = {
    ...bareRow(group),
    kind: 'unpriced',
    sku: prices?.sku ?? null,
    listCost: null,
    cost: null,
  };
  const counted = { calls: group.calls, callsUnpriced: group.calls };
  if (used.length === 0) return [{ ...bare, ...counted }];
  return used.map(({ meter, bucket }, at) => ({
    ...bare,
    ...(at === 0 ? counted : {}),
    meter,
    tokens: group.tokens[bucket],
  }));
}

function bareRow(group: UsageGroup): RatedRow {
  return {
    ...dimensionsOf(group),
    kind: 'meter',
    day: group.day,
    adjusts: group.adjusts,
    meter: null,
    usageBasis: group.usageBasis,
    priceId: group.priceId,
    sku: null,
    calls: 0n,
    callsUnpriced: 0n,
    tokens: 0n,
    listUnitPrice: null,
    contractedUnitPrice: null,
    listCost: NO_FEMTODOLLARS,
    cost: NO_FEMTODOLLARS,
    about: null,
  };
}

export function dimensionsOf(of: ChargeDimensions): ChargeDimensions {
  const { teamId, projectId, useCaseId, costCentre, lane, modelId, upstreamId, personId } = of;
  return { teamId, projectId, useCaseId, costCentre, lane, modelId, upstreamId, personId };
}

function costAt(tokens: bigint, price: bigint | null): Femtodollars {
  return price === null ? NO_FEMTODOLLARS : costOfTokens({ tokens, nanodollarsPerMillion: price });
}
