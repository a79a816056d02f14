import type { Pool } from 'pg';
import type { DayUse } from '../../domain/programme/raw-board.ts';
import type { ProgrammeStore } from '../../ports/programme-store.ts';

type Of<Name extends keyof ProgrammeStore> = Parameters<ProgrammeStore[Name]>[0];
type Told<Name extends keyof ProgrammeStore> = Awaited<ReturnType<ProgrammeStore[Name]>>;

const TOKENS = [
  ...['input_uncached_tokens', 'input_cache_read_tokens', 'input_cache_write_5m_tokens', 'input_cache_write_1h_tokens'],
  ...['input_cache_write_unknown_tokens', 'output_visible_tokens', 'output_reasoning_tokens'],
].join(' + ');
/** Days of people of a month's campaign, in an organisation of twenty thousand. */
const ROWS_MAX = 700_000;

/** From the kept sums, whole days that begin in the span. A person counts for the team that the calls were made for. */
export async function readDayUses(pool: Pool, { teamIds, fromMs, toMs }: Of<'dayUses'>): Promise<readonly DayUse[]> {
  const { rows } = await pool.query<{ person_id: string; team_id: string; day: string; tokens: string }>(
    `select person_id, team_id, to_char(day, 'YYYY-MM-DD') as day, sum(${TOKENS})::text as tokens
     from tokenward.usage_daily
     where day >= (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date
       and day < (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date + 1
       and person_id is not null and team_id is not null
       and (cardinality($3::text[]) = 0 or team_id = any($3::text[]))
     group by 1, 2, 3 order by 1, 3, 2 limit ${ROWS_MAX}`,
    [fromMs, toMs, teamIds],
  );
  return rows.map((row) => ({
    personId: row.person_id,
    teamId: row.team_id,
    day: row.day,
    tokens: Number(row.tokens),
  }));
}

/** Both from the same span: tokens of whole days, and outcomes that came to count then. */
export async function readTokensPerOutcome(
  pool: Pool,
  { fromMs, toMs }: Of<'tokensPerOutcome'>,
): Promise<Told<'tokensPerOutcome'>> {
  const { rows } = await pool.query<{ team_id: string; tokens: string; outcomes: string }>(
    `with used as (
       select team_id, sum(${TOKENS}) as tokens from tokenward.usage_daily
       where day >= (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date
         and day < (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date + 1 and team_id is not null
       group by 1),
     proven as (
       select team_id, count(*) as outcomes from tokenward.outcome
       where state = 'counted' and verified_at >= to_timestamp($1::float8 / 1000)
         and verified_at < to_timestamp($2::float8 / 1000) and team_id is not null
       group by 1)
     select team_id, coalesce(tokens, 0)::text as tokens, coalesce(outcomes, 0)::text as outcomes
     from used full join proven using (team_id) order by team_id`,
    [fromMs, toMs],
  );
  return rows.map((row) => ({ teamId: row.team_id, tokens: Number(row.tokens), outcomes: Number(row.outcomes) }));
}

export async function countOutcomes(pool: Pool, { fromMs, toMs }: Of<'countedOutcomes'>): Promise<number> {
  const { rows } = await pool.query<{ many: string }>(
    `select count(*)::text as many from tokenward.outcome
     where state = 'counted' and verified_at >= to_timestamp($1::float8 / 1000) and verified_at < to_timestamp($2::float8 / 1000)`,
    [fromMs, toMs],
  );
  return Number(rows[0]?.many ?? 0);
}
