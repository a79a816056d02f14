import type { ClientBase } from 'pg';
import { rebuildSums } from '../../src/store/usage/rebuild-sums.ts';
import type { OrganisationSize } from './plant-directory.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SPAN_DAYS = 365;
const CALLS_TO_A_TASK = 5;
const HOURS_KEPT_DAYS = 14;

/** Between 0 and 1, the same at each planting. */
const chance = (salt: number): string => `(abs(hashint8(n * 1009 + ${salt})::bigint) % 100000) / 100000.0`;

/**
 * Calls of a year up to now in tasks of five, more of them lately and by few people; most in office hours, each person in three
 * use cases and with a few models. The ledger by one statement a month, the sums by what the product rebuilds them with.
 */
export async function plantCalls(client: ClientBase, size: OrganisationSize, nowMs: number): Promise<void> {
  const fromMs = Math.floor(nowMs / DAY_MS - SPAN_DAYS) * DAY_MS;
  await client.query(plannedTasks(size, { fromMs, nowMs }));
  for (let day = 0; day <= SPAN_DAYS; day += 28)
    await client.query('select tokenward.ensure_calls_partition(to_timestamp($1::float8 / 1000))', [
      fromMs + day * DAY_MS,
    ]);
  await client.query('select tokenward.ensure_calls_partition(now())');
  await client.query(PLANNED_CALLS);
  await client.query(
    `update tokenward.usage_hourly_floor set hourly_from = date_trunc('day', to_timestamp($1::float8 / 1000), 'UTC')`,
    [nowMs - HOURS_KEPT_DAYS * DAY_MS],
  );
  await rebuildSums(client, { fromMs, toMs: Math.ceil(nowMs / DAY_MS) * DAY_MS });
  await client.query(KEPT_TASKS);
  await client.query('update tokenward.task_progress set settled_until = now()');
}

function plannedTasks({ calls }: OrganisationSize, { fromMs, nowMs }: { fromMs: number; nowMs: number }): string {
  const days = (nowMs - fromMs) / DAY_MS - 0.05;
  return `create table planted.task as
    select n, 'task-' || n as task_id, p.*, u.id as use_case_id, u.tier, m.id as model_id, m.price_id, a.id as template_id,
      case when p.position % 3 = 0 then 'exploration' else 'production' end as lane, at
    from (select n, floor(power(${chance(1)}, 1.4) * (select count(*) from planted.person))::int as person,
        floor(${chance(2)} * 3)::int as which, power(${chance(3)}, 2) as taste, ${chance(4)} as template,
        least(to_timestamp(${fromMs / 1000.0}) + date_trunc('day', interval '1 day' * ${days} * power(${chance(5)}, 0.8))
          + interval '1 minute' * (420 + floor(660 * (${chance(6)} + ${chance(7)}) / 2)),
          to_timestamp(${nowMs / 1000.0}) - interval '1 minute' * (10 + n % 600)) as at
      from generate_series(0, ${calls / CALLS_TO_A_TASK - 1}) n) as t
    join planted.person p on p.position = t.person
    join planted.use_case u on u.position = (t.person * 7 + t.which * 11) % (select count(*) from planted.use_case)
    join planted.model m on m.position = (t.person + floor(t.taste * 5)::int) % 12
    left join planted.asset a on t.template < 0.25 and a.position = floor(t.template * 4 * (select count(*) from planted.asset))::int
    order by at`;
}

const PLANNED_CALLS = `
  insert into tokenward.calls (call_id, admitted_at, gateway_id, key_id, person_id, team_id, project_id, cost_centre, lane,
    use_case_id, use_case_source, tier, template_id, template_version, session_id, task_id, task_source, conversation_hash,
    prefix_hashes, face, stream, requested_model, model_id, upstream_id, upstream_model, route_reason, policy_version, decision,
    decision_rules, request_bytes, message_count, tool_count, context_tokens_estimated, client_name, settled_at, outcome, status,
    error_code, finish_reason, attempts, latency_ms, first_byte_ms, response_bytes, input_uncached_tokens,
    input_cache_read_tokens, input_cache_write_5m_tokens, input_cache_write_1h_tokens, input_cache_write_unknown_tokens,
    output_visible_tokens, output_reasoning_tokens, usage_basis, cost_nanodollars, price_id, price_book_version, data_class, findings,
    findings_digest, obligations, work_item)
  select (left(ms, 8) || '-' || right(ms, 4) || '-7000-8000-' || lpad(to_hex(n * 8 + k), 12, '0'))::uuid, admitted,
    'planted', key_id, id, team_id, project_id, cost_centre, lane, use_case_id, 'key_default', tier, template_id,
    case when template_id is not null then '1' end, 'session-' || n / 3, task_id, 'client', md5(n || '.' || k),
    case when k = 0 then '[]'::jsonb else jsonb_build_array(md5(n || '.' || k - 1)) end, 'openai-chat', n % 2 = 0, model_id,
    model_id, 'openai', model_id, 'requested', '1', case when refused then 'refuse' else 'allow' end,
    '["use_case.allowed"]', 2000 + h % 9000, 2 + k * 2, 0, 500 + h % 3000, 'planted', admitted + interval '1 second' * (1 + h % 20),
    case when refused then 'refused' when h % 50 = 7 then 'upstream_error' else 'completed' end,
    case when refused then 403 when h % 50 = 7 then 502 else 200 end, case when refused then 'content_blocked' end, 'stop', 1,
    500 + h % 20000, 200 + h % 900, 4000, case when refused then 0 else 400 + h % 4000 end,
    case when refused then 0 else h % 3 * 700 end, 0, 0, 0, case when refused then 0 else 100 + h % 700 end, 0,
    case when refused then 'none' else 'measured' end, case when refused then 0 else 1000000 + h::bigint % 40000000 end,
    case when not refused then price_id end, '1',
    case when h % 9 = 0 then 'confidential' else 'internal' end,
    case when refused or warned then '{"email": 2, "phone": 1}'::jsonb else '{}' end,
    case when refused or warned then md5('found ' || n / 2) end, case when warned then '["warn"]'::jsonb else '[]' end,
    case when n % 20 = 0 then 'WORK-' || n / 20 end
  from (
    select t.*, k, h, h % 40 = 3 as refused, h % 40 = 5 as warned, admitted,
      lpad(to_hex(floor(extract(epoch from admitted) * 1000)::bigint), 12, '0') as ms
    from planted.task t cross join generate_series(0, ${CALLS_TO_A_TASK - 1}) k
    cross join lateral (select abs(hashint8(n * 8 + k)::bigint)::int as h) as hashed
    cross join lateral (select date_trunc('milliseconds', at + interval '95 seconds' * k + interval '1 millisecond' * (h % 50000))
      as admitted) as clock) as planned
  order by admitted`;

/** As the product keeps tasks; told from the calls in one statement here, because it goes task by task. */
const KEPT_TASKS = `
  insert into tokenward.task (owner_kind, owner_id, task_id, team_id, use_case_id, lane, template_id, started_at, last_at, calls,
    answered, refused, failed, iterations, retries, input_uncached_tokens, input_cache_read_tokens, input_cache_write_5m_tokens,
    input_cache_write_1h_tokens, input_cache_write_unknown_tokens, output_visible_tokens, output_reasoning_tokens,
    cost_nanodollars, unpriced, estimated, failed_cost_nanodollars, cache_saved_nanodollars, route_saved_nanodollars, models,
    size_tokens, size_class, context_tokens, succeeded, is_partial, first_hash, waste)
  select 'person', person_id, task_id, min(team_id), min(use_case_id), min(lane), min(template_id), min(admitted_at),
    max(settled_at), count(*), count(*) filter (where outcome = 'completed'), count(*) filter (where outcome = 'refused'),
    count(*) filter (where outcome = 'upstream_error'), count(*), 0, sum(input_uncached_tokens), sum(input_cache_read_tokens),
    0, 0, 0, sum(output_visible_tokens), 0, sum(cost_nanodollars), 0, 0, 0, 0, 0, jsonb_build_array(min(model_id)),
    sum(output_visible_tokens), case when sum(output_visible_tokens) <= 400 then 'short'
      when sum(output_visible_tokens) <= 2000 then 'medium' else 'long' end,
    max(context_tokens_estimated), true, false, min(conversation_hash),
    case when hashtext(task_id) % 10 = 0 then '[{"kind": "retries", "wasted": "2000000"}]'::jsonb else '[]' end
  from tokenward.calls group by person_id, task_id`;
