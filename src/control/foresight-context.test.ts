import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lesson } from '../domain/forecast/forecast-period.ts';
import { createForesightMemory } from './foresight-context.ts';

const CALM: Lesson['errors'] = [{ days: 1, logRatio: 0.1 }];
const WILD: Lesson['errors'] = [{ days: 1, logRatio: 2 }];

test('the errors of the same lessons are pooled once, and other lessons are pooled anew, each unit for itself', () => {
  const memory = createForesightMemory({ workingDays: [1, 2, 3, 4, 5], holidays: [] });
  const pooled = memory.pool('nanodollars', [CALM]);
  assert.equal(memory.pool('nanodollars', [CALM]), pooled);
  assert.notEqual(memory.pool('requests', [CALM]), pooled);
  const both = memory.pool('nanodollars', [CALM, WILD]);
  assert.equal(both.series, 2);
  assert.deepEqual(memory.pool('nanodollars', [CALM]), pooled);
});

test('that an envelope teaches nothing today is remembered for today, as is what one teaches', () => {
  const memory = createForesightMemory({ workingDays: [1, 2, 3, 4, 5], holidays: [] });
  assert.equal(memory.recall('new', '2026-11-22'), undefined);
  memory.remember('new', '2026-11-22', null);
  assert.equal(memory.recall('new', '2026-11-22'), null);
  assert.equal(memory.recall('new', '2026-11-23'), undefined);
});
