import { groupSums } from './group-columns.ts';

/** What calls are charged by, besides when and by whom. */
export const chargeKeys = [
  ...['team_id', 'project_id', 'use_case_id', 'cost_centre', 'lane', 'model_id', 'upstream_id', 'usage_basis'],
  ...['is_priced', 'price_id', 'service_tier', 'input_tokens_min'],
] as const;

/** A call that had nothing to meter and costs nothing is in no bill. */
export const COUNTS = `(usage_basis <> 'none' or coalesce(cost_nanodollars, 0) <> 0)`;

const INPUT = `input_uncached_tokens + input_cache_read_tokens + input_cache_write_5m_tokens + input_cache_write_1h_tokens
  + input_cache_write_unknown_tokens`;

/**
 * What is no vendor's list price is agreed; of its calls the group says which list price they would have had. Parts of a
 * `with` that stand before whatever reads calls by `chargedCalls`.
 */
export const AGREED = `agreed as materialized (
    select id as agreed_id, price_key from tokenward.price where not starts_with(id, 'seed:') or predicates ? 'contract'),
  threshold as materialized (
    select price_key, (predicates ->> 'inputTokensMin')::bigint as tokens_min from tokenward.price
    where starts_with(id, 'seed:') and predicates ? 'inputTokensMin')`;

/** Calls as they are charged, one row each, with `more` columns before. */
export function chargedCalls(
  from: string,
  { more, where }: { readonly more: readonly string[]; readonly where: string },
): string {
  return `select ${[...more, 'team_id, project_id, use_case_id, cost_centre, lane, model_id, upstream_id'].join(', ')}, usage_basis,
      cost_nanodollars is not null as is_priced, price_id,
      case when agreed_id is not null then service_tier end as service_tier,
      case when agreed_id is null then 0 else coalesce((select max(tokens_min) from threshold
        where threshold.price_key = agreed.price_key and tokens_min <= ${INPUT}), 0) end as input_tokens_min,
      1 as calls, ${groupSums.slice(1, -1).join(', ')}, coalesce(cost_nanodollars, 0) as cost_nanodollars
    from ${from} left join agreed on agreed_id = price_id where ${COUNTS} and ${where}`;
}

/** Adds calls, rows of `from`, to the sums that bills are made of; rows are touched in the order of their key. Needs `AGREED`. */
export function addToChargeSums(from: string, where = 'true'): string {
  const keys = ['hour', ...chargeKeys, 'gateway_id'].join(', ');
  const more = [`date_trunc('hour', admitted_at, 'UTC') as hour`, 'gateway_id'];
  return `
  insert into tokenward.charge_hourly as kept (${keys}, ${groupSums.join(', ')})
  select ${keys}, ${groupSums.map((column) => `sum(${column})`).join(', ')}
  from (${chargedCalls(from, { more, where })}) as charged
  group by ${keys} order by ${keys}
  on conflict on constraint charge_hourly_key do update
  set ${groupSums.map((column) => `${column} = kept.${column} + excluded.${column}`).join(', ')}
`;
}
