import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { keepTasks } from '../../../src/control/keep-tasks.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { NO_TOKENS } from '../../../src/domain/usage/token-usage.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { aModel, anUpstream, aUseCase } from '../../fakes/catalog-rows.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PEERS = ['bea', 'cem', 'dan', 'eli', 'fay'];

describe('tasks by the control API', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  let ada: ControlClient;
  let serial = 0;
  let batch = 0;

  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    ada = house.clientOf(await house.makeKey(['call']));
    await plantCatalog(house);
    const peers = PEERS.flatMap((personId) =>
      Array.from({ length: 5 }, (_, at) => call({ personId, taskId: `${personId}-${at}` }, START_MS - 2 * DAY_MS)),
    );
    await settle(peers);
    await keep();
    await settle(adasTask());
    await keep();
  });
  after(() => house.close());

  /** A short answer for a cent. */
  function call(change: Partial<CallRecord>, atMs: number): CallRecord {
    serial += 1;
    const usage = { ...NO_TOKENS, inputUncachedTokens: 1_000, outputVisibleTokens: 100 };
    const costNanodollars = '10000000';
    const admittedAtMs = atMs + serial * 1_000;
    return sampleCall(serial, { usage, costNanodollars, admittedAtMs, conversationHash: `hash-${serial}`, ...change });
  }

  /** Twelve cents where others take one: a context of 24,000 tokens, twice, and a time-out before. */
  function adasTask(): readonly CallRecord[] {
    const usage = { ...NO_TOKENS, inputUncachedTokens: 24_000, outputVisibleTokens: 100 };
    const big = { taskId: 'MEMO-1', usage, costNanodollars: '60000000' };
    const failed = {
      ...big,
      outcome: 'upstream_timeout',
      usage: NO_TOKENS,
      costNanodollars: '0',
      conversationHash: 'one',
    } as const;
    return [
      call(failed, START_MS - 3 * HOUR_MS),
      call({ ...big, conversationHash: 'one' }, START_MS - 3 * HOUR_MS),
      call({ ...big, conversationHash: 'two' }, START_MS - 3 * HOUR_MS),
    ];
  }

  async function settle(calls: readonly CallRecord[]): Promise<void> {
    const clock = { nowMs: () => house.clock.ms };
    const ingest = createIngest({ pool: house.database.pool, clock, log: () => undefined });
    batch += 1;
    await ingest(batchOf(batch, { settles: calls }));
  }

  /** The next turn of the timer. */
  async function keep(): Promise<number> {
    const { pool } = house.database;
    await pool.query('delete from tokenward.notice_turn');
    await pool.query('update tokenward.task_progress set settled_until = $1', [new Date(START_MS - 30 * DAY_MS)]);
    return keepTasks({ ...house.context, ...house.noticeParts, ...house.taskParts });
  }

  test('a task is told with its whole cost, beside what others’ like it cost, what was wasted, and in words', async () => {
    const task = await ada.call('readTask', { params: { id: 'MEMO-1' }, query: {} });
    assert.deepEqual(
      [task.calls, task.answered, task.failed, task.retries, task.iterations, task.sizeClass, task.succeeded],
      [3, 2, 1, 1, 2, 'short', true],
    );
    assert.equal(task.costNanodollars, '120000000');
    assert.deepEqual(task.baseline, {
      medianNanodollars: '10000000',
      lowNanodollars: '10000000',
      highNanodollars: '10000000',
      tasks: 25,
      peers: 5,
    });
    assert.deepEqual(
      task.waste.map(({ kind }) => kind),
      ['oversized_context'],
    );
    assert.equal(
      task.sentence,
      'This task cost 12 cents: 3 calls and 48,200 tokens (1 failed and 1 sent again). That is about 12 times as much as tasks ' +
        'like it, whose median is 1 cent (25 tasks of 5 others). Each answered call sent 24,000 tokens on average, where tasks ' +
        'like this one send 1,000 tokens. Without that it would have cost about 0.7 cents.',
    );
  });

  test('what is kept says the same as the calls, and is listed newest first, page by page', async () => {
    const { rows } = await ada.call('listTasks', { query: {} });
    assert.deepEqual(
      rows.map(({ taskId, costNanodollars, waste }) => [taskId, costNanodollars, waste.length]),
      [['MEMO-1', '120000000', 1]],
    );
    const ids = [];
    for await (const { taskId } of admin.rows('listTasks', { query: { of: 'everybody', limit: 4 } })) ids.push(taskId);
    assert.equal(ids.length, 26);
    assert.equal(new Set(ids).size, 26);
    assert.equal(ids[0], 'MEMO-1');
    const wasteful = await admin.call('listTasks', { query: { of: 'everybody', waste: 'oversized_context' } });
    assert.deepEqual(
      wasteful.rows.map(({ taskId }) => taskId),
      ['MEMO-1'],
    );
  });

  test('nobody reads a task of somebody else without the scope, and nobody’s name stands in one', async () => {
    const of = { params: { id: 'bea-0' }, query: {} };
    await assert.rejects(ada.call('readTask', of), /There is no task "bea-0"/);
    await assert.rejects(ada.call('readTask', { ...of, query: { personId: 'bea' } }), /There is no task "bea-0"/);
    await assert.rejects(ada.call('listTasks', { query: { of: 'everybody' } }), /control\.read/);
    const seen = await admin.call('readTask', of);
    assert.equal(seen.taskId, 'bea-0');
    assert.ok(!JSON.stringify(seen).replaceAll('bea-0', '').includes('bea'));
  });

  test('a task that two people name alike is two tasks, and one who may read both has to say which', async () => {
    await settle([
      call({ personId: 'bea', taskId: 'TICKET-7' }, START_MS - HOUR_MS),
      call({ personId: 'cem', taskId: 'TICKET-7' }, START_MS - HOUR_MS),
    ]);
    const of = { params: { id: 'TICKET-7' }, query: {} };
    await assert.rejects(admin.call('readTask', of), /person:bea, person:cem/);
    assert.equal((await admin.call('readTask', { ...of, query: { personId: 'cem' } })).calls, 1);
  });

  test('minutes of review are added up over people, corrected by being said again, and stand in the trail', async () => {
    const of = { params: { id: 'MEMO-1' } };
    await ada.call('reportReviewMinutes', { ...of, body: { minutes: 30 } });
    const corrected = await ada.call('reportReviewMinutes', { ...of, body: { minutes: 3 } });
    assert.deepEqual(corrected.review, { minutes: 3, costNanodollars: '1500000000' });
    assert.equal(corrected.wholeNanodollars, '1620000000');
    assert.match(
      corrected.sentence,
      /^This task cost \$1\.62: 3 calls and 48,200 tokens \(1 failed and 1 sent again\), and 3 minutes of review, worth \$1\.50\./,
    );
    await house.addPerson('gus');
    const gus = house.clientOf(await house.makeKeyOf('gus', ['control.read']));
    const others = { ...of, body: { personId: 'ada', minutes: 5 } };
    await assert.rejects(gus.call('reportReviewMinutes', others), /control\.write/);
    const lead = house.clientOf(await house.makeKeyOf('gus', ['control.read', 'control.write']));
    assert.equal((await lead.call('reportReviewMinutes', others)).review.minutes, 8);
    const { rows } = await admin.call('listAuditEvents', { query: { subject: 'task:MEMO-1', limit: 10 } });
    assert.equal(rows.length, 3);
    await assert.rejects(ada.call('reportReviewMinutes', { ...of, body: { minutes: -1 } }));
    await assert.rejects(ada.call('reportReviewMinutes', { ...of, body: { minutes: 4_801 } }));
  });

  test('one’s own tasks come in sum, with the dearest and what would help', async () => {
    const mine = await ada.call('readMyTasks', { query: {} });
    assert.deepEqual([mine.tasks, mine.calls, mine.costNanodollars, mine.isPartial], [1, 3, '120000000', false]);
    assert.deepEqual(mine.compared, { tasks: 1, costNanodollars: '120000000', mediansNanodollars: '10000000' });
    assert.equal(mine.dearest[0]?.taskId, 'MEMO-1');
    assert.equal(mine.sentences[0], 'You worked on 1 task with 3 calls for 12 cents.');
    const none = await ada.call('readMyTasks', { query: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' } });
    assert.deepEqual([none.tasks, none.sentences], [0, ['No tasks in this time.']]);
  });

  test('with fewer than twenty tasks or five others there is no baseline, and never a number', async () => {
    await settle([call({ taskId: 'lonely', useCaseId: 'rare' }, START_MS - HOUR_MS)]);
    const task = await ada.call('readTask', { params: { id: 'lonely' }, query: {} });
    assert.deepEqual(task.baseline, {
      medianNanodollars: null,
      lowNanodollars: null,
      highNanodollars: null,
      tasks: 0,
      peers: 0,
    });
    assert.match(task.sentence, /There is no baseline yet: it takes 20 tasks of 5 others/);
  });

  test('a simple call to a dear model is told of the model that would have done it', async () => {
    await settle([call({ taskId: 'dear', modelId: 'large' }, START_MS - HOUR_MS)]);
    const task = await ada.call('readTask', { params: { id: 'dear' }, query: {} });
    assert.deepEqual([task.waste[0]?.kind, task.cheaper?.kind, task.cheaper?.id], ['premium_model', 'model', 'tiny']);
    assert.match(task.waste[0]?.remedy ?? '', /Ask for "tiny"/);
  });

  test('a turn that is broken off leaves the rest to the next one', async () => {
    const { pool } = house.database;
    await pool.query('delete from tokenward.task');
    await pool.query('delete from tokenward.notice_turn');
    const fromMs = START_MS - 30 * DAY_MS;
    await pool.query('update tokenward.task_progress set settled_until = $1', [new Date(fromMs)]);
    const context = { ...house.context, ...house.noticeParts, ...house.taskParts };
    const first = await keepTasks({ ...context, rest: async () => false });
    assert.equal(first, 20);
    assert.ok((await context.tasks.settledUntil()) < START_MS - DAY_MS);
    await pool.query('delete from tokenward.notice_turn');
    assert.equal(await keepTasks({ ...context, rest: async () => true }), 10);
    assert.equal(await keep(), 0);
  });

  test('a turn that is repeated changes nothing, and one that comes late is caught up', async () => {
    const { rows: before } = await admin.call('listTasks', { query: { of: 'everybody' } });
    await keep();
    await keep();
    const { rows } = await admin.call('listTasks', { query: { of: 'everybody' } });
    const ids = (list: readonly { taskId: string }[]) => list.map(({ taskId }) => taskId);
    assert.deepEqual(
      ids(rows).filter((id) => ids(before).includes(id)),
      ids(before),
    );
    assert.ok(ids(rows).includes('dear'));
  });
});

async function plantCatalog({ store, refresh }: ControlHouse): Promise<void> {
  const actor = { kind: 'system', id: 'test', keyId: null, requestId: 'planting' } as const;
  const options = { managedBy: 'api', expectedRevision: null } as const;
  await store.write(actor, async (unit) => {
    await unit.put('upstream', anUpstream(), options);
    await unit.put('model', aModel({ id: 'large', priceKey: 'test/large' }), options);
    await unit.put('model', aModel({ id: 'tiny', priceKey: 'test/tiny' }), options);
    await unit.put('use_case', aUseCase({ modelStack: ['tiny', 'large'] }), options);
    const cents = { inputCacheRead: '1', inputCacheWrite5m: '1', inputCacheWrite1h: '1', outputReasoning: '1' };
    const nanodollarsPerMillionTokens = { inputUncached: '100000000', outputVisible: '400000000', ...cents };
    const predicates = {};
    const row = { effectiveFromMs: 0, effectiveToMs: null, predicates, source: 'test', nanodollarsPerMillionTokens };
    await unit.put('price', { ...row, id: 'test-tiny', priceKey: 'test/tiny' }, options);
  });
  await refresh();
}
