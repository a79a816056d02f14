import { branch, type Contribution, leaf } from '../../../src/domain/score/explanation.ts';
import type { KeptScore } from '../../../src/ports/score-store.ts';
import { createScoreStore } from '../../../src/store/score/create-score-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** Scores and the outcomes that they rest on, put down as runs and events of the house leave them, for tests of what reads them. */
export type PlantedScore = {
  readonly personId: string;
  readonly periodId: string;
  readonly scoredAtMs: number;
  /** Points of impact by outcome. */
  readonly impact: Readonly<Record<string, number>>;
  readonly safety: number;
  readonly compliance?: number;
};

export async function plantScores({ pool }: TestDatabase, scores: readonly PlantedScore[]): Promise<void> {
  const store = createScoreStore({ pool, reviewMinute: null });
  const changes = scores.map((score) => ({ kept: keptOf(score), posting: null, votes: null, next: null }));
  await store.keepScores(changes);
}

function keptOf({ personId, periodId, scoredAtMs, impact, safety, compliance = 1 }: PlantedScore): KeptScore {
  const outcomes = Object.entries(impact).map(([id, points]) =>
    leaf('outcome', `outcome ${id}`, { millipoints: points * 1_000, evidenceIds: [`${id}-claimed`] }),
  );
  const parts: readonly Contribution[] = [
    branch('impact', 'impact', outcomes),
    branch('safety', 'safety', [leaf('clean_start', 'all points', { millipoints: safety * 1_000 })]),
    branch('reuse', 'reuse', []),
    branch('activity', 'breadth', []),
  ];
  const explanation = branch('score', 'points', parts);
  const { millipoints } = explanation;
  const many = outcomes.length;
  return {
    ...{ periodId, scoredAtMs, sequence: 1, doubts: [], person: { personId, teamId: 'support', roleFamily: 'all' } },
    shown: { personId, millipoints, lower: 0, upper: 100_000, outcomes: many },
    score: {
      ...{ personId, formulaVersion: '1', kind: 'scored', millipoints, explanation, raise: [], outcomes: many },
      triad: { efficiency: 1, quality: 1, compliance, weakest: 'efficiency' },
      ...{
        netMicrodollars: 0,
        owedMicrodollars: 0,
        claims: { measured: 0, excessShare: 0 },
        reuse: { checked: 0, failed: 0 },
      },
    },
  };
}

/** Says that everybody was scored, and where the team stands. */
export async function plantRun(
  { pool }: TestDatabase,
  run: { readonly id: string; readonly periodId: string; readonly atMs: number; readonly people: number },
): Promise<void> {
  const store = createScoreStore({ pool, reviewMinute: null });
  const { id, periodId, atMs, people } = run;
  await store.orderRun({ id, periodId, orderedBy: null, orderedAtMs: atMs });
  const counts = { people, tasks: 0, outcomes: 0, changed: 0, tookMs: 1, failure: null };
  await store.finishRun(id, { atMs, formulaVersion: '1', ...counts });
  const standing = { kind: 'band', teamId: 'support', band: 'steady', people, outcomes: 40 } as const;
  await store.keepStandings(periodId, [standing], atMs);
}

/** An outcome that counts: a step that runs by itself now, seen to by a system. */
export async function plantOutcome(
  { pool }: TestDatabase,
  outcome: {
    readonly id: string;
    readonly personId: string;
    readonly verifiedAtMs: number;
    readonly teamId?: string;
    readonly useCaseId?: string;
  },
): Promise<void> {
  const type = { id: 'automation_coverage', name: 'Automation coverage', lane: 'production' };
  await pool.query(
    `insert into tokenward.outcome (id, type_id, type, person_id, team_id, use_case_id, note, marks, amount, claimed_microdollars, state, grade,
       claimed_at, recorded_at, verified_at, event_ids)
     values ($1, 'automation_coverage', $2, $3, $6, $7, '', '[]', 5, 400000000, 'counted', 'E3', $4, $4, $4, $5)`,
    [
      ...[outcome.id, JSON.stringify(type), outcome.personId, new Date(outcome.verifiedAtMs)],
      ...[JSON.stringify([`${outcome.id}-claimed`]), outcome.teamId ?? 'support', outcome.useCaseId ?? null],
    ],
  );
}

/** What becomes of an outcome when it did not hold, or did after all. */
export async function turnOutcome({ pool }: TestDatabase, id: string, state: 'reverted' | 'counted'): Promise<void> {
  await pool.query('update tokenward.outcome set state = $2 where id = $1', [id, state]);
}
