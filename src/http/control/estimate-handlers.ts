import { isControlRefusal } from '../../control/control-refusal.ts';
import { type EstimateContext, estimateMyCall, type MyEstimate } from '../../control/estimates.ts';
import { usedTenths } from '../../control/my-budgets.ts';
import type { EstimatedCost } from '../../domain/estimate/estimate-call.ts';
import { answer, type Handlers } from './control-handler.ts';

export function estimateHandlers(context: EstimateContext): Handlers<'estimateCall'> {
  return {
    estimateCall: async ({ body, grant }) => {
      const estimated = await estimateMyCall(context, grant, body);
      return isControlRefusal(estimated) ? estimated : answer(toWireEstimate(estimated));
    },
  };
}

function toWireEstimate({ modelId, estimate, sentences, tightest, points }: MyEstimate) {
  const { inputTokens, output, cost, isTooLong, cheaper } = estimate;
  const { lower, usual, upper, restsOn } = output;
  return {
    ...{ modelId, inputTokens, isTooLong, sentences, points },
    outputTokens: { lower, usual, upper, restsOn },
    cost: toWireCost(cost),
    cheaper: cheaper === null ? null : { modelId: cheaper.modelId, costNanodollars: String(cheaper.cost) },
    tightest: tightest === null ? null : toWireTightest(tightest),
  };
}

function toWireCost(cost: EstimatedCost) {
  if (cost.kind === 'unpriced')
    return {
      ...{ priced: false, priceId: null },
      ...{ lowerNanodollars: null, usualNanodollars: null, upperNanodollars: null },
    };
  const { lower, usual, upper, priceId } = cost;
  return {
    ...{ priced: true, priceId },
    lowerNanodollars: String(lower),
    usualNanodollars: usual === null ? null : String(usual),
    upperNanodollars: upper === null ? null : String(upper),
  };
}

function toWireTightest(budget: NonNullable<MyEstimate['tightest']>) {
  const { seen, shows, sentence } = budget;
  const { id, name } = seen.stored.row;
  return { id, name, shows, sentence, usedTenths: usedTenths(seen) };
}
