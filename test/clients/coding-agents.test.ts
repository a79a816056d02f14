import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { anUpstream } from '../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../fakes/gateway-house.ts';
import { callGateway } from '../http/gateway/call-gateway.ts';

// What Claude Code 2.1.330 and Codex 0.169.0 sent when they were tried by hand (docs/clients), cut to what matters here.

const SESSION = '01a20056-1e94-75a0-9dd5-37cee24fc6ba';
const CODEX = {
  authorization: `Bearer ${TEST_KEY}`,
  'user-agent': 'codex_exec/0.169.0 (Debian 12.0.0; x86_64) dumb (codex_exec; 0.169.0)',
  originator: 'codex_exec',
  'session-id': SESSION,
  'thread-id': SESSION,
  'x-client-request-id': SESSION,
  'x-codex-window-id': `${SESSION}:0`,
  'x-codex-turn-metadata': '{"installation_id":"a-device","turn_trigger":"exec"}',
  'x-codex-beta-features': 'remote_compaction_v2',
  'x-openai-internal-codex-responses-lite': 'true',
};
const CLAUDE_CODE = {
  authorization: `Bearer ${TEST_KEY}`,
  'user-agent': 'claude-cli/2.1.330 (external, sdk-cli)',
  'x-claude-code-session-id': SESSION,
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'claude-code-20250219,context-management-2025-06-27',
};

let house: GatewayHouse;
before(async () => {
  house = await openGatewayHouse();
});
after(() => house.close());

test("Codex's session groups its calls, and its name and version are recorded", async () => {
  const body = {
    model: 'small',
    stream: true,
    input: [{ role: 'user', content: 'Hello' }],
    prompt_cache_key: 'another',
  };
  const count = house.records.length + 1;
  await callGateway(house.address, { path: '/v1/responses', body, headers: CODEX });
  const record = await house.settled(count);
  assert.deepEqual(
    [record.sessionId, record.taskId, record.taskSource, record.clientName],
    [SESSION, SESSION, 'client', 'codex_exec/0.169.0'],
  );
});

test("Codex's feature headers travel on, without which its bodies mean something else; who and where it is stays here", async () => {
  const body = { model: 'small', stream: true, input: 'Hello' };
  await callGateway(house.address, { path: '/v1/responses', body, headers: CODEX });
  const sent = house.seen.at(-1)?.headers ?? {};
  assert.deepEqual(
    [sent['x-codex-beta-features'], sent['x-openai-internal-codex-responses-lite'], sent['originator']],
    ['remote_compaction_v2', 'true', 'codex_exec'],
  );
  for (const name of ['session-id', 'thread-id', 'x-codex-window-id', 'x-codex-turn-metadata', 'x-client-request-id'])
    assert.equal(sent[name], undefined, name);
});

test('a refused call keeps the session of its client, so that a person can find which one it was', async () => {
  const body = { model: 'unheard-of', max_tokens: 5, messages: [{ role: 'user', content: 'Hello' }] };
  const count = house.records.length + 1;
  await callGateway(house.address, { path: '/v1/messages?beta=true', body, headers: CLAUDE_CODE });
  const record = await house.settled(count);
  assert.deepEqual([record.outcome, record.errorCode, record.sessionId], ['refused', 'model_unknown', SESSION]);
});

test('a client that hangs up at the last event, as Codex does, had the whole answer: completed and measured', async () => {
  const completed = {
    type: 'response.completed',
    response: {
      id: 'r',
      model: 'small',
      status: 'completed',
      usage: { input_tokens: 7, output_tokens: 3, total_tokens: 10 },
    },
  };
  // An upstream that lingers after its last event, so that the client is gone before the stream ends.
  const lingering = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`event: response.completed\ndata: ${JSON.stringify(completed)}\n\n`);
    setTimeout(() => response.end(), 2_000).unref();
  });
  await new Promise<void>((resolve) => lingering.listen(0, '127.0.0.1', resolve));
  const { port } = lingering.address() as AddressInfo;
  const behind = await openGatewayHouse({ upstreams: () => [anUpstream({ baseUrl: `http://127.0.0.1:${port}/v1` })] });
  try {
    const outgoing = request(`${behind.address}/v1/responses`, { method: 'POST', agent: false, headers: CODEX });
    outgoing.end(JSON.stringify({ model: 'small', stream: true, input: 'Hello' }));
    const [response] = await once(outgoing, 'response');
    await once(response, 'data');
    outgoing.destroy();
    const record = await behind.settled(1);
    assert.deepEqual(
      [record.outcome, record.status, record.usageBasis, record.finishReason, record.usage.outputVisibleTokens],
      ['completed', 200, 'measured', 'completed', 3],
    );
  } finally {
    await behind.close();
    lingering.closeAllConnections();
    lingering.close();
  }
});

test("Claude Code's question for a thousand models is answered in one page", async () => {
  const path = '/v1/models?limit=1000';
  const models = await callGateway(house.address, { path, method: 'GET', headers: CLAUDE_CODE });
  assert.deepEqual([models.status, JSON.parse(models.text).has_more], [200, false]);
});
