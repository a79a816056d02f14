import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOfTask } from './cost-of-task.ts';
import { sizeClassOf } from './size-class.ts';
import { aTaskCall } from './task.fixture.ts';

const KNOWN = { outcome: 'unknown', isPartial: false } as const;
const failed = { outcome: 'upstream_timeout', costNanodollars: '3' } as const;

test('a task costs what all its calls cost, the failed ones told beside, and a call without a price is counted', () => {
  const calls = [aTaskCall(failed), aTaskCall({ costNanodollars: '5' }), aTaskCall({ costNanodollars: null })];
  const { cost, failedCost, unpriced, answered, failed: ended, succeeded } = costOfTask(calls, KNOWN);
  assert.deepEqual([cost, failedCost, unpriced, answered, ended, succeeded], [8n, 3n, 1, 2, 1, true]);
});

test('what was answered twice counts once for the size, and for how often it went on', () => {
  const again = { conversationHash: 'same', tokens: { outputVisibleTokens: 300 } };
  const { sizeTokens, iterations, calls } = costOfTask([aTaskCall(again), aTaskCall(again), aTaskCall()], KNOWN);
  assert.deepEqual([sizeTokens, iterations, calls], [500, 2, 3]);
});

/** [what, outcomes of calls that send the same, retries] */
const RETRIES = [
  ['an answer that is asked for again is no retry', ['completed', 'completed'], 0],
  ['what failed and was sent again is one', ['upstream_error', 'completed'], 1],
  ['what failed twice is two', ['upstream_error', 'deadline', 'completed'], 2],
  ['what is sent again after its answer is none', ['upstream_error', 'completed', 'completed'], 1],
  ['what was left and sent again is one', ['client_left', 'completed'], 1],
  ['what was refused and then let through is none', ['refused', 'completed'], 0],
] as const;
for (const [what, outcomes, retries] of RETRIES)
  test(`${what}`, () => {
    const calls = outcomes.map((outcome) => aTaskCall({ outcome, conversationHash: 'same' }));
    assert.equal(costOfTask(calls, KNOWN).retries, retries);
  });

test('a task succeeds when its last call was answered and nobody rejected what came of it', () => {
  const calls = [aTaskCall(), aTaskCall(failed)];
  assert.equal(costOfTask(calls, KNOWN).succeeded, false);
  assert.equal(costOfTask(calls.toReversed(), KNOWN).succeeded, true);
  assert.equal(costOfTask(calls.toReversed(), { ...KNOWN, outcome: 'rejected' }).succeeded, false);
});

test('the use case is that of most of the cost, the team that of the last call, the template one that all name', () => {
  const calls = [
    aTaskCall({ useCaseId: 'coding', costNanodollars: '9', teamId: 'old', templateId: 'memo' }),
    aTaskCall({ useCaseId: 'drafting', costNanodollars: '1', templateId: 'memo' }),
    aTaskCall({ ...failed, useCaseId: 'drafting', costNanodollars: '1' }),
  ];
  const { useCaseId, teamId, templateId, models } = costOfTask(calls, KNOWN);
  assert.deepEqual([useCaseId, teamId, templateId, models], ['coding', 'support', 'memo', ['large']]);
  assert.equal(costOfTask([...calls, aTaskCall()], KNOWN).templateId, null);
});

test('answers that were at hand save what they would have cost, and say nothing of the context', () => {
  const hit = aTaskCall({
    answeredBy: 'cache',
    avoidedCostNanodollars: '7',
    costNanodollars: '0',
    tokens: { inputUncachedTokens: 0 },
  });
  const { cacheSaved, contextTokens } = costOfTask([hit, aTaskCall()], KNOWN);
  assert.deepEqual([cacheSaved, contextTokens], [7n, 1_000]);
});

/** [tokens written, size] */
const SIZES = [
  [0, null],
  [1, 'short'],
  [400, 'short'],
  [401, 'medium'],
  [2_000, 'medium'],
  [2_001, 'long'],
  [10_001, 'very_long'],
] as const;
for (const [tokens, size] of SIZES)
  test(`${tokens} tokens written are ${size ?? 'no size'}`, () => assert.equal(sizeClassOf(tokens), size));
