import type { Pool } from 'pg';
import type { Votes } from '../../domain/score/compare-peers.ts';
import type { Debt } from '../../domain/score/facts.ts';
import type { Score } from '../../domain/score/score-person.ts';
import type { ShownScore } from '../../domain/score/shrink-scores.ts';
import type { KeptPosting, KeptScore, ScoreChange, Touch } from '../../ports/score-store.ts';
import { fromRowVotes, toRowVotes } from './score-peers.ts';

type ResultRow = {
  readonly period_id: string;
  readonly person_id: string;
  readonly team_id: string;
  readonly role_family: string;
  readonly kind: Score['kind'];
  readonly millipoints: number;
  readonly net: number;
  readonly owed: number;
  readonly outcomes: number;
  readonly formula_version: string;
  readonly explanation: Score['explanation'];
  readonly triad: Score['triad'];
  readonly raise: readonly string[];
  readonly doubts: KeptScore['doubts'];
  readonly claims_measured: number;
  readonly claims_excess_share: number;
  readonly reuse_checked: number;
  readonly reuse_failed: number;
  readonly shown_millipoints: number;
  readonly shown_lower: number;
  readonly shown_upper: number;
  readonly sequence: number;
  readonly scored_at: Date;
};

const RESULT = `select period_id, person_id, team_id, role_family, kind, millipoints, net_microdollars::float8 as net,
  owed_microdollars::float8 as owed, outcomes,
  formula_version, explanation, triad, raise, doubts, claims_measured, claims_excess_share, reuse_checked, reuse_failed,
  shown_millipoints, shown_lower, shown_upper, sequence, scored_at from tokenward.score_result`;

/** By the primary key, in the order of their ids. */
export async function readScores(
  pool: Pool,
  periodId: string,
  personIds: readonly string[],
): Promise<readonly KeptScore[]> {
  const { rows } = await pool.query<ResultRow>(
    `${RESULT} where period_id = $1 and person_id = any ($2) order by person_id`,
    [periodId, personIds],
  );
  return rows.map(fromRowScore);
}

/** Newest period first. */
export async function readScoresOf(pool: Pool, personId: string, limit: number): Promise<readonly KeptScore[]> {
  const { rows } = await pool.query<ResultRow>(`${RESULT} where person_id = $1 order by period_id desc limit $2`, [
    personId,
    limit,
  ]);
  return rows.map(fromRowScore);
}

/** In the order of their ids, from the one after. */
export async function listScores(
  pool: Pool,
  periodId: string,
  page: { readonly limit: number; readonly afterPersonId: string | null; readonly teamId?: string },
): Promise<readonly KeptScore[]> {
  const { rows } = await pool.query<ResultRow>(
    `${RESULT} where period_id = $1 and ($2::text is null or person_id > $2) and ($3::text is null or team_id = $3)
     order by person_id limit $4`,
    [periodId, page.afterPersonId, page.teamId ?? null, page.limit],
  );
  return rows.map(fromRowScore);
}

/**
 * Each score in the place of the one before, with its posting, in one statement: together or not at all. A posting whose sequence is
 * taken already fails all of them.
 */
export async function keepScores(pool: Pool, changes: readonly ScoreChange[]): Promise<void> {
  if (changes.length === 0) return;
  await pool.query(
    `with posted as (
       insert into tokenward.points_posting
         (period_id, person_id, sequence, posted_at, cause, formula_version, millipoints, entries)
       select period_id, person_id, sequence, posted_at, cause, formula_version, millipoints, entries
       from jsonb_populate_recordset(null::tokenward.points_posting, $2::jsonb)),
     touched as (
       insert into tokenward.score_touch (person_id, at, cause)
       select person_id, at, cause from jsonb_to_recordset($4::jsonb) as t (person_id text, at timestamptz, cause text))
     insert into tokenward.score_result (${COLUMNS.join(', ')})
     select ${COLUMNS.join(', ')} from jsonb_populate_recordset(null::tokenward.score_result, $1::jsonb)
     order by period_id, person_id
     on conflict (period_id, person_id) do update set
       ${COLUMNS.slice(2)
         .map(
           (column) =>
             `${column} = ${column === 'votes' ? "case when excluded.votes = '{}' and not $3 then score_result.votes else excluded.votes end" : `excluded.${column}`}`,
         )
         .join(', ')}`,
    [
      JSON.stringify(changes.map(toRowScore)),
      JSON.stringify(changes.flatMap(({ posting }) => (posting === null ? [] : [toRowPosting(posting)]))),
      changes.every(({ votes }) => votes !== null),
      JSON.stringify(changes.flatMap(({ next }) => (next === null ? [] : [toRowTouch(next)]))),
    ],
  );
}

/** Only rows that say something else. */
export async function keepShown(pool: Pool, periodId: string, shown: readonly ShownScore[]): Promise<void> {
  await pool.query(
    `update tokenward.score_result r
     set shown_millipoints = s.shown_millipoints, shown_lower = s.shown_lower, shown_upper = s.shown_upper
     from unnest($2::text[], $3::int[], $4::int[], $5::int[]) as s (person_id, shown_millipoints, shown_lower, shown_upper)
     where r.period_id = $1 and r.person_id = s.person_id
       and (r.shown_millipoints, r.shown_lower, r.shown_upper) <> (s.shown_millipoints, s.shown_lower, s.shown_upper)`,
    [
      ...[periodId, shown.map(({ personId }) => personId), shown.map(({ millipoints }) => millipoints)],
      ...[shown.map(({ lower }) => lower), shown.map(({ upper }) => upper)],
    ],
  );
}

const COLUMNS: readonly string[] = [
  ...[
    'period_id',
    'person_id',
    'team_id',
    'role_family',
    'kind',
    'millipoints',
    'net_microdollars',
    'owed_microdollars',
  ],
  ...[
    'outcomes',
    'formula_version',
    'explanation',
    'triad',
    'raise',
    'doubts',
    'claims_measured',
    'claims_excess_share',
  ],
  ...[
    'reuse_checked',
    'reuse_failed',
    'shown_millipoints',
    'shown_lower',
    'shown_upper',
    'votes',
    'sequence',
    'scored_at',
  ],
];

function toRowScore({ kept, votes }: ScoreChange): Readonly<Record<string, unknown>> {
  const { score, person, shown } = kept;
  return {
    ...{ period_id: kept.periodId, person_id: person.personId, team_id: person.teamId, role_family: person.roleFamily },
    ...{ kind: score.kind, millipoints: score.millipoints, net_microdollars: score.netMicrodollars },
    owed_microdollars: score.owedMicrodollars,
    ...{ outcomes: score.outcomes, formula_version: score.formulaVersion, explanation: score.explanation },
    ...{ triad: score.triad, raise: score.raise, doubts: kept.doubts },
    ...{ claims_measured: score.claims.measured, claims_excess_share: score.claims.excessShare },
    ...{ reuse_checked: score.reuse.checked, reuse_failed: score.reuse.failed },
    ...{ shown_millipoints: shown.millipoints, shown_lower: shown.lower, shown_upper: shown.upper },
    ...{ votes: toRowVotes(votes ?? new Map()), sequence: kept.sequence, scored_at: new Date(kept.scoredAtMs) },
  };
}

function toRowTouch({ personId, atMs, cause }: Touch): Readonly<Record<string, unknown>> {
  return { person_id: personId, at: new Date(atMs), cause };
}

function fromRowScore(row: ResultRow): KeptScore {
  const { person_id: personId, outcomes } = row;
  return {
    periodId: row.period_id,
    score: {
      ...{ personId, formulaVersion: row.formula_version, kind: row.kind, millipoints: row.millipoints },
      ...{
        explanation: row.explanation,
        triad: row.triad,
        netMicrodollars: row.net,
        owedMicrodollars: row.owed,
        raise: row.raise,
        outcomes,
      },
      claims: { measured: row.claims_measured, excessShare: row.claims_excess_share },
      reuse: { checked: row.reuse_checked, failed: row.reuse_failed },
    },
    person: { personId, teamId: row.team_id, roleFamily: row.role_family },
    shown: {
      ...{ personId, millipoints: row.shown_millipoints, lower: row.shown_lower, upper: row.shown_upper, outcomes },
    },
    doubts: row.doubts,
    sequence: row.sequence,
    scoredAtMs: row.scored_at.getTime(),
  };
}

/** What these people's period could not give back; whoever owes nothing is not told. */
export async function readScoreDebts(
  pool: Pool,
  periodId: string,
  personIds: readonly string[],
): Promise<readonly Debt[]> {
  const { rows } = await pool.query<{ readonly person_id: string; readonly owed: number }>(
    `select person_id, owed_microdollars::float8 as owed from tokenward.score_result
     where period_id = $1 and person_id = any ($2) and owed_microdollars > 0`,
    [periodId, personIds],
  );
  return rows.map(({ person_id: personId, owed }) => ({ personId, microdollars: owed }));
}

/** The votes by which these people are in the book of the period. */
export async function readVotes(
  pool: Pool,
  periodId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Votes>> {
  const { rows } = await pool.query<{ readonly person_id: string; readonly votes: Parameters<typeof fromRowVotes>[0] }>(
    'select person_id, votes from tokenward.score_result where period_id = $1 and person_id = any ($2)',
    [periodId, personIds],
  );
  return new Map(rows.map((row) => [row.person_id, fromRowVotes(row.votes)]));
}

type PostingRow = {
  readonly period_id: string;
  readonly person_id: string;
  readonly sequence: number;
  readonly posted_at: Date;
  readonly cause: string;
  readonly formula_version: string;
  readonly millipoints: number;
  readonly entries: KeptPosting['entries'];
};

/** Newest first, from the one before. */
export async function readPostings(
  pool: Pool,
  { periodId, personId }: { readonly periodId: string; readonly personId: string },
  { limit, beforeSequence }: { readonly limit: number; readonly beforeSequence: number | null },
): Promise<readonly KeptPosting[]> {
  const { rows } = await pool.query<PostingRow>(
    `select period_id, person_id, sequence, posted_at, cause, formula_version, millipoints, entries
     from tokenward.points_posting
     where period_id = $1 and person_id = $2 and ($3::int is null or sequence < $3) order by sequence desc limit $4`,
    [periodId, personId, beforeSequence, limit],
  );
  return rows.map((row) => ({
    ...{ periodId: row.period_id, personId: row.person_id, sequence: row.sequence, cause: row.cause },
    ...{ postedAtMs: row.posted_at.getTime(), formulaVersion: row.formula_version },
    ...{ millipoints: row.millipoints, entries: row.entries },
  }));
}

function toRowPosting(posting: KeptPosting): Readonly<Record<string, unknown>> {
  return {
    ...{ period_id: posting.periodId, person_id: posting.personId, sequence: posting.sequence, cause: posting.cause },
    ...{ posted_at: new Date(posting.postedAtMs), formula_version: posting.formulaVersion },
    ...{ millipoints: posting.millipoints, entries: posting.entries },
  };
}
