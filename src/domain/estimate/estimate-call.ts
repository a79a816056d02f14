import { choosePrice } from '../catalog/price-book.ts';
import type { Model } from '../catalog/upstream.ts';
import { type DataClass, isAbove } from '../detection/data-class.ts';
import type { Nanodollars } from '../money/nanodollars.ts';
import { expectedCost, NOTHING_WARM } from '../routing/expected-cost.ts';
import type { ModelChoices } from '../task/cheaper-model.ts';
import type { ExpectedOutput } from './expect-output.ts';

export type EstimatedCost =
  | {
      readonly kind: 'priced';
      readonly lower: Nanodollars;
      /** Null: how long the answer will be nobody can say. */
      readonly usual: Nanodollars | null;
      /** Null: nothing limits the answer. */
      readonly upper: Nanodollars | null;
      readonly priceId: string;
    }
  | { readonly kind: 'unpriced' };

export type CheaperEstimate = { readonly modelId: string; readonly cost: Nanodollars };

export type CallEstimate = {
  readonly inputTokens: InputTokens;
  readonly output: ExpectedOutput;
  readonly cost: EstimatedCost;
  /** The text is longer than the model reads. */
  readonly isTooLong: boolean;
  /** Null: none that may be used is cheaper, or nobody can say. */
  readonly cheaper: CheaperEstimate | null;
};

export type InputTokens = { readonly lower: number; readonly upper: number };

export type EstimateQuestion = {
  readonly model: Model;
  readonly choices: ModelChoices;
  readonly inputTokens: InputTokens;
  readonly outputOf: (model: Model) => ExpectedOutput;
  /** Null: what it holds is not known. */
  readonly dataClass: DataClass | null;
  readonly atMs: number;
};

/** The reckoning of a text errs upwards, by so much at most. */
const INPUT_OVER = 1.45;

export function inputBetween(reckoned: number): InputTokens {
  return { lower: Math.floor(reckoned / INPUT_OVER), upper: reckoned };
}

/** What a call would cost before it is sent, by the price book as it is, and which model of its use case would cost less. */
export function estimateCall(question: EstimateQuestion): CallEstimate {
  const { model, inputTokens } = question;
  const output = question.outputOf(model);
  const cost = costAt(model, question);
  return {
    ...{ inputTokens, output, cost },
    isTooLong: isTooLong(model, inputTokens),
    cheaper: cost.kind === 'unpriced' || cost.usual === null ? null : cheapestOf(question, cost.usual),
  };
}

function costAt(model: Model, { choices, inputTokens, outputOf, atMs }: EstimateQuestion): EstimatedCost {
  const query = { priceKey: model.priceKey, atMs, serviceTier: null, region: choices.regionOf(model), contract: null };
  const price = choosePrice(choices.priceBook, { ...query, inputTokens: inputTokens.upper });
  if (price === undefined) return { kind: 'unpriced' };
  const output = outputOf(model);
  const at = (input: number, outputTokens: number): Nanodollars | null =>
    expectedCost(price, { inputTokens: input, outputTokens }, NOTHING_WARM);
  const middle = Math.round((inputTokens.lower + inputTokens.upper) / 2);
  const lower = at(inputTokens.lower, output.lower);
  if (lower === null) return { kind: 'unpriced' };
  return {
    ...{ kind: 'priced', lower, priceId: price.id },
    usual: output.usual === null ? null : at(middle, output.usual),
    upper: output.upper === null ? null : at(inputTokens.upper, output.upper),
  };
}

/** Of what may be used for the same, in the same API and cleared for what the text holds. */
function cheapestOf(question: EstimateQuestion, usual: Nanodollars): CheaperEstimate | null {
  let cheapest: CheaperEstimate | null = null;
  for (const model of question.choices.models) {
    if (model.id === question.model.id || !couldServe(model, question)) continue;
    const cost = costAt(model, question);
    if (cost.kind === 'unpriced' || cost.usual === null || cost.usual >= usual) continue;
    if (cheapest !== null && cost.usual >= cheapest.cost) continue;
    cheapest = { modelId: model.id, cost: cost.usual };
  }
  return cheapest;
}

function couldServe(model: Model, { inputTokens, dataClass }: EstimateQuestion): boolean {
  if (model.status !== 'active' || model.workflowOf !== undefined || !model.faces.includes('openai-chat')) return false;
  return !isTooLong(model, inputTokens) && (dataClass === null || !isAbove(dataClass, model.clearance.dataClassMax));
}

function isTooLong({ contextTokensMax }: Model, { lower }: InputTokens): boolean {
  return contextTokensMax !== null && lower > contextTokensMax;
}
