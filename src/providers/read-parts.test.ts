import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import type { Face } from '../domain/catalog/upstream.ts';
import { partsOf, withText } from './request-body.fixture.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 200, 201]).toString('base64');

/** What is read as text stands as `kind path text`. */
type Row = readonly [name: string, face: Face, body: unknown, texts: readonly string[], media?: readonly string[]];

const ROWS: readonly Row[] = [
  [
    'messages of a chat, whoever says them',
    'openai-chat',
    {
      model: 'small',
      messages: [
        { content: 'be brief', role: 'system' },
        { role: 'user', content: [{ type: 'text', text: 'hello' }], name: 'Ada' },
        { role: 'assistant', content: null, refusal: 'no' },
        { role: 'tool', tool_call_id: 'call_1', content: 'result' },
      ],
    },
    [
      'system messages[0].content be brief',
      'user messages[1].content[0].text hello',
      'user messages[1].name Ada',
      'assistant messages[2].refusal no',
      'tool_result messages[3].content result',
    ],
  ],
  [
    'what a model called in a chat',
    'openai-chat',
    {
      model: 'small',
      messages: [
        {
          role: 'assistant',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } }],
        },
      ],
    },
    [
      'assistant messages[0].tool_calls[0].function.name look',
      'tool_arguments messages[0].tool_calls[0].function.arguments {"a":1}',
    ],
  ],
  [
    'pictures, sound and files of a chat',
    'openai-chat',
    {
      model: 'small',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}`, detail: 'low' } },
            { type: 'input_audio', input_audio: { data: PNG, format: 'wav' } },
            {
              type: 'file',
              file: { filename: 'notes.txt', file_data: `data:text/plain;base64,${base64('my notes')}` },
            },
          ],
        },
      ],
    },
    [
      'file_name messages[0].content[2].file.filename notes.txt',
      'document messages[0].content[2].file.file_data my notes',
    ],
    ['audio', 'image'],
  ],
  [
    'definitions of tools, with the names of their properties',
    'openai-chat',
    {
      model: 'small',
      messages: [],
      tools: [
        {
          type: 'function',
          function: { name: 'look', parameters: { type: 'object', properties: { where: { enum: ['up'] } } } },
        },
      ],
    },
    [
      'tool_definition tools[0].function.name look',
      'tool_definition tools[0].function.parameters.properties{where} where',
      'tool_definition tools[0].function.parameters.properties.where.enum[0] up',
    ],
  ],
  [
    'what nobody knows yet, with its names',
    'openai-chat',
    { model: 'small', messages: [], invented_tomorrow: { what: ['ever'] } },
    ['other invented_tomorrow{what} what', 'other invented_tomorrow.what[0] ever'],
  ],
  [
    'input, instructions and metadata of responses',
    'openai-responses',
    { model: 'small', input: 'hello', instructions: 'be brief', metadata: { id: 'x1', ticket: 'T-7' }, user: 'ada' },
    [
      'user input hello',
      'system instructions be brief',
      'metadata metadata{id} id',
      'metadata metadata.id x1',
      'metadata metadata{ticket} ticket',
      'metadata metadata.ticket T-7',
      'metadata user ada',
    ],
  ],
  [
    'items of responses',
    'openai-responses',
    {
      model: 'small',
      input: [
        { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'be brief' }] },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'gAAA' },
        { type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'found' },
        {
          type: 'computer_call_output',
          output: { type: 'computer_screenshot', image_url: 'https://example.com/a.png' },
        },
      ],
    },
    [
      'system input[0].content[0].text be brief',
      'assistant input[1].summary[0].text hm',
      'user input[2].name look',
      'tool_arguments input[2].arguments {}',
      'tool_result input[3].output found',
      'tool_result input[4].output.image_url https://example.com/a.png',
    ],
    ['image'],
  ],
  [
    'system, tools in use and documents of messages',
    'anthropic-messages',
    {
      model: 'claude',
      system: [{ type: 'text', text: 'be brief', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'document', title: 'Plan', source: { type: 'text', media_type: 'text/plain', data: 'the plan' } },
            { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: base64('%PDF-1.7') } },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 'EuYB+/=' },
            { type: 'redacted_thinking', data: 'EuYB' },
            { type: 'tool_use', id: 'toolu_1', name: 'look', input: { id: 'abc', deep: [{ number: 12345678 }] } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'found' }] }],
        },
      ],
      metadata: { user_id: 'u-1' },
    },
    [
      'system system[0].text be brief',
      'document messages[0].content[0].title Plan',
      'document messages[0].content[0].source.data the plan',
      'assistant messages[1].content[0].thinking hm',
      'assistant messages[1].content[2].name look',
      'tool_arguments messages[1].content[2].input{id} id',
      'tool_arguments messages[1].content[2].input.id abc',
      'tool_arguments messages[1].content[2].input{deep} deep',
      'tool_arguments messages[1].content[2].input.deep[0]{number} number',
      'tool_arguments messages[1].content[2].input.deep[0].number 12345678',
      'tool_result messages[2].content[0].content[0].text found',
      'metadata metadata{user_id} user_id',
      'metadata metadata.user_id u-1',
    ],
    ['file', 'image'],
  ],
  [
    'a token count, as the messages it counts',
    'anthropic-count-tokens',
    { model: 'claude', messages: [{ role: 'user', content: 'hello' }] },
    ['user messages[0].content hello'],
  ],
  [
    'texts to embed',
    'openai-embeddings',
    { model: 'v', input: ['one', 'two'] },
    ['embedding_input input[0] one', 'embedding_input input[1] two'],
  ],
  [
    'texts to embed as token numbers, as something nobody read',
    'openai-embeddings',
    { model: 'v', input: [[1, 2], [3]] },
    [],
    ['file'],
  ],
];

for (const [name, face, body, texts, media = []] of ROWS) {
  test(`${face} reads ${name}`, () => {
    const parts = partsOf(face, JSON.stringify(body));
    assert.deepEqual(
      parts.texts.map(({ kind, path, text }) => `${kind} ${path} ${text}`),
      texts,
    );
    assert.deepEqual(parts.media, media);
  });
}

test('a name of the API that is no name but a sentence is text', () => {
  const parts = partsOf(
    'openai-chat',
    JSON.stringify({ model: 'm', messages: [{ role: 'my card is here', content: 'x' }] }),
  );
  assert.deepEqual(
    parts.texts.map(({ text }) => text),
    ['my card is here', 'x'],
  );
});

test('both of two members with one name are read', () => {
  const parts = partsOf('openai-chat', '{"messages":[{"role":"user","content":"first","content":"second"}]}');
  assert.deepEqual(
    parts.texts.map(({ text }) => text),
    ['first', 'second'],
  );
});

test('a member whose name is written with escapes is text, whatever its name is', () => {
  const parts = partsOf('openai-chat', '{"messages":[{"role":"user","i\\u0064":"a secret","content":"x"}]}');
  assert.ok(parts.texts.some(({ text }) => text === 'a secret'));
});

test('text is decoded from its escapes and from UTF-8', () => {
  const parts = partsOf(
    'openai-chat',
    '{"messages":[{"role":"user","content":"gr\\u00fc\\u00dfe – für \\"alle\\"\\n"}]}',
  );
  assert.equal(parts.texts[0]?.text, 'grüße – für "alle"\n');
});

test('a picture that is a text in truth is read as one', () => {
  const url = `data:image/png;base64,${base64('my card number is on the next page')}`;
  const parts = partsOf(
    'openai-chat',
    JSON.stringify({ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] }),
  );
  assert.deepEqual([parts.texts[0]?.kind, parts.texts[0]?.text], ['document', 'my card number is on the next page']);
});

test('a document in base64 is written anew in base64, with what stood before it', () => {
  const file_data = `data:text/plain;base64,${base64('Zoë’s notes')}`;
  const json = JSON.stringify({
    input: [{ role: 'user', content: [{ type: 'input_file', filename: 'n', file_data }] }],
  });
  const part = partsOf('openai-responses', json).texts.find(({ text }) => text === 'Zoë’s notes');
  if (part === undefined) throw new Error('not read');
  assert.equal(part.encoded, true);
  const changed: unknown = JSON.parse(withText(json, part, 'Her notes'));
  assert.match(JSON.stringify(changed), new RegExp(`data:text/plain;base64,${base64('Her notes')}`));
});

test('thinking that the vendor signed is read and cannot be changed', () => {
  const json = JSON.stringify({
    messages: [{ role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: 'x' }] }],
  });
  assert.deepEqual(
    partsOf('anthropic-messages', json).texts.map(({ text, sealed }) => [text, sealed]),
    [['hm', true]],
  );
});

test('what is nested beyond reason is one sealed text', () => {
  const json = `{"metadata":${'['.repeat(5000)}"deep"${']'.repeat(5000)}}`;
  const [part, ...more] = partsOf('openai-chat', json).texts;
  assert.deepEqual([part?.sealed, part?.text.includes('deep'), more.length], [true, true, 0]);
});

test('a body of more pieces than anybody writes is inspected all the same, in bounded memory', () => {
  const pieces = Array.from({ length: 150_000 }, (_, at) => `${at}`);
  const many = partsOf('openai-chat', JSON.stringify({ metadata: { pieces: [...pieces, 'the last'] } }));
  assert.deepEqual(
    [many.texts.length, many.texts[0]?.sealed, many.texts[0]?.text.includes('the last')],
    [1, true, true],
  );
  const long = partsOf('openai-chat', JSON.stringify({ tools: [...pieces.slice(0, 30_000), 'the last'] }));
  assert.equal(long.texts.at(-1)?.text, 'the last');
});
