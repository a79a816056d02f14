import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { isRefusal } from '../../domain/policy/refusal.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { translateRequest } from './translate-request.ts';

const TARGET = { upstreamModel: 'theirs', upstreamKind: 'openai', outputTokensMax: 64_000 } as const;
const CHAT = 'openai-chat';
const RESPONSES = 'openai-responses';
const MESSAGES = 'anthropic-messages';

const asked = { role: 'user', content: 'Hello' };
const called = { id: 'call_1', type: 'function', function: { name: 'get_tide', arguments: '{"city":"Brest"}' } };

/** From, to, what is sent, and what must come of it. */
const TOLD: readonly (readonly [string, TranslatableFace, TranslatableFace, JsonObject, JsonObject])[] = [
  [
    'a conversation with a tool',
    CHAT,
    MESSAGES,
    {
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: 'Use tools.' },
        asked,
        { role: 'assistant', content: '', tool_calls: [called, { ...called, id: 'call_2' }] },
        { role: 'tool', tool_call_id: 'call_1', content: 'high' },
        { role: 'tool', tool_call_id: 'call_2', content: 'low' },
        { role: 'user', content: 'And now?' },
      ],
      parallel_tool_calls: false,
      tools: [{ type: 'function', function: { name: 'get_tide' } }],
    },
    {
      model: 'theirs',
      max_tokens: 64_000,
      system: [
        { type: 'text', text: 'Be brief.' },
        { type: 'text', text: 'Use tools.' },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'call_1', name: 'get_tide', input: { city: 'Brest' } },
            { type: 'tool_use', id: 'call_2', name: 'get_tide', input: { city: 'Brest' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_1', content: 'high' },
            { type: 'tool_result', tool_use_id: 'call_2', content: 'low' },
            { type: 'text', text: 'And now?' },
          ],
        },
      ],
      tools: [{ name: 'get_tide', input_schema: { type: 'object', properties: {}, additionalProperties: false } }],
      tool_choice: { type: 'auto', disable_parallel_tool_use: true },
    },
  ],
  [
    'effort, a schema, a stop word and a user',
    CHAT,
    MESSAGES,
    {
      model: 'm',
      messages: [asked],
      reasoning_effort: 'minimal',
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema: { type: 'object' } } },
      stop: 'END',
      user: 'u-1',
      max_completion_tokens: 7,
      n: 1,
      store: false,
    },
    {
      model: 'theirs',
      max_tokens: 7,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      thinking: { type: 'adaptive' },
      output_config: { effort: 'low', format: { type: 'json_schema', schema: { type: 'object' } } },
      stop_sequences: ['END'],
      metadata: { user_id: 'u-1' },
    },
  ],
  [
    'nothing is stored that was not stored before',
    CHAT,
    RESPONSES,
    { model: 'm', messages: [asked], stream: true, verbosity: 'low' },
    {
      model: 'theirs',
      input: [{ type: 'message', role: 'user', content: 'Hello' }],
      store: false,
      stream: true,
      text: { verbosity: 'low' },
    },
  ],
  [
    'a file of text and a picture',
    RESPONSES,
    MESSAGES,
    {
      model: 'm',
      max_output_tokens: 9,
      instructions: 'Read.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_file', filename: 'a.txt', file_data: 'data:text/plain;base64,R3LDvMOfZQ==' },
            { type: 'input_image', image_url: 'https://example.org/a.png', detail: 'auto' },
          ],
        },
      ],
    },
    {
      model: 'theirs',
      max_tokens: 9,
      system: [{ type: 'text', text: 'Read.' }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Grüße' }, title: 'a.txt' },
            { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } },
          ],
        },
      ],
    },
  ],
  [
    'what Claude Code sends',
    MESSAGES,
    CHAT,
    {
      model: 'm',
      max_tokens: 128_000,
      stream: true,
      thinking: { type: 'adaptive', display: 'omitted' },
      output_config: { effort: 'high' },
      context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
      metadata: { user_id: `{"device_id":"${'d'.repeat(64)}","session_id":"s"}` },
      system: [
        { type: 'text', text: 'You are a coding agent.' },
        { type: 'text', text: 'Be careful.', cache_control: { type: 'ephemeral' } },
      ],
      tools: [
        { name: 'Later', description: 'x', input_schema: { type: 'object', properties: {} }, defer_loading: true },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Hello', cache_control: { type: 'ephemeral' } }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 'c2lnbmVk' },
            { type: 'tool_use', id: 'toolu_1', name: 'Later', input: {} },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'no', is_error: true }] },
      ],
    },
    {
      model: 'theirs',
      stream: true,
      max_completion_tokens: 128_000,
      reasoning_effort: 'high',
      stream_options: { include_usage: true },
      tools: [
        {
          type: 'function',
          function: { name: 'Later', description: 'x', parameters: { type: 'object', properties: {} } },
        },
      ],
      messages: [
        {
          role: 'system',
          content: [
            { type: 'text', text: 'You are a coding agent.' },
            { type: 'text', text: 'Be careful.' },
          ],
        },
        asked,
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'toolu_1', type: 'function', function: { name: 'Later', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'toolu_1', content: 'no' },
      ],
    },
  ],
];

for (const [name, from, to, body, expected] of TOLD) {
  test(`${name}: told by ${from} to ${to}`, () => {
    const result = translateRequest(body, { from, to }, TARGET);
    assert.deepEqual(isRefusal(result) ? result.why : result.body, expected);
  });
}

const messages = (content: unknown): JsonObject => ({
  model: 'm',
  max_tokens: 9,
  messages: [{ role: 'user', content }],
});
const image = (url: string): JsonObject => ({
  model: 'm',
  messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
});
const calledWith = (json: string): JsonObject => ({
  model: 'm',
  messages: [asked, { role: 'assistant', tool_calls: [{ ...called, function: { name: 'f', arguments: json } }] }],
});
const fileAt = { type: 'document', source: { type: 'url', url: 'https://example.org/a.pdf' } };
const toolUse = { type: 'tool_use', id: 't', name: 'f', input: {} };

// biome-ignore format: a table is read down
const REFUSED: readonly (readonly [string, TranslatableFace, TranslatableFace, JsonObject, RegExp])[] = [
  ['a temperature outside the scale',     CHAT,      MESSAGES,  { model: 'm', messages: [asked], temperature: 1.5 },             /^"temperature" cannot be told to a model that speaks the Messages API: .* up to 1\./],
  ['arguments that are no JSON',          CHAT,      MESSAGES,  calledWith('{"a":'),                                             /messages\[1\]\.tool_calls\[0\]\.function\.arguments/],
  ['arguments that are no object',        CHAT,      MESSAGES,  calledWith('[1]'),                                               /must be a JSON object/],
  ['a picture of another kind',           CHAT,      MESSAGES,  image('data:image/tiff;base64,AAAA'),                            /JPEG, PNG, GIF or WebP/],
  ['a picture that is neither',           CHAT,      MESSAGES,  image('file:///etc/passwd'),                                     /image_url\.url" must be an http address/],
  ['plain JSON without a schema',         CHAT,      MESSAGES,  { model: 'm', messages: [asked], response_format: { type: 'json_object' } }, /response_format, which is of the kind json_object/],
  ['several answers at once',             CHAT,      RESPONSES, { model: 'm', messages: [asked], n: 2 },                         /"n" cannot be told/],
  ['a stop word',                         CHAT,      RESPONSES, { model: 'm', messages: [asked], stop: ['x'] },                  /"stop".*no stop sequences/],
  ['a tier of another price',             CHAT,      MESSAGES,  { model: 'm', messages: [asked], service_tier: 'flex' },         /"service_tier"/],
  ['a conversation that the vendor keeps', RESPONSES, MESSAGES, { model: 'm', input: 'Hello', previous_response_id: 'resp_1' },  /"previous_response_id".*whole conversation/],
  ['a tool that runs at the vendor',      RESPONSES, CHAT,      { model: 'm', input: 'Hello', tools: [{ type: 'web_search' }] }, /tools\[0\], which is of the kind web_search/],
  ['a member of a part',                  RESPONSES, CHAT,      { model: 'm', input: [{ role: 'user', content: [{ type: 'input_text', text: 'a', odd: 1 }] }] }, /input\[0\]\.content\[0\]\.odd/],
  ['a kind that nobody knows',            MESSAGES,  CHAT,      messages([{ type: 'hologram' }]),                                /messages\[0\]\.content\[0\], which is of the kind hologram/],
  ['a file by its address',               MESSAGES,  CHAT,      messages([fileAt]),                                              /no address of a file/],
  ['a picture as the result of a tool',   MESSAGES,  CHAT,      messages([{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } }] }]), /text alone/],
  ['words behind a call',                 MESSAGES,  CHAT,      { model: 'm', max_tokens: 9, messages: [{ role: 'assistant', content: [toolUse, { type: 'text', text: 'so' }] }] }, /no words behind the calls/],
  ['top_k',                               MESSAGES,  RESPONSES, { ...messages('Hello'), top_k: 5 },                              /"top_k"/],
  ['a body of another type',              MESSAGES,  RESPONSES, { ...messages('Hello'), stop_sequences: 7 },                     /"stop_sequences"/],
  ['a message without a role',            RESPONSES, CHAT,      { model: 'm', input: [{ content: 'Hello' }] },                   /"input\[0\]\.role" must be a string/],
];

for (const [name, from, to, body, sentence] of REFUSED) {
  test(`${name}: refused by name from ${from} to ${to}`, () => {
    const result = translateRequest(body, { from, to }, TARGET);
    assert.ok(isRefusal(result));
    assert.match(result.why, sentence);
    assert.ok(['not_translatable', 'body_invalid'].includes(result.code));
  });
}

test('hosts that only speak like OpenAI get the limit by its older name', () => {
  const body = { model: 'm', max_tokens: 9, messages: [asked] };
  const result = translateRequest(body, { from: MESSAGES, to: CHAT }, { ...TARGET, upstreamKind: 'openai-compatible' });
  assert.equal(!isRefusal(result) && result.body['max_tokens'], 9);
});

test('where neither caller nor catalogue knows a limit, Messages gets 8,192', () => {
  const result = translateRequest(
    { model: 'm', messages: [asked] },
    { from: CHAT, to: MESSAGES },
    { ...TARGET, outputTokensMax: null },
  );
  assert.equal(!isRefusal(result) && result.body['max_tokens'], 8_192);
});

for (const [thinking, effort] of [
  [{ type: 'enabled', budget_tokens: 1_024 }, 'low'],
  [{ type: 'enabled', budget_tokens: 4_096 }, 'medium'],
  [{ type: 'enabled', budget_tokens: 16_384 }, 'high'],
  [{ type: 'disabled' }, 'none'],
  [{ type: 'adaptive' }, undefined],
] as const) {
  test(`thinking ${JSON.stringify(thinking)} is the effort ${effort ?? 'of the model itself'}`, () => {
    const body = { ...messages('Hello'), thinking };
    const result = translateRequest(body, { from: MESSAGES, to: CHAT }, TARGET);
    assert.equal(isRefusal(result) ? result.why : result.body['reasoning_effort'], effort);
  });
}
