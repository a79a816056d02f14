import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { CacheRule } from '../../../src/domain/catalog/cache-rule.ts';
import { DATA_CLASSES } from '../../../src/domain/detection/data-class.ts';
import { aModel, aUseCase } from '../../fakes/catalog-rows.ts';
import type { GatewayHouse, GatewayHouseOptions } from '../../fakes/gateway-house.ts';
import { type Asked, askHouse, CHAT, EXACT, HELLO, openCachedHouse, type Question } from './cached-house.ts';

let house: GatewayHouse;
afterEach(() => house.close());

async function open(rule: Partial<CacheRule> = {}, options: GatewayHouseOptions = {}): Promise<void> {
  house = await openCachedHouse(rule, options);
}

const ask = (key: string, body: unknown = HELLO, question: Question = {}): Promise<Asked> =>
  askHouse(house, key, body, question);

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
