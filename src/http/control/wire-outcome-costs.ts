import type { OutcomeCosts } from '../../control/outcome-costs.ts';
import { formatMicrodollars } from '../../domain/money/microdollars.ts';
import type { CostPerOutcome } from '../../domain/outcome/cost-per-outcome.ts';
import { toWireMoment } from './wire-rows.ts';

export function toWireOutcomeCosts(costs: OutcomeCosts) {
  const { fromMs, toMs, minuteMicrodollars, isPartial, withheldUseCases, withheld, useCases } = costs;
  return {
    from: toWireMoment(fromMs),
    to: toWireMoment(toMs),
    minuteDollars: minuteMicrodollars === null ? null : formatMicrodollars(minuteMicrodollars),
    isPartial,
    withheldUseCases,
    withheld:
      withheld === null
        ? null
        : { tasks: withheld.tasks, wholeDollars: formatMicrodollars(withheld.wholeMicrodollars) },
    useCases: useCases.map(toWireCost),
  };
}

/** What is of too few people is not told: only what was spent. */
function toWireCost(cost: CostPerOutcome) {
  const { useCaseId, spend, stack, perOutcome, isWithheld, why } = cost;
  const told = <Value>(value: Value): Value | null => (isWithheld ? null : value);
  return {
    useCaseId,
    outcomes: told(cost.outcomes),
    reverted: told(cost.reverted),
    valueDollars: told(formatMicrodollars(cost.valueMicrodollars)),
    ...{ tasks: spend.tasks, iterations: spend.iterations, retries: spend.retries },
    ...{ failedCalls: spend.failed, unpricedTasks: spend.unpriced },
    stack: {
      answeredDollars: formatMicrodollars(stack.answeredMicrodollars),
      failedDollars: formatMicrodollars(stack.failedMicrodollars),
      reviewDollars: formatMicrodollars(stack.reviewMicrodollars),
      cleanUpDollars: formatMicrodollars(stack.cleanUpMicrodollars),
      wholeDollars: formatMicrodollars(stack.wholeMicrodollars),
      ...{ reviewMinutes: stack.reviewMinutes, cleanUpMinutes: stack.cleanUpMinutes },
    },
    linkedOutcomes: told(cost.linkedOutcomes),
    linkedPercent: told(cost.linkedPercent),
    perOutcome:
      perOutcome === null
        ? null
        : {
            dollars: formatMicrodollars(perOutcome.microdollars),
            lowDollars: formatMicrodollars(perOutcome.lowMicrodollars),
            highDollars: formatMicrodollars(perOutcome.highMicrodollars),
          },
    sentence: why,
  };
}
