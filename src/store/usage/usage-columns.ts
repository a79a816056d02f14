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
 * What is summed, and how it is reckoned from rows of `tokenward.calls`. A call that its client left or stalled is
 * neither refused nor failed: somebody got what they waited for, or did not want it any more.
 */
export const counters: readonly { readonly column: string; readonly fromCalls: string }[] = [
  { column: 'calls', fromCalls: 'count(*)' },
  { column: 'calls_refused', fromCalls: `count(*) filter (where outcome = 'refused')` },
  {
    column: 'calls_failed',
    fromCalls: `count(*) filter (where outcome not in ('completed', 'refused', 'client_left', 'client_stalled'))`,
  },
  { column: 'calls_estimated', fromCalls: `count(*) filter (where usage_basis = 'estimated')` },
  { column: 'calls_unpriced', fromCalls: 'count(*) filter (where cost_nanodollars is null)' },
  { column: 'input_uncached_tokens', fromCalls: 'sum(input_uncached_tokens)' },
  { column: 'input_cache_read_tokens', fromCalls: 'sum(input_cache_read_tokens)' },
  { column: 'input_cache_write_5m_tokens', fromCalls: 'sum(input_cache_write_5m_tokens)' },
  { column: 'input_cache_write_1h_tokens', fromCalls: 'sum(input_cache_write_1h_tokens)' },
  { column: 'input_cache_write_unknown_tokens', fromCalls: 'sum(input_cache_write_unknown_tokens)' },
  { column: 'output_visible_tokens', fromCalls: 'sum(output_visible_tokens)' },
  { column: 'output_reasoning_tokens', fromCalls: 'sum(output_reasoning_tokens)' },
  { column: 'cost_nanodollars', fromCalls: 'coalesce(sum(cost_nanodollars), 0)' },
];
