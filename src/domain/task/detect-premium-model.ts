import { addNanodollars, nanodollars } from '../money/nanodollars.ts';
import { inputTokens } from '../usage/token-usage.ts';
import { type CheaperModel, cheapestModel } from './cheaper-model.ts';
import { isAnswered, type TaskCall } from './task-call.ts';
import type { WasteFinding, WasteQuestion } from './waste.ts';
import { wordCost, wordCount } from './word-cost.ts';

/** Up to this difficulty, where routing estimated it, a call is simple. */
export const SIMPLE_DIFFICULTY_MAX = 0.35;
/** Where it did not: no tools, no reasoning, and at most so much read and written. */
export const SIMPLE_INPUT_TOKENS_MAX = 2_000;
export const SIMPLE_OUTPUT_TOKENS_MAX = 300;
/** The other model costs at most a half. */
const CHEAPER_TIMES = 2n;
/** Of a task's waste below a tenth of a cent nobody is told. */
export const WASTED_MIN = 1_000_000n;

/** Simple calls to a dear model, where the stack has one for at most half the price. */
export function detectPremiumModel({ calls, choices }: WasteQuestion): WasteFinding | null {
  const simple = calls.filter(isSimple);
  // No more can be wasted than was paid: then prices need not be looked up.
  if (simple.reduce((sum, { costNanodollars }) => sum + BigInt(costNanodollars ?? '0'), 0n) < WASTED_MIN) return null;
  const dear = simple.flatMap((call) => {
    const cheaper = cheapestModel(call, choices);
    const paid = BigInt(call.costNanodollars ?? '0');
    return cheaper === null || cheaper.cost * CHEAPER_TIMES > paid ? [] : [{ call, cheaper, paid }];
  });
  const paid = dear.reduce((sum, one) => sum + one.paid, 0n);
  const could = addNanodollars(dear.map(({ cheaper }) => cheaper.cost));
  const model = mostNamed(dear.map(({ cheaper }) => cheaper));
  if (model === null || paid - could < WASTED_MIN) return null;
  return {
    kind: 'premium_model',
    calls: dear.length,
    wasted: nanodollars(paid - could),
    sentence: `${wordCount(dear.length, 'simple call')} cost ${wordCost(nanodollars(paid))}; the model "${model}" would have taken about ${wordCost(could)}.`,
    remedy: `Ask for "${model}", or for "auto" where the use case routes, and keep the dearer model for what is hard.`,
    evidence: { modelId: model, paid: paid.toString(), could: could.toString() },
  };
}

function isSimple(call: TaskCall): boolean {
  const { usage, difficulty, toolCount } = call;
  if (!isAnswered(call) || call.answeredBy === 'cache' || call.answeredBy === 'workflow') return false;
  if (usage.outputVisibleTokens === 0) return false;
  if (difficulty !== null) return difficulty <= SIMPLE_DIFFICULTY_MAX;
  return (
    toolCount === 0 &&
    usage.outputReasoningTokens === 0 &&
    inputTokens(usage) <= SIMPLE_INPUT_TOKENS_MAX &&
    usage.outputVisibleTokens <= SIMPLE_OUTPUT_TOKENS_MAX
  );
}

function mostNamed(models: readonly CheaperModel[]): string | null {
  const groups = [...Map.groupBy(models, ({ modelId }) => modelId)];
  return groups.sort(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? null;
}
