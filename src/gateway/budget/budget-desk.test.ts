import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBudgetModel } from '../../../test/fakes/budget-model.ts';
import type { BudgetCall } from '../../domain/budget/book-state.ts';
import type { BudgetReply, BudgetSync } from '../../domain/budget/budget-sync.ts';
import type { Envelope } from '../../domain/budget/envelope.ts';
import { createLeaseBook } from '../../domain/budget/lease-book.ts';
import { type BudgetDesk, createBudgetDesk } from './budget-desk.ts';

const LEASE_MS = 10_000;
const WAIT_MAX_MS = 2_000;

/** A desk before a model of the store, with a clock that stands until it is moved. */
function openDesk(hardCap: bigint): {
  readonly desk: BudgetDesk;
  readonly pass: (ms: number) => Promise<void>;
  readonly breakStore: () => void;
  readonly sent: () => number;
} {
  const model = createBudgetModel({ leaseMs: LEASE_MS });
  for (const id of ['one', 'two']) model.envelopes.set(id, { hardCap, overdraft: 0n });
  let nowMs = 0;
  let sent = 0;
  let broken = false;
  const sync = async (message: BudgetSync): Promise<BudgetReply> => {
    sent += 1;
    if (broken) throw new Error('The store is away.');
    return model.sync(message, nowMs);
  };
  const bounds = { leaseMs: LEASE_MS, holdMs: 60_000, settlementsMax: 100, asksMax: 100 };
  const epoch = model.register('gateway');
  const desk = createBudgetDesk({
    book: createLeaseBook({ gatewayId: 'gateway', epoch, ...bounds }),
    epoch,
    store: { sync },
    monotonicMs: () => nowMs,
    log: () => undefined,
    waitMaxMs: WAIT_MAX_MS,
    waitersMax: 3,
  });
  const pass = async (ms: number): Promise<void> => {
    for (const end = nowMs + ms; nowMs < end; ) {
      nowMs += 250;
      desk.tick();
      await settleDown();
    }
  };
  return {
    desk,
    pass,
    breakStore: () => {
      broken = true;
    },
    sent: () => sent,
  };
}

function call(callId: string, amount: bigint, id = 'one'): BudgetCall {
  const envelope: Envelope = {
    ...{ id, name: id, scope: {}, ownerPersonId: null, costCentre: null, unit: 'nanodollars', period: 'day' },
    ...{ hardCap: 0n, cap: { kind: 'strict' }, softThresholds: [], carryOver: { kind: 'none' } },
    ...{ storeAway: 'leases', status: 'active' },
  };
  return { callId, demands: [{ envelope, period: { startMs: 0, endMs: 1_000_000 }, amount }] };
}

function used(nanodollars: bigint): Parameters<BudgetDesk['settle']>[1] {
  return { nanodollars, tokens: null, requests: 1n };
}

async function settleDown(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('calls that come together are decided by one message, and the later ones in memory', async () => {
  const { desk, sent, pass } = openDesk(1_000_000n);
  const first = ['a', 'b', 'c'].map(async (callId) => desk.reserve(call(callId, 10n)));
  assert.deepEqual(
    await Promise.all(first),
    Array.from({ length: 3 }, () => ({ kind: 'held' })),
  );
  assert.ok(sent() <= 2, `${sent()} messages`);
  await pass(500);
  assert.deepEqual(desk.reserve(call('d', 10n)), { kind: 'held' });
});

test('a call waits for calls under way to give back what they hold', async () => {
  const { desk, pass } = openDesk(100n);
  assert.deepEqual(await desk.reserve(call('first', 80n)), { kind: 'held' });
  const second = desk.reserve(call('second', 80n));
  await pass(500);
  desk.settle('first', used(5n));
  await pass(500);
  assert.deepEqual(await second, { kind: 'held' });
});

test('a call for which there will be no room is refused at once, and a burst of retries does not reach the store', async () => {
  const { desk, sent, pass } = openDesk(100n);
  await desk.reserve(call('first', 80n));
  desk.settle('first', used(80n));
  await pass(500);
  assert.deepEqual(await desk.reserve(call('second', 30n)), {
    kind: 'exhausted',
    short: [{ envelopeId: 'one', periodStartMs: 0 }],
  });
  const before = sent();
  for (let retry = 0; retry < 100; retry += 1)
    assert.equal((await desk.reserve(call(`retry-${retry}`, 30n))).kind, 'exhausted');
  assert.equal(sent(), before);
});

test('who waits for one envelope keeps nobody out of another', async () => {
  const { desk, pass } = openDesk(100n);
  await desk.reserve(call('first', 80n));
  const waiting = desk.reserve(call('second', 80n));
  await desk.reserve(call('third', 80n, 'two'));
  const other = desk.reserve(call('fourth', 80n, 'two'));
  await pass(250);
  desk.settle('third', used(0n));
  await pass(500);
  assert.deepEqual(await other, { kind: 'held' });
  desk.settle('first', used(0n));
  await pass(500);
  assert.deepEqual(await waiting, { kind: 'held' });
});

test('nobody waits for longer than is allowed, and no more than are allowed wait', async () => {
  const { desk, pass } = openDesk(100n);
  await desk.reserve(call('first', 80n));
  const waiting = ['a', 'b', 'c'].map(async (callId) => desk.reserve(call(callId, 80n)));
  assert.deepEqual(await desk.reserve(call('d', 80n)), { kind: 'exhausted', short: [] });
  await pass(WAIT_MAX_MS);
  for (const reservation of await Promise.all(waiting)) assert.equal(reservation.kind, 'exhausted');
});

test('a client that leaves while it waits leaves nothing behind', async () => {
  const { desk, pass } = openDesk(100n);
  await desk.reserve(call('first', 80n));
  const gone = desk.reserve(call('gone', 80n));
  await pass(250);
  desk.leave('gone');
  assert.deepEqual(await gone, { kind: 'left' });
  desk.settle('first', used(0n));
  await pass(500);
  assert.deepEqual(await desk.reserve(call('next', 100n)), { kind: 'held' });
});

test('while the store is away what is leased goes on until its deadline, and then calls are told so', async () => {
  const { desk, pass, breakStore } = openDesk(1_000_000n);
  await desk.reserve(call('first', 10n));
  await pass(500);
  breakStore();
  await pass(2_000);
  assert.deepEqual(await desk.reserve(call('second', 10n)), { kind: 'held' });
  await pass(LEASE_MS);
  assert.deepEqual(await desk.reserve(call('third', 10n)), { kind: 'away' });
});

test('all that was settled is told when it is asked for, and a store that does not answer is told of', async () => {
  const { desk, pass, breakStore, sent } = openDesk(1_000_000n);
  await desk.reserve(call('first', 10n));
  await pass(500);
  await desk.tellAll();
  const before = sent();
  await desk.tellAll();
  assert.equal(sent(), before, 'nothing to tell');
  desk.settle('first', used(5n));
  await desk.tellAll();
  assert.equal(sent(), before + 1);
  await desk.reserve(call('second', 10n));
  desk.settle('second', used(5n));
  breakStore();
  await assert.rejects(desk.tellAll(), /did not hear/);
});
