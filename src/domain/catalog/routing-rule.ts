/** `off`: nothing is asked and nothing costs · `observe`: difficulty is estimated and recorded, nothing changes · `on`. */
export type RoutingMode = 'off' | 'observe' | 'on';

/** A share of conversations goes to a model of the stack on trial, however difficult they are. */
export type CanaryRule = { readonly modelId: string /** 0 to 0.5. */; readonly share: number };

/** A sample of calls is sent to another model of the stack as well, after its answer, and the two answers are compared. */
export type ShadowRule = {
  /** 0 to 1, of calls. */
  readonly share: number;
  /** What the sample may cost a gateway in a day of UTC; a decimal string. */
  readonly dailyLimitNanodollars: string;
};

/** How a use case lets its calls go to a cheaper model of its stack (requirement R1). */
export type RoutingRule = {
  readonly mode: RoutingMode;
  /** A call at most this difficult may go to a cheaper model: the risk that its answer would not agree, 0 to 1. */
  readonly difficultyMax: number;
  /** Also calls that name a model, not only those that ask for `auto`. They are told by header. */
  readonly substitutes: boolean;
  /** A first byte that is later than usual: the attempt is given up for the model's next target. Both are paid. */
  readonly latencyFallback: boolean;
  readonly canary: CanaryRule | null;
  readonly shadow: ShadowRule | null;
  /** The part of comparisons that must agree; a model below it is stepped back from. */
  readonly agreementMin: number;
  /** The part of its calls that may fail at the upstream. */
  readonly errorRateMax: number;
  /** Template id to the model of the stack that it was made for. */
  readonly templateModels: Readonly<Record<string, string>>;
};

/** What a request can need of a model beyond text. */
export const MODEL_ABILITIES = ['tools', 'structured_output', 'media', 'reasoning'] as const;
export type ModelAbility = (typeof MODEL_ABILITIES)[number];

/** The model's name by which a caller leaves the choice to the use case: `auto`, or `use-case/auto`. */
export const AUTO_MODEL = 'auto';

/** The rule, where it says anything: null for `off`, so that the path asks once. */
export function activeRouting(useCase: { readonly routing: RoutingRule | null }): RoutingRule | null {
  const rule = useCase.routing;
  return rule === null || rule.mode === 'off' ? null : rule;
}
