import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { decimal } from './focus-rules.ts';

const seed = Number(process.env['SEED'] ?? 20260603);
console.info(`chargeback properties: seed ${seed}`);

const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10'] as const;
const FEMTODOLLARS = 1_000_000n;

type Step =
  | { readonly kind: 'calls'; readonly atMs: readonly number[]; readonly team: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'adjust'; readonly month: (typeof MONTHS)[number]; readonly amount: number }
  | { readonly kind: 'calendar'; readonly timeZone: string };

const moments = fc.array(fc.integer({ min: Date.UTC(2026, 5, 30), max: Date.UTC(2026, 10, 2) }), {
  minLength: 1,
  maxLength: 12,
});
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('calls' as const),
        atMs: moments,
        team: fc.constantFrom('support', 'legal'),
      }),
    },
    { weight: 3, arbitrary: fc.constant({ kind: 'close' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('adjust' as const),
        month: fc.constantFrom(...MONTHS),
        amount: fc.integer({ min: -9_000, max: 9_000 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('calendar' as const),
        timeZone: fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/New_York'),
      }),
    },
  ),
  { minLength: 24, maxLength: 24 },
);

describe('Charges over months that close while calls come late', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    house.clock.ms = Date.UTC(2027, 0, 5);
  });
  after(() => house.close());

  test('every call and every adjustment is charged once, and no closed month ever changes', async () => {
    const [sequence = []] = fc.sample(steps, { seed, numRuns: 1 });
    const books = { serial: 0, calls: 0n, adjusted: 0n, closed: new Map<string, string>() };
    for (const step of sequence) {
      await take(step, books);
      const all = await Promise.all(
        ['2026-06', '2026-Q3', '2026-Q4'].map((period) => admin.call('readShowback', { query: { period } })),
      );
      const charged = all.reduce((sum, { totals }) => sum + decimal(totals.costDollars), 0n);
      assert.equal(charged, (books.calls + books.adjusted) * FEMTODOLLARS, JSON.stringify(step));
      const counted = all.reduce((sum, { totals }) => sum + Number(totals.calls), 0);
      assert.equal(counted, books.serial, JSON.stringify(step));
      for (const [month, known] of books.closed) {
        const { totals } = await admin.call('readShowback', { query: { period: month } });
        assert.equal(JSON.stringify(totals), known, `${month} changed after ${JSON.stringify(step)}`);
      }
    }
    assert.ok(books.closed.size >= 2);
    const checked = await Promise.all(
      [...books.closed.keys()].map((month) => admin.call('readClose', { params: { month } })),
    );
    assert.deepEqual(
      checked.filter(({ sound }) => !sound),
      [],
    );
  });

  type Books = { serial: number; calls: bigint; adjusted: bigint; readonly closed: Map<string, string> };

  async function take(step: Step, books: Books): Promise<void> {
    switch (step.kind) {
      case 'calls':
        return takeCalls(step, books);
      case 'close':
        return closeNext(books);
      case 'adjust': {
        if (step.amount === 0 || !books.closed.has(step.month)) return;
        const body = { adjusts: step.month, amountNanodollars: String(step.amount), reason: 'law', teamId: 'support' };
        await admin.call('postAdjustment', { body });
        books.adjusted += BigInt(step.amount);
        return;
      }
      case 'calendar':
        await admin.call('changeCalendar', { body: { timeZone: step.timeZone } });
    }
  }

  async function takeCalls(step: Extract<Step, { kind: 'calls' }>, books: Books): Promise<void> {
    const calls = step.atMs.map((admittedAtMs): CallRecord => {
      books.serial += 1;
      const cost = BigInt(1_000 + books.serial * 7);
      books.calls += cost;
      return sampleCall(books.serial, { admittedAtMs, teamId: step.team, costNanodollars: String(cost) });
    });
    const clock = { nowMs: () => house.clock.ms };
    const ingest = createIngest({ pool: house.database.pool, clock, log: () => undefined });
    await ingest(batchOf(books.serial, { admits: calls, settles: calls }));
  }

  async function closeNext(books: Books): Promise<void> {
    const month = MONTHS[books.closed.size];
    if (month === undefined) return;
    await admin.call('closeMonth', { body: { month } });
    const { totals } = await admin.call('readShowback', { query: { period: month } });
    books.closed.set(month, JSON.stringify(totals));
  }
});
