import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePriceBook } from '../catalog/price-book.ts';
import type { AdmittedCall } from './call-record.ts';
import { NOT_INSPECTED } from './not-inspected.ts';
import { PLAIN_ADMISSION } from './plain-call.ts';
import { estimateLostOutputTokens, settleCrashed } from './settle-crashed.ts';
import { outputTokens } from './token-usage.ts';

const ADMITTED: AdmittedCall = {
  callId: '019c0000-0000-7000-8000-000000000001',
  gatewayId: 'gateway-1',
  admittedAtMs: 5000,
  keyId: 'key',
  personId: 'ann',
  serviceAccountId: null,
  teamId: 'support',
  projectId: null,
  costCentre: null,
  lane: 'production',
  useCaseId: 'answer-tickets',
  useCaseSource: 'key_default',
  tier: 1,
  purpose: null,
  outputDestination: null,
  templateId: null,
  templateVersion: null,
  workItem: null,
  branch: null,
  sessionId: null,
  taskId: 'task',
  taskSource: 'new',
  conversationHash: null,
  prefixHashes: [],
  face: 'openai-chat',
  stream: false,
  requestedModel: 'model',
  modelId: 'model',
  upstreamId: 'upstream',
  upstreamModel: 'model',
  routeReason: 'requested',
  policyVersion: '1',
  decision: 'allow',
  decisionRules: [],
  approverId: null,
  ...NOT_INSPECTED,
  ...PLAIN_ADMISSION,
  requestBytes: 400,
  messageCount: 1,
  toolCount: 0,
  maxOutputTokens: null,
  contextTokensEstimated: 100,
  clientName: null,
  traceId: null,
};

const EACH = '1000000';
const priceBook = compilePriceBook({
  version: 'book-1',
  rows: [
    {
      id: 'row',
      priceKey: 'vendor/model',
      effectiveFromMs: 0,
      effectiveToMs: 6000,
      predicates: {},
      nanodollarsPerMillionTokens: {
        inputUncached: EACH,
        inputCacheRead: EACH,
        inputCacheWrite5m: EACH,
        inputCacheWrite1h: EACH,
        outputVisible: EACH,
        outputReasoning: EACH,
      },
      source: 'test',
    },
  ],
});

function settle(change: Partial<AdmittedCall>, priceKey: string | null = 'vendor/model') {
  const call = { ...ADMITTED, ...change };
  return settleCrashed({ call, nowMs: 9000, priceBook, priceKey, region: null, expectedOutputTokens: 300 });
}

// allowed by the call, expected by the use case, taken
const lost: readonly (readonly [AdmittedCall['face'], number | null, number | null, number])[] = [
  ['openai-chat', null, null, 1024],
  ['openai-chat', null, 300, 300],
  ['openai-chat', 200, 300, 200],
  ['openai-chat', 64000, null, 1024],
  ['openai-chat', 50, null, 50],
  ['anthropic-messages', 0, null, 1],
  ['openai-responses', null, 0, 1],
  ['openai-embeddings', null, null, 0],
  ['anthropic-count-tokens', null, null, 0],
];
for (const [face, maxOutputTokens, expected, tokens] of lost) {
  test(`a lost ${face} answer, allowed ${maxOutputTokens} and expected ${expected}, is taken for ${tokens} tokens`, () => {
    assert.equal(estimateLostOutputTokens({ face, maxOutputTokens, clampedMaxOutputTokens: null }, expected), tokens);
  });
}

test('a crashed call is settled as estimated, with output, at the price of its admission', () => {
  const record = settle({});
  assert.equal(record.outcome, 'crashed');
  assert.equal(record.usageBasis, 'estimated');
  assert.equal(record.usage.inputUncachedTokens, 100);
  assert.equal(outputTokens(record.usage), 300);
  assert.equal(record.costNanodollars, '400');
  assert.equal(record.priceId, 'row');
  assert.equal(record.priceBookVersion, 'book-1');
  assert.equal(record.settledAtMs, 9000);
});

test('a crashed call whose model or price is not known is unpriced, never free', () => {
  assert.equal(settle({}, null).costNanodollars, null);
  assert.equal(settle({}, 'vendor/other').costNanodollars, null);
  assert.equal(settle({ admittedAtMs: 6000 }).costNanodollars, null);
});

test('a refused call and a count of tokens cost nothing, also when the gateway crashed', () => {
  const refused = settle({ decision: 'refuse' });
  assert.deepEqual([refused.outcome, refused.costNanodollars, refused.usageBasis], ['refused', '0', 'none']);
  const counted = settle({ face: 'anthropic-count-tokens' });
  assert.deepEqual([counted.outcome, counted.costNanodollars, counted.usageBasis], ['crashed', '0', 'none']);
});

test('a call that was to be answered from the cache or by a workflow cost nothing, also when the gateway crashed', () => {
  const { outcome, costNanodollars, usageBasis } = settle({ upstreamId: null, upstreamModel: null });
  assert.deepEqual([outcome, costNanodollars, usageBasis], ['crashed', '0', 'none']);
});

test('a clock that was set back never settles a call before it was admitted', () => {
  assert.equal(settle({ admittedAtMs: 12_000 }).settledAtMs, 12_000);
});
