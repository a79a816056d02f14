import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeenFilter } from './seen-filter.ts';

/** Names as the memories have them: they differ in the middle, at the end or at the beginning. */
const names = Array.from({ length: 30_000 }, (_, at) => {
  const mixed = (Math.imul(at + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return at % 2 === 0 ? `${mixed}${mixed}:${at}` : `response:14:person:a@b:resp_${mixed}`;
});

test('what was added is always told, and most of what was not is told apart', () => {
  const filter = createSeenFilter();
  for (const name of names) assert.equal(typeof filter.add(name), 'undefined');
  for (const name of names) assert.ok(filter.mayHold(name), name);
  const wrong = names.filter((name) => filter.mayHold(`${name}x`)).length;
  assert.ok(wrong < names.length / 8, `${wrong} of ${names.length} that were never added`);
});

test('the empty name and the shortest are names too, and nothing is left after it is cleared', () => {
  const filter = createSeenFilter();
  for (const name of ['', 'a', 'ab']) {
    assert.equal(filter.mayHold(name), false);
    filter.add(name);
    assert.ok(filter.mayHold(name));
  }
  filter.clear();
  for (const name of ['', 'a', 'ab']) assert.equal(filter.mayHold(name), false);
});
