import type { Face } from '../../../src/domain/catalog/upstream.ts';

/** A place in a request where a text can stand: a whole body with that text there. */
export type Position = {
  readonly face: Face;
  readonly name: string;
  readonly body: (text: string) => Readonly<Record<string, unknown>>;
  /** How the text is written there, when not as a JSON string. */
  readonly form?: 'base64' | 'nested' | 'number';
};

export const PATH_OF: Readonly<Record<Face, string>> = {
  'openai-chat': '/v1/chat/completions',
  'openai-responses': '/v1/responses',
  'openai-embeddings': '/v1/embeddings',
  'anthropic-messages': '/v1/messages',
  'anthropic-count-tokens': '/v1/messages/count_tokens',
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

type Body = Position['body'];
type Rows = Readonly<Record<string, Body>>;

const user = (content: unknown): readonly unknown[] => [{ role: 'user', content }];
const chat = (more: Readonly<Record<string, unknown>>) => ({ model: 'small', messages: user('hello'), ...more });
const called = (call: unknown): readonly unknown[] => [
  { role: 'user', content: 'look it up' },
  { role: 'assistant', content: null, tool_calls: [call] },
  { role: 'tool', tool_call_id: 'call_1', content: 'done' },
];
const fn = (args: string) => ({ id: 'call_1', type: 'function', function: { name: 'look', arguments: args } });
const schema = (text: string) => ({ type: 'object', properties: { where: { type: 'string', description: text } } });

const CHAT: Rows = {
  'the system message': (text) => chat({ messages: [{ role: 'system', content: text }, ...user('hello')] }),
  'the developer message': (text) => chat({ messages: [{ role: 'developer', content: text }, ...user('hello')] }),
  'the first message of a long conversation': (text) =>
    chat({ messages: [...user(text), { role: 'assistant', content: 'yes' }, ...user('go on')] }),
  'the last message': (text) => chat({ messages: user(text) }),
  'a content part': (text) => chat({ messages: user([{ type: 'text', text }]) }),
  'a name beside a message': (text) => chat({ messages: [{ role: 'user', name: text, content: 'hi' }] }),
  'an earlier answer': (text) =>
    chat({ messages: [...user('hi'), { role: 'assistant', content: text }, ...user('?')] }),
  'an earlier refusal': (text) =>
    chat({ messages: [...user('hi'), { role: 'assistant', refusal: text }, ...user('?')] }),
  'the arguments of a tool call': (text) => chat({ messages: called(fn(JSON.stringify({ where: text }))) }),
  'a name in the arguments of a tool call': (text) => chat({ messages: called(fn(JSON.stringify({ [text]: 1 }))) }),
  'the input of a custom tool call': (text) =>
    chat({ messages: called({ id: 'call_1', type: 'custom', custom: { name: 'run', input: text } }) }),
  'the result of a tool': (text) =>
    chat({ messages: [...called(fn('{}')).slice(0, 2), { role: 'tool', tool_call_id: 'call_1', content: text }] }),
  'the definition of a tool': (text) =>
    chat({ tools: [{ type: 'function', function: { name: 'look', description: text, parameters: schema('where') } }] }),
  'the schema of a tool': (text) =>
    chat({ tools: [{ type: 'function', function: { name: 'look', parameters: schema(text) } }] }),
  'the schema of the answer': (text) =>
    chat({ response_format: { type: 'json_schema', json_schema: { name: 'a', schema: schema(text) } } }),
  'the name of a file': (text) =>
    chat({
      messages: user([
        { type: 'file', file: { filename: text, file_data: `data:application/pdf;base64,${base64('%PDF-1')}` } },
      ]),
    }),
  'the address of a picture': (text) =>
    chat({ messages: user([{ type: 'image_url', image_url: { url: `https://example.com/${text}` } }]) }),
  metadata: (text) => chat({ metadata: { ticket: text } }),
  'the user': (text) => chat({ user: text }),
  'a stop word': (text) => chat({ stop: ['END', text] }),
  'the predicted answer': (text) => chat({ prediction: { type: 'content', content: text } }),
  'a member nobody knows': (text) => chat({ invented_tomorrow: { deeply: [{ nested: text }] } }),
};

const responses = (input: unknown, more: object = {}) => ({ model: 'small', input, ...more });
const item = (...items: readonly unknown[]) =>
  responses([{ type: 'message', role: 'user', content: 'hello' }, ...items]);

const RESPONSES: Rows = {
  'the input': (text) => responses(text),
  'the instructions': (text) => responses('hello', { instructions: text }),
  'a part of a message': (text) => item({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] }),
  'a message without a type': (text) => responses([{ role: 'user', content: text }]),
  'an earlier answer': (text) => item({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }),
  'a summary of reasoning': (text) =>
    item({ type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text }] }),
  'the arguments of a function call': (text) =>
    item({ type: 'function_call', call_id: 'c1', name: 'look', arguments: JSON.stringify({ where: text }) }),
  'the input of a custom tool call': (text) =>
    item({ type: 'custom_tool_call', call_id: 'c1', name: 'run', input: text }),
  'the command of a shell call': (text) =>
    item({ type: 'local_shell_call', call_id: 'c1', action: { type: 'exec', command: ['cat', text], env: {} } }),
  'the output of a function call': (text) => item({ type: 'function_call_output', call_id: 'c1', output: text }),
  'a part of the output of a function call': (text) =>
    item({ type: 'function_call_output', call_id: 'c1', output: [{ type: 'input_text', text }] }),
  'tools that travel as an item': (text) =>
    item({ type: 'additional_tools', tools: [{ type: 'function', name: 'a', description: text }] }),
  'the definition of a tool': (text) =>
    responses('hello', { tools: [{ type: 'function', name: 'look', description: text, parameters: schema('x') }] }),
  'a header for a tool server': (text) =>
    responses('hello', {
      tools: [{ type: 'mcp', server_label: 'a', server_url: 'https://example.com', headers: { 'x-key': text } }],
    }),
  'the schema of the answer': (text) =>
    responses('hello', { text: { format: { type: 'json_schema', name: 'a', schema: schema(text) } } }),
  'a variable of a stored prompt': (text) =>
    responses('hello', { prompt: { id: 'pmpt_1', variables: { city: text } } }),
  'the name of a file': (text) =>
    item({ type: 'message', role: 'user', content: [{ type: 'input_file', filename: text, file_id: 'file-1' }] }),
  metadata: (text) => responses('hello', { metadata: { ticket: text } }),
  'the metadata of a client': (text) => responses('hello', { client_metadata: { directory: text } }),
};

const messages = (content: unknown, more: object = {}) => ({
  model: 'claude',
  max_tokens: 50,
  messages: user(content),
  ...more,
});
const used = (input: unknown, result: unknown = 'done') => ({
  model: 'claude',
  max_tokens: 50,
  messages: [
    ...user('look it up'),
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'look', input }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: result }] },
  ],
});

const MESSAGES: Rows = {
  'the system prompt': (text) => messages('hello', { system: text }),
  'a block of the system prompt': (text) =>
    messages('hello', { system: [{ type: 'text', text, cache_control: { type: 'ephemeral' } }] }),
  'a message': (text) => messages(text),
  'a block of a message': (text) => messages([{ type: 'text', text, cache_control: { type: 'ephemeral', ttl: '1h' } }]),
  'an earlier answer': (text) => ({
    ...messages('x'),
    messages: [...user('hi'), { role: 'assistant', content: text }, ...user('?')],
  }),
  'the input of a tool': (text) => used({ where: { deeper: [text] } }),
  'a name in the input of a tool': (text) => used({ [text]: true }),
  'a member of the input of a tool that is named like one of the API': (text) => used({ id: text, type: 'x' }),
  'the result of a tool': (text) => used({}, text),
  'a block of the result of a tool': (text) => used({}, [{ type: 'text', text }]),
  'the definition of a tool': (text) =>
    messages('hello', { tools: [{ name: 'look', description: text, input_schema: schema('x') }] }),
  'the schema of a tool': (text) => messages('hello', { tools: [{ name: 'look', input_schema: schema(text) }] }),
  'a document in text': (text) =>
    messages([{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: text } }]),
  'a block of a document': (text) =>
    messages([{ type: 'document', source: { type: 'content', content: [{ type: 'text', text }] } }]),
  'the title of a document': (text) =>
    messages([{ type: 'document', title: text, source: { type: 'text', media_type: 'text/plain', data: 'plan' } }]),
  'the context of a document': (text) =>
    messages([{ type: 'document', context: text, source: { type: 'text', media_type: 'text/plain', data: 'plan' } }]),
  'a search result': (text) =>
    messages([{ type: 'search_result', source: 'https://example.com', title: 'a', content: [{ type: 'text', text }] }]),
  metadata: (text) => messages('hello', { metadata: { user_id: text } }),
};

const ENCODED: readonly Position[] = [
  ...(['text/plain', 'text/csv', 'application/json', 'application/octet-stream', 'image/png'] as const).map(
    (mime): Position => ({
      face: 'openai-responses',
      name: `a file of ${mime}`,
      form: 'base64',
      body: (text) =>
        item({
          type: 'message',
          role: 'user',
          content: [{ type: 'input_file', filename: 'a', file_data: `data:${mime};base64,${base64(text)}` }],
        }),
    }),
  ),
  {
    face: 'openai-chat',
    name: 'a file in base64',
    form: 'base64',
    body: (text) =>
      chat({
        messages: user([
          { type: 'file', file: { filename: 'a.txt', file_data: `data:text/plain;base64,${base64(text)}` } },
        ]),
      }),
  },
  {
    face: 'anthropic-messages',
    name: 'a document in base64',
    form: 'base64',
    body: (text) =>
      messages([{ type: 'document', source: { type: 'base64', media_type: 'text/plain', data: base64(text) } }]),
  },
];

const NUMBERS: readonly Position[] = [
  {
    face: 'openai-chat',
    name: 'a number in the arguments of a tool call',
    form: 'nested',
    body: (text) => chat({ messages: called(fn(`{"card": ${text}, "n": [${text}]}`)) }),
  },
  {
    face: 'anthropic-messages',
    name: 'a number in the input of a tool',
    form: 'number',
    body: (text) => used({ card: Number(text) }),
  },
];

function rows(face: Face, table: Rows): readonly Position[] {
  return Object.entries(table).map(([name, body]) => ({ face, name, body }));
}

/** Every position of every face at which a word can stand. */
export const POSITIONS: readonly Position[] = [
  ...rows('openai-chat', CHAT),
  ...rows('openai-responses', RESPONSES),
  ...rows('anthropic-messages', MESSAGES),
  ...rows('anthropic-count-tokens', MESSAGES),
  ...rows('openai-embeddings', {
    'the text': (text) => ({ model: 'vectors', input: text }),
    'one of several texts': (text) => ({ model: 'vectors', input: ['one', text, 'three'] }),
    'the user': (text) => ({ model: 'vectors', input: 'one', user: text }),
  }),
  ...ENCODED,
];

/** Positions at which only a number can stand. */
export const NUMBER_POSITIONS: readonly Position[] = NUMBERS;
