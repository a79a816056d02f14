import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { hmacOf } from './protection-digest.ts';

test('A keyed digest is HMAC-SHA-256 of the text, whatever the length of key and text, and in whatever order they are asked for.', () => {
  for (const keyBytes of [0, 1, 32, 63, 64]) {
    const key = randomBytes(keyBytes);
    const digest = hmacOf(key);
    for (const text of ['', 'a', 'Grüße 🙂', 'x'.repeat(55), 'x'.repeat(56), 'y'.repeat(64), 'z'.repeat(10_000)])
      assert.equal(digest(text), createHmac('sha256', key).update(text).digest('hex'));
  }
  assert.throws(() => hmacOf(randomBytes(65)), RangeError);
});
