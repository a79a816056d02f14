import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialects } from '../dialects.ts';
import { HEAD_BYTES, KeptBytes, TAIL_BYTES } from './kept-bytes.ts';

const usage = { prompt_tokens: 10, completion_tokens: 90_000, total_tokens: 90_010 };

test('an answer of any length costs no more memory than its head and two tails', () => {
  const dropped: number[] = [];
  const kept = new KeptBytes((chunk) => dropped.push(chunk.length));
  for (let at = 0; at < 20_000; at += 1) kept.add(new Uint8Array(at % 300));
  assert.equal(kept.whole(), null);
  assert.equal(kept.head().length, HEAD_BYTES);
  const tail = kept.tail().length;
  assert.ok(tail >= TAIL_BYTES && tail <= 3 * TAIL_BYTES, `${tail}`);
  assert.equal(dropped.reduce((sum, bytes) => sum + bytes, 0) + tail + HEAD_BYTES, kept.totalBytes);
});

test('a JSON answer too long to keep gives its facts from both ends, whatever its text pretends', () => {
  const pretence = '"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}';
  const content = `${pretence}${'x'.repeat(300_000)}${pretence}`;
  const body = {
    ...{ id: 'chatcmpl-9', object: 'chat.completion', created: 1, model: 'gpt-x' },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'length' }],
    ...{ usage, service_tier: 'flex' },
  };
  const tap = dialects['openai-chat'].openTap({ stream: false, usageHidden: false });
  const bytes = Buffer.from(JSON.stringify(body));
  for (let at = 0; at < bytes.length; at += 7_001) tap.accept(bytes.subarray(at, at + 7_001));
  assert.equal(tap.facts().usage, null, 'not before the answer has ended');
  tap.end();
  const facts = tap.facts();
  assert.deepEqual(facts.vendorUsage, usage);
  assert.equal(facts.usage?.outputVisibleTokens, 90_000);
  assert.deepEqual(
    [facts.responseId, facts.responseModel, facts.finishReason, facts.serviceTier],
    ['chatcmpl-9', 'gpt-x', 'length', 'flex'],
  );
});

test('an estimate of a long stream counts its dropped middle as well', () => {
  const tap = dialects['openai-chat'].openTap({ stream: true, usageHidden: true });
  for (let at = 0; at < 5_000; at += 1) {
    tap.accept(Buffer.from(`data: {"id":"c","choices":[{"index":0,"delta":{"content":" word"}}]}\n\n`));
  }
  const estimate = tap.estimateOutputTokens();
  assert.ok(estimate >= 5_000 && estimate <= 10_000, `${estimate}`);
});
