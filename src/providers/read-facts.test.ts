import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Face } from '../domain/catalog/upstream.ts';
import { isRefusal } from '../domain/policy/refusal.ts';
import type { RequestFacts } from '../ports/dialect.ts';
import { dialects } from './dialects.ts';

function facts(face: Face, body: Record<string, unknown>): RequestFacts {
  const read = dialects[face].readFacts(body);
  assert.ok(!isRefusal(read), JSON.stringify(read));
  return read;
}

function why(face: Face, body: Record<string, unknown>): string {
  const read = dialects[face].readFacts(body);
  assert.ok(isRefusal(read));
  return `${read.code}: ${read.why}`;
}

const CHAT: Face = 'openai-chat';
const MESSAGES: Face = 'anthropic-messages';
const hello = [{ role: 'user', content: 'hello' }];

test('a refusal names the member at fault and what was expected, and nothing of the content', () => {
  const chat = (body: Record<string, unknown>): string => why(CHAT, { model: 'm', messages: hello, ...body });
  assert.equal(
    why(CHAT, { messages: [] }),
    'model_missing: The body names no model: "model" must be a string that is not empty.',
  );
  assert.equal(chat({ model: 7 }), 'body_invalid: "model" must be a string, but it is a number.');
  assert.equal(chat({ messages: 'hi' }), 'body_invalid: "messages" must be a list, but it is a string.');
  assert.equal(chat({ messages: undefined }), 'body_invalid: "messages" must be a list, but it is missing.');
  assert.equal(chat({ messages: [null] }), 'body_invalid: "messages[0]" must be an object, but it is null.');
  assert.equal(
    chat({ messages: [...hello, { content: 'x' }] }),
    'body_invalid: "messages[1].role" must be a string, but it is missing.',
  );
  assert.equal(
    chat({ max_tokens: -1 }),
    'body_invalid: "max_tokens" must be a whole number that is not negative, but it is a number outside that.',
  );
  assert.equal(chat({ stream: 'yes' }), 'body_invalid: "stream" must be true or false, but it is a string.');
  assert.equal(
    why('openai-embeddings', { model: 'm' }),
    'body_invalid: "input" must be a string or a list, but it is missing.',
  );
});

test('facts are read past members that nobody knows', () => {
  const read = facts(CHAT, {
    ...{ model: 'm', messages: hello, stream: true, max_tokens: 5, max_completion_tokens: 9, service_tier: 'flex' },
    ...{ tools: [{}, {}], prompt_cache_key: 'thread', brand_new: { deep: [1] } },
  });
  assert.deepEqual(
    { ...read, turns: read.turns.length },
    {
      ...{ model: 'm', stream: true, maxOutputTokens: 9, turns: 1, toolCount: 2, previousResponseId: null },
      ...{ sessionId: 'thread', serviceTier: 'flex', usageHidden: true },
    },
  );
});

// stream, stream_options, hidden
const HIDDEN = [
  [false, undefined, false],
  [true, undefined, true],
  [true, null, true],
  [true, {}, true],
  [true, { include_usage: false }, true],
  [true, { include_usage: true }, false],
] as const;

test('usage is hidden exactly where a streaming chat client did not ask for it', () => {
  for (const [stream, options, hidden] of HIDDEN) {
    assert.equal(facts(CHAT, { model: 'm', messages: hello, stream, stream_options: options }).usageHidden, hidden);
  }
  assert.equal(facts('openai-responses', { model: 'm', input: 'x', stream: true }).usageHidden, false);
  assert.equal(facts(MESSAGES, { model: 'm', messages: hello, stream: true }).usageHidden, false);
});

test('a turn stays the same when only cache marks, thinking or the way of writing one text change', () => {
  const [plain] = facts(MESSAGES, { model: 'm', messages: hello }).turns;
  const marked = { role: 'user', content: [{ type: 'text', text: 'hello', cache_control: { type: 'ephemeral' } }] };
  assert.deepEqual(facts(MESSAGES, { model: 'm', messages: [marked] }).turns, [plain]);
  const thought = { role: 'user', content: [{ type: 'thinking', thinking: 'x', signature: 's' }, ...marked.content] };
  assert.deepEqual(facts(MESSAGES, { model: 'm', messages: [thought] }).turns, [plain]);
  assert.deepEqual(facts(CHAT, { model: 'm', messages: hello }).turns, [plain]);
  assert.deepEqual(facts('openai-responses', { model: 'm', input: 'hello' }).turns, [plain]);
  const item = { type: 'message', id: 'msg_1', role: 'user', content: [{ type: 'input_text', text: 'hello' }] };
  const reasoning = { type: 'reasoning', id: 'rs_1', encrypted_content: 'x' };
  assert.deepEqual(facts('openai-responses', { model: 'm', input: [reasoning, item] }).turns, [plain]);
});

test('turns that say different things read differently', () => {
  const messages = [
    { role: 'user', content: 'ab' },
    { role: 'assistant', content: 'ab' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    { role: 'user', content: [{ type: 'text', text: 't1:b' }] },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'look', input: { at: 1 } }] },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'look', input: { at: 2 } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'found' }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't2', content: 'found' }] },
    { role: 'user', content: [{ type: 'image', source: { type: 'base64', data: `${'A'.repeat(500)}B` } }] },
    { role: 'user', content: [{ type: 'image', source: { type: 'base64', data: `${'A'.repeat(500)}C` } }] },
  ];
  const { turns } = facts(MESSAGES, { model: 'm', messages });
  assert.equal(new Set(turns).size, messages.length);
  assert.ok(turns.every((turn) => turn.length < 200));
});

test('tool calls and their results are part of a chat turn', () => {
  const call = (text: string): object => ({ id: 'c1', type: 'function', function: { name: 'look', arguments: text } });
  const messages = [
    { role: 'assistant', content: null, tool_calls: [call('{"a":1}')] },
    { role: 'assistant', content: null, tool_calls: [call('{"a":2}')] },
    { role: 'tool', tool_call_id: 'c1', content: 'x' },
    { role: 'tool', tool_call_id: 'c2', content: 'x' },
  ];
  assert.equal(new Set(facts(CHAT, { model: 'm', messages }).turns).size, 4);
});

// metadata.user_id, session
const SESSIONS = [
  ['user_0f9d_account_6f1c_session_0b5d2c9e-2f6a-4c7e-9f53-aa11bb22cc33', '0b5d2c9e-2f6a-4c7e-9f53-aa11bb22cc33'],
  ['{"device_id":"d0d0","account_uuid":"a1a1","session_id":"5e55-10"}', '5e55-10'],
  ['{"device_id":"d0d0"}', null],
  ['{"session_id":{"x":1}}', null],
  ['{broken', null],
  ['somebody@example.com', null],
  ['user_x_session_../../etc', null],
  [`x_session_${'a'.repeat(2_000)}`, null],
] as const;

test('of Claude’s user id only the session is taken, never the device or the account', () => {
  for (const [userId, session] of SESSIONS) {
    const body = { model: 'm', messages: hello, metadata: { user_id: userId } };
    assert.equal(facts(MESSAGES, body).sessionId, session, userId);
  }
});

test('ten thousand messages are read at once', () => {
  const messages = Array.from({ length: 10_000 }, (_, at) => ({
    role: at % 2 ? 'assistant' : 'user',
    content: `turn ${at}`,
  }));
  const startedMs = performance.now();
  assert.equal(facts(CHAT, { model: 'm', messages }).turns.length, 10_000);
  assert.ok(performance.now() - startedMs < 500);
});
