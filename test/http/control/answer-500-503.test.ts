import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ControlHouse, openControlHouse } from './control-house.ts';

describe('500 and 503 of the control API', () => {
  let house: ControlHouse;
  let key = '';
  before(async () => {
    house = await openControlHouse();
    key = await house.makeKey(['control.read', 'control.write']);
  });
  after(() => house.close());

  test('a bug is an answer with a request id, and its stack goes to the log only', async () => {
    await house.database.pool.query('alter table tokenward.team rename to team_elsewhere');
    const response = await house.send('/api/v1/teams/support', { key });
    await house.database.pool.query('alter table tokenward.team_elsewhere rename to team');
    const text = await response.text();
    assert.equal(response.status, 500);
    const problem = JSON.parse(text) as { code: string; requestId: string };
    assert.equal(problem.code, 'internal');
    assert.ok(!/relation|tokenward\.|at .*\.ts/.test(text), text);
    const logged = house.logged.find((line) => line.includes(problem.requestId)) ?? '';
    assert.match(logged, /"control.internal".*relation/);
    assert.ok(!house.logged.join('\n').includes(key));
  });

  test('a store that does not answer is 503, to be tried again', async (t) => {
    const other = await openControlHouse();
    t.after(() => other.close());
    const otherKey = await other.makeKey(['control.read']);
    await other.database.pool.end();
    const response = await other.send('/api/v1/teams', { key: otherKey });
    assert.equal(response.status, 503);
    assert.equal(((await response.json()) as { code: string }).code, 'store_away');
    assert.equal(response.headers.get('retry-after'), '1');
  });
});
