import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import type { AnswerOf } from '../../../src/contract/routes.ts';
import { parseDollars } from '../../../src/domain/money/femtodollars.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const OCTOBER_MS = Date.UTC(2026, 9, 12, 10);
const PRICE = { priceKey: 'openai/small', effectiveFrom: '2026-01-01T00:00:00Z', source: 'contract', predicates: {} };

type RatedRow = AnswerOf<'listRatedRows'>;

describe('Chargeback by the control API', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  let serial = 0;
  let priceId = '';

  const ingest = async (calls: readonly CallRecord[]): Promise<void> => {
    const take = createIngest({
      pool: house.database.pool,
      clock: { nowMs: () => house.clock.ms },
      log: () => undefined,
    });
    serial += 1;
    await take(batchOf(serial, { admits: calls, settles: calls }));
  };
  /** 300 × 2.5 + 100 × 0.25 + 50 × 10.000003 millionths of a dollar, rounded up to the nanodollar. */
  const priced = (number: number, changes: Partial<CallRecord> = {}): CallRecord =>
    sampleCall(number, {
      admittedAtMs: OCTOBER_MS + number,
      priceId,
      useCaseId: 'work',
      costNanodollars: '1275001',
      ...changes,
    });
  const rows = async (period: string): Promise<readonly RatedRow[]> => {
    const read: RatedRow[] = [];
    for await (const line of admin.lines('listRatedRows', { query: { period } })) read.push(JSON.parse(line));
    return read;
  };
  const sumOf = (read: readonly RatedRow[]): bigint =>
    read.reduce((sum, { costDollars }) => sum + (costDollars === null ? 0n : (parseDollars(costDollars) ?? -1n)), 0n);
  const codeOf = async (answer: Promise<unknown>): Promise<string> => {
    const error: unknown = await answer.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ProblemError);
    return error.problem.code;
  };

  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    const upstream = { id: 'openai', kind: 'openai', baseUrl: 'https://llm.test/v1' } as const;
    await admin.call('createUpstream', { body: upstream });
    const target = { upstreamId: 'openai', upstreamModel: 'small-2026' };
    const model = { vendor: 'openai', faces: ['openai-chat' as const], targets: [target], priceKey: 'openai/small' };
    await admin.call('createModel', { body: { ...model, id: 'small' } });
    await admin.call('createUseCase', {
      body: { id: 'work', name: 'Work', tier: 1, lane: 'production', modelStack: ['small'] },
    });
    const price = await admin.call('createPrice', {
      body: {
        ...PRICE,
        nanodollarsPerMillionTokens: {
          inputUncached: '2500000000',
          inputCacheRead: '250000000',
          outputVisible: '10000003000',
        },
      },
    });
    priceId = price.id;
    await ingest([
      priced(1),
      priced(2, { personId: 'eve', teamId: 'legal', useCaseId: 'try' }),
      priced(3, { usageBasis: 'estimated' }),
      priced(4, { costNanodollars: null, priceId: null }),
      priced(5, { admittedAtMs: START_MS - 1_000 }),
    ]);
  });
  after(() => house.close());

  test('a month is summed by team, and what is not priced or estimated stands apart', async () => {
    const october = await admin.call('readShowback', { query: { period: '2026-10' } });
    assert.deepEqual(october.totals.calls, '4');
    assert.equal(october.totals.costDollars, '0.003825003');
    assert.equal(october.totals.estimatedCostDollars, '0.001275001');
    assert.equal(october.totals.callsUnpriced, '1');
    assert.equal(october.totals.tokensUnpriced, '450');
    assert.deepEqual(
      october.rows.map(({ group, costDollars }) => [group, costDollars]),
      [
        ['support', '0.002550002'],
        ['legal', '0.001275001'],
      ],
    );
    const nothing = await admin.call('readShowback', { query: { period: '2025' } });
    assert.deepEqual([nothing.months.length, nothing.rows], [12, []]);
  });

  test('rated rows sum to the total to the last place, and nobody’s person is on them', async () => {
    const read = await rows('2026-10');
    const { totals } = await admin.call('readShowback', { query: { period: '2026-10' } });
    assert.equal(sumOf(read), parseDollars(totals.costDollars));
    const support = await admin.call('readShowback', { query: { period: '2026-10', teamId: 'support', by: 'model' } });
    assert.equal(sumOf(read.filter(({ teamId }) => teamId === 'support')), parseDollars(support.totals.costDollars));
    const output = read.find((row) => row.teamId === 'legal' && row.meter === 'output');
    assert.equal(output?.costDollars, '0.00050000015');
    assert.equal(read.find((row) => row.teamId === 'legal' && row.kind === 'rounding')?.costDollars, '0.00000000085');
    assert.ok(!JSON.stringify(read).includes('eve'));
    assert.ok(read.some(({ kind, costDollars }) => kind === 'unpriced' && costDollars === null));
  });

  test('a person sees their own calls and nobody else’s, and others’ keys see no person at all', async () => {
    const ada = house.clientOf(await house.makeKey(['call']));
    const own = await ada.call('readMyShowback', { query: { period: '2026-10' } });
    assert.equal(own.totals.calls, '3');
    assert.equal(await codeOf(ada.call('readShowback', { query: { period: '2026-10' } })), 'scope_missing');
    const reader = house.clientOf(await house.makeKey(['control.read']));
    assert.equal(await codeOf(reader.call('closeMonth', { body: { month: '2026-10' } })), 'scope_missing');
    const asked = await house.send('/api/v1/chargeback?period=2026-10&by=person', {
      key: await house.makeKey(['control.read']),
    });
    assert.equal(asked.status, 400);
  });

  test('a shared cost is charged to its last place, and one that is taken from a use case adds nothing', async () => {
    const shared = { name: 'Platform fee', fromMonth: '2026-10', reason: 'contract' };
    await admin.call('putSharedCost', {
      body: {
        ...shared,
        id: 'platform',
        source: { kind: 'amount', nanodollars: '1000000000' },
        rule: { kind: 'even', teamIds: [] },
      },
    });
    const fair = await admin.call('readShowback', { query: { period: '2026-10' } });
    assert.equal(fair.totals.sharedCostDollars, '1');
    assert.equal(fair.totals.costDollars, '1.003825003');
    await admin.call('putSharedCost', {
      body: {
        ...shared,
        id: 'summaries',
        source: { kind: 'use_case', useCaseId: 'work' },
        rule: { kind: 'proportional' },
      },
    });
    const anew = await admin.call('readShowback', { query: { period: '2026-10' } });
    assert.equal(anew.totals.costDollars, '1.003825003');
    assert.equal(anew.rows.find(({ group }) => group === 'support')?.costDollars, '0.5');
    const fixed = { kind: 'fixed' as const, shares: [{ teamId: 'support', basisPoints: 9_999 }] };
    const wrong = { ...shared, id: 'wrong', source: { kind: 'amount' as const, nanodollars: '1' }, rule: fixed };
    assert.equal(await codeOf(admin.call('putSharedCost', { body: wrong })), 'rule_broken');
    const nobody = { ...wrong, rule: { kind: 'even' as const, teamIds: ['nobody'] } };
    assert.equal(await codeOf(admin.call('putSharedCost', { body: nobody })), 'reference_unknown');
  });

  test('a closed month stays as it was: late calls and corrections are charged in the open one, and name it', async () => {
    assert.equal(await codeOf(admin.call('closeMonth', { body: { month: '2026-11' } })), 'rule_broken');
    const before = await rows('2026-10');
    const closed = await admin.call('closeMonth', { body: { month: '2026-10' } });
    assert.equal(closed.calls, 4);
    assert.equal(closed.costDollars, '1.003825003');
    assert.equal(await codeOf(admin.call('closeMonth', { body: { month: '2026-10' } })), 'already_exists');
    assert.equal(await codeOf(admin.call('closeMonth', { body: { month: '2026-12' } })), 'rule_broken');

    await ingest([priced(6), priced(7, { teamId: 'legal' })]);
    const adjustment = { adjusts: '2026-10', amountNanodollars: '-5000', reason: 'credit note', teamId: 'support' };
    const posted = await admin.call('postAdjustment', { body: adjustment });
    assert.equal(posted.month, '2026-11');
    assert.deepEqual((await rows('2026-10')).map(shape).sort(), before.map(shape).sort());

    const november = await rows('2026-11');
    const late = november.filter(({ adjusts }) => adjusts === '2026-10');
    assert.equal(
      late.reduce((sum, { calls }) => sum + Number(calls), 0),
      2,
    );
    assert.equal(sumOf(late), parseDollars('0.002545002'));
    assert.ok(late.every(({ day }) => day === '2026-10-12' || day === '2026-11-20'));
    const { totals } = await admin.call('readShowback', { query: { period: '2026-11' } });
    assert.equal(totals.adjustedCostDollars, '0.002545002');

    const open = { adjusts: '2026-11', amountNanodollars: '1', reason: 'none' };
    assert.equal(await codeOf(admin.call('postAdjustment', { body: open })), 'not_found');
  });

  test('what came late is charged once, and a second close says so', async () => {
    house.clock.ms = Date.UTC(2026, 11, 3);
    const november = await admin.call('closeMonth', { body: { month: '2026-11' } });
    assert.equal(november.calls, 3);
    const december = await rows('2026-12');
    assert.deepEqual(
      december.filter(({ kind }) => kind !== 'shared'),
      [],
    );
    const october = await admin.call('readClose', { params: { month: '2026-10' } });
    assert.ok(october.sound);
    const { rows: closes } = await admin.call('listCloses', {});
    assert.deepEqual(
      closes.map(({ month }) => month),
      ['2026-11', '2026-10'],
    );
    const events = await admin.call('listAuditEvents', { query: { type: 'chargeback.closed' } });
    assert.ok(events.rows.some(({ body }) => body.includes(october.digest)));
  });

  test('nobody who has only the store’s statements can change what was charged', async () => {
    const { pool } = house.database;
    for (const statement of [
      'update tokenward.charge_line set calls = 0',
      'delete from tokenward.charge_line',
      "delete from tokenward.charge_close where month = '2026-10'",
      'update tokenward.charge_adjustment set amount_nanodollars = 1',
      "insert into tokenward.charge_line (month, position, kind, day, amount_femtodollars) values ('2026-10', 9999, 'shared', '2026-10-01', 1)",
    ]) {
      await assert.rejects(pool.query(statement), /closed/, statement);
    }
  });
});

function shape(row: RatedRow): string {
  return JSON.stringify(row);
}
