import { seededRandom } from '../domain/gaming/seeded-random.ts';
import { toMicrodollars } from '../domain/money/microdollars.ts';
import { type CostPerOutcome, costPerOutcome, type SpentOnOutcome } from '../domain/outcome/cost-per-outcome.ts';
import { GROUP_PEOPLE_MIN } from '../domain/task/merge-teams.ts';
import type { OutcomeContext } from './outcome-context.ts';
import type { TimeRange } from './usage.ts';

export type OutcomeCosts = TimeRange & {
  readonly minuteMicrodollars: number | null;
  readonly useCases: readonly CostPerOutcome[];
  /** There were more outcomes than are reckoned with. */
  readonly isPartial: boolean;
  /** Of a team: use cases in which too few of it worked to be told of. */
  readonly withheldUseCases: number;
};

const OUTCOMES_MAX = 100_000;
const SEED = 20;

/** What an outcome costs, by use case, whole. Asked again of the same time it says the same: the spread is drawn by one seed. */
export async function readOutcomeCosts(
  context: OutcomeContext,
  asked: TimeRange & { readonly teamId: string | null; readonly useCaseId: string | null },
): Promise<OutcomeCosts> {
  const { outcomeDesk, reviewMinute } = context;
  const minuteMicrodollars = reviewMinute === null ? null : toMicrodollars(reviewMinute);
  const [spending, outcomes] = await Promise.all([
    outcomeDesk.spending(asked),
    outcomeDesk.spentOn({ ...asked, limit: OUTCOMES_MAX + 1 }),
  ]);
  const known = Map.groupBy(outcomes.slice(0, OUTCOMES_MAX), ({ useCaseId }) => useCaseId);
  const spent = new Map(spending.map((spend) => [spend.useCaseId, spend]));
  const ids = [...new Set([...spent.keys(), ...known.keys()])].sort();
  const useCases = ids.map((useCaseId) => {
    const own: readonly SpentOnOutcome[] = known.get(useCaseId) ?? [];
    const spend = spent.get(useCaseId) ?? { ...NOTHING_SPENT, useCaseId };
    return costPerOutcome({ spend, outcomes: own, minuteMicrodollars }, seededRandom(SEED));
  });
  const { fromMs, toMs, teamId } = asked;
  // Of a whole use case nobody knows who is behind it; of one team everybody does.
  const told = useCases.filter(({ spend, isWithheld }) => teamId === null || isToldOfTeam({ ...spend, isWithheld }));
  const withheldUseCases = useCases.length - told.length;
  const isPartial = outcomes.length > OUTCOMES_MAX;
  return { fromMs, toMs, minuteMicrodollars, useCases: told, isPartial, withheldUseCases };
}

function isToldOfTeam(group: { readonly people: number; readonly isWithheld: boolean }): boolean {
  return group.people >= GROUP_PEOPLE_MIN && !group.isWithheld;
}

const NOTHING_SPENT = {
  ...{ tasks: 0, people: 0, answered: 0, iterations: 0, retries: 0, failed: 0 },
  ...{ costMicrodollars: 0, failedMicrodollars: 0, unpriced: 0, reviewMinutes: 0 },
} as const;
