import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { CACHE_OFF, type CacheRule } from '../../../src/domain/catalog/cache-rule.ts';
import { DATA_CLASSES } from '../../../src/domain/detection/data-class.ts';
import type { KeyGrant } from '../../../src/domain/identity/key-grant.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { aGrant, aModel, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { type ClientAnswer, callGateway } from './call-gateway.ts';

const EXACT: CacheRule = { ...CACHE_OFF, mode: 'exact', scope: 'team' };
const MODELS = [
  aModel({ faces: ['openai-chat', 'openai-responses'] }),
  aModel({ id: 'large', priceKey: 'openai/small' }),
  aModel({
    id: 'claude',
    vendor: 'anthropic',
    faces: ['anthropic-messages'],
    targets: [{ upstreamId: 'claude', upstreamModel: 'claude' }],
    priceKey: 'anthropic/claude',
  }),
  aModel({ id: 'vectors', faces: ['openai-embeddings'], targets: [{ upstreamId: 'main', upstreamModel: 'vectors' }] }),
];
const CHAT = '/v1/chat/completions';
const HELLO = { model: 'small', temperature: 0, messages: [{ role: 'user', content: 'Hello' }] };

const KEYS: ReadonlyMap<string, KeyGrant> = new Map([
  ['ada', aGrant({ allowedUseCaseIds: ['drafting', 'other'] })],
  ['bob', aGrant({ keyId: 'key-2', owner: { kind: 'person', personId: 'bob' } })],
  ['eve', aGrant({ keyId: 'key-3', owner: { kind: 'person', personId: 'eve' }, teamId: 'sales' })],
  ['lab', aGrant({ keyId: 'key-4', lane: 'exploration' })],
]);

let house: GatewayHouse;
let calls: number;

async function open(rule: Partial<CacheRule> = {}, options: GatewayHouseOptions = {}): Promise<void> {
  const modelStack = MODELS.map(({ id }) => id);
  const cache = { ...EXACT, ...rule };
  house = await openGatewayHouse({
    models: MODELS,
    useCases: [aUseCase({ modelStack, cache }), aUseCase({ id: 'other', modelStack, cache })],
    grants: KEYS,
    ...options,
  });
}

beforeEach(() => {
  calls = 0;
});
afterEach(() => house.close());

type Asked = ClientAnswer & { readonly record: CallRecord; readonly cache: unknown };

async function ask(
  key: string,
  body: unknown = HELLO,
  { path = CHAT, headers = {} }: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Asked> {
  const answer = await callGateway(house.address, {
    path,
    body,
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  calls += 1;
  const record = await house.settled(calls);
  return { ...answer, record, cache: answer.headers['tokenward-cache'] };
}

test('an equal call gets the very answer again: nothing is sent, held or paid, and the record says what that saved', async () => {
  await open();
  const first = await ask('ada');
  assert.equal(first.cache, 'miss');
  assert.equal(first.record.cacheStatus, 'miss');
  const second = await ask(
    'bob',
    JSON.stringify({ user: 'bob', messages: HELLO.messages, temperature: 0, model: 'small' }, null, 2),
  );
  assert.equal(second.status, 200);
  assert.equal(second.text, first.text);
  assert.match(String(second.cache), /^hit; age=\d+$/);
  assert.equal(house.seen.length, 1);
  const { record } = second;
  assert.deepEqual(
    [record.cacheStatus, record.answeredBy, record.costNanodollars, record.usageBasis, record.upstreamId],
    ['hit', 'cache', '0', 'none', null],
  );
  assert.ok(Object.values(record.usage).every((tokens) => tokens === 0));
  assert.equal(record.avoidedCostNanodollars, first.record.costNanodollars);
  assert.deepEqual(record.vendorUsage, first.record.vendorUsage);
  assert.ok(record.cacheAgeMs !== null && record.cacheAgeMs >= 0);
  assert.equal(house.admissions.length, 2, 'each of them was admitted');
});

test('a stream is given again as a stream, event by event, and never to a call that asked for one piece', async () => {
  await open();
  for (const [path, body] of [
    [CHAT, { ...HELLO, stream: true }],
    ['/v1/responses', { model: 'small', temperature: 0, stream: true, input: 'Hello' }],
    ['/v1/messages', { model: 'claude', temperature: 0, stream: true, max_tokens: 99, messages: HELLO.messages }],
  ] as const) {
    const seen = house.seen.length;
    const first = await ask('ada', body, { path });
    const second = await ask('ada', body, { path });
    assert.equal(second.text, first.text);
    assert.equal(second.headers['content-type'], first.headers['content-type']);
    assert.equal(second.record.cacheStatus, 'hit');
    assert.equal(second.record.avoidedCostNanodollars, first.record.costNanodollars);
    const whole = await ask('ada', { ...body, stream: false }, { path });
    assert.equal(whole.cache, 'miss');
    assert.equal(house.seen.length, seen + 2);
  }
});

test('embeddings are given again', async () => {
  await open();
  const body = { model: 'vectors', input: 'Hello' };
  const first = await ask('ada', body, { path: '/v1/embeddings' });
  const second = await ask('ada', { user: 'x', ...body }, { path: '/v1/embeddings' });
  assert.deepEqual([second.text, second.record.cacheStatus], [first.text, 'hit']);
});

test('people, teams, lanes, use cases, models, questions and headers that mean something never share an answer', async () => {
  await open();
  await ask('ada');
  const others: readonly (readonly [key: string, body: unknown, headers?: Readonly<Record<string, string>>])[] = [
    ['eve', HELLO],
    ['lab', HELLO],
    ['ada', { ...HELLO, model: 'other/small' }],
    ['ada', { ...HELLO, model: 'large' }],
    ['ada', { ...HELLO, seed: 1 }],
    ['ada', { ...HELLO, messages: [{ role: 'user', content: 'Hello ' }] }],
    ['ada', { ...HELLO, messages: [{ role: 'user', content: 'Ｈello' }] }],
    ['ada', { ...HELLO, tools: [{ type: 'function', function: { name: 'a' } }] }],
    ['ada', { ...HELLO, tools: [{ type: 'function', function: { name: 'b' } }] }],
    ['ada', HELLO, { 'openai-beta': 'x' }],
  ];
  for (const [key, body, headers = {}] of others)
    assert.equal((await ask(key, body, { headers })).cache, 'miss', JSON.stringify([key, body, headers]));
  assert.equal(
    (await ask('ada', HELLO, { headers: { 'user-agent': 'other/2', 'x-stainless-retry-count': '3' } })).record
      .cacheStatus,
    'hit',
  );
});

test('what is more sensitive shares nothing with what is less', async () => {
  await open();
  const cache: CacheRule = { ...EXACT, dataClassMax: 'restricted' };
  const useCase = aUseCase({ modelStack: ['small'], cache, allowedDataClasses: [...DATA_CLASSES] });
  const model = aModel({ clearance: { dataClassMax: 'restricted', region: null, retention: 'none' } });
  house.change({ useCases: new Map([['drafting', useCase]]), models: new Map([['small', model]]) });
  const sensitive = { headers: { 'tokenward-data-class': 'confidential' } };
  await ask('ada');
  assert.equal((await ask('ada', HELLO, sensitive)).cache, 'miss');
  assert.match(String((await ask('bob', HELLO, sensitive)).cache), /^hit/);
});

test('within one person, nobody of the same team is given an answer', async () => {
  await open({ scope: 'person' });
  await ask('ada');
  assert.equal((await ask('bob')).cache, 'miss');
  assert.equal((await ask('ada')).record.cacheStatus, 'hit');
});

// biome-ignore format: a table is read down
const BARRED: readonly (readonly [body: unknown, headers: Readonly<Record<string, string>>, reason: string])[] = [
  [{ ...HELLO, temperature: 1 },                        {},                                       'sampled'],
  [HELLO,                                               { 'cache-control': 'no-store' },          'client_asked'],
  [HELLO,                                               { 'tokenward-data-class': 'confidential' }, 'data_class'],
  [{ ...HELLO, n: 2 },                                  {},                                       'several_choices'],
  [{ ...HELLO, new_thing: true },                       {},                                       'unknown_member'],
  [{ ...HELLO, store: true },                           {},                                       'kept_by_vendor'],
  [{ ...HELLO, tools: [{ type: 'web_search' }] },       {},                                       'vendor_tool'],
  [{ ...HELLO, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.org/a.png' } }] }] }, {}, 'media'],
];

test('a call that may not be answered from the cache is neither answered from it nor kept in it, and is told why', async () => {
  await open({}, {});
  house.change({
    useCases: new Map([
      [
        'drafting',
        aUseCase({
          modelStack: ['small'],
          cache: EXACT,
          allowedDataClasses: ['public', 'internal', 'confidential', 'restricted'],
        }),
      ],
    ]),
    models: new Map([
      ['small', aModel({ clearance: { dataClassMax: 'restricted', region: null, retention: 'none' } })],
    ]),
  });
  for (const [body, headers, reason] of BARRED) {
    for (let again = 0; again < 2; again++) {
      const answer = await ask('ada', body, { headers });
      assert.deepEqual([answer.cache, answer.record.cacheStatus], [`off; reason=${reason}`, 'off']);
      assert.equal(answer.record.answeredBy, 'upstream');
    }
  }
  assert.equal(house.gateway.answerCache.state().answers, 0);
});

test('a use case without a cache says nothing of one', async () => {
  await open({ mode: 'off' });
  await ask('ada');
  const second = await ask('ada');
  assert.deepEqual([second.cache, second.record.cacheStatus, second.record.answeredBy], [undefined, null, 'upstream']);
});

test('a client gets a fresh answer when it asks for one, and later calls get that', async () => {
  await open();
  const first = await ask('ada');
  const fresh = await ask('ada', HELLO, { headers: { 'cache-control': 'no-cache' } });
  assert.equal(fresh.cache, 'miss');
  assert.notEqual(fresh.text, first.text);
  assert.equal((await ask('ada')).text, fresh.text);
  assert.match(String((await ask('ada', HELLO, { headers: { 'cache-control': 'max-age=60' } })).cache), /^hit/);
});

test('what was cut off, failed or calls a tool is never kept', async () => {
  const faults = ['sim-cut', 'sim-error-500', 'sim-no-usage'];
  await open();
  const models = [
    aModel(),
    ...faults.map((id) => aModel({ id, targets: [{ upstreamId: 'main', upstreamModel: id }] })),
  ];
  house.change({
    models: new Map(models.map((row) => [row.id, row])),
    useCases: new Map([['drafting', aUseCase({ modelStack: models.map(({ id }) => id), cache: EXACT })]]),
  });
  for (const model of faults) for (const stream of [false, true]) await ask('ada', { ...HELLO, model, stream });
  const tools = [{ type: 'function', function: { name: 'clock', parameters: { type: 'object' } } }];
  for (const stream of [false, true]) await ask('ada', { ...HELLO, stream, tools, tool_choice: 'required' });
  await ask('ada', { ...HELLO, max_tokens: 3 });
  assert.equal(house.gateway.answerCache.state().answers, 0);
});

test('a changed use case, a new policy, a suspension and a purge each make what is kept unusable', async () => {
  await open();
  await ask('ada');
  assert.equal((await ask('ada')).record.cacheStatus, 'hit');
  house.change({ cachePurges: [{ version: 2, subject: { kind: 'team', id: 'sales' } }] });
  assert.equal((await ask('ada')).record.cacheStatus, 'hit');
  house.change({ cachePurges: [{ version: 3, subject: { kind: 'person', id: 'ada' } }] });
  assert.equal((await ask('bob')).record.cacheStatus, 'miss');
  house.change({ cachePurges: [{ version: 4, subject: { kind: 'person', id: 'ada' } }] });
  assert.equal((await ask('ada')).record.cacheStatus, 'hit', 'the answer is one that bob was given first');
  house.change({ policies: { ...house.gateway.snapshots.current().policies } });
  assert.equal((await ask('ada')).record.cacheStatus, 'miss');
  const changed = aUseCase({ modelStack: ['small'], purpose: 'Another', cache: EXACT });
  house.change({ useCases: new Map([['drafting', changed]]) });
  assert.equal((await ask('ada')).record.cacheStatus, 'miss');
  const subject = { kind: 'key', id: 'key-1' } as const;
  house.change({ suspensions: new Map([['key:key-1', { id: 's', subject, reason: 'lost', expiresAtMs: null }]]) });
  assert.equal(
    (await ask('bob')).record.cacheStatus,
    'miss',
    'what a suspended key was given first is given to nobody',
  );
});

test('calls that are equal and come at once ask once; those that waited say so', async () => {
  await open({}, { eventDelayMs: 5 });
  const all = await Promise.all(
    Array.from({ length: 8 }, () =>
      callGateway(house.address, {
        path: CHAT,
        body: { ...HELLO, stream: true },
        headers: { authorization: 'Bearer ada' },
      }),
    ),
  );
  await house.settled(8);
  assert.equal(house.seen.length, 1);
  assert.equal(new Set(all.map(({ text }) => text)).size, 1);
  assert.deepEqual(house.records.map(({ cacheStatus }) => cacheStatus).sort(), [
    'joined',
    'joined',
    'joined',
    'joined',
    'joined',
    'joined',
    'joined',
    'miss',
  ]);
  assert.equal(house.records.filter(({ costNanodollars }) => costNanodollars !== '0').length, 1);
});

test('when the first of equal calls fails one other takes its place, and when its answer cannot be given again all go alone', async () => {
  await open();
  const models = ['sim-error-500', 'small'].map((id) =>
    aModel({ id, targets: [{ upstreamId: 'main', upstreamModel: id }] }),
  );
  house.change({
    models: new Map(models.map((row) => [row.id, row])),
    useCases: new Map([['drafting', aUseCase({ modelStack: models.map(({ id }) => id), cache: EXACT })]]),
  });
  const failing = { ...HELLO, model: 'sim-error-500' };
  const failed = await Promise.all(
    [1, 2, 3].map(() =>
      callGateway(house.address, { path: CHAT, body: failing, headers: { authorization: 'Bearer ada' } }),
    ),
  );
  assert.ok(failed.every(({ status }) => status >= 500));
  assert.equal(house.seen.length, 3, 'each asked in its turn');
  const tools = [{ type: 'function', function: { name: 'clock', parameters: { type: 'object' } } }];
  const called = await Promise.all(
    [1, 2, 3].map(() =>
      callGateway(house.address, {
        path: CHAT,
        body: { ...HELLO, tools, tool_choice: 'required' },
        headers: { authorization: 'Bearer ada' },
      }),
    ),
  );
  assert.ok(called.every(({ status }) => status === 200));
  assert.equal(house.seen.length, 6);
});
