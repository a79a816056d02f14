import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_WAITS, queueNotice } from './queue-notice.ts';

const NOON = Date.UTC(2026, 10, 22, 12);

test('a person is told once a day what waits, with the page of each kind, the command where there is none, and no word of what does not', () => {
  const first = queueNotice('ada', { ...NOTHING_WAITS, bursts: 1, merges: 2, versions: 1 }, NOON);
  assert.equal(first.subject, '4 things wait for your word');
  assert.match(
    first.words,
    /^One day of far more tokens.*programmes bursts.*2 proposals.*under Merge proposals\. One version for the library.*under Library\.$/,
  );
  assert.doesNotMatch(first.words, /outcome/);
  const later = queueNotice('ada', { ...NOTHING_WAITS, validations: 1, soonestDueMs: NOON }, NOON + 3_600_000);
  assert.equal(later.id, first.id);
  assert.match(later.words, /^One outcome waits for your word, the first until 2026-11-22; /);
});
