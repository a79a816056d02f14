import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticeId } from './notice.ts';
import { ATTEMPTS_MAX, waitAfter } from './retry-schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test('waits grow up to eight hours, and the last try comes within about a day of the first', () => {
  const waits = Array.from({ length: ATTEMPTS_MAX }, (_, at) => waitAfter(at + 1, { random: 0, retryAfterMs: null }));
  assert.deepEqual(waits.slice(0, 3), [15_000, 45_000, 135_000]);
  assert.equal(waits.at(-1), null);
  const known = waits.filter((wait) => wait !== null);
  known.slice(1).forEach((wait, before) => {
    assert.ok(wait >= (known[before] ?? 0) && wait <= 8 * HOUR_MS);
  });
  const whole = known.reduce((sum, wait) => sum + wait, 0);
  assert.ok(whole > 18 * HOUR_MS && whole < 26 * HOUR_MS, `${whole / HOUR_MS} h`);
});

test('chance puts a wait off by a fifth at most, and a receiver that names a time gets it, within bounds', () => {
  assert.equal(waitAfter(1, { random: 1, retryAfterMs: null }), 18_000);
  assert.equal(waitAfter(1, { random: 0, retryAfterMs: 10 * MINUTE_MS }), 10 * MINUTE_MS);
  assert.equal(waitAfter(1, { random: 0, retryAfterMs: 1_000 }), 15_000);
  assert.equal(waitAfter(1, { random: 0, retryAfterMs: 24 * HOUR_MS }), 9.6 * HOUR_MS);
});

test('ids of different facts differ, whatever their parts hold, and none holds a full stop', () => {
  const about = { kind: 'threshold', envelopeId: 'a', periodStartMs: 1, threshold: '80' } as const;
  const ids = [
    about,
    { ...about, envelopeId: 'a/1' },
    { ...about, envelopeId: 'a.1' },
    { ...about, envelopeId: null },
    { ...about, threshold: '8/0' },
    { ...about, periodStartMs: null },
  ].map(noticeId);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[\x21-\x2d\x2f-\x7e]+$/);
});
