import type { Pool } from 'pg';
import type { OutcomeState } from '../../domain/outcome/outcome.ts';
import type { OutcomeDesk } from '../../ports/outcome-desk.ts';
import type { BigintColumn } from '../control/column-values.ts';

/** What timers and reports ask of outcomes, on PostgreSQL. */
export function createOutcomeDesk({ pool }: { readonly pool: Pool }): OutcomeDesk {
  return {
    maturing: (nowMs, limit) => readMaturing(pool, nowMs, limit),
    linking: (nowMs, limit) => readLinking(pool, nowMs, limit),
    unmeasured: (time) => readUnmeasured(pool, time),
    usualClaims: (sinceMs) => readUsualClaims(pool, sinceMs),
    wasDrawn: (month) => readDraw(pool, month),
    ofPeople: (personIds, page) => readOfPeople(pool, personIds, page),
    spending: (time) => readSpending(pool, time),
    spentOn: (time) => readSpentOn(pool, time),
  };
}

type IdRow = { readonly id: string };

/** By the index on what matures. */
async function readMaturing(pool: Pool, nowMs: number, limit: number): Promise<readonly string[]> {
  const { rows } = await pool.query<IdRow>(
    `select id from tokenward.outcome where state = 'maturing' and verified_at <= to_timestamp($1::float8 / 1000)
     order by verified_at limit $2`,
    [nowMs, limit],
  );
  return rows.map(({ id }) => id);
}

/** By the index on when it is looked. */
async function readLinking(pool: Pool, nowMs: number, limit: number): Promise<readonly string[]> {
  const { rows } = await pool.query<IdRow>(
    `select id from tokenward.outcome where link_at <= to_timestamp($1::float8 / 1000) order by link_at limit $2`,
    [nowMs, limit],
  );
  return rows.map(({ id }) => id);
}

type ClaimRow = {
  readonly id: string;
  readonly person_id: string;
  readonly type_id: string;
  readonly claimed_microdollars: BigintColumn;
};

/** Proven claims whose amount a person said, in the order of their ids. */
async function readUnmeasured(pool: Pool, { fromMs, toMs, limit }: Parameters<OutcomeDesk['unmeasured']>[0]) {
  const { rows } = await pool.query<ClaimRow>(
    `select id, person_id, type_id, claimed_microdollars from tokenward.outcome o
     where recorded_at >= to_timestamp($1::float8 / 1000) and recorded_at < to_timestamp($2::float8 / 1000)
       and amount_by is null and state in ('maturing', 'counted') and measured_microdollars is null
       and not exists (select from tokenward.outcome_validation v where v.outcome_id = o.id and v.kind = 'measure'
         and v.state <> 'void')
     order by id collate "C" limit $3`,
    [fromMs, toMs, limit],
  );
  return rows.map((row) => ({
    ...{ outcomeId: row.id, personId: row.person_id, typeId: row.type_id },
    claimedMicrodollars: Number(row.claimed_microdollars),
  }));
}

/** The median of what counts, by type. */
async function readUsualClaims(pool: Pool, sinceMs: number) {
  const { rows } = await pool.query<{ type_id: string; median: number; claims: number }>(
    `select type_id, percentile_cont(0.5) within group (order by claimed_microdollars)::float8 as median,
       count(*)::float8 as claims
     from tokenward.outcome where state = 'counted' and verified_at >= to_timestamp($1::float8 / 1000)
     group by type_id`,
    [sinceMs],
  );
  return rows.map((row) => ({ typeId: row.type_id, medianMicrodollars: row.median, claims: row.claims }));
}

/** By its key. */
async function readDraw(pool: Pool, month: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from tokenward.outcome_draw where month = $1', [month]);
  return (rowCount ?? 0) > 0;
}

/** In the order of the ids. */
async function readOfPeople(
  pool: Pool,
  personIds: readonly string[],
  { afterId, limit }: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await pool.query<IdRow>(
    `select id from tokenward.outcome where person_id = any($1) and ($2::text is null or id collate "C" > $2)
     order by id collate "C" limit $3`,
    [personIds, afterId, limit],
  );
  return rows.map(({ id }) => id);
}

type SpendingRow = {
  readonly use_case_id: string;
  readonly tasks: number;
  readonly people: number;
  readonly answered: number;
  readonly iterations: number;
  readonly retries: number;
  readonly failed: number;
  readonly cost: number;
  readonly failed_cost: number;
  readonly unpriced: number;
  readonly review_minutes: number;
};

/** Of tasks that were last gone on with in the time; each with the minutes that people said they looked it through. */
async function readSpending(pool: Pool, time: Parameters<OutcomeDesk['spending']>[0]) {
  const { fromMs, toMs, teamId, useCaseId } = time;
  const { rows } = await pool.query<SpendingRow>(
    `select t.use_case_id, count(*)::float8 as tasks, count(distinct (t.owner_kind, t.owner_id))::float8 as people,
       sum(answered)::float8 as answered, sum(iterations)::float8 as iterations, sum(retries)::float8 as retries,
       sum(failed)::float8 as failed, ceil(sum(cost_nanodollars) / 1000)::float8 as cost,
       ceil(sum(failed_cost_nanodollars) / 1000)::float8 as failed_cost,
       (count(*) filter (where unpriced > 0))::float8 as unpriced, coalesce(sum(r.minutes), 0)::float8 as review_minutes
     from tokenward.task t left join lateral (select sum(minutes) as minutes from tokenward.task_review r
       where r.owner_kind = t.owner_kind and r.owner_id = t.owner_id and r.task_id = t.task_id) r on true
     where last_at >= to_timestamp($1::float8 / 1000) and last_at < to_timestamp($2::float8 / 1000)
       and t.use_case_id is not null and ($3::text is null or t.use_case_id = $3)
       and ($4::text is null or t.team_id = $4)
     group by t.use_case_id order by t.use_case_id collate "C"`,
    [fromMs, toMs, useCaseId, teamId],
  );
  return rows.map((row) => ({
    ...{ useCaseId: row.use_case_id, tasks: row.tasks, people: row.people, answered: row.answered },
    ...{ iterations: row.iterations, retries: row.retries, failed: row.failed, unpriced: row.unpriced },
    ...{ costMicrodollars: row.cost, failedMicrodollars: row.failed_cost, reviewMinutes: row.review_minutes },
  }));
}

type SpentRow = {
  readonly id: string;
  readonly use_case_id: string;
  readonly type_id: string;
  readonly person_id: string;
  readonly state: OutcomeState;
  readonly amount: number;
  readonly value: number;
  readonly clean_up_minutes: number;
  readonly is_linked: boolean;
  readonly linked: number;
};

/** Outcomes whose maturity fell into the time, or whose revert did; the cost of a task is shared among its outcomes. */
async function readSpentOn(pool: Pool, time: Parameters<OutcomeDesk['spentOn']>[0]) {
  const { fromMs, toMs, teamId, useCaseId, limit } = time;
  const { rows } = await pool.query<SpentRow>(
    `select o.id, o.use_case_id, o.type_id, o.person_id, o.state, o.amount, o.clean_up_minutes,
       coalesce(o.measured_microdollars, o.claimed_microdollars)::float8 as value,
       coalesce(l.is_linked, false) as is_linked, coalesce(l.linked, 0)::float8 as linked
     from tokenward.outcome o left join lateral (
       select bool_and(l.method <> 'allocated') as is_linked, ceil(sum(t.cost_nanodollars / 1000.0 / (
         select count(*) from tokenward.outcome_task s
         where s.owner_kind = l.owner_kind and s.owner_id = l.owner_id and s.task_id = l.task_id))) as linked
       from tokenward.outcome_task l join tokenward.task t using (owner_kind, owner_id, task_id)
       where l.outcome_id = o.id) l on true
     where o.use_case_id is not null and ($3::text is null or o.use_case_id = $3)
       and ($5::text is null or o.team_id = $5)
       and ((o.state = 'counted' and o.verified_at >= to_timestamp($1::float8 / 1000)
           and o.verified_at < to_timestamp($2::float8 / 1000))
         or (o.state = 'reverted' and o.reverted_at >= to_timestamp($1::float8 / 1000)
           and o.reverted_at < to_timestamp($2::float8 / 1000)))
     order by o.use_case_id collate "C", o.id collate "C" limit $4`,
    [fromMs, toMs, useCaseId, limit, teamId],
  );
  return rows.map((row) => ({
    ...{ outcomeId: row.id, useCaseId: row.use_case_id, typeId: row.type_id, personId: row.person_id },
    ...{ state: row.state, amount: row.amount, valueMicrodollars: row.value, cleanUpMinutes: row.clean_up_minutes },
    ...{ isLinked: row.is_linked, linkedMicrodollars: row.linked },
  }));
}
