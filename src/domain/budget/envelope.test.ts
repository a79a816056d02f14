import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleEnvelope } from './envelope.fixture.ts';
import { checkEnvelope, type Envelope, HARD_CAP_MAX } from './envelope.ts';
import { type Attribution, indexEnvelopes, isInScope } from './match-envelopes.ts';

/** [what, change, words of the fault] */
const FAULTS: readonly (readonly [string, Partial<Envelope>, RegExp])[] = [
  ['a negative cap', { hardCap: -1n }, /negative/],
  ['a cap beyond all measure', { hardCap: HARD_CAP_MAX + 1n }, /more than/],
  ['an overdraft above the cap', { cap: { kind: 'elastic', overdraft: 200_000_000_000n, quantile: 0.9 } }, /overdraft/],
  ['a negative overdraft', { cap: { kind: 'elastic', overdraft: -1n, quantile: 0.9 } }, /overdraft/],
  ['a quantile of one', { cap: { kind: 'elastic', overdraft: 1n, quantile: 1 } }, /quantile/],
  ['a quantile that is no number', { cap: { kind: 'elastic', overdraft: 1n, quantile: Number.NaN } }, /quantile/],
  ['elastic concurrency', { unit: 'concurrency', cap: { kind: 'elastic', overdraft: 1n, quantile: 0.9 } }, /strict/],
  ['thresholds that descend', { softThresholds: [80, 50] }, /ascend/],
  ['a threshold twice', { softThresholds: [80, 80] }, /ascend/],
  ['a threshold of nothing', { softThresholds: [0] }, /ascend/],
  ['a threshold above the cap', { softThresholds: [101] }, /ascend/],
  ['a carry-over of half a percent', { carryOver: { kind: 'unused', percent: 0.5, amountMax: 1n } }, /percentage/],
  ['a negative carry-over', { carryOver: { kind: 'unused', percent: 50, amountMax: -1n } }, /carried over/],
  ['an empty team', { scope: { teamId: '' } }, /empty/],
];
for (const [what, change, words] of FAULTS)
  test(`${what} is refused in words`, () => {
    assert.match(checkEnvelope(sampleEnvelope('one', change)).join(' '), words);
  });

test('a sound envelope has no faults', () => assert.deepEqual(checkEnvelope(sampleEnvelope('one')), []));

const CALL: Attribution = {
  teamId: 'data',
  projectId: null,
  useCaseId: 'code-review',
  personId: 'olga',
  lane: 'exploration',
  tags: { client: 'acme' },
};

/** [scope, whether the call falls into it] */
const SCOPES: readonly (readonly [Envelope['scope'], boolean])[] = [
  [{}, true],
  [{ teamId: 'data' }, true],
  [{ teamId: 'design' }, false],
  [{ projectId: 'apollo' }, false],
  [{ teamId: 'data', useCaseId: 'code-review' }, true],
  [{ teamId: 'data', useCaseId: 'support' }, false],
  [{ personId: 'olga', lane: 'exploration' }, true],
  [{ lane: 'production' }, false],
  [{ tag: { name: 'client', value: 'acme' } }, true],
  [{ tag: { name: 'client', value: 'other' } }, false],
  [{ tag: { name: 'constructor', value: 'x' } }, false],
];
for (const [scope, expected] of SCOPES)
  test(`the scope ${JSON.stringify(scope)} ${expected ? 'has' : 'does not have'} the call`, () => {
    assert.equal(isInScope(scope, CALL), expected);
    const found = indexEnvelopes([sampleEnvelope('one', { scope })])(CALL);
    assert.equal(found.length, expected ? 1 : 0);
  });

test('the index finds exactly the envelopes that are in scope, in the order of their ids, each once', () => {
  const envelopes = SCOPES.flatMap(([scope], at) => [
    sampleEnvelope(`b-${at}`, { scope }),
    sampleEnvelope(`a-${at}`, { scope }),
    sampleEnvelope(`c-${at}`, { scope, status: 'archived' }),
  ]);
  const expected = envelopes
    .filter(({ scope, status }) => status === 'active' && isInScope(scope, CALL))
    .map(({ id }) => id)
    .sort();
  assert.deepEqual(
    indexEnvelopes(envelopes)(CALL).map(({ id }) => id),
    expected,
  );
});
