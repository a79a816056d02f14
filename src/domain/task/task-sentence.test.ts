import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nanodollars } from '../money/nanodollars.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import type { CheaperWay } from './cheaper-way.ts';
import { type CostOfTask, costOfTask } from './cost-of-task.ts';
import { sizeClassOf } from './size-class.ts';
import { aTaskCall, somePeers } from './task.fixture.ts';
import type { TaskCall } from './task-call.ts';
import { keptTaskSentence, type TaskInWords, taskSentence } from './task-sentence.ts';
import type { WasteFinding } from './waste.ts';

const NO_BASELINE: Baseline = { kind: 'none', tasks: 3, peers: 1 };
const EVEN = baselineOf(somePeers(25), 'own');
const SPREAD = baselineOf(
  somePeers(25).map((peer, at) => ({ ...peer, cost: nanodollars(BigInt(at + 1) * 1_000_000n) })),
  'own',
);
const UNREVIEWED = { minutes: 0, cost: null };
const WASTE: WasteFinding = {
  ...{ kind: 'loops', calls: 2, wasted: nanodollars(5_000_000n), sentence: '2 calls went round.', remedy: 'Stop.' },
  evidence: {},
};
const CHEAPER: CheaperWay = {
  ...{ kind: 'template', id: 'memo', cost: nanodollars(1n) },
  sentence: 'Tasks like this one that start from the template "memo" cost 0.5 cents.',
};
const NOTHING = 'Nothing in it stands out as waste.';
const NONE_YET =
  'There is no baseline yet: it takes 20 tasks of 5 others for this use case and size, and there are 3 tasks of 1.';
const ALIKE = 'That is about as much as tasks like it, whose median is 1 cent (25 tasks of 6 others).';

function wordsOf(
  calls: readonly TaskCall[],
  change: Omit<Partial<TaskInWords>, 'cost'> & { readonly cost?: Partial<CostOfTask> } = {},
): string {
  const cost = { ...costOfTask(calls, { outcome: 'unknown', isPartial: false }), ...change.cost };
  const sizeClass = sizeClassOf(cost.sizeTokens);
  return taskSentence({
    ...{ sizeClass, review: UNREVIEWED, baseline: NO_BASELINE, waste: [], cheaper: null },
    ...change,
    cost,
  });
}
const one = () => [aTaskCall()];

/** [what, sentence, words] */
const CASES: readonly (readonly [string, () => string, string])[] = [
  ['one call', () => wordsOf(one()), `This task cost 1 cent: 1 call and 1,200 tokens. ${NONE_YET} ${NOTHING}`],
  [
    'one call as others do it',
    () => wordsOf(one(), { baseline: EVEN }),
    `This task cost 1 cent: 1 call and 1,200 tokens. ${ALIKE} ${NOTHING}`,
  ],
  [
    'several calls with trouble',
    () =>
      wordsOf([
        aTaskCall({ outcome: 'deadline', conversationHash: 'a' }),
        aTaskCall({ conversationHash: 'a' }),
        aTaskCall({ outcome: 'refused', costNanodollars: '0' }),
        aTaskCall({ usageBasis: 'estimated' }),
      ]),
    `This task cost 3 cents: 4 calls and 4,800 tokens (1 failed, 1 refused, 1 sent again and 1 estimated). ${NONE_YET} ${NOTHING}`,
  ],
  [
    'a median whose place is not sure',
    () => wordsOf(one(), { baseline: SPREAD }),
    `This task cost 1 cent: 1 call and 1,200 tokens. That is about 25 % less than tasks like it, whose median is 1.3 cents (25 tasks of 6 others; 95 % sure between 0.7 cents and 1.9 cents). ${NOTHING}`,
  ],
  [
    'waste and a cheaper way',
    () => wordsOf(one(), { baseline: EVEN, waste: [WASTE], cheaper: CHEAPER }),
    `This task cost 1 cent: 1 call and 1,200 tokens. ${ALIKE} ${WASTE.sentence} ${CHEAPER.sentence}`,
  ],
  [
    'less than a thousandth of a cent',
    () => wordsOf([aTaskCall({ costNanodollars: '9' })]),
    `This task cost less than a thousandth of a cent: 1 call and 1,200 tokens. ${NONE_YET} ${NOTHING}`,
  ],
  [
    'an answer from the cache alone',
    () =>
      wordsOf([
        aTaskCall({
          answeredBy: 'cache',
          costNanodollars: '0',
          avoidedCostNanodollars: '20000000',
          tokens: { inputUncachedTokens: 0, outputVisibleTokens: 0 },
        }),
      ]),
    `This task cost nothing: 1 call. Answers that were at hand saved 2 cents. ${NOTHING}`,
  ],
  [
    'a call that routing moved',
    () => wordsOf([aTaskCall({ routeSavingNanodollars: '30000000' })], { baseline: EVEN }),
    `This task cost 1 cent: 1 call and 1,200 tokens. Routing to cheaper models saved 3 cents. ${ALIKE} ${NOTHING}`,
  ],
  [
    'a call that routing moved in vain',
    () => wordsOf([aTaskCall({ routeSavingNanodollars: '-30000000' })], { baseline: EVEN }),
    `This task cost 1 cent: 1 call and 1,200 tokens. ${ALIKE} ${NOTHING}`,
  ],
  [
    'one minute of review that has no price',
    () => wordsOf(one(), { review: { minutes: 1, cost: null } }),
    `This task cost 1 cent: 1 call and 1,200 tokens, and 1 minute of review. ${NONE_YET} ${NOTHING}`,
  ],
  [
    'minutes of review that have one',
    () => wordsOf(one(), { review: { minutes: 12, cost: nanodollars(6_000_000_000n) }, baseline: EVEN }),
    `This task cost $6.01: 1 call and 1,200 tokens, and 12 minutes of review, worth $6.00. ${ALIKE} ${NOTHING}`,
  ],
  [
    'no known price at all',
    () => wordsOf([aTaskCall({ costNanodollars: null })], { baseline: EVEN }),
    `What this task cost is not known, since no price is: 1 call and 1,200 tokens. ${NOTHING}`,
  ],
  [
    'a call without a price',
    () => wordsOf([aTaskCall({ costNanodollars: null }), aTaskCall()], { baseline: EVEN }),
    `This task cost at least 1 cent: 2 calls and 2,400 tokens. The price of 1 call is not known. ${NOTHING}`,
  ],
  [
    'more calls than were looked at',
    () => wordsOf(one(), { cost: { isPartial: true }, baseline: EVEN }),
    `This task cost at least 1 cent: 1 call and 1,200 tokens. ${NOTHING}`,
  ],
  [
    'nothing answered',
    () =>
      wordsOf([
        aTaskCall({
          outcome: 'refused',
          costNanodollars: '0',
          tokens: { inputUncachedTokens: 0, outputVisibleTokens: 0 },
        }),
      ]),
    'This task cost nothing: 1 call (1 refused). Nothing in it was answered.',
  ],
  [
    'vectors, of which nothing is written',
    () => wordsOf([aTaskCall({ tokens: { outputVisibleTokens: 0 } })]),
    `This task cost 1 cent: 1 call and 1,000 tokens. ${NOTHING}`,
  ],
  [
    'peers who paid nothing',
    () => wordsOf(one(), { baseline: baselineOf(somePeers(25, { cents: 0 }), 'own') }),
    `This task cost 1 cent: 1 call and 1,200 tokens. ${NOTHING}`,
  ],
];
for (const [what, sentence, words] of CASES)
  test(`a task with ${what} is told so`, () => assert.equal(sentence(), words));

test('a task as it is kept is told with the kinds of waste that were seen', () => {
  const cost = costOfTask(one(), { outcome: 'unknown', isPartial: false });
  const key = { owner: { kind: 'person', personId: 'ada' }, taskId: 'a' } as const;
  const kept = { key, cost, sizeClass: 'short', firstHash: null } as const;
  const wasted = nanodollars(1n);
  assert.equal(
    keptTaskSentence({ ...kept, waste: [] }, EVEN),
    `This task cost 1 cent: 1 call and 1,200 tokens. ${ALIKE}`,
  );
  assert.match(
    keptTaskSentence(
      {
        ...kept,
        waste: [
          { kind: 'loops', wasted },
          { kind: 'unread_output', wasted },
        ],
      },
      EVEN,
    ),
    / It went round and had answers written that nobody read\.$/,
  );
});
