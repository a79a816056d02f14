import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

describe('The idempotency key of the control API', () => {
  let house: ControlHouse;
  let key = '';
  before(async () => {
    house = await openControlHouse();
    key = await house.makeKey(EVERY_SCOPE);
  });
  after(() => house.close());

  const post = (path: string, name: string, body: object, by = key) =>
    house.send(`/api/v1${path}`, {
      method: 'POST',
      key: by,
      body: JSON.stringify(body),
      headers: { 'idempotency-key': name },
    });

  test('the same write sent again gives the same answer and happens once', async () => {
    const body = { id: 'once', name: 'Once' };
    const first = await post('/teams', 'write-1', body);
    const again = await post('/teams', 'write-1', { name: 'Once', id: 'once' });
    assert.equal(first.status, 201);
    assert.equal(first.headers.get('idempotency-replayed'), null);
    assert.equal(again.status, 201);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual(await again.json(), await first.json());
  });

  test('the same name for another body or another path is refused', async () => {
    await post('/teams', 'write-2', { id: 'two', name: 'Two' });
    for (const [path, body] of [
      ['/teams', { id: 'three', name: 'Three' }],
      ['/cost-centres', { id: 'two', name: 'Two' }],
    ] as const) {
      const other = await post(path, 'write-2', body);
      assert.equal(other.status, 422);
      assert.equal(((await other.json()) as { code: string }).code, 'idempotency_mismatch');
    }
  });

  test('two keys do not see each other’s names', async () => {
    const other = await house.makeKey(['control.write']);
    assert.equal((await post('/teams', 'write-3', { id: 'mine', name: 'Mine' })).status, 201);
    assert.equal((await post('/teams', 'write-3', { id: 'yours', name: 'Yours' }, other)).status, 201);
  });

  test('a write that failed may be sent again under its name', async () => {
    const body = { id: 'p', name: 'P', teamId: 'later' };
    assert.equal((await post('/projects', 'write-4', body)).status, 422);
    await post('/teams', 'write-5', { id: 'later', name: 'Later' });
    assert.equal((await post('/projects', 'write-4', body)).status, 201);
  });

  test('of ten at once one happens, and the others wait or get its answer', async () => {
    const body = { name: 'Race', owner: { kind: 'person', personId: 'ada' } };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/api-keys', 'write-6', body)));
    const statuses = answers.map(({ status }) => status);
    assert.ok(statuses.every((status) => status === 201 || status === 409));
    assert.equal(answers.filter((one) => one.status === 201 && !one.headers.has('idempotency-replayed')).length, 1);
    const client = house.clientOf(key);
    const names = [];
    for await (const row of client.rows('listApiKeys', {})) names.push(row.name);
    assert.equal(names.filter((name) => name === 'Race').length, 1);
  });

  test('a key that is shown once is not kept for the replay', async () => {
    const body = { name: 'Secret', owner: { kind: 'person', personId: 'ada' } };
    const first = (await (await post('/api-keys', 'write-7', body)).json()) as { id: string; secret: string };
    const again = (await (await post('/api-keys', 'write-7', body)).json()) as { id: string; secret: null };
    assert.equal(again.id, first.id);
    assert.equal(again.secret, null);
    const kept = await house.database.pool.query<{ text: string }>(
      `select string_agg(k::text, ' ') as text from tokenward.idempotency_key k`,
    );
    assert.ok(!(kept.rows[0]?.text ?? first.secret).includes(first.secret));
  });

  test('a name is free again after 24 hours', async () => {
    const body = { id: 'old', name: 'Old' };
    await post('/teams', 'write-8', body);
    house.clock.ms = START_MS + 24 * 3_600_000;
    assert.equal((await post('/teams', 'write-8', body)).status, 409);
    house.clock.ms = START_MS;
  });
});
