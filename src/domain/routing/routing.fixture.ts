import type { CompiledPrice } from '../catalog/price.ts';
import type { RoutingRule } from '../catalog/routing-rule.ts';
import type { Model } from '../catalog/upstream.ts';
import type { RouteQuestion } from './choose-route.ts';
import type { RequestShape } from './request-shape.ts';
import type { RouteCandidate } from './route-candidate.ts';

/** Whole values for tests of routing; a test names only what it is about. */

export function aRule(change: Partial<RoutingRule> = {}): RoutingRule {
  return {
    mode: 'on',
    difficultyMax: 0.35,
    substitutes: true,
    latencyFallback: false,
    canary: null,
    shadow: null,
    agreementMin: 0.9,
    errorRateMax: 0.05,
    templateModels: {},
    ...change,
  };
}

/** Dollars for a million tokens: input, read from the cache, written into it, output. */
export function aPrice(dollars: {
  readonly input: number;
  readonly read?: number;
  readonly write?: number;
  readonly output: number;
}): CompiledPrice {
  const amount = (value: number | undefined): bigint | null =>
    value === undefined ? null : BigInt(Math.round(value * 1e9));
  return {
    id: `price-${dollars.input}`,
    effectiveFromMs: 0,
    effectiveToMs: Number.POSITIVE_INFINITY,
    serviceTier: null,
    region: null,
    contract: null,
    inputTokensMin: 0,
    nanodollarsPerMillionTokens: {
      inputUncached: amount(dollars.input),
      inputCacheRead: amount(dollars.read),
      inputCacheWrite5m: amount(dollars.write),
      inputCacheWrite1h: amount(dollars.write),
      outputVisible: amount(dollars.output),
      outputReasoning: amount(dollars.output),
    },
  };
}

export function aCandidate(id: string, price: CompiledPrice | undefined, change: Partial<Model> = {}): RouteCandidate {
  const model: Model = {
    id,
    vendor: 'vendor',
    faces: ['openai-chat'],
    targets: [{ upstreamId: 'main', upstreamModel: id }],
    priceKey: `vendor/${id}`,
    contextTokensMax: null,
    outputTokensMax: null,
    clearance: { dataClassMax: 'internal', region: null, retention: 'unknown' },
    abilities: null,
    status: 'active',
    ...change,
  };
  return { model, price };
}

export const SMALL = aCandidate('small', aPrice({ input: 0.25, read: 0.025, output: 2 }));
export const LARGE = aCandidate('large', aPrice({ input: 2.5, read: 0.25, output: 15 }));

export function aQuestion(change: Partial<RouteQuestion> = {}): RouteQuestion {
  return {
    rule: aRule(),
    acts: true,
    reference: LARGE,
    others: [SMALL],
    raw: 0.2,
    calibrationOf: () => undefined,
    isSteppedBack: () => false,
    tokens: { inputTokens: 1_000, outputTokens: 300 },
    kept: undefined,
    warm: null,
    draw: 0.5,
    ...change,
  };
}

export function aShape(change: Partial<RequestShape> = {}): RequestShape {
  return {
    structuredOutput: false,
    reasoning: 'none',
    inputTokens: 60,
    turnCount: 1,
    toolCount: 0,
    media: false,
    template: 'none',
    instruction: {
      characters: 60,
      hardWords: 0,
      simpleWords: 0,
      codeMarks: 0,
      questions: 0,
      figures: 0,
      languageKnown: true,
      isAgentStep: false,
    },
    ...change,
  };
}
