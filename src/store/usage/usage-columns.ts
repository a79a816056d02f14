import { COUNTS } from '../chargeback/charge-sums.ts';

/** The columns that sums are kept by, in the order of their unique key. */
export const dimensionColumns = [
  'team_id',
  'project_id',
  'use_case_id',
  'model_id',
  'person_id',
  'cost_centre',
  'lane',
  'upstream_id',
  'key_id',
] as const;
export type DimensionColumn = (typeof dimensionColumns)[number];

/**
 * Which calls a counter counts. A call that its client left or stalled is neither refused nor failed: somebody got what they
 * waited for, or did not want it any more.
 */
export const COUNTED_CALLS = {
  refused: `outcome = 'refused'`,
  failed: `outcome not in ('completed', 'refused', 'client_left', 'client_stalled')`,
  estimated: `usage_basis = 'estimated'`,
  unpriced: 'cost_nanodollars is null',
  /** What the showback counts: something was metered, or it cost something. */
  charged: COUNTS,
} as const;

/** What is summed, and how it is reckoned from rows of `tokenward.calls`. */
export const counters: readonly { readonly column: string; readonly fromCalls: string }[] = [
  { column: 'calls', fromCalls: 'count(*)' },
  { column: 'calls_refused', fromCalls: `count(*) filter (where ${COUNTED_CALLS.refused})` },
  { column: 'calls_failed', fromCalls: `count(*) filter (where ${COUNTED_CALLS.failed})` },
  { column: 'calls_estimated', fromCalls: `count(*) filter (where ${COUNTED_CALLS.estimated})` },
  { column: 'calls_unpriced', fromCalls: `count(*) filter (where ${COUNTED_CALLS.unpriced})` },
  { column: 'input_uncached_tokens', fromCalls: 'sum(input_uncached_tokens)' },
  { column: 'input_cache_read_tokens', fromCalls: 'sum(input_cache_read_tokens)' },
  { column: 'input_cache_write_5m_tokens', fromCalls: 'sum(input_cache_write_5m_tokens)' },
  { column: 'input_cache_write_1h_tokens', fromCalls: 'sum(input_cache_write_1h_tokens)' },
  { column: 'input_cache_write_unknown_tokens', fromCalls: 'sum(input_cache_write_unknown_tokens)' },
  { column: 'output_visible_tokens', fromCalls: 'sum(output_visible_tokens)' },
  { column: 'output_reasoning_tokens', fromCalls: 'sum(output_reasoning_tokens)' },
  { column: 'cost_nanodollars', fromCalls: 'coalesce(sum(cost_nanodollars), 0)' },
];
