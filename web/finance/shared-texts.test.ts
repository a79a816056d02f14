import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, type SharedCost, sharesOf, textsOf } from './shared-texts.ts';

test('shares are read with their percent, and only where they make all', () => {
  const half = { basisPoints: 5_000 };
  assert.deepEqual(sharesOf('support 50, legal 50 %'), [
    { teamId: 'support', ...half },
    { teamId: 'legal', ...half },
  ]);
  assert.deepEqual(
    sharesOf('support 33,34; legal 66,66')?.map(({ basisPoints }) => basisPoints),
    [3_334, 6_666],
  );
  assert.deepEqual(['', 'support', 'support 60, legal 30', 'support 100 legal'].map(sharesOf), [
    ...[undefined, undefined],
    ...[undefined, undefined],
  ]);
});

test('a shared cost that nobody changes in its form is sent as it was', () => {
  const rest = { id: 'platform', name: 'Platform', fromMonth: '2026-11', untilMonth: null, reason: 'serves all' };
  const costs: readonly SharedCost[] = [
    { ...rest, source: { kind: 'amount', nanodollars: '12500000001' }, rule: { kind: 'proportional' } },
    { ...rest, source: { kind: 'use_case', useCaseId: 'search' }, rule: { kind: 'even', teamIds: ['a', 'b'] } },
    {
      ...{ ...rest, untilMonth: '2027-01', source: { kind: 'residual', vendor: 'anthropic' } },
      rule: { kind: 'fixed', shares: [{ teamId: 'a', basisPoints: 10_000 }] },
    },
  ];
  for (const cost of costs) assert.deepEqual(bodyOf(textsOf(cost, '2026-01'), cost), cost);
});
