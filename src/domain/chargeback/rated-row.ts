import type { Femtodollars } from '../money/femtodollars.ts';
import type { UsageBasis } from '../usage/token-usage.ts';
import type { MonthName } from './charge-month.ts';
import type { Meter } from './meter.ts';
import type { ChargeDimensions } from './usage-group.ts';

/**
 * What a row is.
 *   meter       tokens of one meter at one price
 *   rounding    what calls cost beyond the exact costs of their meters, because each is rounded up once; it counts the calls
 *   whole       tokens and cost of calls whose price is not on file any more, or had no price for a meter
 *   unpriced    tokens of one meter whose price is not known: the cost is null, never 0
 *   adjustment  what a person of finance posted to a closed month
 *   shared      a part of a shared cost
 */
export type RatedRowKind = 'meter' | 'rounding' | 'whole' | 'unpriced' | 'adjustment' | 'shared';

/** One line of a bill. The costs of all rows of a month are, to the femtodollar, what its calls cost and what was shared and adjusted. */
export type RatedRow = ChargeDimensions & {
  readonly kind: RatedRowKind;
  readonly day: string;
  /** The closed month that the row belongs to; null when it belongs to the month it is charged in. */
  readonly adjusts: MonthName | null;
  readonly meter: Meter | null;
  readonly usageBasis: UsageBasis | null;
  readonly priceId: string | null;
  readonly sku: Sku | null;
  /** Calls are counted on one row of each group, so that sums of rows count them once. */
  readonly calls: bigint;
  /** Calls of these whose cost is not known. */
  readonly callsUnpriced: bigint;
  readonly tokens: bigint;
  /** Nanodollars for a million tokens. */
  readonly listUnitPrice: bigint | null;
  readonly contractedUnitPrice: bigint | null;
  readonly listCost: Femtodollars | null;
  readonly cost: Femtodollars | null;
  /** The shared cost or adjustment that the row is a part of. */
  readonly about: ChargeReason | null;
};

/** What tells one price of a list from another, whatever the contract and the date: `openai/gpt-4o` and `;tier=batch`. */
export type Sku = { readonly priceKey: string; readonly conditions: string };

export type ChargeReason = { readonly id: string; readonly words: string; readonly method: string | null };

export const NO_DIMENSIONS: ChargeDimensions = {
  teamId: null,
  projectId: null,
  useCaseId: null,
  costCentre: null,
  lane: null,
  modelId: null,
  upstreamId: null,
  personId: null,
};

/** A row that is an amount and nothing else. */
export function amountRow(row: {
  readonly kind: 'adjustment' | 'shared';
  readonly dimensions: Partial<ChargeDimensions>;
  readonly day: string;
  readonly adjusts: MonthName | null;
  readonly cost: Femtodollars;
  readonly about: ChargeReason;
}): RatedRow {
  const { dimensions, kind, day, adjusts, cost, about } = row;
  return {
    ...NO_DIMENSIONS,
    ...dimensions,
    ...{ kind, day, adjusts, about },
    meter: null,
    usageBasis: null,
    priceId: null,
    sku: null,
    calls: 0n,
    callsUnpriced: 0n,
    tokens: 0n,
    listUnitPrice: null,
    contractedUnitPrice: null,
    listCost: cost,
    cost,
  };
}
