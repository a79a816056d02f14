import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { aModel } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { callGateway } from './call-gateway.ts';

const CHAT = '/v1/chat/completions';
const AUTHORIZED = { authorization: `Bearer ${TEST_KEY}` };
let house: GatewayHouse;

before(async () => {
  house = await openGatewayHouse({
    models: [
      aModel(),
      aModel({ id: 'renamed', targets: [{ upstreamId: 'main', upstreamModel: 'the-vendors-name' }] }),
      aModel({
        id: 'claude',
        vendor: 'anthropic',
        faces: ['anthropic-messages', 'anthropic-count-tokens'],
        targets: [{ upstreamId: 'claude', upstreamModel: 'claude' }],
      }),
    ],
  });
});
beforeEach(() => void (house.seen as unknown[]).splice(0));
after(() => house.close());

const ODD_BODY =
  '{ "zeta" : 1e2,\n "model":"small" , "messages":[{"role":"user","content":"é \\u00e9 \\/ 😀","new_field":[1,2.50,{}]}],"unknown":{"b":1,"a":null} }\n';

test('a body that policy need not change reaches the upstream byte for byte', async () => {
  await callGateway(house.address, { path: CHAT, body: ODD_BODY, headers: AUTHORIZED });
  assert.equal(house.seen[0]?.body.toString(), ODD_BODY);
});

test('a model that has another name upstream changes by its own bytes alone', async () => {
  await callGateway(house.address, { path: CHAT, body: ODD_BODY.replace('"small"', '"renamed"'), headers: AUTHORIZED });
  assert.equal(house.seen[0]?.body.toString(), ODD_BODY.replace('"small"', '"the-vendors-name"'));
});

test('a use case in the model name is taken off on the way', async () => {
  await callGateway(house.address, {
    path: CHAT,
    body: ODD_BODY.replace('"small"', '"drafting/small"'),
    headers: AUTHORIZED,
  });
  assert.equal(house.seen[0]?.body.toString(), ODD_BODY);
  const record = house.records.at(-1);
  assert.deepEqual([record?.useCaseSource, record?.modelId, record?.routeReason], ['model_alias', 'small', 'alias']);
});

test('usage is asked for in each stream and its chunk kept from a client that did not ask', async () => {
  const count = house.records.length + 1;
  const body = { model: 'small', stream: true, messages: [{ role: 'user', content: 'hi' }] };
  const answer = await callGateway(house.address, { path: CHAT, body, headers: AUTHORIZED });
  const record = await house.settled(count);
  assert.match(house.seen[0]?.body.toString() ?? '', /"stream_options":\{"include_usage":true\}/);
  assert.doesNotMatch(answer.text, /"choices":\[\]/);
  assert.match(answer.text, /data: \[DONE\]\n\n$/);
  assert.equal(record.usageBasis, 'measured');
});

test('a client that asks for usage gets its chunk', async () => {
  const body = {
    model: 'small',
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: 'hi' }],
  };
  const answer = await callGateway(house.address, { path: CHAT, body, headers: AUTHORIZED });
  assert.match(answer.text, /"choices":\[\],"usage":\{/);
  assert.equal(house.seen[0]?.body.toString(), JSON.stringify(body));
});

test('beta headers and the query travel on; keys, cookies, addresses and our own headers stay here', async () => {
  await callGateway(house.address, {
    path: '/v1/messages?beta=true',
    body: { model: 'claude', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }] },
    headers: {
      'x-api-key': TEST_KEY,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'one-2025-01-01,two-2026-01-01',
      cookie: 'session=1',
      'x-forwarded-for': '10.0.0.1',
      'tokenward-purpose': 'a reason',
      'openai-organization': 'org',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    },
  });
  const sent = house.seen[0];
  assert.equal(sent?.path, '/v1/messages?beta=true');
  assert.deepEqual(
    [sent?.headers['anthropic-beta'], sent?.headers['anthropic-version']],
    ['one-2025-01-01,two-2026-01-01', '2023-06-01'],
  );
  for (const name of [
    'x-api-key',
    'authorization',
    'cookie',
    'x-forwarded-for',
    'tokenward-purpose',
    'openai-organization',
  ])
    assert.equal(sent?.headers[name], undefined, name);
  assert.match(String(sent?.headers.traceparent), new RegExp(`^00-${'a'.repeat(32)}-(?!b{16})[0-9a-f]{16}-01$`));
  assert.equal(house.records.at(-1)?.purpose, 'a reason');
});

test('nothing of our key reaches the upstream in any header or byte', async () => {
  await callGateway(house.address, { path: CHAT, body: { model: 'small', messages: [] }, headers: AUTHORIZED });
  assert.ok(!JSON.stringify(house.seen[0]?.headers).includes(TEST_KEY) && !house.seen[0]?.body.includes(TEST_KEY));
});

test("of the upstream's headers a client gets the content type and no other", async () => {
  const answer = await callGateway(house.address, {
    path: CHAT,
    body: { model: 'small', messages: [] },
    headers: AUTHORIZED,
  });
  const ours = ['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'request-id', 'x-request-id'];
  assert.deepEqual(
    Object.keys(answer.headers).filter((name) => !ours.includes(name)),
    [],
  );
});

test('a second turn is found to continue its conversation, a new one is not', async () => {
  const turns = [{ role: 'user', content: 'first' }];
  const call = async (messages: unknown[]) => {
    const count = house.records.length + 1;
    await callGateway(house.address, { path: CHAT, body: { model: 'small', messages }, headers: AUTHORIZED });
    return house.settled(count);
  };
  const first = await call(turns);
  const second = await call([...turns, { role: 'assistant', content: 'answer' }, { role: 'user', content: 'second' }]);
  const other = await call([{ role: 'user', content: 'something else' }]);
  assert.deepEqual([first.taskSource, second.taskSource, other.taskSource], ['new', 'prefix', 'new']);
  assert.equal(second.taskId, first.taskId);
  assert.notEqual(other.taskId, first.taskId);
});

test('a session that the client names groups its calls', async () => {
  const headers = { ...AUTHORIZED, 'x-claude-code-session-id': 'session-7' };
  const body = { model: 'claude', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }] };
  const count = house.records.length + 1;
  await callGateway(house.address, { path: '/v1/messages', body, headers });
  const record = await house.settled(count);
  assert.deepEqual([record.sessionId, record.taskId, record.taskSource], ['session-7', 'session-7', 'client']);
});

test('counting tokens is recorded and costs nothing', async () => {
  const count = house.records.length + 1;
  const answer = await callGateway(house.address, {
    path: '/v1/messages/count_tokens',
    body: { model: 'claude', messages: [] },
    headers: AUTHORIZED,
  });
  const record = await house.settled(count);
  assert.deepEqual([answer.status, record.usageBasis, record.costNanodollars], [200, 'none', '0']);
});

test('the models that a key can reach are listed in the shape of the caller', async () => {
  const openai = await callGateway(house.address, { path: '/v1/models', method: 'GET', headers: AUTHORIZED });
  const anthropic = await callGateway(house.address, {
    path: '/v1/models?limit=1000',
    method: 'GET',
    headers: { 'x-api-key': TEST_KEY, 'anthropic-version': '2023-06-01' },
  });
  assert.deepEqual(
    JSON.parse(openai.text).data.map((model: { id: string }) => model.id),
    ['claude', 'renamed', 'small'],
  );
  assert.deepEqual([JSON.parse(anthropic.text).data[0].type, JSON.parse(anthropic.text).has_more], ['model', false]);
});
