import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ControlHouse, EVERY_SCOPE, openControlHouse } from './control-house.ts';

describe('404, 405, 413 and 415 of the control API', () => {
  let house: ControlHouse;
  let key = '';
  before(async () => {
    house = await openControlHouse();
    key = await house.makeKey(EVERY_SCOPE);
  });
  after(() => house.close());

  test('a row that does not exist is named', async () => {
    for (const path of [
      '/teams/nobody',
      '/people/nobody',
      '/models/a%2Fb',
      '/prices/none',
      '/use-cases/none',
      '/calls/none',
    ]) {
      const problem = await ask(path, {});
      assert.equal(`${problem.status} ${problem.code}`, '404 not_found', path);
    }
  });

  test('a path that nobody serves is a problem, with or without a key', async () => {
    assert.equal((await ask('/tea', {})).code, 'route_unknown');
    const response = await house.send('/api/v2/teams');
    assert.equal(response.status, 404);
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  });

  test('a method that a path does not answer is a problem that names those which it does', async () => {
    for (const [method, path, allowed] of [
      ['DELETE', '/teams/support', 'GET, PATCH'],
      ['PUT', '/teams', 'GET, POST'],
      ['GET', '/api-keys/x/rotate', 'POST'],
      ['HEAD', '/teams', 'GET, POST'],
    ] as const) {
      const response = await house.send(`/api/v1${path}`, { method, key });
      assert.equal(response.status, 405, `${method} ${path}`);
      assert.equal(response.headers.get('allow'), allowed);
    }
  });

  test('a body above one megabyte is refused, and a configuration may have ten', async () => {
    const big = JSON.stringify({ declaration: { teams: [{ id: 'a', name: 'A'.repeat(1_100_000) }] } });
    assert.equal((await ask('/teams', { method: 'POST', body: big })).code, 'body_too_large');
    assert.equal((await ask('/configuration/plan', { method: 'POST', body: big })).code, 'body_invalid');
    const bigger = `{"declaration":{},"x":"${'x'.repeat(10_500_000)}"}`;
    assert.equal((await ask('/configuration/plan', { method: 'POST', body: bigger })).status, 413);
  });

  test('a body of another type or in another encoding is refused', async () => {
    const send = (headers: Record<string, string>) =>
      ask('/teams', { method: 'POST', body: '{"id":"a","name":"A"}', headers });
    assert.equal((await send({ 'content-type': 'application/x-www-form-urlencoded' })).code, 'encoding_unsupported');
    assert.equal((await send({ 'content-type': 'application/json', 'content-encoding': 'gzip' })).status, 415);
  });

  async function ask(path: string, init: RequestInit): Promise<{ readonly status: number; readonly code: string }> {
    const response = await house.send(`/api/v1${path}`, { ...init, key });
    return (await response.json()) as { readonly status: number; readonly code: string };
  }
});
