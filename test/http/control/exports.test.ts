import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { readCsv } from '../../../src/domain/chargeback/csv-records.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

type Records = readonly ReadonlyMap<string, string>[];

/** More than a page of the store. */
const CALLS = 612;
const FORMULA = '=HYPERLINK("https://evil.test")';

describe('tables as files', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let ruth: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    await house.addPerson('ruth');
    ruth = house.clientOf(await house.makeKeyOf('ruth', ['call', 'control.read']));
    const calls = Array.from({ length: CALLS }, (_, at) =>
      sampleCall(at, {
        admittedAtMs: START_MS - 3_600_000 - at * 1_000,
        ...(at === 0 ? { taskId: FORMULA, taskSource: 'client' as const } : {}),
        ...(at < 3 ? { personId: 'ruth' } : { personId: 'ada' }),
        costNanodollars: at === 1 ? null : '1000',
        modelId: `model-${at % 7}`,
      }),
    );
    const ingest = createIngest({ pool: house.database.pool, clock: house.context.clock, log: () => undefined });
    for (let at = 0; at < calls.length; at += 100) {
      const batch = calls.slice(at, at + 100);
      await ingest(batchOf(at + 1, { admits: batch, settles: batch }));
    }
  });
  after(() => house.close());

  const read = async (
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly text: string; readonly rows: Records }> => {
    const parts: Uint8Array[] = [];
    for await (const piece of pieces) parts.push(piece);
    const text = Buffer.concat(parts).toString();
    const records = readCsv(text);
    assert.ok(!('kind' in records));
    return { text, rows: records.map(({ fields }) => fields) };
  };

  test('a file of calls has every row of the list with the same filter, once and in its order', async () => {
    const listed: string[] = [];
    for await (const { callId } of ada.rows('listCalls', { query: { modelId: 'model-3' } })) listed.push(callId);
    const { rows } = await read(ada.file('exportCallsCsv', { query: { modelId: 'model-3' } }));
    assert.deepEqual(
      rows.map((row) => row.get('call')),
      listed,
    );
    assert.equal((await read(ada.file('exportCallsCsv', { query: {} }))).rows.length, CALLS);
  });

  test('no text in a file begins a formula, and a cost that is not known is empty, not nothing', async () => {
    const { text, rows } = await read(ruth.file('exportMyCallsCsv', { query: {} }));
    assert.equal(rows.length, 3, 'their own calls alone');
    assert.doesNotMatch(text, /(?:^|,|\n)"?[=+@\t]/);
    assert.ok(rows.some((row) => row.get('task') === `'${FORMULA}`));
    assert.deepEqual(new Set(rows.map((row) => row.get('cost_dollars'))), new Set(['0.000001', '']));
  });

  test('who takes rows of others stands in the trail, and each person in them sees it', async () => {
    await read(ruth.file('exportCallsCsv', { query: { modelId: 'model-4' } }));
    const { rows } = await ada.call('listAuditEvents', { query: { subject: 'export:calls', limit: 20 } });
    const last = JSON.parse(rows.at(-1)?.body ?? '{}');
    assert.deepEqual([last.actor.id, last.type, last.detail.filter.modelId], ['ruth', 'rows.exported', 'model-4']);
    house.clock.ms += 1_000;
    const looks = await ada.call('listLooksAtMe', { query: {} });
    assert.deepEqual(
      looks.rows.map(({ lookerId, what }) => [lookerId, what]),
      [['ruth', 'calls']],
    );
  });

  test('rows of spending, few or many, add up to its total, and the file says the same as the page', async () => {
    const query = { period: '2026-11', by: 'model', top: 3 } as const;
    const page = await ada.call('readShowback', { query });
    assert.deepEqual([page.rows.length, page.other?.groups], [3, 4]);
    const { rows } = await read(ada.file('exportShowbackCsv', { query }));
    const sum = (name: string) => rows.reduce((whole, row) => whole + Math.round(Number(row.get(name)) * 1e9), 0);
    assert.equal(sum('cost_dollars'), Math.round(Number(page.totals.costDollars) * 1e9));
    assert.equal(sum('calls') / 1e9, Number(page.totals.calls));
    assert.equal(rows.at(-1)?.get('group'), '4 others');
    assert.deepEqual(page.days, { all: 30, past: 20 });
    const rated = await read(ada.file('exportRatedRowsCsv', { query: { period: '2026-11' } }));
    assert.ok(rated.rows.length > 0);
  });

  test('the board of a team has bands and sums, no person, and of a team of few people no number', async () => {
    const { text, rows } = await read(ada.file('exportTeamBoardCsv', { query: { teamId: 'support' } }));
    assert.doesNotMatch(text, /ada|ruth/);
    assert.deepEqual(
      rows.filter((row) => row.get('part') === 'protection').map((row) => [row.get('value'), row.get('note')]),
      [['', 'fewer than five people']],
    );
    const nowhere = read(ada.file('exportTeamBoardCsv', { query: { teamId: 'nowhere' } }));
    await assert.rejects(nowhere, (error) => error instanceof ProblemError && error.problem.code === 'not_found');
  });

  test('tasks and protection events leave as files too', async () => {
    assert.equal((await read(ada.file('exportMyTasksCsv', { query: {} }))).text.split(',')[0], 'task');
    assert.equal((await read(ada.file('exportProtectionEventsCsv', { query: {} }))).text.split(',')[0], 'event');
  });
});
