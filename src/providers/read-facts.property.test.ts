import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FACES } from '../domain/catalog/upstream.ts';
import { isRefusal } from '../domain/policy/refusal.ts';
import { dialects } from './dialects.ts';
import { seedOf } from './seed.fixture.ts';

test('no body makes a dialect throw, and a refusal never repeats what stood in the body', (context) => {
  const secret = 'PLANTED-CONTENT';
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constant(secret),
    fc.constantFrom([], {}, [[]], [{ role: secret }], -1, 0.5),
  );
  const message = fc.dictionary(fc.constantFrom('role', 'content', 'tool_calls', 'tool_call_id', 'type'), value);
  const part = fc.dictionary(fc.constantFrom('type', 'text', 'source', 'image_url', 'input', 'tool_use_id'), value);
  const body = fc.dictionary(
    fc.constantFrom(
      ...['model', 'messages', 'input', 'stream', 'stream_options', 'max_tokens', 'max_output_tokens', 'tools'],
      ...['metadata', 'service_tier', 'prompt_cache_key', 'previous_response_id', '__proto__', 'constructor', 'extra'],
    ),
    fc.oneof(value, fc.array(fc.oneof(message, part, value), { maxLength: 4 }), message),
  );
  fc.assert(
    fc.property(fc.constantFrom(...FACES), body, (face, json) => {
      const parsed: Record<string, unknown> = JSON.parse(JSON.stringify(json));
      const facts = dialects[face].readFacts(parsed);
      if (isRefusal(facts)) {
        assert.ok(facts.code === 'body_invalid' || facts.code === 'model_missing', facts.code);
        assert.ok(!facts.why.includes(secret), facts.why);
      } else {
        assert.equal(typeof facts.model, 'string');
        assert.ok(facts.turns.every((turn) => typeof turn === 'string'));
      }
    }),
    { seed: seedOf(context), numRuns: 1_500 },
  );
});
