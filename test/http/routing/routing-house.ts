import type { RoutingRule } from '../../../src/domain/catalog/routing-rule.ts';
import type { Model } from '../../../src/domain/catalog/upstream.ts';
import type { UseCase } from '../../../src/domain/catalog/use-case.ts';
import { aRule } from '../../../src/domain/routing/routing.fixture.ts';
import { aModel, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse } from '../../fakes/gateway-house.ts';

export const SIMPLE = 'Translate this sentence to French: the train is late.';
export const DIFFICULT = 'Prove and derive the complexity, then debug and refactor this ```async function run() {}```';
const ALL = ['tools', 'structured_output', 'media', 'reasoning'] as const;

/** A gateway whose use case has a small model and a large one, and may route between them. */
export function openRoutedHouse(
  rule: Partial<RoutingRule> | null,
  change: {
    readonly useCase?: Partial<UseCase>;
    readonly small?: Partial<Model>;
    readonly large?: Partial<Model>;
    readonly options?: GatewayHouseOptions;
  } = {},
): Promise<GatewayHouse> {
  const faces: Model['faces'] = ['openai-chat', 'openai-responses'];
  const models = [
    aModel({ id: 'small', faces, abilities: ALL, ...change.small }),
    aModel({
      id: 'large',
      faces,
      priceKey: 'openai/large',
      targets: [{ upstreamId: 'main', upstreamModel: 'large' }],
      abilities: ALL,
      ...change.large,
    }),
  ];
  const routing = rule === null ? null : aRule(rule);
  const useCase = aUseCase({ modelStack: ['small', 'large'], loggingRule: 'metadata', routing, ...change.useCase });
  return openGatewayHouse({
    models,
    useCases: [useCase],
    prices: [priceOf('openai/small', 1n), priceOf('openai/large', 10n)],
    ...change.options,
  });
}

export function ask(model: string, text: string, more: object = {}) {
  return { path: '/v1/chat/completions', body: { model, messages: [{ role: 'user', content: text }], ...more } };
}

function priceOf(priceKey: string, times: bigint) {
  const amount = (nanodollars: bigint): string => (nanodollars * times).toString();
  return {
    id: `price:${priceKey}`,
    priceKey,
    effectiveFromMs: 0,
    effectiveToMs: null,
    predicates: {},
    source: 'test',
    nanodollarsPerMillionTokens: {
      inputUncached: amount(250_000_000n),
      inputCacheRead: amount(25_000_000n),
      inputCacheWrite5m: null,
      inputCacheWrite1h: null,
      outputVisible: amount(2_000_000_000n),
      outputReasoning: amount(2_000_000_000n),
    },
  };
}
