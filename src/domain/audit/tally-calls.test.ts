import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSums, sumsText } from './evidence-pack.ts';
import { createCallTally } from './tally-calls.ts';

const USAGE = { inputUncachedTokens: 10, outputVisibleTokens: 5 };
const leaf = (changes: object = {}): string =>
  JSON.stringify({
    ...{ useCaseId: 'drafting', teamId: 'support', decision: 'allow', outcome: 'completed', usage: USAGE },
    ...{ costNanodollars: '7', repeats: null, ...changes },
  });

function tallied(leaves: readonly string[], groupsMax?: number) {
  const tally = createCallTally(groupsMax);
  for (const one of leaves) tally.add(one);
  return tally
    .rows()
    .map(({ useCaseId, outcome, calls, callsUnpriced, tokens, costNanodollars }) =>
      [useCaseId, outcome, calls, callsUnpriced, tokens, costNanodollars].join(' '),
    );
}

test('calls add up by what was decided of them; a record that stands for several counts as so many', () => {
  const refused = { decision: 'refuse', outcome: 'refused', usage: {}, costNanodollars: '0', repeats: 4 };
  assert.deepEqual(tallied([leaf(), leaf(refused), leaf({ costNanodollars: null })]), [
    'drafting completed 2 1 30 7',
    'drafting refused 5 0 0 0',
  ]);
});

test('the order of calls changes nothing, and sums go beyond what a number holds', () => {
  const dear = leaf({ costNanodollars: '9007199254740993' });
  const leaves = [dear, leaf({ useCaseId: 'coding' }), dear, leaf({ useCaseId: null })];
  assert.deepEqual(tallied(leaves), tallied(leaves.toReversed()));
  assert.ok(tallied(leaves).includes('drafting completed 2 0 30 18014398509481986'));
});

test('groups beyond the limit are one row, and no call is lost', () => {
  const leaves = Array.from({ length: 10 }, (_, at) => leaf({ useCaseId: `case-${at}` }));
  const rows = tallied(leaves, 3);
  assert.equal(rows.length, 4);
  assert.ok(rows.includes('(others) (others) 7 0 105 49'));
});

test('a leaf of somebody else’s making stops nobody: it is a call of which nothing is known', () => {
  const rows = tallied(['', 'null', '[1]', '{"usage":7,"costNanodollars":"1e9","repeats":-3}']);
  assert.deepEqual(rows, ['  4 4 0 0']);
});

test('sums are read as they are written, and nothing else is taken for them', () => {
  const files = [
    { name: 'README.txt', bytes: 1, sha256: 'a'.repeat(64) },
    { name: 'trail/trail-00001.ndjson', bytes: 2, sha256: 'b'.repeat(64) },
  ];
  assert.deepEqual(
    [...(readSums(sumsText(files)) ?? [])],
    files.map(({ name, sha256 }) => [name, sha256]),
  );
  for (const text of ['text', `${'a'.repeat(63)}  x`, sumsText(files) + sumsText(files), `${'A'.repeat(64)}  x`])
    assert.equal(readSums(text), undefined);
});
