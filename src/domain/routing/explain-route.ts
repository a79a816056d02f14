import type { Nanodollars } from '../money/nanodollars.ts';
import { applyCalibration } from './calibration.ts';
import { chooseRoute, type RouteQuestion, type RouteReason } from './choose-route.ts';
import { type DifficultyExplanation, explainDifficulty } from './estimate-difficulty.ts';
import { costOfLeaving } from './expected-cost.ts';
import type { RequestShape } from './request-shape.ts';
import { ROUTE_REASON_WORDS } from './route-words.ts';

/** One model beside the reference, as the choice saw it. */
export type ExplainedModel = {
  readonly modelId: string;
  /** The risk that its answer would not agree; the plain score where nothing is calibrated. */
  readonly risk: number;
  readonly calibrationVersion: number | null;
  readonly isSteppedBack: boolean;
};

export type RouteExplanation = {
  readonly difficulty: DifficultyExplanation;
  readonly modelId: string;
  readonly referenceId: string;
  readonly reason: RouteReason;
  readonly inWords: string;
  readonly models: readonly ExplainedModel[];
  readonly expectedNanodollars: Nanodollars | null;
  readonly expectedAtReferenceNanodollars: Nanodollars | null;
  /** What it would cost to write anew elsewhere what is warm where the conversation is; null: nothing is warm, or unpriced. */
  readonly leavingNanodollars: bigint | null;
};

/** What would become of a request of this shape, with each step of the reasoning; nothing is sent and nothing kept. */
export function explainRoute(shape: RequestShape, question: Omit<RouteQuestion, 'raw'>): RouteExplanation {
  const difficulty = explainDifficulty(shape);
  const choice = chooseRoute({ ...question, raw: difficulty.raw });
  const { reference, others, calibrationOf, isSteppedBack } = question;
  return {
    difficulty,
    modelId: choice.model.id,
    referenceId: reference.model.id,
    reason: choice.reason,
    inWords: ROUTE_REASON_WORDS[choice.reason],
    models: others.map(({ model }) => {
      const calibration = calibrationOf(model.id);
      return {
        modelId: model.id,
        risk: calibration === undefined ? difficulty.raw : applyCalibration(calibration, difficulty.raw),
        calibrationVersion: calibration?.version ?? null,
        isSteppedBack: isSteppedBack(model.id),
      };
    }),
    expectedNanodollars: choice.expected,
    expectedAtReferenceNanodollars: choice.expectedAtReference,
    leavingNanodollars: leavingCost(question),
  };
}

/** From where the conversation is to the cheapest other that could have it. */
function leavingCost({ warm, kept, reference, others }: Omit<RouteQuestion, 'raw'>): bigint | null {
  if (warm === null || kept === undefined || warm.tokens === 0) return null;
  const all = [reference, ...others];
  const from = all.find(({ model }) => model.id === kept.modelId)?.price;
  if (from === undefined) return null;
  let least: bigint | null = null;
  for (const { model, price: to } of all) {
    if (model.id === kept.modelId || to === undefined) continue;
    const cost = costOfLeaving({ from, to, warm });
    if (cost !== null && (least === null || cost < least)) least = cost;
  }
  return least;
}
