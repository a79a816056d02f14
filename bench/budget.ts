import { createLeaseBook, type LeaseBook } from '../src/domain/budget/lease-book.ts';
import { createBudgetModel } from '../test/fakes/budget-model.ts';
import { compareRules } from './budget/compare-rules.ts';
import { measureStage } from './budget/measure-stage.ts';
import { benchEnvelope, PERIOD } from './budget/workload.ts';

/**
 * What budgets cost and how well they hold:
 *
 *   node bench/budget.ts
 *
 * 1  CPU of one call over six envelopes in memory, from reservation to settlement
 * 2  the same as the whole stage of the path, and what it costs a call that no envelope is for
 * 3  overshoot and false refusals beside check-then-charge and worst-case reservation, on the same calls
 */

const CALLS = 200_000;
const LEASE_MS = 10_000;

for (const envelopes of [1, 6]) console.info(JSON.stringify(admitAndSettle(envelopes)));
for (const envelopes of [0, 1, 6]) console.info(JSON.stringify(await measureStage(envelopes)));
for (const row of compareRules()) console.info(JSON.stringify(row));

function admitAndSettle(many: number): Readonly<Record<string, number>> {
  const demands = Array.from({ length: many }, (_, at) => ({
    envelope: benchEnvelope(`envelope-${at}`, 10n ** 17n),
    period: PERIOD,
    amount: 61_440_000n,
  }));
  const { book, speak } = newHouse(demands.map(({ envelope }) => envelope.id));
  book.ask({ callId: 'first', demands }, 0);
  for (let turn = 0; turn < 40; turn += 1) speak(turn * 200);
  let nowMs = 8_000;
  let admitMs = 0;
  let settleMs = 0;
  let held = 0;
  for (let serial = 0; serial < CALLS; serial += 64) {
    const ids = Array.from({ length: 64 }, (_, at) => `0198c2a4-7b1e-7000-8000-${serial + at}`);
    const began = cpuMs();
    for (const callId of ids) if (book.admit({ callId, demands }, nowMs).kind === 'held') held += 1;
    const admitted = cpuMs();
    for (const callId of ids) book.settle(callId, { nanodollars: 4_000_000n, tokens: 900n, requests: 1n });
    settleMs += cpuMs() - admitted;
    admitMs += admitted - began;
    nowMs += 10;
    speak(nowMs);
  }
  return {
    envelopes: many,
    'admit µs': microseconds(admitMs),
    'settle µs': microseconds(settleMs),
    'held in memory %': Math.round((held * 1_000) / CALLS) / 10,
  };
}

type BenchHouse = { readonly book: LeaseBook; readonly speak: (nowMs: number) => void };

function newHouse(envelopeIds: readonly string[]): BenchHouse {
  const model = createBudgetModel({ leaseMs: LEASE_MS });
  for (const id of envelopeIds) model.envelopes.set(id, { hardCap: 10n ** 17n, overdraft: 0n });
  const epoch = model.register('gateway');
  const bounds = { leaseMs: LEASE_MS, holdMs: 900_000, settlementsMax: 1_000, asksMax: 200 };
  const book = createLeaseBook({ gatewayId: 'gateway', epoch, ...bounds });
  const speak = (nowMs: number): void => {
    const message = book.beginSync(nowMs);
    if (message !== null) book.finishSync({ sequence: message.sequence, reply: model.sync(message, nowMs) }, nowMs);
  };
  return { book, speak };
}

function microseconds(ms: number): number {
  return Math.round((ms * 1_000 * 100) / CALLS) / 100;
}

/** Of this thread: other programs on the machine do not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
