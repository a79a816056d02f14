import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causeOf } from './cause-of.ts';

test('a cause is told by its kind and leads by its id, and one that is not known is still something', () => {
  const told = ['run:7', 'event:outcome:outcome-3:b', 'event:owed:2026-10', 'event:profile', 'event:links', ''];
  assert.deepEqual(told.map(causeOf), [
    { kind: 'run', id: '7' },
    { kind: 'outcome', id: 'outcome-3:b' },
    { kind: 'owed', id: '2026-10' },
    { kind: 'profile', id: '' },
    { kind: 'other', id: '' },
    { kind: 'other', id: '' },
  ]);
});
