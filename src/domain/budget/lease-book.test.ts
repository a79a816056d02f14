import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AS_HELD } from './book-admission.ts';
import type { BudgetCall } from './book-state.ts';
import type { BudgetReply, BudgetSync } from './budget-sync.ts';
import { sampleEnvelope } from './envelope.fixture.ts';
import { createLeaseBook, type LeaseBook } from './lease-book.ts';
import { sizeSlice } from './size-slice.ts';

const LEASE_MS = 10_000;
const PERIOD = { startMs: 0, endMs: 1_000_000 };
const KEY = { envelopeId: 'one', periodStartMs: 0 };

function newBook(): LeaseBook {
  const bounds = { leaseMs: LEASE_MS, holdMs: 60_000, settlementsMax: 10, asksMax: 10 };
  return createLeaseBook({ gatewayId: 'gateway', epoch: 1, ...bounds });
}

function call(callId: string, amount: bigint, storeAway: 'refuse' | 'leases' = 'leases'): BudgetCall {
  return { callId, demands: [{ envelope: sampleEnvelope('one', { storeAway }), period: PERIOD, amount }] };
}

/** A store with a single account that gives whatever is asked for. */
function generous(message: BudgetSync): BudgetReply {
  const asked = message.asks.flatMap(({ needs }) => needs).reduce((sum, { amount }) => sum + amount, 0n);
  const state = { limit: 10n ** 9n, overdraft: 0n, spent: 0n, held: 0n, suspense: 0n, gateways: 1 };
  return {
    kind: 'applied',
    accounts: message.targets.map(({ target }) => ({ ...KEY, ...state, outstanding: target + asked })),
    answers: message.asks.map(({ callId }) => ({ callId, kind: 'held', short: [] })),
  };
}

function speak(book: LeaseBook, nowMs: number, reply = generous): ReturnType<LeaseBook['finishSync']> {
  const message = book.beginSync(nowMs);
  assert.ok(message !== null);
  return book.finishSync({ sequence: message.sequence, reply: reply(message) }, nowMs);
}

/** A book in which some calls find room at once. */
function warmBook(): LeaseBook {
  const book = newBook();
  book.ask(call('first', 100n), 0);
  assert.deepEqual(speak(book, 0), [{ callId: 'first', kind: 'held', short: [] }]);
  speak(book, 1);
  return book;
}

test('the first call of an envelope is decided at the store, the next ones in memory', () => {
  const book = newBook();
  assert.deepEqual(book.admit(call('first', 100n), 0), { kind: 'ask' });
  assert.deepEqual(warmBook().admit(call('second', 100n), 2), { kind: 'held' });
});

test('nothing is admitted by a lease after 0.7 of its time', () => {
  assert.deepEqual(warmBook().admit(call('late', 1n), 1 + 0.7 * LEASE_MS - 0.001), { kind: 'held' });
  assert.deepEqual(warmBook().admit(call('late', 1n), 1 + 0.7 * LEASE_MS), { kind: 'ask' });
});

test('a hold ends once, by whoever is first', () => {
  const book = warmBook();
  const used = { nanodollars: 7n, tokens: null, requests: 1n };
  assert.deepEqual(book.settle('first', used), [{ ...KEY, amount: 7n }]);
  assert.equal(book.settle('first', AS_HELD), null);
  assert.equal(book.settle('never', AS_HELD), null);
  assert.deepEqual(book.beginSync(2)?.settlements, [{ callId: 'first', epoch: 1, charges: [{ ...KEY, amount: 7n }] }]);
});

test('a hold that no call can own any more is settled at what it held', () => {
  const book = warmBook();
  assert.deepEqual(book.expireHolds(59_999), []);
  assert.deepEqual(book.expireHolds(60_000), ['first']);
  assert.deepEqual(book.beginSync(60_000)?.settlements[0]?.charges, [{ ...KEY, amount: 100n }]);
});

test('a second target is held besides the first, and both end with the call', () => {
  const book = warmBook();
  book.admit(call('two', 30n), 2);
  book.admit(call('two', 40n), 2);
  assert.equal(book.slice(KEY)?.held, 170n);
  book.settle('two', { nanodollars: null, tokens: null, requests: 1n });
  assert.equal(book.slice(KEY)?.held, 100n);
  assert.deepEqual(book.beginSync(3)?.settlements[0]?.charges, [{ ...KEY, amount: 70n }]);
});

test('while the store is away an envelope goes on with its leases or refuses, as its rule says', () => {
  const book = warmBook();
  const message = book.beginSync(2);
  assert.ok(message !== null);
  book.failSync(message.sequence);
  assert.equal(book.admit(call('on', 1n), 3).kind, 'held');
  assert.equal(book.admit(call('off', 1n), 1 + LEASE_MS).kind, 'away');
  const careful = newBook();
  careful.ask(call('first', 100n, 'refuse'), 0);
  const lost = careful.beginSync(0);
  assert.ok(lost !== null);
  assert.deepEqual(careful.failSync(lost.sequence), [{ callId: 'first', kind: 'away', short: [] }]);
  assert.equal(careful.admit(call('off', 1n, 'refuse'), 1).kind, 'away');
});

test('what the store had no room for is refused from memory for a moment, and smaller calls are still asked for', () => {
  const book = newBook();
  book.ask(call('large', 100n), 0);
  const short = (message: BudgetSync): BudgetReply => ({
    ...generous(message),
    accounts: [],
    answers: message.asks.map(({ callId }) => ({ callId, kind: 'short', short: [KEY] })),
  });
  assert.deepEqual(speak(book, 0, short), [{ callId: 'large', kind: 'exhausted', short: [KEY] }]);
  assert.deepEqual(book.admit(call('as large', 100n), 249), { kind: 'exhausted', account: KEY });
  assert.deepEqual(book.admit(call('smaller', 99n), 249), { kind: 'ask' });
  assert.deepEqual(book.admit(call('later', 100n), 250), { kind: 'ask' });
});

test('what comes for somebody who does not wait any longer is kept free', () => {
  const book = newBook();
  book.ask(call('gone', 100n), 0);
  const message = book.beginSync(0);
  assert.ok(message !== null);
  book.cancelAsk('gone');
  book.finishSync({ sequence: message.sequence, reply: generous(message) }, 0);
  assert.equal(book.slice(KEY)?.held, 0n);
  assert.equal(book.settle('gone', AS_HELD), null);
});

test('once a later life has begun nothing is admitted, and what was spent is still told', () => {
  const book = warmBook();
  book.settle('first', AS_HELD);
  speak(book, 2, () => ({ kind: 'fenced', accounts: [], answers: [] }));
  assert.equal(book.admit(call('next', 1n), 3).kind, 'away');
  assert.equal(book.undelivered(), 0);
});

/** [what, facts, slice] */
const SIZES: readonly (readonly [string, Parameters<typeof sizeSlice>[0], bigint])[] = [
  ['nothing was ever held', { burnPerMs: 0, horizonMs: 5_000, typicalHold: 0, pool: 1_000n, gateways: 1 }, 0n],
  ['plenty is free', { burnPerMs: 1, horizonMs: 5_000, typicalHold: 100, pool: 1_000_000n, gateways: 4 }, 5_400n],
  [
    'a slice is more than half a share',
    { burnPerMs: 1, horizonMs: 5_000, typicalHold: 100, pool: 24_000n, gateways: 4 },
    3_000n,
  ],
  [
    'not every gateway could have its slice',
    { burnPerMs: 1, horizonMs: 5_000, typicalHold: 100, pool: 21_599n, gateways: 4 },
    0n,
  ],
  ['nothing is free', { burnPerMs: 1, horizonMs: 5_000, typicalHold: 100, pool: -5n, gateways: 4 }, 0n],
];
for (const [what, facts, expected] of SIZES)
  test(`where ${what} a slice is ${expected}`, () => assert.equal(sizeSlice(facts), expected));
