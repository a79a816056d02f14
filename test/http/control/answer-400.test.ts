import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ControlHouse, EVERY_SCOPE, openControlHouse } from './control-house.ts';

type Told = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
};

/** One row a mistake: what is sent, and what the problem says of it. */
// biome-ignore format: a table is read down
const MISTAKES: readonly (readonly [what: string, method: string, path: string, body: string | undefined, code: string, pointer: string | null, detail: RegExp])[] = [
  ['an empty body',           'POST', '/teams',                  '',                              'body_not_json',      null,              /empty/],
  ['half a body',             'POST', '/teams',                  '{"id":',                        'body_not_json',      null,              /not valid JSON/],
  ['a prototype member',      'POST', '/teams',                  '{"__proto__":{"id":"x"}}',      'body_not_json',      null,              /__proto__/],
  ['an array',                'POST', '/teams',                  '[]',                            'body_invalid',       '',                /must be an object/],
  ['a member too many',       'POST', '/teams',                  '{"id":"a","name":"A","boss":1}', 'body_invalid',      '/boss',           /not a member that is known/],
  ['a member too few',        'POST', '/teams',                  '{"id":"a"}',                    'body_invalid',       '/name',           /is missing/],
  ['a wrong type',            'POST', '/teams',                  '{"id":"a","name":7}',           'body_invalid',       '/name',           /must be a string/],
  ['a bad id',                'POST', '/teams',                  '{"id":"A b","name":"A"}',       'body_invalid',       '/id',             /lower-case letters/],
  ['a blank name',            'POST', '/teams',                  '{"id":"a","name":"  "}',        'body_invalid',       '/name',           /not be empty/],
  ['a line break in a name',  'POST', '/teams',                  '{"id":"a","name":"A\\nB"}',     'body_invalid',       '/name',           /one line/],
  ['an unknown tier',         'POST', '/use-cases',              '{"id":"a","name":"A","tier":4,"modelStack":[]}', 'body_invalid', '/tier', /1, 2 or 3/],
  ['an unknown owner kind',   'POST', '/api-keys',               '{"name":"K","owner":{"kind":"robot"}}', 'body_invalid', '/owner/kind',   /"person" or "service_account"/],
  ['a time without offset',   'POST', '/api-keys',               '{"name":"K","owner":{"kind":"person","personId":"ada"},"expiresAt":"2027-01-01T00:00:00"}', 'body_invalid', '/expiresAt', /with an offset/],
  ['a price as a number',     'POST', '/prices',                 '{"priceKey":"a/b","effectiveFrom":"2026-01-01T00:00:00Z","nanodollarsPerMillionTokens":{"inputUncached":1.5}}', 'body_invalid', '/nanodollarsPerMillionTokens/inputUncached', /must be a string/],
  ['an address with a user',  'POST', '/upstreams',              '{"id":"u","kind":"openai","baseUrl":"https://a:b@c.test/v1"}', 'body_invalid', '/baseUrl', /user name or password/],
  ['a page of none',          'GET',  '/teams?limit=0',          undefined,                       'query_invalid',      'query/limit',     /at least 1/],
  ['a page of thousands',     'GET',  '/teams?limit=501',        undefined,                       'query_invalid',      'query/limit',     /at most 500/],
  ['the same question twice', 'GET',  '/teams?limit=1&limit=2',  undefined,                       'query_invalid',      'query/limit',     /must be/],
  ['an unknown filter',       'GET',  '/teams?colour=red',       undefined,                       'query_invalid',      'query/colour',    /not a member/],
  ['an unknown grouping',     'GET',  '/usage/groups?by=mood',   undefined,                       'query_invalid',      'query/by',        /"day" or "team"/],
  ['no grouping',             'GET',  '/usage/groups',           undefined,                       'query_invalid',      'query/by',        /must be "day"/],
  ['a cursor of our own',     'GET',  '/teams?cursor=eHg',       undefined,                       'cursor_invalid',     'query/cursor',    /not a cursor/],
  ['a range backwards',       'GET',  '/usage?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', undefined, 'time_range_invalid', 'query/from', /before "to"/],
  ['a date for a time',       'GET',  '/usage?from=2026-02-01',  undefined,                       'query_invalid',      'query/from',      /ISO 8601/],
  ['a key id that is none',   'GET',  '/api-keys/seven',         undefined,                       'path_invalid',       'path/id',         /UUID/],
  ['a broken percent sign',   'GET',  '/teams/%E0%A4%A',         undefined,                       'path_invalid',       null,              /percent-encoding/],
];

describe('400 of the control API', () => {
  let house: ControlHouse;
  let key = '';
  before(async () => {
    house = await openControlHouse();
    key = await house.makeKey(EVERY_SCOPE);
  });
  after(() => house.close());

  for (const [what, method, path, body, code, pointer, detail] of MISTAKES) {
    test(`${what} is a ${code} that names the place`, async () => {
      const told = await ask(path, body === undefined ? { method } : { method, body });
      assert.equal(`${told.status} ${told.code}`, `400 ${code}`);
      if (pointer === null) return assert.match(told.detail, detail);
      const found = told.errors.find((error) => error.pointer === pointer);
      assert.match(found?.detail ?? JSON.stringify(told), detail);
    });
  }

  test('every fault of a body is told at once', async () => {
    const told = await ask('/people', { method: 'POST', body: '{"id":"B","email":"nobody","teamId":7}' });
    assert.deepEqual(told.errors.map((error) => error.pointer).sort(), ['/email', '/id', '/name', '/teamId']);
  });

  test('headers that cannot be used are named', async () => {
    const body = '{"id":"a","name":"A"}';
    const unnamed = await ask('/teams', { method: 'POST', body, headers: { 'idempotency-key': 'two words' } });
    assert.equal(unnamed.code, 'idempotency_key_invalid');
    const change = { method: 'PATCH', body: '{"name":"A"}', headers: { 'if-match': 'three' } };
    assert.equal((await ask('/teams/support', change)).code, 'if_match_invalid');
  });

  test('a cursor of one listing is refused by another, and by the same one with other filters', async () => {
    const client = house.clientOf(key);
    await client.call('createTeam', { body: { id: 'other', name: 'Other' } });
    const page = await client.call('listTeams', { query: { limit: 1 } });
    const cursor = page.next ?? '';
    assert.equal((await client.call('listTeams', { query: { limit: 1, cursor } })).rows[0]?.id, 'support');
    await assert.rejects(client.call('listPeople', { query: { cursor } }), { code: 'cursor_invalid' });
    await assert.rejects(client.call('listTeams', { query: { cursor, status: 'active' } }), { code: 'cursor_invalid' });
  });

  async function ask(path: string, init: RequestInit): Promise<Told> {
    const response = await house.send(`/api/v1${path}`, { ...init, key });
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
    const problem = (await response.json()) as Told & { readonly requestId: string; readonly remedy: string };
    assert.equal(problem.requestId, response.headers.get('x-request-id'));
    assert.notEqual(problem.remedy, '');
    return problem;
  }
});
