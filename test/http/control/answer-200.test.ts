import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse } from './control-house.ts';

describe('200 of the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  const codes = Array.from({ length: 23 }, (_, index) => `CC-${String(index).padStart(2, '0')}`);
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    for (const id of codes) await client.call('createCostCentre', { body: { id, name: `Centre ${id}` } });
  });
  after(() => house.close());

  test('pages of any size join into the whole listing, each row once and in order', async () => {
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    process.stdout.write(`# seed ${seed}\n`);
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (limit) => {
      const seen: string[] = [];
      for await (const row of client.rows('listCostCentres', { query: { limit } })) seen.push(row.id);
      assert.deepEqual(seen, codes);
    });
    await fc.assert(property, { seed, numRuns: 15 });
  });

  test('a listing can be narrowed by exact members', async () => {
    await client.call('archiveCostCentre', { params: { id: 'CC-05' } });
    const archived = await client.call('listCostCentres', { query: { status: 'archived' } });
    assert.deepEqual(
      archived.rows.map(({ id }) => id),
      ['CC-05'],
    );
    await client.call('restoreCostCentre', { params: { id: 'CC-05' } });
  });

  test('usage of a house without calls is nothing, in every grouping', async () => {
    const totals = await client.call('readUsage', { query: { from: '2026-11-01T00:00:00+01:00' } });
    assert.equal(totals.from, '2026-10-31T23:00:00.000Z');
    assert.equal(totals.calls, 0);
    assert.equal(totals.costNanodollars, '0');
    const groupings = [
      'day',
      'team',
      'project',
      'use_case',
      'model',
      'person',
      'cost_centre',
      'lane',
      'upstream',
      'key',
    ] as const;
    for (const by of groupings) assert.deepEqual((await client.call('readUsageGroups', { query: { by } })).rows, []);
    assert.deepEqual(await client.call('listCalls', {}), { rows: [], next: null, names: {} });
    assert.deepEqual(await client.call('listOpenCalls', {}), { rows: [], names: {} });
  });

  test('no answer may be kept, framed or guessed at, and each names its request', async () => {
    const response = await house.send('/api/v1/me', { key: await house.makeKey(EVERY_SCOPE) });
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  test('a read row has an ETag that a change accepts', async () => {
    const key = await house.makeKey(EVERY_SCOPE);
    const read = await house.send('/api/v1/cost-centres/CC-01', { key });
    const etag = read.headers.get('etag') ?? '';
    const change = { method: 'PATCH', key, body: '{"name":"New"}', headers: { 'if-match': etag } };
    assert.equal((await house.send('/api/v1/cost-centres/CC-01', change)).status, 200);
    assert.equal((await house.send('/api/v1/cost-centres/CC-01', change)).status, 412);
  });

  test('the contract is served as an OpenAPI document', async () => {
    const response = await house.send('/api/v1/openapi.json');
    const document = (await response.json()) as { readonly openapi: string };
    assert.equal(document.openapi, '3.1.1');
  });
});
