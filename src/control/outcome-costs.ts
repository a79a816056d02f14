import { seededRandom } from '../domain/gaming/seeded-random.ts';
import { toMicrodollars } from '../domain/money/microdollars.ts';
import { type CostPerOutcome, costPerOutcome, type SpentOnOutcome } from '../domain/outcome/cost-per-outcome.ts';
import { tellGroups } from '../domain/outcome/tell-groups.ts';
import type { OutcomeContext } from './outcome-context.ts';
import type { TimeRange } from './usage.ts';

export type OutcomeCosts = TimeRange & {
  readonly minuteMicrodollars: number | null;
  readonly useCases: readonly CostPerOutcome[];
  /** There were more outcomes than are reckoned with. */
  readonly isPartial: boolean;
  /** Of a team: use cases that are not told by themselves, because too few of it worked in one of them. */
  readonly withheldUseCases: number;
  /** What those come to, so that rows add up; null where there are none, or they are too few people together. */
  readonly withheld: WithheldCosts | null;
};

export type WithheldCosts = { readonly tasks: number; readonly wholeMicrodollars: number };

const OUTCOMES_MAX = 100_000;
const SEED = 20;

/** What an outcome costs, by use case, whole. Asked again of the same time it says the same: the spread is drawn by one seed. */
export async function readOutcomeCosts(
  context: OutcomeContext,
  asked: TimeRange & { readonly teamId: string | null; readonly useCaseId: string | null },
): Promise<OutcomeCosts> {
  const { outcomeDesk, reviewMinute } = context;
  const minuteMicrodollars = reviewMinute === null ? null : toMicrodollars(reviewMinute);
  // Of a team all use cases are read, whichever is asked for: what is told of one must not depend on the question.
  const useCaseId = asked.teamId === null ? asked.useCaseId : null;
  const [spending, outcomes] = await Promise.all([
    outcomeDesk.spending({ ...asked, useCaseId }),
    outcomeDesk.spentOn({ ...asked, useCaseId, limit: OUTCOMES_MAX + 1 }),
  ]);
  const known = Map.groupBy(outcomes.slice(0, OUTCOMES_MAX), (outcome) => outcome.useCaseId);
  const spent = new Map(spending.map((spend) => [spend.useCaseId, spend]));
  const ids = [...new Set([...spent.keys(), ...known.keys()])].sort();
  const useCases = ids.map((id) => {
    const own: readonly SpentOnOutcome[] = known.get(id) ?? [];
    const spend = spent.get(id) ?? { ...NOTHING_SPENT, useCaseId: id };
    return costPerOutcome({ spend, outcomes: own, minuteMicrodollars }, seededRandom(SEED));
  });
  const { fromMs, toMs } = asked;
  const isPartial = outcomes.length > OUTCOMES_MAX;
  return { fromMs, toMs, minuteMicrodollars, isPartial, ...toldTo(asked, useCases) };
}

/** Of a whole use case nobody knows who is behind it; of one team everybody does. */
function toldTo(
  { teamId, useCaseId }: { readonly teamId: string | null; readonly useCaseId: string | null },
  useCases: readonly CostPerOutcome[],
): Pick<OutcomeCosts, 'useCases' | 'withheldUseCases' | 'withheld'> {
  if (teamId === null) return { useCases, withheldUseCases: 0, withheld: null };
  const groups = useCases.map((cost) => {
    const { spend, useCaseId: id, isWithheld } = cost;
    return { id, people: spend.people, isWithheld, cost };
  });
  const { told, withheld, isSumTold } = tellGroups(groups);
  const isAsked = ({ id }: { readonly id: string }) => useCaseId === null || id === useCaseId;
  return {
    useCases: told.filter(isAsked).map(({ cost }) => cost),
    withheldUseCases: withheld.filter(isAsked).length,
    withheld: isSumTold && useCaseId === null && withheld.length > 0 ? sumOf(withheld.map(({ cost }) => cost)) : null,
  };
}

function sumOf(costs: readonly CostPerOutcome[]): WithheldCosts {
  return {
    tasks: costs.reduce((tasks, { spend }) => tasks + spend.tasks, 0),
    wholeMicrodollars: costs.reduce((whole, { stack }) => whole + stack.wholeMicrodollars, 0),
  };
}

const NOTHING_SPENT = {
  ...{ tasks: 0, people: 0, answered: 0, iterations: 0, retries: 0, failed: 0 },
  ...{ costMicrodollars: 0, failedMicrodollars: 0, unpriced: 0, reviewMinutes: 0 },
} as const;
