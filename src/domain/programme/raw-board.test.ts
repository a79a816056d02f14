import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boardOf, burstKey, type DayUse, findBursts } from './raw-board.ts';

const day = '2026-03-04';
const used = (tokensBy: Readonly<Record<string, number>>, teamId = 'support'): readonly DayUse[] =>
  Object.entries(tokensBy).map(([personId, tokens]) => ({ personId, teamId, day, tokens }));
const FIVE = { ada: 20_000, ben: 22_000, cleo: 18_000, dan: 21_000, eve: 200_000 };
const open = { leftOut: new Set<string>(), tokenCapPercent: 10_000 };

test('a day far above the median of the others is a burst, with what was usual', () => {
  assert.deepEqual(findBursts(used(FIVE), 4), [{ personId: 'eve', day, tokens: 200_000, usualTokens: 21_000 }]);
});

test('with fewer than five people on a day nothing is usual, and what is small is no burst', () => {
  assert.deepEqual(findBursts(used({ ada: 1, ben: 1, cleo: 1, dan: 900_000 }), 4), []);
  assert.deepEqual(findBursts(used({ ada: 1, ben: 1, cleo: 1, dan: 1, eve: 9_999 }), 4), []);
});

test('a burst is left out of the board, and nobody counts above the cap', () => {
  const [all] = boardOf(used(FIVE), open);
  assert.deepEqual(all, { kind: 'team', teamId: 'support', people: 5, tokensPerPerson: 56_200 });
  const leftOut = new Set([burstKey({ personId: 'eve', day })]);
  const [without] = boardOf(used(FIVE), { ...open, leftOut });
  assert.equal(without?.kind === 'team' ? without.tokensPerPerson : -1, 16_200);
  const [capped] = boardOf(used(FIVE), { ...open, tokenCapPercent: 200 });
  assert.equal(capped?.kind === 'team' ? capped.tokensPerPerson : -1, (20_000 + 22_000 + 18_000 + 21_000 + 42_000) / 5);
});

test('a team of four is not shown, whatever it used', () => {
  const rows = boardOf([...used(FIVE), ...used({ finn: 1, gus: 1, hal: 1, ida: 1 }, 'sales')], open);
  assert.deepEqual(
    rows.map(({ kind, teamId }) => [kind, teamId]),
    [
      ['team', 'support'],
      ['too_small', 'sales'],
    ],
  );
});
