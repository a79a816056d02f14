import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createRecentRequests } from '../../../src/http/scim/recent-requests.ts';
import { createScimFace } from '../../../src/http/scim/scim-face.ts';
import { ENTERPRISE, openScimHouse, type ScimHouse } from './scim-house.ts';

describe('requests of identity providers', () => {
  let house: ScimHouse;
  before(async () => {
    house = await openScimHouse();
  });
  after(() => house.close());

  test('what this server can do is said without a key; everything else asks for one with the scope', async () => {
    const bare = (path: string) => house.scim('GET', path, undefined, { authorization: '' });
    const { body } = await bare('/ServiceProviderConfig');
    assert.deepEqual(
      [body.patch.supported, body.bulk.supported, body.filter.maxResults, body.etag.supported],
      [true, false, 200, true],
    );
    const types = await bare('/ResourceTypes');
    assert.deepEqual(
      types.body.Resources.map(({ endpoint }: { endpoint: string }) => endpoint),
      ['/Users', '/Groups'],
    );
    const schema = await bare(`/Schemas/${ENTERPRISE}`);
    const names = schema.body.attributes.map(({ name }: { name: string }) => name);
    assert.deepEqual(names, ['costCenter', 'manager']);
    const missing = await bare('/Users');
    assert.deepEqual([missing.status, missing.body.schemas], [401, ['urn:ietf:params:scim:api:messages:2.0:Error']]);
    const unknown = await house.scim('GET', '/Users', undefined, { authorization: 'Bearer something' });
    assert.equal(unknown.status, 401);
    assert.equal((await house.scim('GET', '/Bulk')).status, 404);
    assert.equal((await house.scim('PUT', '/Users', {})).status, 405);
  });

  test('the key opens nothing else, and a key without the scope does not open this', async () => {
    const key = await house.makeKey(['scim']);
    assert.equal((await house.send('/api/v1/people', { key })).status, 403);
    const other = await house.makeKey(['control.read', 'control.write']);
    const denied = await house.scimAs(other, 'GET', '/Users');
    assert.deepEqual([denied.status, /"scim"/.test(denied.body.detail)], [403, true]);
  });

  test('where no provider is set up, every address says so', async () => {
    const face = createScimFace({
      context: house.context,
      ...{ provisioning: null, publicAddress: null, findGrant: () => undefined, log: () => undefined },
      ...{ isStoreAway: () => false, accepting: () => true, recent: createRecentRequests() },
    });
    const server = createServer(face).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/scim/v2/ServiceProviderConfig`);
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /signIn\.provisioning/);
    server.close();
    server.closeAllConnections();
  });

  test('lists come in pages that follow one another, with how many there are', async () => {
    for (const name of ['bo', 'cy', 'di']) await house.addPerson(name);
    const page = async (query: string) => (await house.scim('GET', `/Users?${query}`)).body;
    const first = await page('startIndex=1&count=2');
    const next = await page('startIndex=3&count=2');
    assert.deepEqual([first.totalResults, first.itemsPerPage, next.startIndex], [4, 2, 3]);
    const ids = [...first.Resources, ...next.Resources].map(({ id }: { id: string }) => id);
    assert.deepEqual(ids, ['ada', 'bo', 'cy', 'di']);
    assert.deepEqual((await page('count=0')).Resources, []);
    const lean = await page('count=1&attributes=userName');
    assert.deepEqual(Object.keys(lean.Resources[0]).sort(), ['id', 'userName']);
  });

  test('versions keep two who change the same person from undoing one another', async () => {
    const { headers } = await house.scim('GET', '/Users/bo');
    const version = headers.get('etag') ?? '';
    assert.equal((await house.scim('GET', '/Users/bo', undefined, { 'if-none-match': version })).status, 304);
    const operations = { Operations: [{ op: 'replace', path: 'displayName', value: 'Bo Two' }] };
    assert.equal((await house.scim('PATCH', '/Users/bo', operations, { 'if-match': version })).status, 200);
    assert.equal((await house.scim('PATCH', '/Users/bo', operations, { 'if-match': version })).status, 412);
    assert.equal((await house.scim('DELETE', '/Users/bo', undefined, { 'if-match': version })).status, 412);
    assert.equal((await house.store.get('person', 'bo'))?.row.status, 'active');
  });

  test('names of prototypes are refused wherever they stand, and nothing of such a request is done', async () => {
    const whole = (more: string) => `{"userName":"eve@example.test",${more}}`;
    const bodies = [
      whole('"__proto__":{"polluted":true}'),
      whole(`"${ENTERPRISE}:__proto__.polluted":"yes"`),
      whole('"name":{"constructor":{"prototype":{"polluted":"yes"}}}'),
    ];
    for (const body of bodies) assert.equal((await house.scim('POST', '/Users', body)).status, 400, body);
    const steps = [
      { op: 'add', path: '__proto__.polluted', value: 'yes' },
      { op: 'add', path: 'constructor.prototype.polluted', value: 'yes' },
      { op: 'replace', value: { [`${ENTERPRISE}:__proto__.polluted`]: 'yes' } },
    ];
    for (const step of steps) assert.equal((await house.patch('/Users/cy', [step])).status, 400, JSON.stringify(step));
    assert.equal((await house.find('Users', 'constructor.prototype.polluted eq "yes"')).status, 400);
    assert.equal((await house.scim('GET', '/Users?attributes=constructor.prototype')).status, 400);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.equal((await house.find('Users', 'userName eq "eve@example.test"')).body.totalResults, 0);
  });

  test('what is no record, too deep, or not for a person here is refused in words', async () => {
    const post = async (body: unknown) => {
      const { status, body: answer } = await house.scim('POST', '/Users', body);
      return `${status} ${answer.scimType}`;
    };
    assert.equal(await post('{'), '400 invalidSyntax');
    assert.equal(await post('[]'), '400 invalidSyntax');
    assert.equal(await post(`{"userName":${'['.repeat(100)}${']'.repeat(100)}}`), '400 invalidSyntax');
    assert.equal(await post({ displayName: 'Nobody' }), '400 invalidValue');
    assert.equal(await post({ userName: 'no-address' }), '400 invalidValue');
    assert.equal(await post({ userName: 'x@example.test', active: 'perhaps' }), '400 invalidValue');
    assert.equal(
      (await house.patch('/Users/cy', [{ op: 'replace', path: 'shoeSize', value: 1 }])).body.scimType,
      'invalidPath',
    );
    assert.equal((await house.patch('/Users/nobody', [{ op: 'replace', path: 'active', value: true }])).status, 404);
    assert.deepEqual(
      house.logged.filter((line) => line.startsWith('scim.failed')),
      [],
    );
  });

  test('of people who are kept by file only the state follows', async () => {
    await house.database.pool.query(`update tokenward.person set managed_by = 'file' where id = 'di'`);
    const renamed = await house.patch('/Users/di', [{ op: 'replace', path: 'displayName', value: 'Diana' }]);
    assert.deepEqual([renamed.status, renamed.body.scimType], [400, 'mutability']);
    assert.equal((await house.patch('/Users/di', [{ op: 'replace', path: 'active', value: false }])).status, 200);
    assert.equal((await house.store.get('person', 'di'))?.row.status, 'archived');
  });

  test('a group of two thousand people is taken whole, and answered without holding the others up', async () => {
    await house.database.pool.query(
      `insert into tokenward.person (id, name, email, team_id, roles, status, revision, managed_by, created_at, updated_at, changed_version)
       select 'p' || n, 'P', 'p' || n || '@example.test', 'support', '[]', 'active', 1, 'api', now(), now(), 1
       from generate_series(1, 2000) n`,
    );
    const members = Array.from({ length: 2_000 }, (_, index) => ({ value: `p${index + 1}` }));
    const started = performance.now();
    const made = await house.scim('POST', '/Groups', { displayName: 'Everybody', members });
    assert.deepEqual([made.status, made.body.members.length], [201, 2_000]);
    assert.ok(performance.now() - started < 5_000);
  });
});
