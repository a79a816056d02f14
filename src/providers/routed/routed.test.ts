import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReasoningAsked } from '../../domain/routing/request-shape.ts';
import { dialects } from '../dialects.ts';
import { spannedBody } from '../request-body.fixture.ts';
import type { Answer } from '../simulated/answer.ts';
import { CHAT_FACE } from '../simulated/chat-face.ts';
import type { SimulatedEvent, SimulatedFace } from '../simulated/face.ts';
import { MESSAGES_FACE } from '../simulated/messages-face.ts';
import { RESPONSES_FACE } from '../simulated/responses-face.ts';

type RoutedFace = 'openai-chat' | 'openai-responses' | 'anthropic-messages';
const FACES: Readonly<Record<RoutedFace, SimulatedFace>> = {
  'openai-chat': CHAT_FACE,
  'openai-responses': RESPONSES_FACE,
  'anthropic-messages': MESSAGES_FACE,
};
const NAMES: readonly RoutedFace[] = ['openai-chat', 'openai-responses', 'anthropic-messages'];

function routedOf(face: RoutedFace) {
  const { routed } = dialects[face];
  assert.ok(routed !== null);
  return routed;
}

const said: Answer = {
  id: '1',
  model: 'm',
  createdAtSeconds: 1,
  text: 'The train to Zürich is late, "again": 12 minutes.',
  toolCall: null,
  finish: 'stop',
  inputUncachedTokens: 1,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  visibleTokens: 9,
  reasoningTokens: 0,
};
const called: Answer = {
  ...said,
  text: '',
  finish: 'tool',
  toolCall: { id: 'call_1', name: 'look_up', json: '{"train":"TGV 9261"}' },
};
const streamOf = (events: Iterable<SimulatedEvent>): Uint8Array =>
  Buffer.from(
    [...events].map(({ event, data }) => `${event === null ? '' : `event: ${event}\n`}data: ${data}\n\n`).join(''),
  );

for (const face of NAMES) {
  for (const [what, answer] of [
    ['a text', said],
    ['a call of a tool', called],
    ['an answer that was cut off', { ...said, finish: 'length' }],
  ] as const) {
    test(`${what} of ${face} reads alike whole and streamed`, () => {
      const { readAnswer } = routedOf(face);
      const whole = readAnswer(Buffer.from(JSON.stringify(FACES[face].body(answer, 'true'))), false);
      const options = { usage: 'true', usageAsked: true, usageRepeated: false } as const;
      const streamed = readAnswer(streamOf(FACES[face].events(answer, options)), true);
      const { toolCall } = answer;
      const toolCalls = toolCall === null ? [] : [{ name: toolCall.name, input: toolCall.json }];
      assert.deepEqual(whole, { text: answer.text, toolCalls, isWhole: answer.finish !== 'length' });
      assert.deepEqual(streamed, whole);
    });
  }

  test(`what is no answer of ${face} is not read`, () => {
    const { readAnswer } = routedOf(face);
    for (const bytes of ['', 'hello', '{}', '{"error":{"message":"no"}}', 'data: [DONE]\n\n'])
      for (const isStream of [false, true]) assert.equal(readAnswer(Buffer.from(bytes), isStream), null, bytes);
  });
}

test('faces that hold no conversation are never routed', () => {
  assert.equal(dialects['openai-embeddings'].routed, null);
  assert.equal(dialects['anthropic-count-tokens'].routed, null);
});

// face, members of the body, structured output, reasoning
// biome-ignore format: a table is read down
const needs: readonly (readonly [RoutedFace, object, boolean, ReasoningAsked])[] = [
  ['openai-chat',        {},                                                                  false, 'none'],
  ['openai-chat',        { response_format: { type: 'text' } },                               false, 'none'],
  ['openai-chat',        { response_format: { type: 'json_schema', json_schema: {} } },       true,  'none'],
  ['openai-chat',        { reasoning_effort: 'minimal' },                                     false, 'low'],
  ['openai-chat',        { reasoning_effort: 'xhigh' },                                       false, 'high'],
  ['openai-chat',        { reasoning_effort: 'unheard-of' },                                  false, 'high'],
  ['openai-responses',   { text: { format: { type: 'json_schema' } }, reasoning: { effort: 'medium' } }, true, 'medium'],
  ['openai-responses',   { text: { format: { type: 'text' } }, reasoning: {} },               false, 'none'],
  ['anthropic-messages', { thinking: { type: 'enabled', budget_tokens: 2_000 } },             false, 'low'],
  ['anthropic-messages', { thinking: { type: 'enabled', budget_tokens: 60_000 } },            false, 'high'],
  ['anthropic-messages', { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }, false, 'low'],
  ['anthropic-messages', { thinking: { type: 'adaptive' } },                                  false, 'medium'],
  ['anthropic-messages', { thinking: { type: 'disabled' }, output_config: { format: {} } },   true,  'none'],
];
for (const [face, members, structuredOutput, reasoning] of needs) {
  test(`${face} with ${JSON.stringify(members)} needs ${structuredOutput ? 'a structure' : 'no structure'} and ${reasoning} reasoning`, () => {
    const body = spannedBody(JSON.stringify({ model: 'm', ...members }));
    assert.deepEqual(routedOf(face).readNeeds(body), { structuredOutput, reasoning });
  });
}

// face, members of the body, whether nothing but its answer comes of the call
// biome-ignore format: a table is read down
const contained: readonly (readonly [RoutedFace, object, boolean])[] = [
  ['openai-chat',        { tools: [{ type: 'function', function: { name: 'a' } }] },     true],
  ['openai-chat',        { web_search_options: {} },                                     false],
  ['openai-chat',        { store: true },                                                false],
  ['openai-responses',   {},                                                             false],
  ['openai-responses',   { store: false },                                               true],
  ['openai-responses',   { store: false, tools: [{ type: 'function', name: 'a' }] },     true],
  ['openai-responses',   { store: false, tools: [{ type: 'web_search_preview' }] },      false],
  ['openai-responses',   { store: false, previous_response_id: 'resp_1' },               false],
  ['anthropic-messages', { tools: [{ name: 'a', input_schema: { type: 'object' } }] },   true],
  ['anthropic-messages', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, false],
  ['anthropic-messages', { mcp_servers: [] },                                            false],
];
for (const [face, members, expected] of contained) {
  test(`${face} with ${JSON.stringify(members)} ${expected ? 'may' : 'may not'} be sent twice`, () => {
    assert.equal(routedOf(face).isSelfContained(spannedBody(JSON.stringify({ model: 'm', ...members }))), expected);
  });
}
