import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_FORMULA } from '../score/formula.ts';
import { pointsOutlook } from './outlook.ts';

test('A call earns nothing, and the only figures are those that the published formula gives', () => {
  const { sentence, ways } = pointsOutlook(DEFAULT_FORMULA, null);
  assert.match(sentence, /^A call earns no points/);
  assert.deepEqual(
    ways.map(({ kind, points }) => [kind, points]),
    [
      ['attested', 2],
      ['stood', 2.5],
    ],
  );
  assert.match(ways[0]?.sentence ?? '', /\$1,500\.00 a month/);
});

test('Of a template it is said what counts and for whom, without a figure that nobody can stand for', () => {
  const kinds = (isApproved: boolean, isOwn: boolean) =>
    pointsOutlook(DEFAULT_FORMULA, { isApproved, isOwn }).ways.slice(2);
  assert.ok(kinds(true, false).every(({ points }) => points === null));
  assert.match(kinds(true, false)[1]?.sentence ?? '', /author is credited/);
  assert.match(kinds(false, false)[0]?.sentence ?? '', /not approved/);
  assert.deepEqual(
    kinds(true, true).map(({ sentence }) => sentence),
    ['The template is yours: your own use of it is no reuse.'],
  );
});
