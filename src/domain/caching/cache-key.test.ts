import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CacheBinding, cacheKeyText } from './cache-key.ts';

const BINDING: CacheBinding = {
  grant: { owner: { kind: 'person', personId: 'ada' }, teamId: 'support', lane: 'production' },
  scope: 'person',
  useCaseId: 'drafting',
  dataClass: 'internal',
  modelId: 'small',
  face: 'openai-chat',
  policyVersion: '1-abc',
  obligations: [],
  rows: 'rows',
  query: '',
  headers: [],
};

const key = (change: Partial<CacheBinding> = {}, body = '{}'): string => cacheKeyText({ ...BINDING, ...change }, body);

test('whatever binds an answer makes a key of its own', () => {
  const { grant } = BINDING;
  const service = { kind: 'service_account', serviceAccountId: 'ada' } as const;
  const keys = [
    key(),
    key({}, '{"a":1}'),
    key({ grant: { ...grant, owner: { kind: 'person', personId: 'bob' } } }),
    key({ grant: { ...grant, owner: service } }),
    key({ grant: { ...grant, lane: 'exploration' } }),
    key({ scope: 'team' }),
    key({ scope: 'team', grant: { ...grant, teamId: 'sales' } }),
    key({ scope: 'use_case' }),
    key({ useCaseId: 'coding' }),
    key({ dataClass: 'public' }),
    key({ modelId: 'large' }),
    key({ face: 'openai-responses' }),
    key({ policyVersion: '2-abc' }),
    key({ obligations: ['redact'] }),
    key({ rows: 'other rows' }),
    key({ query: '?beta=true' }),
    key({ headers: ['anthropic-beta', 'one'] }),
  ];
  assert.equal(new Set(keys).size, keys.length);
});

test('two people of one team share within the team and not within the person; a team and a person of one name never do', () => {
  const bob = { ...BINDING.grant, owner: { kind: 'person', personId: 'bob' } } as const;
  assert.equal(key({ scope: 'team' }), key({ scope: 'team', grant: bob }));
  assert.notEqual(key(), key({ grant: bob }));
  const named = { owner: { kind: 'person', personId: 'x' }, teamId: 'x', lane: 'production' } as const;
  assert.notEqual(key({ grant: named, scope: 'team' }), key({ grant: named, scope: 'person' }));
});

test('no value can be smuggled into its neighbour', () => {
  assert.notEqual(key({ useCaseId: 'a', modelId: 'b","c' }), key({ useCaseId: 'a","b', modelId: 'c' }));
  assert.notEqual(
    key({ headers: ['openai-beta', 'a', 'openai-beta', 'b'] }),
    key({ headers: ['openai-beta', 'a, b'] }),
  );
  assert.notEqual(
    key({ headers: ['openai-beta', 'a', 'openai-beta', 'b'] }),
    key({ headers: ['openai-beta', 'b', 'openai-beta', 'a'] }),
  );
  assert.notEqual(key({}, 'x'), key({ query: '"]\nx' }, ''));
});

test('headers that say nothing of the question, and the order of the others, make no difference', () => {
  const noise = ['traceparent', '00-1', 'user-agent', 'x/1', 'x-stainless-retry-count', '2', 'idempotency-key', 'k'];
  assert.equal(
    key({ headers: ['accept', '*/*', 'openai-beta', 'a'] }),
    key({ headers: [...noise, 'openai-beta', 'a', 'accept', '*/*'] }),
  );
});
