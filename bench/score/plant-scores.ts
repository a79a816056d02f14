import type { Pool } from 'pg';

/** How large an organisation is made. */
export type ScoreSize = { readonly people: number; readonly tasks: number; readonly outcomes: number };

const PEOPLE_TO_A_TEAM = 10;
const USE_CASES = 4;

/**
 * An organisation with tasks and outcomes of one month, made by the database itself: each person works in a few use cases; a
 * quarter of the tasks leads to an outcome, of which a quarter is measured, a tenth rests on somebody's word; a fifth of the
 * tasks used an asset of one of two hundred authors.
 */
export async function plantScores(pool: Pool, size: ScoreSize, fromMs: number): Promise<void> {
  const { people, tasks, outcomes } = size;
  const month = `timestamptz 'epoch' + interval '1 millisecond' * ${fromMs}`;
  const kept = `1, 'api', now(), now(), 0`;
  for (const statement of [
    `insert into tokenward.team (id, name, status, revision, managed_by, created_at, updated_at, changed_version)
     select 'team-' || t, 'Team ' || t, 'active', ${kept} from generate_series(0, ${Math.ceil(people / PEOPLE_TO_A_TEAM)}) t`,
    `insert into tokenward.person (id, name, email, team_id, status, roles, revision, managed_by, created_at, updated_at, changed_version)
     select 'p' || p, 'P' || p, 'p' || p || '@example.test', 'team-' || p / ${PEOPLE_TO_A_TEAM}, 'active',
       jsonb_build_array('role-' || p % 8), ${kept} from generate_series(0, ${people - 1}) p`,
    `insert into tokenward.use_case (id, name, category, purpose, expected_value, tier, lane, model_stack, approved_template_ids,
       allowed_data_classes, logging_rule, required_approvals, store_away, status, revision, managed_by, created_at, updated_at, changed_version)
     select 'use-' || u, 'Use ' || u, 'drafting', 'p', 'v', 1, 'production', '[]', '[]', '[]', 'none', '[]', 'refuse', 'active', ${kept}
     from generate_series(0, ${8 * USE_CASES - 1}) u`,
    `insert into tokenward.library_asset (id, kind, name, description, owner_person_id, use_case_id, labels, starter_roles, status,
       revision, managed_by, created_at, updated_at, changed_version)
     select 'asset-' || a, 'template', 'A' || a, '', 'p' || a, 'use-0', '{}', '[]', 'active', ${kept} from generate_series(0, 199) a`,
    `insert into tokenward.task (owner_kind, owner_id, task_id, team_id, use_case_id, lane, template_id, started_at, last_at, calls,
       answered, refused, failed, iterations, retries, input_uncached_tokens, input_cache_read_tokens, input_cache_write_5m_tokens,
       input_cache_write_1h_tokens, input_cache_write_unknown_tokens, output_visible_tokens, output_reasoning_tokens,
       cost_nanodollars, unpriced, estimated, failed_cost_nanodollars, cache_saved_nanodollars, route_saved_nanodollars, models,
       size_tokens, size_class, context_tokens, succeeded, is_partial, first_hash, waste)
     select 'person', 'p' || n % ${people}, 't' || n, 'team-' || n % ${people} / ${PEOPLE_TO_A_TEAM},
       'use-' || (n % ${people} % 8 * ${USE_CASES} + n / ${people} % ${USE_CASES}), 'production',
       case when n % 5 = 0 then 'asset-' || n % 200 end, at, at, 6, 6, 0, 0, 5, 1, 9000, 0, 0, 0, 0, 900, 0,
       100000000 + hashint8(n)::bigint % 100000000, 0, 0, 0, 0, 0, '["m"]', 900, 'short', 1500, true, false, 'h' || n,
       case when n % 10 = 0 then '[{"kind": "retries", "wasted": "2000000"}]'::jsonb else '[]' end
     from (select n, ${month} + interval '1 second' * (n % 2000000) as at from generate_series(0, ${tasks - 1}) n) s`,
    `insert into tokenward.outcome (id, type_id, type, person_id, team_id, use_case_id, note, marks, amount, claimed_microdollars,
       measured_microdollars, measured_basis, state, grade, validator_id, claimed_at, recorded_at, verified_at, event_ids,
       task_owner_kind, task_owner_id, task_id)
     select 'o' || n, 'hours-saved', (select jsonb_build_object('id', 'hours_saved', 'name', 'Hours saved', 'unit', 'hour',
         'direction', 'more', 'microdollarsPerUnit', 50000000, 'lane', 'production', 'maturityDays', 14)),
       'p' || n % ${people}, 'team-' || n % ${people} / ${PEOPLE_TO_A_TEAM}, 'use-0', '', '[]', 1,
       40000000 + abs(hashint8(n)) % 60000000,
       case when n / ${people} % 4 = 0 then 40000000 + abs(hashint8(n + 1)) % 60000000 end,
       case when n / ${people} % 4 = 0 then 'drawn' end, 'counted',
       case when n / ${people} % 4 = 0 then 'E4' when n / ${people} % 10 = 1 then 'E1' else 'E3' end,
       case when n / ${people} % 10 = 1 then 'p' || (n + 7) % ${people} end, at, at, at, jsonb_build_array('e' || n),
       'person', 'p' || n % ${people}, 't' || n
     from (select n, ${month} + interval '1 second' * (n % 2000000) as at from generate_series(0, ${outcomes - 1}) n) s`,
    `insert into tokenward.outcome_task (outcome_id, owner_kind, owner_id, task_id, method, share)
     select id, task_owner_kind, task_owner_id, task_id, 'work_item', 1 from tokenward.outcome`,
    'analyze tokenward.task, tokenward.outcome, tokenward.outcome_task, tokenward.person',
  ])
    await pool.query(statement);
}
