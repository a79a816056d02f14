import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { ParameterValue } from '../../domain/library/fill-template.ts';
import type { WorkflowResult } from '../../ports/workflow-desk.ts';
import { readView, type ViewWork } from './read-view.ts';

const WORK: ViewWork = {
  kind: 'sql',
  view: 'reporting.orders',
  columns: ['id', 'state'],
  where: [{ column: 'customer', parameter: 'customer' }],
  orderBy: 'id',
  rowsMax: 2,
  format: 'table',
  timeoutMs: 2_000,
};

describeOnEachEngine('views that workflows read', (engine) => {
  it('reads rows in order and says when there are more', async () => {
    await withViews(async (read) => {
      assert.deepEqual(await read(), {
        kind: 'done',
        text: '| id | state |\n|---|---|\n| 1 | on its \\| way |\n| 2 | there |\n(There are more rows.)',
      });
      const json = await read({ format: 'json', rowsMax: 5 }, { customer: 'bob' });
      assert.deepEqual(json, { kind: 'done', text: '{"rows":[["4",null]],"columns":["id","state"],"more":false}' });
      assert.deepEqual(await read({}, { customer: 'nobody' }), { kind: 'done', text: 'There are no rows.' });
    });
  });

  it('binds values: what looks like a statement is a value', async () => {
    await withViews(async (read, pool) => {
      const { kind } = await read({}, { customer: `x' or '1'='1'; drop table reporting.order_rows; --` });
      assert.equal(kind, 'done');
      assert.equal((await pool.query('select count(*)::int as n from reporting.order_rows')).rows[0]?.n, 4);
      assert.match(
        why(await read({ where: [{ column: 'id', parameter: 'id' }] }, { id: 'x' })),
        /with these parameters/,
      );
    });
  });

  it('reads views of the list alone: no table, no other view, nothing of the house, no name that is more than a name', async () => {
    await withViews(async (read) => {
      assert.match(why(await read({ view: 'reporting.order_rows' })), /is not there/);
      assert.match(why(await read({ view: 'reporting.secrets' })), /not allowed/);
      assert.match(
        why(await read({ view: 'tokenward.api_key', columns: ['digest'], where: [], orderBy: null })),
        /not allowed/,
      );
      assert.match(why(await read({ columns: ['id" from pg_shadow --'] })), /not allowed/);
    });
  });

  it('can write nothing, also through a view whose function would, and ends within its time', async () => {
    await withViews(async (read, pool) => {
      assert.match(
        why(await read({ view: 'reporting.writing', columns: ['id'], where: [], orderBy: null })),
        /could not be read/,
      );
      assert.equal((await pool.query('select count(*)::int as n from reporting.order_rows')).rows[0]?.n, 4);
      const slow = await read({ view: 'reporting.slow', columns: ['id'], where: [], orderBy: null, timeoutMs: 100 });
      assert.match(why(slow), /could not be read/);
    });
  });

  type Read = (
    change?: Partial<ViewWork>,
    values?: Readonly<Record<string, ParameterValue>>,
  ) => Promise<WorkflowResult>;

  async function withViews(use: (read: Read, pool: Pool) => Promise<void>): Promise<void> {
    await withTestDatabase(
      async ({ pool }) => {
        await pool.query(`create schema reporting;
          create table reporting.order_rows (id bigint, customer text, state text);
          insert into reporting.order_rows values
            (2, 'ada', 'there'), (1, 'ada', 'on its | way'), (3, 'ada', 'new'), (4, 'bob', null);
          create view reporting.orders as select * from reporting.order_rows;
          create view reporting.secrets as select 1 as id;
          create function reporting.write() returns bigint language sql as
            'insert into reporting.order_rows values (9) returning id';
          create view reporting.writing as select reporting.write() as id;
          create view reporting.slow as select pg_sleep(5)::text as id`);
        const views = new Set(['orders', 'order_rows', 'writing', 'slow'].map((name) => `reporting.${name}`));
        const all = new Set([...views, 'tokenward.api_key']);
        await use(
          (change = {}, values = { customer: 'ada' }) =>
            readView({ pool, views: all }, { ...WORK, ...change }, new Map(Object.entries(values))),
          pool,
        );
      },
      { engine },
    );
  }
});

function why(result: WorkflowResult): string {
  return result.kind === 'failed' ? result.why : `done: ${result.text}`;
}
