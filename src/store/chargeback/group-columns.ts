import type { MonthName } from '../../domain/chargeback/charge-month.ts';
import type { UsageGroup } from '../../domain/chargeback/usage-group.ts';
import type { Lane } from '../../domain/identity/key-grant.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { UsageBasis } from '../../domain/usage/token-usage.ts';

/** What tells groups apart, in the order in which they stand. `person_id` is among them only where people are told apart. */
export const groupKeys = [
  'day',
  'adjusts',
  'team_id',
  'project_id',
  'use_case_id',
  'cost_centre',
  'lane',
  'model_id',
  'upstream_id',
  'person_id',
  'usage_basis',
  'is_priced',
  'price_id',
  'service_tier',
  'input_tokens_min',
] as const;

/** What is summed. */
export const groupSums = [
  'calls',
  'input_uncached_tokens',
  'input_cache_read_tokens',
  'input_cache_write_5m_tokens',
  'input_cache_write_1h_tokens',
  'input_cache_write_unknown_tokens',
  'output_visible_tokens',
  'output_reasoning_tokens',
  'cost_nanodollars',
] as const;

const textKeys: ReadonlySet<string> = new Set(
  groupKeys.filter((key) => key !== 'is_priced' && key !== 'input_tokens_min'),
);

/** Sums are read as text: they can be beyond what a float holds. */
export const sumTexts = groupSums.map((column) => `sum(${column})::text as ${column}`).join(', ');

/** One order whatever the collation of the database, so that a digest is the same everywhere. */
export function orderOf(keys: readonly (typeof groupKeys)[number][]): string {
  return keys.map((key) => `${key}${textKeys.has(key) ? ' collate "C"' : ''} nulls first`).join(', ');
}

export type GroupRow = {
  readonly day: string;
  readonly adjusts: MonthName | null;
  readonly team_id: string | null;
  readonly project_id: string | null;
  readonly use_case_id: string | null;
  readonly cost_centre: string | null;
  readonly lane: Lane | null;
  readonly model_id: string | null;
  readonly upstream_id: string | null;
  readonly person_id: string | null;
  readonly usage_basis: UsageBasis;
  readonly is_priced: boolean;
  readonly price_id: string | null;
  readonly service_tier: string | null;
  readonly input_tokens_min: bigint;
} & { readonly [Sum in (typeof groupSums)[number]]: string };

export function fromRowGroup(row: GroupRow): UsageGroup {
  return {
    day: row.day,
    adjusts: row.adjusts,
    teamId: row.team_id,
    projectId: row.project_id,
    useCaseId: row.use_case_id,
    costCentre: row.cost_centre,
    lane: row.lane,
    modelId: row.model_id,
    upstreamId: row.upstream_id,
    personId: row.person_id,
    usageBasis: row.usage_basis,
    isPriced: row.is_priced,
    priceId: row.price_id,
    serviceTier: row.service_tier,
    inputTokensMin: Number(row.input_tokens_min),
    calls: BigInt(row.calls),
    tokens: {
      inputUncachedTokens: BigInt(row.input_uncached_tokens),
      inputCacheReadTokens: BigInt(row.input_cache_read_tokens),
      inputCacheWrite5mTokens: BigInt(row.input_cache_write_5m_tokens),
      inputCacheWrite1hTokens: BigInt(row.input_cache_write_1h_tokens),
      inputCacheWriteUnknownTokens: BigInt(row.input_cache_write_unknown_tokens),
      outputVisibleTokens: BigInt(row.output_visible_tokens),
      outputReasoningTokens: BigInt(row.output_reasoning_tokens),
    },
    cost: nanodollars(BigInt(row.cost_nanodollars)),
  };
}
