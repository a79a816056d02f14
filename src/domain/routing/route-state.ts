import type { Calibration } from './calibration.ts';
import type { ComparisonKind } from './compare-answers.ts';

/** Whether a model of a use case's stack may be routed to; there is a row once somebody, or a test, said no. */
export type RouteState = {
  /** From `routeStateId`. */
  readonly id: string;
  readonly useCaseId: string;
  readonly modelId: string;
  readonly state: 'serving' | 'stepped_back';
  /** Why it is stepped back from: a person's order, or what a test saw. Null while it serves. */
  readonly cause: 'person' | 'agreement' | 'errors' | null;
  readonly reason: string;
  readonly changedBy: string;
  /** What was seen before this moment counts no more: a person looked at it and let the model go on. */
  readonly testedFromMs: number;
};

/** One curve of a use case's model, as it was fitted; the newest active one is used. */
export type KeptCalibration = Calibration & {
  readonly id: string;
  readonly useCaseId: string;
  readonly modelId: string;
  readonly madeBy: string;
  readonly status: 'active' | 'superseded';
};

/** Two answers to one request, as far as they are kept: figures, never a word of them. */
export type RouteComparison = {
  /** The shadow's call id. */
  readonly id: string;
  readonly callId: string;
  readonly useCaseId: string;
  /** The cheaper model of the pair, whichever of the two answered the client. */
  readonly modelId: string;
  readonly referenceId: string;
  /** The estimate before calibration. */
  readonly raw: number;
  readonly kind: ComparisonKind;
  readonly similarity: number;
  readonly agreed: boolean;
  readonly shadowCostNanodollars: string | null;
  readonly comparedAtMs: number;
};

/** What of routing the path decides by; absent from a snapshot where there is nothing of it. */
export type RoutingState = {
  readonly steppedBack: ReadonlySet<string>;
  readonly calibrations: ReadonlyMap<string, Calibration>;
};

/** One name for a model in a use case. Ids of use cases have no slash, so it reads in one way only. */
export function routeStateId(route: { readonly useCaseId: string; readonly modelId: string }): string {
  return `${route.useCaseId}/${route.modelId}`;
}
