import type { Pool } from 'pg';
import type { Band, TeamStanding } from '../../domain/score/team-bands.ts';
import type { KeptDifference, KeptStanding } from '../../ports/score-store.ts';

/** All standings of a period in the place of those before, in one statement. */
export async function keepStandings(
  pool: Pool,
  periodId: string,
  { standings, scoredAtMs }: { readonly standings: readonly TeamStanding[]; readonly scoredAtMs: number },
): Promise<void> {
  const rows = standings.map((standing) => ({
    ...{ period_id: periodId, team_id: standing.teamId, kind: standing.kind, scored_at: new Date(scoredAtMs) },
    ...(standing.kind === 'band'
      ? { band: standing.band, people: standing.people, outcomes: standing.outcomes }
      : { words: standing.words }),
  }));
  await pool.query(
    `with gone as (delete from tokenward.score_team
       where period_id = $1 and team_id not in (select r ->> 'team_id' from jsonb_array_elements($2::jsonb) r))
     insert into tokenward.score_team select * from jsonb_populate_recordset(null::tokenward.score_team, $2::jsonb)
     on conflict (period_id, team_id) do update set kind = excluded.kind, band = excluded.band, people = excluded.people,
       outcomes = excluded.outcomes, words = excluded.words, scored_at = excluded.scored_at`,
    [periodId, JSON.stringify(rows)],
  );
}

/** In the order of team ids. */
export async function readStandings(pool: Pool, periodId: string): Promise<readonly KeptStanding[]> {
  const { rows } = await pool.query<{
    readonly team_id: string;
    readonly kind: TeamStanding['kind'];
    readonly band: Band | null;
    readonly people: number | null;
    readonly outcomes: number | null;
    readonly words: string | null;
    readonly scored_at: Date;
  }>(
    `select team_id, kind, band, people, outcomes, words, scored_at from tokenward.score_team
     where period_id = $1 order by team_id`,
    [periodId],
  );
  return rows.map((row) => ({
    standing:
      row.kind === 'band'
        ? {
            ...{ kind: row.kind, teamId: row.team_id, band: row.band ?? 'starting' },
            ...{ people: row.people ?? 0, outcomes: row.outcomes ?? 0 },
          }
        : { kind: row.kind, teamId: row.team_id, words: row.words ?? '' },
    scoredAtMs: row.scored_at.getTime(),
  }));
}

/** All differences of a formula in the place of those before, in one statement. */
export async function keepDifferences(
  pool: Pool,
  { formulaId, periodId }: { readonly formulaId: string; readonly periodId: string },
  differences: readonly KeptDifference[],
): Promise<void> {
  const rows = differences.map((one) => ({
    ...{ formula_id: formulaId, period_id: periodId, person_id: one.personId, team_id: one.teamId },
    ...{ from_version: one.fromVersion, before_millipoints: one.beforeMillipoints },
    ...{ millipoints: one.millipoints, by_rule: one.byRule },
  }));
  await pool.query(
    `with gone as (delete from tokenward.score_difference d where d.formula_id = $1 and not (d.period_id = $2
       and d.person_id in (select r ->> 'person_id' from jsonb_array_elements($3::jsonb) r)))
     insert into tokenward.score_difference
     select * from jsonb_populate_recordset(null::tokenward.score_difference, $3::jsonb)
     on conflict (formula_id, period_id, person_id) do update set team_id = excluded.team_id,
       from_version = excluded.from_version, before_millipoints = excluded.before_millipoints,
       millipoints = excluded.millipoints, by_rule = excluded.by_rule`,
    [formulaId, periodId, JSON.stringify(rows)],
  );
}

/** Everybody's of one formula, or one person's of every formula, in order. */
export async function readDifferences(
  pool: Pool,
  of: { readonly formulaId: string } | { readonly personId: string },
): Promise<readonly (KeptDifference & { readonly formulaId: string; readonly periodId: string })[]> {
  const { rows } = await pool.query<{
    readonly formula_id: string;
    readonly to_version: string;
    readonly period_id: string;
    readonly person_id: string;
    readonly team_id: string;
    readonly from_version: string;
    readonly before_millipoints: number;
    readonly millipoints: number;
    readonly by_rule: KeptDifference['byRule'];
  }>(
    `select d.formula_id, f.version as to_version, d.period_id, d.person_id, d.team_id, d.from_version, d.before_millipoints,
       d.millipoints, d.by_rule
     from tokenward.score_difference d join tokenward.score_formula f on f.id = d.formula_id
     where ($1::text is null or d.formula_id = $1) and ($2::text is null or d.person_id = $2)
     order by d.formula_id, d.person_id`,
    ['formulaId' in of ? of.formulaId : null, 'personId' in of ? of.personId : null],
  );
  return rows.map((row) => ({
    ...{ formulaId: row.formula_id, periodId: row.period_id, personId: row.person_id, teamId: row.team_id },
    ...{ fromVersion: row.from_version, toVersion: row.to_version, beforeMillipoints: row.before_millipoints },
    ...{ millipoints: row.millipoints, byRule: row.by_rule },
  }));
}
