import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRange } from './read-range.ts';

test('a day alone begins at midnight here; a moment with its zone is taken as it is', () => {
  const range = readRange({ from: '2026-11-01', to: '2026-11-02T08:00:00+02:00' });
  assert.deepEqual(range, { from: new Date(2026, 10, 1).toISOString(), to: '2026-11-02T06:00:00.000Z' });
});

test('a span reaches back from now', () => {
  const { from = '' } = readRange({ last: '7d' });
  assert.ok(Math.abs(Date.now() - 604_800_000 - Date.parse(from)) < 60_000);
});

test('what is no span and no moment is said in words, as bad usage', () => {
  assert.throws(() => readRange({ last: '7' }), { name: 'CliFailure', exitCode: 2, message: /24h, 7d or 12w/ });
  assert.throws(() => readRange({ from: 'monday' }), { name: 'CliFailure', exitCode: 2, message: /2026-11-01/ });
});
