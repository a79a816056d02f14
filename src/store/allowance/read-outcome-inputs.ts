import type { Pool } from 'pg';
import type { EnvelopeScope } from '../../domain/budget/envelope.ts';
import type { ComparedUseCase, KnownBand, OutcomeSide } from '../../domain/budget/outcome-inputs.ts';
import { periodBefore, periodIdAt } from '../../domain/score/score-period.ts';
import type { MeasuredScope } from '../../ports/allowance-inputs.ts';
import type { BigintColumn } from '../control/column-values.ts';

/** Whether an outcome is of the scope; parameters 3 to 6. */
const OWN_OUTCOME = `($3::text is null or team_id = $3) and ($4::text is null or use_case_id = $4)
  and ($5::text is null or person_id = $5) and ($6::text is null or type ->> 'lane' = $6)`;
/** The same of a sum of calls. */
const OWN_CALLS = `($3::text is null or team_id = $3) and ($4::text is null or use_case_id = $4)
  and ($5::text is null or person_id = $5) and ($6::text is null or lane = $6)`;

function parametersOf({ scope, fromMs, toMs }: MeasuredScope): readonly unknown[] {
  const { teamId = null, useCaseId = null, personId = null, lane = null } = scope;
  return [new Date(fromMs), new Date(toMs), teamId, useCaseId, personId, lane];
}

/** Outcomes of a scope that count, by the time from which they do; by the index of that time. */
export async function countOutcomes(pool: Pool, asked: MeasuredScope): Promise<number> {
  const { rows } = await pool.query<{ readonly many: number }>(
    `select count(*)::int as many from tokenward.outcome
     where state = 'counted' and verified_at >= $1 and verified_at < $2 and ${OWN_OUTCOME}`,
    [...parametersOf(asked)],
  );
  return rows[0]?.many ?? 0;
}

type SideColumns<Side extends string> = {
  readonly [Member in keyof OutcomeSide as `${Side}_${Member}`]: BigintColumn | null;
};
type ComparedRow = { readonly use_case_id: string } & SideColumns<'own'> & SideColumns<'others'>;

/**
 * By use case in which the scope has outcomes: what those of the scope came to and cost, and those of everybody else. Cost is of
 * all calls of the days, from the daily sums.
 */
export async function compareOutcomes(pool: Pool, asked: MeasuredScope): Promise<readonly ComparedUseCase[]> {
  const { rows } = await pool.query<ComparedRow>(
    `with counted as (
       select use_case_id, person_id, claimed_microdollars, measured_microdollars, (${OWN_OUTCOME}) as own
       from tokenward.outcome
       where state = 'counted' and verified_at >= $1 and verified_at < $2 and use_case_id is not null
     ), brought as (
       select use_case_id, ${['own', 'others'].map(sideText).join(', ')} from counted
       group by use_case_id having bool_or(own)
     ), spent as (
       select use_case_id, sum(cost_nanodollars) filter (where ${OWN_CALLS}) as own,
         sum(cost_nanodollars) filter (where not (${OWN_CALLS})) as others
       from tokenward.usage_daily
       where day >= ($1 at time zone 'utc')::date and day <= ($2 at time zone 'utc')::date
         and use_case_id in (select use_case_id from brought)
       group by use_case_id
     )
     select brought.*, round(spent.own / 1000) as own_cost, round(spent.others / 1000) as others_cost
     from brought left join spent using (use_case_id) order by use_case_id collate "C"`,
    [...parametersOf(asked)],
  );
  return rows.map((row) => ({
    useCaseId: row.use_case_id,
    own: {
      ...{ outcomes: Number(row.own_outcomes), people: Number(row.own_people), cost: Number(row.own_cost) },
      ...{ measured: Number(row.own_measured), claimedOfMeasured: Number(row.own_claimedOfMeasured) },
      claimed: Number(row.own_claimed),
    },
    others: {
      ...{ outcomes: Number(row.others_outcomes), people: Number(row.others_people), cost: Number(row.others_cost) },
      ...{ measured: Number(row.others_measured), claimedOfMeasured: Number(row.others_claimedOfMeasured) },
      claimed: Number(row.others_claimed),
    },
  }));
}

/** The figures of one side; only these two names ever get into the text of the statement. */
function sideText(side: string): string {
  const those = side === 'own' ? 'own' : 'not own';
  return `count(*) filter (where ${those}) as ${side}_outcomes,
    count(distinct person_id) filter (where ${those}) as ${side}_people,
    sum(measured_microdollars) filter (where ${those}) as ${side}_measured,
    sum(claimed_microdollars) filter (where ${those} and measured_microdollars is not null) as "${side}_claimedOfMeasured",
    sum(claimed_microdollars) filter (where ${those} and measured_microdollars is null) as ${side}_claimed`;
}

type BandRow = {
  readonly period_id: string;
  readonly kind: 'band' | 'too_small' | 'too_little_evidence';
  readonly band: Extract<KnownBand, { readonly kind: 'band' }>['band'] | null;
  readonly words: string | null;
  readonly is_private: boolean;
};

/** Where the scores of the last whole month put a team. */
export async function readBand(pool: Pool, scope: EnvelopeScope, nowMs: number): Promise<KnownBand> {
  const { teamId } = scope;
  if (teamId === undefined || Object.values(scope).filter((part) => part !== undefined).length > 1)
    return { kind: 'none', why: 'bands are of whole teams, and this envelope is not for one' };
  const { rows } = await pool.query<BandRow>(
    `select period_id, kind, band, words,
       exists (select from tokenward.private_scorecard p where p.id = team_id and p.status = 'active') as is_private
     from tokenward.score_team where team_id = $1 and period_id = $2`,
    [teamId, periodBefore(periodIdAt(nowMs))],
  );
  const [row] = rows;
  if (row === undefined) return { kind: 'none', why: 'no scores of the last whole month are told yet' };
  if (row.is_private) return { kind: 'none', why: 'the team has private scorecards, which move nothing outside it' };
  return row.band === null
    ? { kind: 'none', why: row.words ?? 'there is no band' }
    : { kind: 'band', band: row.band, periodId: row.period_id };
}
