import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GATEWAY_REFUSALS } from '../../contract/refusal-codes.ts';
import { REFUSAL_CODES, refuse } from '../../domain/policy/refusal.ts';
import { shapeRefusal, shapeRefusalEvent } from './refusal-shape.ts';

test('the contract has a row for each refusal of the domain and no other', () => {
  assert.deepEqual(Object.keys(GATEWAY_REFUSALS).sort(), [...REFUSAL_CODES].sort());
});

test('an OpenAI client gets its own shape, told not to try again what cannot succeed', () => {
  const shaped = shapeRefusal('openai', refuse('model_not_allowed', 'Not this one.', ['use-case.stack']), 'call-1');
  const body = JSON.parse(shaped.body);
  assert.equal(shaped.status, 403);
  assert.equal(body.error.message, 'Not this one. (model_not_allowed, request call-1)');
  assert.deepEqual(
    [body.error.param, body.request_id, body.error.tokenward.rules],
    [null, 'call-1', ['use-case.stack']],
  );
  assert.equal(shaped.headers[shaped.headers.indexOf('x-should-retry') + 1], 'false');
});

test('an Anthropic client gets its own shape', () => {
  const shaped = shapeRefusal('anthropic', refuse('key_unknown', 'Who?'), 'call-2');
  const body = JSON.parse(shaped.body);
  assert.deepEqual([shaped.status, body.type, body.error.type], [401, 'error', 'authentication_error']);
});

test('a refusal that may pass says when to come back, and soon', () => {
  const shaped = shapeRefusal('openai', refuse('upstream_busy', 'Full.'), 'call-3');
  const wait = Number(shaped.headers[shaped.headers.indexOf('retry-after') + 1]);
  assert.ok(wait > 0 && wait <= 60);
});

test('a refusal inside a stream is one whole event that begins on a line of its own', () => {
  for (const face of ['openai-chat', 'openai-responses', 'anthropic-messages'] as const) {
    const event = shapeRefusalEvent(face, refuse('upstream_broken', 'It broke.'), 'call-4');
    assert.ok(event.startsWith('\n') && event.endsWith('\n\n'));
    const data = event.split('\n').find((line) => line.startsWith('data: '));
    assert.match(JSON.stringify(JSON.parse(data?.slice(6) ?? '')), /It broke/);
  }
});
