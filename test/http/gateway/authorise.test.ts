import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type GatewayHouse, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { PERSON, SECRET } from '../../fakes/word-inspector.ts';
import { callGateway, codeOf } from './call-gateway.ts';

/** As Envoy's `ext_authz` asks with `path_prefix: /authorise` and `with_request_body`: method, path, headers and body of the call. */
describe('external authorisation', () => {
  let house: GatewayHouse;
  before(async () => {
    house = await openGatewayHouse();
  });
  after(() => house.close());

  const chat = (content: string) => ({ model: 'small', messages: [{ role: 'user', content }] });

  test('a call that may be made is let through, and is not made here', async () => {
    const answer = await callGateway(house.address, { path: '/authorise/v1/chat/completions', body: chat('hello') });
    assert.deepEqual([answer.status, answer.text], [200, '']);
    assert.equal(answer.headers['tokenward-decision'], 'allow');
    assert.equal(house.seen.length, 0, 'no upstream hears of it');
    assert.equal(house.records.length, 0, 'it is not a call of ours');
  });

  test('a call that may not be made gets the refusal in the shape of its API, and is recorded as refused', async () => {
    const openai = await callGateway(house.address, { path: '/authorise/v1/chat/completions', body: chat(SECRET) });
    assert.deepEqual([openai.status, codeOf(openai)], [403, 'content_blocked']);
    assert.ok(!openai.text.includes(SECRET));
    const record = await house.settled(1);
    assert.deepEqual(
      [record.outcome, record.errorCode, record.findings],
      ['refused', 'content_blocked', { test_credential: 1 }],
    );
    const anthropic = await callGateway(house.address, {
      path: '/authorise/v1/messages',
      body: { model: 'claude', max_tokens: 10, messages: [{ role: 'user', content: SECRET }] },
    });
    assert.equal(JSON.parse(anthropic.text).type, 'error');
    assert.equal(house.seen.length, 0);
  });

  test('a call that may only leave changed is refused, since whoever asked cannot change it', async () => {
    const answer = await callGateway(house.address, { path: '/authorise/v1/chat/completions', body: chat(PERSON) });
    assert.equal(codeOf(answer), 'policy_refused');
    assert.match(answer.text, /may only leave changed \(redact\)/);
    assert.ok(!answer.text.includes(PERSON));
  });

  test('the models of a key are let through, and what is no call of this gateway is refused', async () => {
    const models = await callGateway(house.address, { path: '/authorise/v1/models', method: 'GET' });
    assert.equal(models.status, 200);
    const other = await callGateway(house.address, { path: '/authorise/v1/images', body: {} });
    assert.deepEqual([other.status, codeOf(other)], [404, 'route_unknown']);
    const nobody = await callGateway(house.address, {
      path: '/authorise/v1/chat/completions',
      body: chat('hi'),
      headers: {},
    });
    assert.equal(nobody.status, 401);
  });
});
