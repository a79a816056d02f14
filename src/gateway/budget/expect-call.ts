import { type DearestRates, dearestRates, type ExpectedCall } from '../../domain/budget/reckon-hold.ts';
import type { CompiledPrice } from '../../domain/catalog/price.ts';
import { choosePrice } from '../../domain/catalog/price-book.ts';
import type { UseCase } from '../../domain/catalog/use-case.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { ReadRequest } from '../stages/read-request.ts';
import { type BudgetRoom, kindOfCall } from './budget-room.ts';
import type { ReservingCall } from './budget-wish.ts';

/** Where neither client nor use case nor model limits the output; written into the request, as any clamp. */
const HOUSE_OUTPUT_TOKENS_MAX = 32_768;
/** The estimate of the input errs by up to a fifth on large bodies of mixed kinds. */
const INPUT_ERROR = 1.2;

/** What a hold is reckoned from. */
export type HoldQuestion = Pick<
  ReservingCall,
  'call' | 'snapshot' | 'binding' | 'model' | 'targets' | 'contextTokens'
> & {
  readonly request: Pick<ReadRequest, 'facts'>;
  /** Empty where the API does not answer in tokens. */
  readonly dialect: Pick<ReservingCall['dialect'], 'outputLimits'>;
};

/** What the call may cost at most, over all targets that it may be sent to. */
export function expectCall(
  room: Pick<BudgetRoom, 'pastCosts' | 'pastTokens' | 'keptTokens'>,
  question: HoldQuestion,
): ExpectedCall {
  const inputTokens = inputTokensMax(room, question);
  const kind = kindOfCall({ useCaseId: question.binding.useCase.id, modelId: question.model.id });
  return {
    inputTokens,
    outputTokensMax: hasOutput(question) ? outputTokensMax(question) * answersOf(question.request) : 0,
    rates: ratesOf(question, inputTokens),
    pastCost: (quantile) => {
      const cost = room.pastCosts.quantile(kind, quantile);
      return cost === null ? null : nanodollars(cost);
    },
    pastTokens: (quantile) => room.pastTokens.quantile(kind, quantile),
  };
}

/** Answers that are asked for at once, each as long as the limit allows. */
export function answersOf({ facts }: Pick<ReadRequest, 'facts'>): number {
  return Math.max(1, Math.ceil(facts.choices ?? 1));
}

/** A conversation that the vendor keeps is not in the body: where it did not come through here, it may be as long as the model reads. */
function inputTokensMax(
  { keptTokens }: Pick<BudgetRoom, 'keptTokens'>,
  { request, contextTokens, model }: HoldQuestion,
): number {
  const estimated = Math.ceil(contextTokens * INPUT_ERROR);
  const { previousResponseId } = request.facts;
  if (previousResponseId === null) return estimated;
  return estimated + (keptTokens.of(previousResponseId) ?? model.contextTokensMax ?? 0);
}

function outputTokensMax({ request, binding, model }: HoldQuestion): number {
  const known = knownOutputLimit(request, binding.useCase);
  const least = Math.min(known ?? Number.POSITIVE_INFINITY, model.outputTokensMax ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? least : HOUSE_OUTPUT_TOKENS_MAX;
}

function hasOutput({ dialect }: HoldQuestion): boolean {
  return dialect.outputLimits.length > 0;
}

function knownOutputLimit({ facts }: Pick<ReadRequest, 'facts'>, useCase: UseCase): number | null {
  const asked = facts.maxOutputTokens === null ? null : Math.max(0, Math.ceil(facts.maxOutputTokens));
  if (asked === null || useCase.maxOutputTokens === null) return asked ?? useCase.maxOutputTokens;
  return Math.min(asked, useCase.maxOutputTokens);
}

/** The limit that must be written into the request before it is sent; null where what it says will do. */
export function outputLimitToWrite(question: HoldQuestion, isHeld: boolean): number | null {
  const { request, binding, model } = question;
  if (!hasOutput(question)) return null;
  const asked = request.facts.maxOutputTokens;
  const { maxOutputTokens } = binding.useCase;
  if (maxOutputTokens !== null && (asked === null || asked > maxOutputTokens)) return maxOutputTokens;
  return isHeld && asked === null && model.outputTokensMax === null ? HOUSE_OUTPUT_TOKENS_MAX : null;
}

/** The dearest of all targets, and of the rows that would hold if the input were twice what it is taken to be. */
function ratesOf(question: HoldQuestion, inputTokens: number): DearestRates | null {
  const { snapshot, model, targets, request, call } = question;
  let dearest: DearestRates | null = null;
  let last: CompiledPrice | undefined;
  for (const { upstream } of targets) {
    for (const tokens of [inputTokens, inputTokens * 2]) {
      const row = choosePrice(snapshot.priceBook, {
        priceKey: model.priceKey,
        atMs: call.openedAtMs,
        serviceTier: request.facts.serviceTier,
        region: upstream.region,
        contract: null,
        inputTokens: tokens,
      });
      if (row !== undefined && row === last) continue;
      const rates = row === undefined ? null : dearestRates(row, { hasOutput: hasOutput(question) });
      if (rates === null) return null;
      dearest = dearest === null ? rates : dearerOf(dearest, rates);
      last = row;
    }
  }
  return dearest;
}

function dearerOf(one: DearestRates, other: DearestRates): DearestRates {
  return {
    input: one.input > other.input ? one.input : other.input,
    output: one.output > other.output ? one.output : other.output,
  };
}
