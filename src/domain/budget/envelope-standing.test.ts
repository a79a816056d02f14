import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from './envelope.ts';
import { standingInWords, standingOf } from './envelope-standing.ts';
import { type Balance, EMPTY_BALANCE } from './ledger.ts';

const STRICT = { kind: 'strict' } as const;
const ELASTIC = { kind: 'elastic', overdraft: 10n, quantile: 0.9 } as const;

/** [what, cap, rule, account, available, used percent, words] */
const STANDINGS: readonly (readonly [
  string,
  { hardCap: bigint; cap?: Envelope['cap']; capApplied?: bigint } & Partial<Balance>,
  readonly [available: bigint, usedPercent: number],
  RegExp,
])[] = [
  ['nothing yet', { hardCap: 100n }, [100n, 0], /^0 requests of 100 requests spent; 100 requests left/],
  ['some', { hardCap: 100n, capApplied: 100n, limit: 100n, spent: 30n, held: 20n }, [50n, 50], /, 20 requests held/],
  ['in suspense', { hardCap: 100n, capApplied: 100n, limit: 100n, suspense: 1n }, [99n, 1], /1 request in suspense/],
  ['all', { hardCap: 100n, capApplied: 100n, limit: 100n, spent: 100n }, [0n, 100], /^All of 100 requests/],
  ['a cap raised since', { hardCap: 300n, capApplied: 100n, limit: 100n, spent: 100n }, [200n, 34], /of 300 requests/],
  [
    'a cap lowered below it',
    { hardCap: 50n, capApplied: 100n, limit: 100n, spent: 80n },
    [0n, 160],
    /^30 requests more is spent/,
  ],
  ['an adjustment kept', { hardCap: 50n, capApplied: 100n, limit: 120n, spent: 60n }, [10n, 86], /of 70 requests/],
  [
    'an overdraft',
    { hardCap: 100n, cap: ELASTIC, capApplied: 100n, limit: 100n, spent: 105n },
    [5n, 105],
    /5 requests left/,
  ],
  ['a cap of nothing', { hardCap: 0n }, [0n, 100], /^All of 0 requests/],
];
for (const [what, { hardCap, cap = STRICT, capApplied, ...balance }, [available, usedPercent], words] of STANDINGS)
  test(`the standing of an envelope with ${what} spent is told exactly`, () => {
    const account = capApplied === undefined ? undefined : { capApplied, balance: { ...EMPTY_BALANCE, ...balance } };
    const standing = standingOf({ hardCap, cap }, account);
    assert.deepEqual(
      [standing.available, standing.usedPercent, standing.opened],
      [available, usedPercent, account !== undefined],
    );
    assert.match(standingInWords('requests', standing), words);
  });
