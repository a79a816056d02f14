import type { Lane } from '../identity/key-grant.ts';
import type { Nanodollars } from '../money/nanodollars.ts';
import type { TokenUsage, UsageBasis } from '../usage/token-usage.ts';
import type { MonthName } from './charge-month.ts';
import type { MeterPrices } from './meter.ts';
import type { Sku } from './rated-row.ts';

/** Whom and what a charge is for. Null: the calls had none. */
export type ChargeDimensions = {
  readonly teamId: string | null;
  readonly projectId: string | null;
  readonly useCaseId: string | null;
  readonly costCentre: string | null;
  readonly lane: Lane | null;
  readonly modelId: string | null;
  readonly upstreamId: string | null;
  /** Null also wherever people are not told apart: nobody's rows are shown to anybody else. */
  readonly personId: string | null;
};

/** Calls of one day that have everything in common that matters to their price. Calls themselves are never changed. */
export type UsageGroup = ChargeDimensions & {
  /** `2026-11-03`, in the organisation's calendar. */
  readonly day: string;
  /** The closed month that these calls belong to, when they came too late for it. */
  readonly adjusts: MonthName | null;
  readonly usageBasis: UsageBasis;
  readonly isPriced: boolean;
  readonly priceId: string | null;
  /** What of the calls decides which list price stands beside an agreed one. */
  readonly serviceTier: string | null;
  readonly inputTokensMin: number;
  readonly calls: bigint;
  readonly tokens: { readonly [Bucket in keyof TokenUsage]: bigint };
  /** The sum of what the calls cost, each rounded up once; 0 where they are unpriced. */
  readonly cost: Nanodollars;
};

/** The prices of a group: what was paid, and what the published list says. They are frozen with it. */
export type GroupPrices = {
  readonly sku: Sku;
  readonly list: MeterPrices;
  readonly contracted: MeterPrices;
};
