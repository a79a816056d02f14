import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { LIST_EXPORT_ROUTES } from '../../../src/contract/list-exports.ts';
import { API_BASE, type Route } from '../../../src/contract/route.ts';
import { OPERATION_IDS, ROUTES } from '../../../src/contract/routes.ts';
import { columnsOfRows } from '../../../src/contract/row-columns.ts';
import { UNFILED_LISTS } from '../../../src/contract/unfiled-lists.ts';
import { readCsv } from '../../../src/domain/chargeback/csv-records.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse } from './control-house.ts';
import { arriveByInvitation } from './session-arrival.ts';

/** More than two pages of a listing. */
const TEAMS = 1_203;
const FORMULA = '=HYPERLINK("https://evil.test")';
/** What some listings cannot be asked without, or what narrows them. */
const QUERIES: Readonly<Record<string, string>> = {
  '/chargeback/reconciliation': '?vendor=openai&month=2026-11',
  '/teams': '?status=archived',
  '/prices': '?priceKey=tale-1',
};

type Listed = { readonly rows: readonly Record<string, unknown>[]; readonly next?: string | null };

const listOf = ({ path }: Pick<Route, 'path'>): Route => {
  const id = OPERATION_IDS.find((known) => `${ROUTES[known].path}.csv` === path && ROUTES[known].method === 'GET');
  assert.ok(id !== undefined, path);
  return ROUTES[id];
};

test('every listing with pages has a file or a reason why it has none, and never both', () => {
  const paths = new Set(OPERATION_IDS.map((id) => `${ROUTES[id].method} ${ROUTES[id].path}`));
  const reasons = new Map<string, string>(Object.entries(UNFILED_LISTS));
  const listings = OPERATION_IDS.filter((id) => {
    const { answer } = ROUTES[id];
    return answer instanceof z.ZodObject && 'rows' in answer.shape && 'next' in answer.shape;
  });
  assert.ok(listings.length > 50, `only ${listings.length} listings`);
  const filed = (id: (typeof listings)[number]) => paths.has(`GET ${ROUTES[id].path}.csv`);
  const unsaid = listings.filter((id) => filed(id) === reasons.has(id));
  assert.deepEqual(unsaid, [], 'give it a file in LIST_EXPORT_ROUTES, or a reason in UNFILED_LISTS');
  for (const [id, reason] of reasons) {
    assert.ok(
      listings.some((listing) => listing === id),
      `${id} is no listing`,
    );
    assert.match(reason, /^.{25,}\.$/, id);
  }
});

describe('listings as files', () => {
  let house: ControlHouse;
  let key: string;
  before(async () => {
    house = await openControlHouse();
    key = await house.makeKey(EVERY_SCOPE);
    const admin = house.clientOf(key);
    await house.database.pool.query(
      `insert into tokenward.team (id, name, status, revision, managed_by, created_at, updated_at, changed_version)
       select 'team-' || n, $1, case when n % 3 = 0 then 'active' else 'archived' end, 1, 'api', now(), now(), 1
       from generate_series(1, $2) n`,
      [FORMULA, TEAMS],
    );
    for (const [at, source] of [FORMULA, '-1+2', 'a; "contract"'].entries()) {
      const amounts = { inputUncached: '2500000001', outputVisible: '1' };
      const body = { priceKey: `tale-${at}`, effectiveFrom: `2026-0${at + 1}-01T00:00:00Z`, source };
      await admin.call('createPrice', {
        body: { ...body, nanodollarsPerMillionTokens: amounts, endsPrevious: false },
      });
    }
    await admin.call('makeReport', { body: { about: 'mistake', words: `${FORMULA}\nsecond line` } });
  });
  after(() => house.close());

  const read = async (path: string) => {
    const response = await house.send(`${API_BASE}${path}`, { key });
    const text = await response.text();
    assert.equal(response.status, 200, `${path} ${text}`);
    const records = readCsv(text);
    assert.ok(!('kind' in records), path);
    return { text, response, rows: records.map(({ fields }) => fields) };
  };
  const list = async (path: string, query = ''): Promise<readonly Record<string, unknown>[]> => {
    const rows: Record<string, unknown>[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? query : `${query}${query === '' ? '?' : '&'}cursor=${cursor}`;
      const answer: Listed = JSON.parse(await (await house.send(`${API_BASE}${path}${more}`, { key })).text());
      rows.push(...answer.rows);
      cursor = answer.next ?? null;
    } while (cursor !== null);
    return rows;
  };

  test('every file has exactly the rows of its list under the same filter, all of them, in their order', async () => {
    let filled = 0;
    for (const route of Object.values(LIST_EXPORT_ROUTES)) {
      if (route.path.includes('{')) continue;
      const of = listOf(route);
      const query = QUERIES[of.path] ?? '';
      const listed = await list(of.path, query);
      const { rows, text, response } = await read(`${route.path}${query}`);
      const [first] = columnsOfRows(of.answer);
      assert.ok(first !== undefined && first.path.length === 1, of.path);
      assert.deepEqual(
        rows.map((row) => row.get(first.name)),
        listed.map((row) => String(row[first.path[0] ?? ''])),
        of.path,
      );
      assert.equal(text.split('\r\n')[0]?.split(',').length, columnsOfRows(of.answer).length, of.path);
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="[a-z-]+\.csv"$/);
      if (listed.length > 0) filled += 1;
    }
    assert.ok(filled >= 6, `only ${filled} lists had rows`);
    assert.equal((await read('/teams.csv?status=archived')).rows.length, (TEAMS * 2) / 3);
  });

  test('no text in any of them begins a formula, and amounts stay exact numbers', async () => {
    for (const route of Object.values(LIST_EXPORT_ROUTES)) {
      if (route.path.includes('{')) continue;
      const query = QUERIES[listOf(route).path] ?? '';
      const { rows } = await read(`${route.path}${query}`);
      for (const row of rows)
        for (const [name, cell] of row) if (!/^-?[\d.]+$/.test(cell)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/, name);
    }
    const { rows } = await read('/prices.csv');
    assert.deepEqual(
      rows.map((row) => [row.get('source'), row.get('dollars_per_million_tokens_input_uncached')]),
      (await list('/prices')).map(({ source }) => [
        /^[=-]/.test(String(source)) ? `'${source}` : source,
        '2.500000001',
      ]),
    );
    assert.ok((await read('/reports.csv')).rows.some((row) => row.get('words') === `'${FORMULA}\nsecond line`));
  });

  test('who may read a list may have its file, and nobody else; who takes one stands in the trail', async () => {
    const admin = house.clientOf(key);
    for (const role of ['employee', 'finance', 'auditor'] as const) {
      const browser = await arriveByInvitation(house, `a-${role.replaceAll('_', '-')}`);
      const personId = `a-${role.replaceAll('_', '-')}`;
      if (role !== 'employee') await admin.call('grantRole', { body: { personId, role, reason: 'for the test' } });
      for (const route of Object.values(LIST_EXPORT_ROUTES)) {
        if (route.path.includes('{')) continue;
        const of = listOf(route);
        const query = QUERIES[of.path] ?? '';
        const [listed, filed] = [await browser.get(`${of.path}${query}`), await browser.get(`${route.path}${query}`)];
        assert.equal(filed.status, listed.status, `${role} ${route.path}`);
      }
    }
    const { rows } = await admin.call('listAuditEvents', { query: { subject: 'export:teams', limit: 500 } });
    const { actor, type, detail } = JSON.parse(rows.at(-1)?.body ?? '{}');
    assert.deepEqual([type, detail.filter], ['rows.exported', { status: 'archived' }]);
    assert.match(actor.id, /^a-/);
  });

  test('a file of one thing is of that one, and of what is not there a problem', async () => {
    const admin = house.clientOf(key);
    const refused = await house.send(`${API_BASE}/envelopes/nothing/entries.csv`, { key });
    assert.equal(refused.status, 404);
    const body = { id: 'all', name: 'All', scope: {}, unit: 'requests', period: 'month', hardCap: '5' } as const;
    await admin.call('createEnvelope', { body });
    assert.equal((await read('/envelopes/all/entries.csv')).response.status, 200);
    const [envelope] = (await read('/envelopes.csv')).rows;
    assert.deepEqual([envelope?.get('id'), envelope?.get('hard_cap')], ['all', '5']);
  });
});
