import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keepOutcomes } from './keep-outcomes.ts';
import type { ToldEvent } from './told-event.ts';
import { toldClaim, toldMerge, toldRevert } from './told-events.fixture.ts';

const DAY_MS = 86_400_000;
const BY = { sourceId: null, teller: { kind: 'person', id: 'ben' } } as const;
const NONE: ReadonlyMap<string, string> = new Map();

const [CLAIM, MERGED, REVERTED] = [toldClaim(), toldMerge(), toldRevert()];
const RESTORED: ToldEvent = {
  ...{ ...BY, kind: 'restored', eventId: 'restored', outcomeId: 'o', evidenceId: null, atMs: 3, reason: 'a mistake' },
};
const MOVED: ToldEvent = {
  ...{ ...BY, kind: 'reassigned', eventId: 'moved', outcomeId: 'o', evidenceId: null, atMs: 4, reason: 'another ada' },
  toPersonId: 'cleo',
};
const SYSTEM_CLAIM = toldClaim({ eventId: 'github-0', amount: 1, atMs: 1, sourceId: 'github' });
const DECLINED: ToldEvent = {
  ...{
    ...BY,
    kind: 'declined',
    eventId: 'no',
    outcomeId: 'o',
    evidenceId: null,
    atMs: 5,
    validatorId: 'ben',
    reason: 'not seen',
  },
};

// what was told, who is read as whom, what becomes of it
const table: readonly (readonly [string, readonly ToldEvent[], ReadonlyMap<string, string>, string])[] = [
  ['a result that a system confirms', [CLAIM, MERGED], NONE, 'ada counted E3 4'],
  ['a result that is reverted', [CLAIM, MERGED, REVERTED], NONE, 'ada reverted E3 4'],
  ['a revert that was a mistake', [CLAIM, MERGED, REVERTED, RESTORED], NONE, 'ada counted E3 4'],
  [
    'a revert after a mistaken one',
    [CLAIM, MERGED, REVERTED, RESTORED, toldRevert({ eventId: 'again', atMs: 9 })],
    NONE,
    'ada reverted E3 4',
  ],
  ['a system that states an amount of its own', [CLAIM, SYSTEM_CLAIM, MERGED], NONE, 'ada counted E3 1'],
  ['work that was another person’s', [CLAIM, MERGED, MOVED], NONE, 'cleo counted E3 4'],
  ['work that was of whoever merged it', [CLAIM, toldMerge({ actorId: 'cleo' }), MOVED], NONE, 'cleo unproven E0 4'],
  ['a merge by another name of the same person', [CLAIM, MERGED], new Map([['ben', 'ada']]), 'ada unproven E0 4'],
  ['a name that is read as another’s', [CLAIM, MERGED], new Map([['ada', 'dora']]), 'dora counted E3 4'],
  ['a claim that was declined', [CLAIM, DECLINED], NONE, 'ada unproven E0 4'],
];
for (const [what, told, merges, expected] of table)
  test(`${what} is ${expected}`, () => {
    const [outcome] = keepOutcomes(told, { nowMs: 90 * DAY_MS, merges });
    assert.equal(`${outcome?.personId} ${outcome?.state} ${outcome?.grade} ${outcome?.amount}`, expected);
  });

test('an outcome keeps the terms of its claim, why it was declined, and what clean-up took', () => {
  const [outcome] = keepOutcomes([CLAIM, MERGED, REVERTED, DECLINED], { nowMs: 90 * DAY_MS, merges: NONE });
  assert.equal(outcome?.claimedMicrodollars, 200_000_000);
  assert.equal(outcome.declineReason, 'not seen');
  assert.equal(outcome.cleanUpMinutes, 30);
  assert.deepEqual(outcome.evidenceIds, ['claim-o', 'github-1', 'github-2', 'no']);
});

test('a revert that comes before anybody claimed the result takes it back all the same', () => {
  const late = toldClaim({ outcomeId: 'late', atMs: 20 * DAY_MS });
  const [outcome] = keepOutcomes([REVERTED, MERGED, late], { nowMs: 90 * DAY_MS, merges: NONE });
  assert.equal(outcome?.state, 'reverted');
});

test('of two outcomes of one result one counts, and both hear of its revert', () => {
  const other = toldClaim({ outcomeId: 'p', personId: 'cleo', type: { ...CLAIM.type, id: 'error_rate' } });
  const states = (told: readonly ToldEvent[]) =>
    keepOutcomes(told, { nowMs: 90 * DAY_MS, merges: NONE }).map(({ outcomeId, state }) => `${outcomeId} ${state}`);
  const seen: ToldEvent = {
    ...{ ...BY, kind: 'attested', eventId: 'yes', outcomeId: 'p', evidenceId: null, atMs: 1, validatorId: 'ben' },
  };
  assert.deepEqual(states([CLAIM, MERGED, other, seen]), ['o counted', 'p duplicate']);
  assert.deepEqual(states([CLAIM, MERGED, other, seen, REVERTED]), ['o reverted', 'p duplicate']);
});

test('events in any order, and told twice, make the same outcomes', () => {
  const all = [
    CLAIM,
    SYSTEM_CLAIM,
    MERGED,
    REVERTED,
    RESTORED,
    MOVED,
    DECLINED,
    toldClaim({ outcomeId: 'p', personId: 'cleo' }),
  ];
  const known = { nowMs: 90 * DAY_MS, merges: new Map([['dora', 'cleo']]) };
  fc.assert(
    fc.property(fc.shuffledSubarray(all), fc.shuffledSubarray(all), (some, again) => {
      const inOrder = all.filter((event) => some.includes(event));
      const repeated = again.filter((event) => some.includes(event));
      assert.deepEqual(keepOutcomes([...some, ...repeated], known), keepOutcomes(inOrder, known));
    }),
  );
});
