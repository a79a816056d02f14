import type { LLMock } from '@copilotkit/aimock';

/** What aimock says that each of its answers used; a record must say exactly the same. */
export type Said = { readonly input: number; readonly output: number };

export const SAID = {
  hello: { input: 1_203, output: 57 },
  toolCall: { input: 311, output: 19 },
  toolResult: { input: 377, output: 23 },
  json: { input: 205, output: 12 },
  picture: { input: 1_001, output: 7 },
  file: { input: 2_003, output: 11 },
} as const satisfies Readonly<Record<string, Said>>;

export const WORDS = {
  hello: 'Hello from a model that nobody here wrote.',
  toolResult: 'It is 21 degrees in Lisbon.',
  json: '{"city":"Lisbon","degrees":21}',
  picture: 'A small red square.',
  file: 'The file says nothing.',
} as const;

/** Questions are told apart by their words, as aimock matches by substring; the tool's result comes before its question. */
export function teachAimock(aimock: LLMock): void {
  const answers = [
    { match: { hasToolResult: true }, response: { content: WORDS.toolResult, usage: usage(SAID.toolResult) } },
    {
      match: { userMessage: 'weather' },
      response: {
        toolCalls: [{ id: 'call_weather_1', name: 'get_weather', arguments: '{"city":"Lisbon"}' }],
        usage: usage(SAID.toolCall),
      },
    },
    { match: { userMessage: 'as JSON' }, response: { content: WORDS.json, usage: usage(SAID.json) } },
    { match: { userMessage: 'picture' }, response: { content: WORDS.picture, usage: usage(SAID.picture) } },
    { match: { userMessage: 'this file' }, response: { content: WORDS.file, usage: usage(SAID.file) } },
    { match: { userMessage: 'Hello' }, response: { content: WORDS.hello, usage: usage(SAID.hello) } },
    // Breaks off in the middle: the usage that would have closed it never comes.
    {
      match: { userMessage: 'break off' },
      response: { content: LONG },
      truncateAfterChunks: 6,
      latency: 10,
      chunkSize: 20,
    },
    // Slow enough that a client can leave in the middle.
    { match: { userMessage: 'go on' }, response: { content: LONG }, latency: 15, chunkSize: 20 },
    // What an upstream says of the request is the client's to read.
    {
      match: { userMessage: 'be refused' },
      response: {
        error: { message: 'Unsupported value: the upstream said so.', type: 'invalid_request_error' },
        status: 400,
      },
    },
    { match: { inputText: /.*/ }, response: { embedding: [0.25, -0.5, 1] } },
  ];
  aimock.addFixtures(answers);
}

/** Names of either family: aimock takes the one that the face knows. */
function usage({ input, output }: Said) {
  return { input_tokens: input, output_tokens: output };
}

const LONG = 'A sentence that is long enough to be cut in the middle of it. '.repeat(40);
