import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { type LanguageModel, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';
import { aModel, anUpstream, aUseCase } from '../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../fakes/gateway-house.ts';
import { PERSON, SECRET } from '../fakes/word-inspector.ts';

const PROSE = 'The rain came over the hills in the afternoon and went away again before it was dark. ';
const ASKED = `${PROSE.repeat(4)}Tell ${PERSON} about ${SECRET} and "${PERSON}".\n${PROSE.repeat(4)}`;
/** The answer repeats what was asked: the person is put back, the secret is not. */
const WANTED = new RegExp(
  `^${PROSE.repeat(4)}Tell ${PERSON} about \\[TEST_CREDENTIAL_[0-9a-f]{8}\\] and "${PERSON}"\\.\n${PROSE.repeat(4)}$`,
);

const cleared = { clearance: { dataClassMax: 'restricted', region: null, retention: 'none' } } as const;
let house: GatewayHouse;
before(async () => {
  house = await openGatewayHouse({
    models: [
      aModel({
        ...cleared,
        id: 'echo',
        faces: ['openai-chat', 'openai-responses'],
        targets: [{ upstreamId: 'main', upstreamModel: 'sim-echo' }],
      }),
      aModel({
        ...cleared,
        id: 'claude',
        vendor: 'anthropic',
        faces: ['anthropic-messages'],
        targets: [{ upstreamId: 'claude', upstreamModel: 'sim-echo' }],
      }),
    ],
    useCases: [
      aUseCase({
        tier: 1,
        modelStack: ['echo', 'claude'],
        allowedDataClasses: ['public', 'internal', 'confidential', 'restricted'],
      }),
    ],
    upstreams: (simulated) => [
      anUpstream({ baseUrl: `${simulated}/v1` }),
      anUpstream({ id: 'claude', kind: 'anthropic', baseUrl: simulated }),
    ],
    policies: {
      active: {
        version: 'test-1',
        decide: () => ({
          effect: 'allow',
          rules: ['test.rule'],
          obligations: [
            { kind: 'redact', of: ['personal'], restore: true },
            { kind: 'inspect_answer', action: 'redact', of: ['credential'] },
          ],
          about: 'findings',
          failedRules: [],
          why: 'ok',
          alternative: null,
          askAt: null,
        }),
      },
      staged: null,
      shadow: null,
    },
  });
});
after(() => house.close());

const parameters = { type: 'object', properties: { text: { type: 'string' } } };

test('openai, chat: a protected stream is put together to the whole text and to arguments that parse', async () => {
  const client = new OpenAI({ baseURL: `${house.address}/v1`, apiKey: TEST_KEY });
  const messages = [{ role: 'user' as const, content: ASKED }];
  let piece = '';
  const stream = client.chat.completions.stream({ model: 'echo', messages });
  stream.on('content', (delta) => {
    piece += delta;
  });
  const whole = await stream.finalChatCompletion();
  assert.match(whole.choices[0]?.message.content ?? '', WANTED);
  assert.equal(piece, whole.choices[0]?.message.content);
  const tools = [{ type: 'function' as const, function: { name: 'send', parameters } }];
  const called = await client.chat.completions
    .stream({ model: 'echo', messages, tools, tool_choice: 'required' })
    .finalChatCompletion();
  const call = called.choices[0]?.message.tool_calls?.[0];
  assert.ok(call?.type === 'function' && call.function.name === 'send');
  assert.match(JSON.parse(call.function.arguments).text, WANTED);
});

test('openai, responses: deltas, done events and the final response agree', async () => {
  const client = new OpenAI({ baseURL: `${house.address}/v1`, apiKey: TEST_KEY });
  let piece = '';
  let told = '';
  const numbers: number[] = [];
  const stream = client.responses.stream({ model: 'echo', input: ASKED });
  for await (const event of stream) {
    numbers.push(event.sequence_number);
    if (event.type === 'response.output_text.delta') piece += event.delta;
    if (event.type === 'response.output_text.done') told = event.text;
  }
  const { output_text: text } = await stream.finalResponse();
  assert.match(text, WANTED);
  assert.deepEqual([piece, told], [text, text]);
  assert.deepEqual(numbers, [...numbers.keys()]);
  const tools = [{ type: 'function' as const, name: 'send', parameters, strict: false }];
  const called = await client.responses
    .stream({ model: 'echo', input: ASKED, tools, tool_choice: 'required' })
    .finalResponse();
  const call = called.output.find((item) => item.type === 'function_call');
  assert.match(JSON.parse(call?.arguments ?? '{}').text, WANTED);
});

test('@anthropic-ai/sdk: blocks are put together to the whole text and to input that parses', async () => {
  const client = new Anthropic({ baseURL: house.address, apiKey: TEST_KEY });
  const ask = { model: 'claude', max_tokens: 10_000, messages: [{ role: 'user' as const, content: ASKED }] };
  const message = await client.messages.stream(ask).finalMessage();
  assert.match(message.content[0]?.type === 'text' ? message.content[0].text : '', WANTED);
  const tools = [{ name: 'send', input_schema: { type: 'object' as const, properties: { text: { type: 'string' } } } }];
  const called = await client.messages
    .stream({ ...ask, tools, tool_choice: { type: 'tool', name: 'send' } })
    .finalMessage();
  const block = called.content[0];
  assert.ok(block?.type === 'tool_use');
  assert.match(z.object({ text: z.string() }).parse(block.input).text, WANTED);
});

const MODELS: Readonly<Record<string, () => LanguageModel>> = {
  'OpenAI chat': () => createOpenAI({ baseURL: `${house.address}/v1`, apiKey: TEST_KEY }).chat('echo'),
  'OpenAI responses': () => createOpenAI({ baseURL: `${house.address}/v1`, apiKey: TEST_KEY }).responses('echo'),
  Anthropic: () => createAnthropic({ baseURL: `${house.address}/v1`, apiKey: TEST_KEY })('claude'),
};

for (const [face, model] of Object.entries(MODELS)) {
  test(`ai-sdk, ${face}: a protected stream reads as the whole text, and its tool is called with what parses`, async () => {
    assert.match(await streamText({ model: model(), prompt: ASKED }).text, WANTED);
    const send = tool({ inputSchema: z.object({ text: z.string() }), execute: () => 'sent' });
    const calls = await streamText({ model: model(), prompt: ASKED, tools: { send }, toolChoice: 'required' })
      .toolCalls;
    assert.equal(calls.length, 1);
    assert.match(z.object({ text: z.string() }).parse(calls[0]?.input).text, WANTED);
  });
}
