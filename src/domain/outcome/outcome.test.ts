import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseValidator } from './choose-validator.ts';
import { drawAudits } from './draw-audits.ts';
import { foldOutcomes } from './outcome.ts';
import type { OutcomeEvent } from './outcome-event.ts';
import { SEED_OUTCOME_TYPES, valueOfAmount } from './outcome-type.ts';

const DAY_MS = 86_400_000;
const TYPES = new Map(SEED_OUTCOME_TYPES.map((type) => [type.id, type]));
const CLAIM: OutcomeEvent = {
  kind: 'claimed',
  eventId: 'e1',
  outcomeId: 'o',
  atMs: 0,
  taskId: 't',
  personId: 'ada',
  typeId: 'hours_saved',
  amount: 4,
  evidenceId: 'pull-7',
};
const MERGED: OutcomeEvent = {
  kind: 'confirmed',
  eventId: 'e2',
  outcomeId: 'o',
  atMs: DAY_MS,
  personId: 'ada',
  actorId: 'ben',
};

// what was told, on which day it is asked, state and grade
const table: readonly (readonly [string, readonly OutcomeEvent[], number, string])[] = [
  ['a claim alone', [CLAIM], 90, 'unproven E0'],
  [
    'its own attestation',
    [CLAIM, { kind: 'attested', eventId: 'e3', outcomeId: 'o', atMs: 1, validatorId: 'ada' }],
    90,
    'unproven E0',
  ],
  [
    "a manager's word",
    [CLAIM, { kind: 'attested', eventId: 'e3', outcomeId: 'o', atMs: 1, validatorId: 'ben' }],
    90,
    'counted E1',
  ],
  ['a merge by somebody else', [CLAIM, MERGED], 14, 'maturing E2'],
  ['a merge that stood', [CLAIM, MERGED], 15, 'counted E3'],
  ['a merge by oneself', [CLAIM, { ...MERGED, actorId: 'ada' }], 90, 'unproven E0'],
  ["a merge of another's work", [CLAIM, { ...MERGED, personId: 'cleo' }], 90, 'unproven E0'],
  [
    'a measurement',
    [CLAIM, MERGED, { kind: 'measured', eventId: 'e4', outcomeId: 'o', atMs: 2, amount: 3, basis: 'drawn' }],
    90,
    'counted E4',
  ],
  [
    'a revert',
    [CLAIM, MERGED, { kind: 'reverted', eventId: 'e5', outcomeId: 'o', atMs: 20 * DAY_MS, reason: 'broke' }],
    90,
    'reverted E3',
  ],
  [
    'a withdrawal',
    [CLAIM, MERGED, { kind: 'withdrawn', eventId: 'e6', outcomeId: 'o', atMs: 20 * DAY_MS, reason: 'mistake' }],
    90,
    'withdrawn E3',
  ],
];
for (const [what, told, day, expected] of table)
  test(`${what} is ${expected} on day ${day}`, () => {
    const [outcome] = foldOutcomes(told, TYPES, day * DAY_MS);
    assert.equal(`${outcome?.state} ${outcome?.grade}`, expected);
  });

test('of two claims of one result, that counts whose person the system names, though it came later', () => {
  const copy: OutcomeEvent = { ...CLAIM, eventId: 'e0', outcomeId: 'copy', personId: 'cleo', atMs: -1 };
  const word: OutcomeEvent = { kind: 'attested', eventId: 'e9', outcomeId: 'copy', atMs: 2, validatorId: 'ben' };
  const states = foldOutcomes([copy, word, CLAIM, MERGED], TYPES, 90 * DAY_MS).map(
    ({ personId, state }) => `${personId} ${state}`,
  );
  assert.deepEqual(states, ['cleo duplicate', 'ada counted']);
});

test('fewer hours until an incident is over are worth more, and more hours are worth less than nothing', () => {
  const type = TYPES.get('incident_response');
  assert.ok(type !== undefined);
  assert.equal(valueOfAmount(type, -2), 240_000_000);
  assert.equal(valueOfAmount(type, 1), -120_000_000);
});

test('whoever claims anything has at least one claim measured, and what is far above the usual is measured always', () => {
  const candidates = ['a', 'b', 'c', 'd', 'e'].map((outcomeId, at) => ({
    outcomeId,
    personId: at === 0 ? 'one' : 'two',
    claimedMicrodollars: outcomeId === 'e' ? 500 : 10,
    forcedAboveMicrodollars: 100,
  }));
  const drawn = drawAudits(candidates, 25, () => 0.99);
  assert.deepEqual(
    drawn.map(({ outcomeId, basis }) => `${outcomeId} ${basis}`),
    ['a drawn', 'e forced', 'd drawn'],
  );
});

test('a validator is never the claimant, never one whom the claimant judges, never one who has judged too often', () => {
  const pairs = [
    { validatorId: 'ben', personId: 'ada', judged: 3 },
    { validatorId: 'ada', personId: 'cleo', judged: 1 },
  ];
  const choose = (able: readonly string[]): string => {
    const choice = chooseValidator('ada', { able, pairs, pairMax: 3 }, () => 0);
    return choice.kind === 'validator' ? choice.validatorId : choice.why;
  };
  assert.equal(choose(['ada', 'ben', 'cleo', 'dora']), 'dora');
  assert.match(choose(['ada', 'ben', 'cleo']), /Name another validator/);
  assert.match(choose(['ada']), /second validator/);
});
