import { CACHE_OFF, type CacheRule } from '../../../src/domain/catalog/cache-rule.ts';
import type { KeyGrant } from '../../../src/domain/identity/key-grant.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { aGrant, aModel, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { type ClientAnswer, callGateway } from './call-gateway.ts';

export const EXACT: CacheRule = { ...CACHE_OFF, mode: 'exact', scope: 'team' };
const MODELS = [
  aModel({ faces: ['openai-chat', 'openai-responses'] }),
  aModel({ id: 'large', priceKey: 'openai/small' }),
  aModel({
    id: 'claude',
    vendor: 'anthropic',
    faces: ['anthropic-messages'],
    targets: [{ upstreamId: 'claude', upstreamModel: 'claude' }],
    priceKey: 'anthropic/claude',
  }),
  aModel({ id: 'vectors', faces: ['openai-embeddings'], targets: [{ upstreamId: 'main', upstreamModel: 'vectors' }] }),
];
export const CHAT = '/v1/chat/completions';
export const HELLO = { model: 'small', temperature: 0, messages: [{ role: 'user', content: 'Hello' }] };

const KEYS: ReadonlyMap<string, KeyGrant> = new Map([
  ['ada', aGrant({ allowedUseCaseIds: ['drafting', 'other'] })],
  ['bob', aGrant({ keyId: 'key-2', owner: { kind: 'person', personId: 'bob' } })],
  ['eve', aGrant({ keyId: 'key-3', owner: { kind: 'person', personId: 'eve' }, teamId: 'sales' })],
  ['lab', aGrant({ keyId: 'key-4', lane: 'exploration' })],
]);

/** A gateway whose use cases have a cache. */
export function openCachedHouse(
  rule: Partial<CacheRule> = {},
  options: GatewayHouseOptions = {},
): Promise<GatewayHouse> {
  const modelStack = MODELS.map(({ id }) => id);
  const cache = { ...EXACT, ...rule };
  return openGatewayHouse({
    models: MODELS,
    useCases: [aUseCase({ modelStack, cache }), aUseCase({ id: 'other', modelStack, cache })],
    grants: KEYS,
    ...options,
  });
}

export type Asked = ClientAnswer & { readonly record: CallRecord; readonly cache: unknown };

export type Question = { readonly path?: string; readonly headers?: Readonly<Record<string, string>> };

/** Asks, and waits for the record: one call after another. */
export async function askHouse(
  house: GatewayHouse,
  key: string,
  body: unknown = HELLO,
  { path = CHAT, headers = {} }: Question = {},
): Promise<Asked> {
  const settled = house.records.length;
  const authorized = { authorization: `Bearer ${key}`, ...headers };
  const answer = await callGateway(house.address, { path, body, headers: authorized });
  const record = await house.settled(settled + 1);
  return { ...answer, record, cache: answer.headers['tokenward-cache'] };
}
