import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { API_BASE, type Route } from '../../../src/contract/route.ts';
import { OPERATION_IDS, ROUTES } from '../../../src/contract/routes.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

describe('401 and 403 of the control API', () => {
  let house: ControlHouse;
  before(async () => {
    house = await openControlHouse();
  });
  after(() => house.close());

  test('every route asks for its scope: with it a key gets past, with every other scope it does not', async () => {
    const keys = new Map<string, string>();
    for (const scope of EVERY_SCOPE) keys.set(scope, await house.makeKey([scope]));
    const seen: string[] = [];
    for (const id of OPERATION_IDS) {
      const route: Route = ROUTES[id];
      for (const [scope, key] of keys) {
        const { status, code } = await ask(route, key);
        const isAllowed = route.scope === 'none' || route.scope === 'any' || route.scope === scope;
        const isDenied = status === 403 && code === 'scope_missing';
        assert.equal(isDenied, !isAllowed, `${id} with ${scope}: ${status} ${code}`);
        seen.push(`${id} ${scope}`);
      }
    }
    assert.equal(seen.length, OPERATION_IDS.length * EVERY_SCOPE.length);
  });

  test('every route but the contract asks for a key, and says how to send one', async () => {
    for (const id of OPERATION_IDS) {
      const route: Route = ROUTES[id];
      const { status, code, response } = await ask(route, undefined);
      if (route.scope === 'none') {
        assert.doesNotMatch(`${code}`, /^key_|scope_missing/, id);
        continue;
      }
      assert.equal(`${status} ${code}`, '401 key_missing', id);
      assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="tokenward"');
    }
  });

  test('an unknown, an expired, a suspended and a revoked key are told apart', async () => {
    const client = await house.admin();
    const make = () =>
      client.call('createApiKey', {
        body: { name: 'To be stopped', owner: { kind: 'person', personId: 'ada' }, expiresAt: '2026-11-21T12:00:00Z' },
      });
    const [suspended, revoked, expired] = [await make(), await make(), await make()];
    await client.call('suspendApiKey', { params: { id: suspended.id }, body: { reason: 'Lost laptop' } });
    await client.call('revokeApiKey', { params: { id: revoked.id }, body: { reason: 'Found in a public repository' } });
    await house.refresh();
    assert.equal((await codeOf('tw_nobody')).code, 'key_unknown');
    assert.equal((await codeOf(suspended.secret ?? '')).code, 'key_suspended');
    assert.equal((await codeOf(revoked.secret ?? '')).code, 'key_revoked');
    house.clock.ms = START_MS + 86_400_000;
    assert.equal((await codeOf(expired.secret ?? '')).code, 'key_expired');
    house.clock.ms = START_MS;
    const resumed = await client.call('resumeApiKey', { params: { id: suspended.id } });
    assert.equal(resumed.statusReason, null);
    await house.refresh();
    assert.equal((await codeOf(suspended.secret ?? '')).status, 200);
  });

  test('a key gives no more than its creator has, also by rotating or resuming', async () => {
    const auditor = { name: 'Auditor', owner: { kind: 'person', personId: 'ada' }, scopes: ['audit.read'] } as const;
    const writer = house.clientOf(await house.makeKey(['control.write']));
    await assert.rejects(writer.call('createApiKey', { body: { ...auditor, scopes: ['call', 'audit.read'] } }), {
      code: 'grant_exceeds_creator',
    });
    await writer.call('createApiKey', { body: { ...auditor, scopes: ['call'] } });
    const admin = await house.admin();
    const made = await admin.call('createApiKey', { body: { ...auditor, scopes: ['audit.read'] } });
    await assert.rejects(writer.call('rotateApiKey', { params: { id: made.id }, body: {} }), {
      code: 'grant_exceeds_creator',
    });
    await writer.call('suspendApiKey', { params: { id: made.id }, body: { reason: 'To be looked at' } });
    await assert.rejects(writer.call('resumeApiKey', { params: { id: made.id } }), { code: 'grant_exceeds_creator' });
  });

  test('a calling key reads what it is and what its owner used, and nothing else', async () => {
    const client = house.clientOf(await house.makeKey(['call']));
    assert.deepEqual((await client.call('readMe', {})).scopes, ['call']);
    assert.equal((await client.call('readMyUsage', {})).calls, 0);
    await assert.rejects(client.call('readUsage', {}), { code: 'scope_missing' });
  });

  async function codeOf(key: string): Promise<{ readonly status: number; readonly code: unknown }> {
    const response = await house.send('/api/v1/me', { headers: { 'x-api-key': key } });
    const body: unknown = await response.json();
    return {
      status: response.status,
      code: typeof body === 'object' && body !== null && 'code' in body ? body.code : null,
    };
  }

  /** A body that no schema takes, so that nothing happens where the key gets past. */
  async function ask(
    route: Route,
    key: string | undefined,
  ): Promise<{ readonly status: number; readonly code: unknown; readonly response: Response }> {
    const path = API_BASE + route.path.replaceAll(/\{\w+\}/g, 'nothing');
    const response = await house.send(`${path}?no-such-parameter=1`, {
      method: route.method,
      ...(route.method === 'GET' ? {} : { body: '[]' }),
      ...(key === undefined ? {} : { key }),
    });
    const body: unknown = JSON.parse(await response.text());
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
    return { status: response.status, code, response };
  }
});
