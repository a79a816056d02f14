import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLAIM_BACK_MS, checkClaim } from './check-claim.ts';
import { readEvidence } from './evidence.ts';
import { withLimits } from './force-measurement.ts';
import { type KeptOutcomeType, SEED_OUTCOME_TYPES } from './outcome-type.ts';

const NOW_MS = Date.UTC(2026, 10, 22);
const typeOf = (wanted: string, status: KeptOutcomeType['status'] = 'active'): KeptOutcomeType => {
  const type = SEED_OUTCOME_TYPES.find(({ id }) => id === wanted);
  assert.ok(type !== undefined);
  return { ...type, description: '', status };
};

// of what kind, how much, when, what is wrong
const table: readonly (readonly [KeptOutcomeType, number, number, RegExp | null])[] = [
  [typeOf('hours_saved'), 4, NOW_MS, null],
  [typeOf('hours_saved'), 0, NOW_MS, /above zero/],
  [typeOf('hours_saved'), -1, NOW_MS, /above zero/],
  [typeOf('hours_saved'), Number.NaN, NOW_MS, /number of at most 10,000/],
  [typeOf('hours_saved'), 10_001, NOW_MS, /number of at most 10,000/],
  [typeOf('incident_response'), -2, NOW_MS, null],
  [typeOf('incident_response'), 2, NOW_MS, /below zero, for instance -2/],
  [typeOf('hours_saved'), 4, NOW_MS + 1, /lies ahead/],
  [typeOf('hours_saved'), 4, NOW_MS - CLAIM_BACK_MS - 1, /last 40 days/],
  [typeOf('hours_saved', 'archived'), 4, NOW_MS, /archived/],
];
for (const [type, amount, atMs, expected] of table)
  test(`${amount} of ${type.status} ${type.id} at ${atMs - NOW_MS} ms from now ${expected === null ? 'can be claimed' : `cannot: ${expected.source}`}`, () => {
    const faults = checkClaim({ amount, atMs }, type, NOW_MS);
    if (expected === null) assert.deepEqual(faults, []);
    else assert.match(faults.join(' '), expected);
  });

test('two ways of writing one address are one evidence, and a number of the organisation’s own is taken as it is', () => {
  const same = {
    evidenceId: 'https://git.example.com/Acme/app/pull/7',
    url: 'https://git.example.com/Acme/app/pull/7',
  };
  for (const text of ['https://GIT.example.com/Acme/app/pull/7', ' https://git.example.com/Acme/app/pull/7/?a=b#c '])
    assert.deepEqual(readEvidence(text), same);
  assert.deepEqual(readEvidence('CASE-17'), { evidenceId: 'CASE-17', url: null });
  assert.equal(readEvidence('  '), undefined);
  assert.equal(readEvidence(`https://a.example/${'x'.repeat(400)}`), undefined);
});

test('a claim is measured always above so many times what is usual, or what the formula says where few have claimed', () => {
  const claim = { outcomeId: 'o', personId: 'ada', typeId: 'hours_saved', claimedMicrodollars: 500 };
  const rule = { referenceMicrodollars: 75, outlierTimes: 2 };
  const limit = (claims: number) =>
    withLimits([claim], { ...rule, usual: [{ typeId: 'hours_saved', medianMicrodollars: 300, claims }] })[0];
  assert.equal(limit(8)?.forcedAboveMicrodollars, 600);
  assert.equal(limit(7)?.forcedAboveMicrodollars, 150);
});
