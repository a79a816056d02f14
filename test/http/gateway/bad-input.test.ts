import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { aGrant } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { callGateway, codeOf } from './call-gateway.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000);
const BODY_BYTES_MAX = 2_000_000;
const CHAT = '/v1/chat/completions';
const MESSAGES = '/v1/messages';
let house: GatewayHouse;

before(async () => {
  const grants = new Map([
    [TEST_KEY, aGrant()],
    ['expired', aGrant({ keyId: 'old', expiresAtMs: 1 })],
    ['revoked', aGrant({ keyId: 'gone', status: 'revoked' })],
    ['suspended', aGrant({ keyId: 'held', status: 'suspended' })],
    ['control', aGrant({ keyId: 'desk', scopes: ['control.read'] })],
  ]);
  house = await openGatewayHouse({ grants, limits: { bodyBytesMax: BODY_BYTES_MAX } });
});
after(() => house.close());

const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
const manyMessages = {
  model: 'small',
  messages: Array.from({ length: 10_000 }, (_, at) => ({ role: 'user', content: `message ${at}` })),
};

// biome-ignore format: a table is read down
const BODIES: readonly [string, string, unknown, string][] = [
  ['malformed JSON',                         CHAT,     '{"model":"small",',                                             '400 body_not_json'],
  ['an empty body',                          CHAT,     '',                                                              '400 body_not_json'],
  ['a list instead of an object',            CHAT,     '[]',                                                            '400 body_invalid'],
  ['invalid UTF-8',                          CHAT,     Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),   '400 body_not_json'],
  ['a member twice',                         CHAT,     '{"model":"small","model":"large","messages":[]}',               '400 duplicate_member'],
  ['a member written with escapes',          CHAT,     '{"m\\u006fdel":"small","messages":[]}',                         '400 body_invalid'],
  ['no model',                               CHAT,     { messages: [] },                                                '400 model_missing'],
  ['a model of the wrong type',              CHAT,     { model: 5, messages: [] },                                      '400 body_invalid'],
  ['messages of the wrong type',             CHAT,     { model: 'small', messages: 'hello' },                           '400 body_invalid'],
  ['stream of the wrong type',               CHAT,     { model: 'small', messages: [], stream: 'yes' },                 '400 body_invalid'],
  ['an unknown model',                       CHAT,     { model: 'huge', messages: [] },                                 '404 model_unknown'],
  ['an Anthropic body without model',        MESSAGES, { max_tokens: 5, messages: [] },                                 '400 model_missing'],
  ['a body above the limit',                 CHAT,     'x'.repeat(BODY_BYTES_MAX + 1),                                  '413 body_too_large'],
  ['a body nested two hundred thousand deep', CHAT,    `{"model":"small","messages":${deep}}`,                          '400 body_invalid'],
  ['ten thousand messages',                  CHAT,     manyMessages,                                                    '200 -'],
  ['prototype keys',                         CHAT,     '{"__proto__":{"model":"x"},"constructor":1,"model":"small","messages":[{"role":"user","content":"hi"}]}', '200 -'],
];

for (const [name, path, body, expected] of BODIES) {
  test(`${name}: a clear answer in the caller's shape, recorded under its request id`, async () => {
    const count = house.records.length + 1;
    const answer = await callGateway(house.address, { path, body });
    assert.equal(`${answer.status} ${codeOf(answer) ?? '-'}`, expected);
    const record = await house.settled(count);
    assert.equal(record.callId, answer.headers['x-request-id']);
    if (path === MESSAGES) assert.equal(JSON.parse(answer.text).type, 'error');
  });
}

// biome-ignore format: a table is read down
const CREDENTIALS: readonly [string, Record<string, string>, string][] = [
  ['no key',                          {},                                            '401 key_missing'],
  ['a key that nobody has',           { authorization: 'Bearer tw_nobody' },         '401 key_unknown'],
  ['a key without its marker',        { authorization: TEST_KEY },                   '401 key_missing'],
  ['an expired key',                  { 'x-api-key': 'expired' },                    '401 key_expired'],
  ['a revoked key',                   { 'x-api-key': 'revoked' },                    '401 key_revoked'],
  ['a suspended key',                 { 'x-api-key': 'suspended' },                  '401 key_suspended'],
  ['a key that is not for calls',     { 'x-api-key': 'control' },                    '403 scope_missing'],
];

for (const [name, headers, expected] of CREDENTIALS) {
  test(`${name} is turned away before the body is looked at, and counted`, async () => {
    const [records, turned] = [house.records.length, house.turnedAway.length];
    const answer = await callGateway(house.address, { path: CHAT, headers, body: 'not even JSON' });
    assert.equal(`${answer.status} ${codeOf(answer)}`, expected);
    assert.deepEqual([house.records.length, house.turnedAway.length], [records, turned + 1]);
    assert.ok(answer.headers['x-request-id']);
  });
}

// biome-ignore format: a table is read down
const ROUTES: readonly [string, string, string, Record<string, string>, string, string][] = [
  ['an unknown OpenAI route',         'POST', '/v1/images/generations',  {},                                    '404 route_unknown',      'openai'],
  ['an unknown Anthropic route',      'POST', '/v1/messages/batches',    {},                                    '404 route_unknown',      'anthropic'],
  ['a wrong method',                  'GET',  CHAT,                      {},                                    '405 method_not_allowed', 'openai'],
  ['a wrong method of Anthropic\'s',  'PUT',  MESSAGES,                  {},                                    '405 method_not_allowed', 'anthropic'],
  ['an unknown model by id',          'GET',  '/v1/models/none',         { 'anthropic-version': '2023-06-01' }, '404 model_unknown',      'anthropic'],
];

for (const [name, method, path, extra, expected, family] of ROUTES) {
  test(`${name} is refused in the shape of the API that was called`, async () => {
    const answer = await callGateway(house.address, {
      path,
      method,
      headers: { authorization: `Bearer ${TEST_KEY}`, ...extra },
    });
    assert.equal(`${answer.status} ${codeOf(answer)}`, expected);
    assert.equal(JSON.parse(answer.text).type === 'error' ? 'anthropic' : 'openai', family);
  });
}

test('a compressed body is refused, since nobody has looked inside', async () => {
  const answer = await callGateway(house.address, {
    path: CHAT,
    headers: { authorization: `Bearer ${TEST_KEY}`, 'content-encoding': 'gzip' },
  });
  assert.equal(`${answer.status} ${codeOf(answer)}`, '415 encoding_unsupported');
});

// biome-ignore format: a table is read down
const RAW: readonly [string, string, RegExp][] = [
  ['two readings of the length',     `POST ${CHAT} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!`,                         /^HTTP\/1\.1 400 /],
  ['length and chunks together',     `POST ${CHAT} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,             /^HTTP\/1\.1 400 /],
  ['a header cut by a bare newline', `POST ${CHAT} HTTP/1.1\r\nhost: x\r\nx-a: b\nx-c: d\r\n\r\n`,                                                       /^HTTP\/1\.1 400 /],
  ['no host',                        `POST ${CHAT} HTTP/1.1\r\ncontent-length: 0\r\n\r\n`,                                                              /^HTTP\/1\.1 400 /],
  ['headers of 100 kB',              `GET /v1/models HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(100_000)}\r\n\r\n`,                                        /^HTTP\/1\.1 431 /],
  ['what is not HTTP',               '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',                                                                     /^HTTP\/1\.1 400 /],
];

for (const [name, bytes, expected] of RAW) {
  test(`${name} is refused with a request id, counted, and the connection closed`, async () => {
    const turned = house.turnedAway.length;
    const answer = await sendRaw(house.address, bytes);
    assert.match(answer, expected);
    const { type, error, request_id } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    assert.deepEqual([type, error.type], ['error', 'invalid_request_error']);
    assert.ok(answer.includes(`x-request-id: ${request_id}`) && error.message.includes(request_id));
    assert.equal(house.turnedAway.length, turned + 1);
  });
}

test('a client that is still sending a body that is too large reads the refusal, each time', async () => {
  const body = Buffer.alloc(15 * BODY_BYTES_MAX, 'x');
  for (const path of [CHAT, MESSAGES, '/v1/messages/count_tokens', '/v1/nothing', CHAT, MESSAGES])
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const key = { authorization: `Bearer ${TEST_KEY}` };
      const answer = await callGateway(house.address, { path, body, headers: { ...key, ...headers } });
      assert.equal(codeOf(answer), path === '/v1/nothing' ? 'route_unknown' : 'body_too_large');
    }
});

test(`whatever bytes come as a body, the answer is clear and the gateway lives on (seed ${seed})`, async () => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record(
        { model: fc.anything(), messages: fc.anything(), stream: fc.anything(), tools: fc.anything() },
        { requiredKeys: [] },
      )
      .map((value) => Buffer.from(JSON.stringify(value, plain) ?? '')),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(CHAT, '/v1/responses', '/v1/embeddings', MESSAGES, '/v1/messages/count_tokens'),
      bodies,
      async (path, body) => {
        const answer = await callGateway(house.address, { path, body });
        assert.ok(answer.status >= 200 && answer.status < 500, `${answer.status} ${answer.text}`);
        assert.equal(typeof JSON.parse(answer.text), 'object');
      },
    ),
    { seed, numRuns: 300 },
  );
  assert.ok(!house.logged.some((line) => line.includes('call.crashed')), 'nothing crashed');
});

function plain(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value;
}

function sendRaw(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer in time')));
    socket.on('data', (piece) => (text += piece.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}
