import type { TestContext } from 'node:test';
import { sampleEnvelope } from '../../../src/domain/budget/envelope.fixture.ts';
import type { Envelope } from '../../../src/domain/budget/envelope.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { type ClientAnswer, callGateway } from './call-gateway.ts';

/** Of the house's price list: an input token, and one of output. */
export const OUTPUT_NANODOLLARS = 4_000n;

/** A house with envelopes in which nobody waits for long. */
export async function openBudgetHouse(t: TestContext, options: GatewayHouseOptions): Promise<GatewayHouse> {
  const house = await openGatewayHouse({ budgetWaitMaxMs: 200, ...options });
  t.after(house.close);
  return house;
}

/** A call of Ada's, of the team `support`. */
export function chat(house: GatewayHouse, body: object = {}, path = '/v1/chat/completions'): Promise<ClientAnswer> {
  const messages = [{ role: 'user', content: 'Say something short.' }];
  return callGateway(house.address, { path, body: { model: 'small', max_tokens: 100, messages, ...body } });
}

/** A strict budget of that team. */
export function strict(hardCap: bigint, changes: Partial<Envelope> = {}): Envelope {
  return sampleEnvelope('support-month', {
    name: 'Support, monthly',
    hardCap,
    scope: { teamId: 'support' },
    ...changes,
  });
}

export function headersOf(answer: ClientAnswer, ...names: readonly string[]): readonly unknown[] {
  return names.map((name) => answer.headers[name]);
}

export async function until(reached: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !reached(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

export function bodyOf({ seen }: GatewayHouse, at: number): { readonly max_tokens?: number | null } {
  return JSON.parse(String(seen[at]?.body));
}

export function priceOf(priceKey: string, output: bigint) {
  const amounts = { inputUncached: '1000000000', outputVisible: (output * 1_000_000n).toString() };
  const others = { inputCacheRead: null, inputCacheWrite5m: null, inputCacheWrite1h: null };
  return {
    ...{ id: `price:${priceKey}`, priceKey, effectiveFromMs: 0, effectiveToMs: null, predicates: {}, source: 'test' },
    nanodollarsPerMillionTokens: { ...amounts, ...others, outputReasoning: amounts.outputVisible },
  };
}
