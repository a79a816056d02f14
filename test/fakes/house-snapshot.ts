import { compileBudgets } from '../../src/domain/budget/budget-rules.ts';
import { compilePriceBook } from '../../src/domain/catalog/price-book.ts';
import { asModel } from '../../src/domain/library/workflow.ts';
import { BUILT_IN_POLICY } from '../../src/domain/policy/built-in-policy.ts';
import { compileExceptions } from '../../src/domain/policy/granted-exceptions.ts';
import { suspensionKey } from '../../src/domain/policy/suspension.ts';
import type { Snapshot } from '../../src/ports/snapshot.ts';
import { aGrant, aModel, anUpstream, aUseCase } from './catalog-rows.ts';
import type { GatewayHouseOptions } from './gateway-house.ts';

export const TEST_KEY = 'tw_test_key_of_the_gateway_house';

/** Models, keys, use cases and prices of the gateway house, where a test names no others. */
export function snapshotOfHouse(
  options: GatewayHouseOptions,
  simulated: string,
  keyDigest: (secret: string) => string,
): Snapshot {
  const models = options.models ?? [
    aModel({ id: 'small', faces: ['openai-chat', 'openai-responses'] }),
    aModel({
      id: 'claude',
      vendor: 'anthropic',
      faces: ['anthropic-messages', 'anthropic-count-tokens'],
      targets: [{ upstreamId: 'claude', upstreamModel: 'claude' }],
      priceKey: 'anthropic/claude',
    }),
    aModel({
      id: 'vectors',
      faces: ['openai-embeddings'],
      targets: [{ upstreamId: 'main', upstreamModel: 'vectors' }],
    }),
  ];
  const useCases = options.useCases ?? [aUseCase({ modelStack: models.map((model) => model.id) })];
  const { workflows = [] } = options;
  const upstreams = options.upstreams?.(simulated) ?? [
    anUpstream({ baseUrl: `${simulated}/v1` }),
    anUpstream({ id: 'claude', kind: 'anthropic', baseUrl: simulated }),
  ];
  const grants = options.grants ?? new Map([[TEST_KEY, aGrant()]]);
  return {
    version: 1,
    policyVersion: 'policy-1',
    policies: options.policies ?? { active: BUILT_IN_POLICY, staged: null, shadow: null },
    keysByDigest: new Map([...grants].map(([secret, grant]) => [keyDigest(secret), grant])),
    useCases: new Map(useCases.map((row) => [row.id, row])),
    models: new Map([...models, ...workflows.map(asModel)].map((row) => [row.id, row])),
    workflows: new Map(workflows.map((one) => [one.workflow.id, one])),
    upstreams: new Map(upstreams.map((row) => [row.id, row])),
    priceBook: compilePriceBook({
      version: 'prices-1',
      rows: options.prices ?? [price('openai/small'), price('anthropic/claude')],
    }),
    budgets: compileBudgets(options.envelopes ?? [], { timeZone: 'UTC', weekStartsOn: 1, yearStartsInMonth: 1 }),
    exceptions: compileExceptions(options.exceptions ?? [], (id) => options.envelopes?.find((one) => one.id === id)),
    approvals: new Map((options.approvals ?? []).map((one) => [one.approvalId, one])),
    ...(options.routing === undefined ? {} : { routing: options.routing }),
    suspensions: new Map((options.suspensions ?? []).map((one) => [suspensionKey(one.subject), one])),
  };
}

function price(priceKey: string) {
  return {
    id: `price:${priceKey}`,
    priceKey,
    effectiveFromMs: 0,
    effectiveToMs: null,
    predicates: {},
    source: 'test',
    nanodollarsPerMillionTokens: {
      inputUncached: '1000000000',
      inputCacheRead: '100000000',
      inputCacheWrite5m: '1250000000',
      inputCacheWrite1h: '2000000000',
      outputVisible: '4000000000',
      outputReasoning: '4000000000',
    },
  };
}
