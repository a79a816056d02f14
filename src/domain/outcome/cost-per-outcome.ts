import type { OutcomeState } from './outcome.ts';

/** What a use case spent in a time, as a whole: what its outcomes have to bear. */
export type UseCaseSpend = {
  readonly useCaseId: string;
  readonly tasks: number;
  readonly people: number;
  /** Answered calls. */
  readonly answered: number;
  readonly iterations: number;
  readonly retries: number;
  readonly failed: number;
  /** All calls; of that, calls that came to nothing. */
  readonly costMicrodollars: number;
  readonly failedMicrodollars: number;
  /** Tasks with a call that has no price: what they cost is the least. */
  readonly unpriced: number;
  readonly reviewMinutes: number;
};

/** An outcome with what the tasks cost that it is booked on. */
export type SpentOnOutcome = {
  readonly outcomeId: string;
  readonly useCaseId: string;
  readonly typeId: string;
  readonly personId: string;
  readonly state: OutcomeState;
  /** In the type's unit. */
  readonly amount: number;
  readonly valueMicrodollars: number;
  readonly cleanUpMinutes: number;
  /** Something leads to its tasks; else they are allocated, or there are none. */
  readonly isLinked: boolean;
  /** Its tasks' calls and review; a task of several outcomes is shared evenly among them. */
  readonly linkedMicrodollars: number;
};

/** Of one use case, or of one type of outcome within it. */
export type CostPerOutcome = {
  readonly useCaseId: string;
  /** Its outcomes are of too few people to tell of them: only what was spent is shown. */
  readonly isWithheld: boolean;
  readonly spend: UseCaseSpend;
  readonly outcomes: number;
  readonly reverted: number;
  readonly people: number;
  readonly valueMicrodollars: number;
  readonly stack: CostStack;
  /** Of the use case's whole cost, what is linked to outcomes by more than having been done in the days before, in percent. */
  readonly linkedPercent: number;
  readonly linkedOutcomes: number;
  /** Null: not enough linked evidence, or too few people; `why` says which and what would help. */
  readonly perOutcome: {
    readonly microdollars: number;
    readonly lowMicrodollars: number;
    readonly highMicrodollars: number;
  } | null;
  readonly why: string;
};

export type CostStack = {
  readonly answeredMicrodollars: number;
  readonly failedMicrodollars: number;
  readonly reviewMicrodollars: number;
  readonly cleanUpMicrodollars: number;
  readonly wholeMicrodollars: number;
  readonly reviewMinutes: number;
  readonly cleanUpMinutes: number;
};

/** With fewer linked outcomes the spread among them is not known. */
const LINKED_MIN = 20;
/** Below this share of the cost, what is linked does not speak for the rest. */
const LINKED_PERCENT_MIN = 30;
/** A group that is shown. */
const PEOPLE_MIN = 5;
const RESAMPLES = 400;

/**
 * What an outcome of a use case costs, whole: every call of the use case, failed ones too, minutes of review and of cleaning up
 * after what did not hold, divided by the outcomes that count. The interval says how sure that is: at its low end outcomes cost only
 * what is linked to them, at its high end they bear all that the use case spent. Chance is handed in.
 */
export function costPerOutcome(
  given: {
    readonly spend: UseCaseSpend;
    readonly outcomes: readonly SpentOnOutcome[];
    /** What a minute of a person costs; null: nobody said, and minutes are shown beside. */
    readonly minuteMicrodollars: number | null;
  },
  random: () => number,
): CostPerOutcome {
  const { spend, outcomes, minuteMicrodollars } = given;
  const counted = outcomes.filter(({ state }) => state === 'counted');
  const linked = counted.filter(({ isLinked }) => isLinked);
  const stack = stackOf(spend, outcomes, minuteMicrodollars ?? 0);
  const linkedCost = sum(
    outcomes.filter(({ isLinked }) => isLinked),
    ({ linkedMicrodollars }) => linkedMicrodollars,
  );
  const bearable = stack.wholeMicrodollars - stack.cleanUpMicrodollars;
  const linkedPercent = bearable <= 0 ? 0 : Math.min(100, Math.round((100 * linkedCost) / bearable));
  const people = new Set(counted.map(({ personId }) => personId)).size;
  const base = {
    useCaseId: spend.useCaseId,
    isWithheld: people > 0 && people < PEOPLE_MIN,
    spend,
    outcomes: counted.length,
    reverted: outcomes.filter(({ state }) => state === 'reverted').length,
    people,
    valueMicrodollars: sum(counted, ({ valueMicrodollars }) => valueMicrodollars),
    ...{ stack, linkedPercent, linkedOutcomes: linked.length },
  };
  const missing = whatIsMissing({ counted: counted.length, linked: linked.length, linkedPercent, people });
  if (missing !== null) return { ...base, perOutcome: null, why: missing };
  const whole = stack.wholeMicrodollars / counted.length;
  const resampled = resample(linked, random);
  const spread = whole - mean(linked);
  return {
    ...base,
    perOutcome: {
      microdollars: Math.round(whole),
      lowMicrodollars: Math.round(Math.min(whole, resampled.low)),
      highMicrodollars: Math.round(Math.max(whole, resampled.high + Math.max(0, spread))),
    },
    why: `${linked.length} of ${counted.length} outcomes and ${linkedPercent} % of the cost are linked; the rest of the cost is shared evenly among the outcomes.`,
  };
}

function stackOf(spend: UseCaseSpend, outcomes: readonly SpentOnOutcome[], minute: number): CostStack {
  const cleanUpMinutes = sum(outcomes, (one) => one.cleanUpMinutes);
  const reviewMicrodollars = Math.round(spend.reviewMinutes * minute);
  const cleanUpMicrodollars = Math.round(cleanUpMinutes * minute);
  return {
    answeredMicrodollars: spend.costMicrodollars - spend.failedMicrodollars,
    failedMicrodollars: spend.failedMicrodollars,
    ...{ reviewMicrodollars, cleanUpMicrodollars },
    wholeMicrodollars: spend.costMicrodollars + reviewMicrodollars + cleanUpMicrodollars,
    ...{ reviewMinutes: spend.reviewMinutes, cleanUpMinutes },
  };
}

function whatIsMissing(
  known: Readonly<Record<'counted' | 'linked' | 'linkedPercent' | 'people', number>>,
): string | null {
  const { counted, linked, linkedPercent, people } = known;
  if (counted === 0) return 'Nothing counted in this time: outcomes count once they are confirmed and have stood.';
  if (people < PEOPLE_MIN)
    return `Its outcomes are of fewer than ${PEOPLE_MIN} people: a figure would tell of somebody. The cost is shown as a whole.`;
  const help =
    'Name a work item or a branch with calls (tokenward-work-item, tokenward-branch), a task in a commit or a claim, or connect the system in which the work ends.';
  if (linked < LINKED_MIN)
    return `Not enough linked evidence: ${linked} of ${counted} outcomes are linked to tasks, and ${LINKED_MIN} are needed. ${help}`;
  if (linkedPercent < LINKED_PERCENT_MIN)
    return `Not enough linked evidence: ${linkedPercent} % of the cost is linked to outcomes, and ${LINKED_PERCENT_MIN} % are needed. ${help}`;
  return null;
}

/** Where the mean of what linked outcomes cost lies 95 times in 100, by drawing them anew with replacement. */
function resample(
  linked: readonly SpentOnOutcome[],
  random: () => number,
): { readonly low: number; readonly high: number } {
  const means = Array.from({ length: RESAMPLES }, () => {
    let total = 0;
    for (let at = 0; at < linked.length; at += 1)
      total += linked[Math.min(linked.length - 1, Math.floor(random() * linked.length))]?.linkedMicrodollars ?? 0;
    return total / linked.length;
  }).sort((one, other) => one - other);
  const at = (share: number): number => means[Math.min(means.length - 1, Math.floor(share * means.length))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

function mean(linked: readonly SpentOnOutcome[]): number {
  return sum(linked, ({ linkedMicrodollars }) => linkedMicrodollars) / linked.length;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
