import assert from 'node:assert/strict';
import { test } from 'node:test';
import { femtodollars } from '../money/femtodollars.ts';
import { nanodollars } from '../money/nanodollars.ts';
import { type MatchedLine, type OurDay, reconcile } from './reconcile.ts';

const own = (changes: Partial<OurDay>): OurDay => ({
  day: '2026-11-03',
  model: 'small',
  projectId: 'help-desk',
  calls: 10,
  callsUnpriced: 0,
  callsEstimated: 0,
  callsInterrupted: 0,
  cost: nanodollars(1_000_000_000n),
  ...changes,
});
const theirs = (changes: Partial<MatchedLine>): MatchedLine => ({
  day: '2026-11-03',
  model: 'small',
  vendorProject: 'proj_1',
  projectId: null,
  cost: femtodollars(1_000_000_000_000_000n),
  ...changes,
});

// what it is, ours, the vendor's, residual in femtodollars, reasons
const cases: readonly (readonly [string, readonly OurDay[], readonly MatchedLine[], readonly bigint[], string])[] = [
  ['the same', [own({})], [theirs({})], [0n], ''],
  [
    'the same over two projects',
    [own({ cost: nanodollars(400_000_000n) }), own({ projectId: null, cost: nanodollars(600_000_000n) })],
    [theirs({})],
    [0n],
    '',
  ],
  [
    'more at the vendor',
    [own({})],
    [theirs({ cost: femtodollars(1_500_000_000_000_000n) })],
    [500_000_000_000_000n],
    'around_the_gateway',
  ],
  [
    'less at the vendor',
    [own({})],
    [theirs({ cost: femtodollars(900_000_000_000_000n) })],
    [-100_000_000_000_000n],
    'billed_less',
  ],
  [
    'unpriced and estimated calls',
    [own({ callsUnpriced: 1, callsEstimated: 2 })],
    [theirs({ cost: femtodollars(2_000_000_000_000_000n) })],
    [1_000_000_000_000_000n],
    'unpriced estimated around_the_gateway',
  ],
  [
    'less than half a cent',
    [own({ callsEstimated: 2 })],
    [theirs({ cost: femtodollars(1_004_999_999_999_999n) })],
    [4_999_999_999_999n],
    'rounding',
  ],
  [
    'half a cent',
    [own({})],
    [theirs({ cost: femtodollars(995_000_000_000_000n) })],
    [-5_000_000_000_000n],
    'billed_less',
  ],
  ['a model nobody called here', [], [theirs({})], [1_000_000_000_000_000n], 'no_calls'],
  ['a tool', [], [theirs({ model: null })], [1_000_000_000_000_000n], 'no_model'],
  ['a day the vendor does not bill', [own({})], [], [-1_000_000_000_000_000n], 'not_in_report'],
  [
    'broken-off calls',
    [own({ callsInterrupted: 3 })],
    [theirs({ cost: femtodollars(900_000_000_000_000n) })],
    [-100_000_000_000_000n],
    'interrupted billed_less',
  ],
];
for (const [what, ours, vendor, residuals, reasons] of cases) {
  test(`${what} leaves ${residuals.join(', ')}${reasons === '' ? '' : `, because: ${reasons}`}`, () => {
    const lines = reconcile({ ours, vendor });
    assert.deepEqual(
      lines.map(({ residual }) => residual),
      residuals,
    );
    assert.equal(lines.flatMap((line) => line.reasons).join(' '), reasons);
  });
}

test('projects are told apart only when each line of the vendor names one of ours', () => {
  const ours = [
    own({ cost: nanodollars(400_000_000n) }),
    own({ projectId: 'search', cost: nanodollars(600_000_000n) }),
  ];
  const part = femtodollars(500_000_000_000_000n);
  const named = [theirs({ projectId: 'help-desk', cost: part }), theirs({ projectId: 'search', cost: part })];
  assert.deepEqual(
    reconcile({ ours, vendor: named }).map(({ projectId, residual }) => `${projectId} ${residual}`),
    ['help-desk 100000000000000', 'search -100000000000000'],
  );
  const half = reconcile({ ours, vendor: [theirs({ projectId: 'help-desk', cost: part }), theirs({ cost: part })] });
  assert.deepEqual(
    half.map(({ projectId, residual }) => `${projectId} ${residual}`),
    ['null 0'],
  );
});
