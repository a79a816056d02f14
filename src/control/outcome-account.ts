import type { KeptOutcome } from '../domain/outcome/kept-outcome.ts';
import { leavesOf } from '../domain/score/explanation.ts';
import type { KeptTask } from '../domain/task/kept-task.ts';
import type { StoredOutcome } from '../ports/outcome-store.ts';
import type { ScoreReads } from '../ports/score-store.ts';
import type { TaskStore } from '../ports/task-store.ts';

/** What an outcome cost and brought is read from: tasks as they are kept, and scores. */
export type AccountReads = {
  readonly tasks: Pick<TaskStore, 'kept'>;
  readonly scores: Pick<ScoreReads, 'resultsOf'>;
};

/** What one line of a score took from an outcome. */
export type OutcomePoints = {
  readonly periodId: string;
  readonly rule: string;
  readonly words: string;
  readonly millipoints: number;
};

export type OutcomeAccount = {
  /** Of each link, in their order; undefined where nothing is kept of the task. */
  readonly tasks: readonly (KeptTask | undefined)[];
  readonly points: readonly OutcomePoints[];
};

const PERIODS_MAX = 36;

/** What its tasks cost, and what it came to in the scores of whose it is. */
export async function accountOf(
  { tasks, scores }: AccountReads,
  { outcome, links }: StoredOutcome,
): Promise<OutcomeAccount> {
  return {
    tasks: await tasks.kept(links.map(({ task }) => task)),
    points: outcome.verifiedAtMs === null ? [] : await pointsOf(scores, outcome),
  };
}

async function pointsOf(scores: AccountReads['scores'], outcome: KeptOutcome): Promise<readonly OutcomePoints[]> {
  const own = new Set(outcome.evidenceIds);
  const kept = await scores.resultsOf(outcome.personId, PERIODS_MAX);
  return kept.flatMap(({ periodId, score }) =>
    score.kind === 'withheld'
      ? []
      : leavesOf(score.explanation)
          .filter(({ evidenceIds }) => evidenceIds.some((id) => own.has(id)))
          .map(({ rule, words, millipoints }) => ({ periodId, rule, words, millipoints })),
  );
}
