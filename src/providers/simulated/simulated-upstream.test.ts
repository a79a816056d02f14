import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { type SimulatedUpstream, startSimulatedUpstream } from './simulated-upstream.ts';

// The vendors' own clients judge whether the simulation speaks their language.
let upstream: SimulatedUpstream;
let openai: OpenAI;
let anthropic: Anthropic;

before(async () => {
  upstream = await startSimulatedUpstream({ latencyMs: 0, eventDelayMs: 0 });
  openai = new OpenAI({ baseURL: `${upstream.baseUrl}/v1`, apiKey: 'none', maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: upstream.baseUrl, apiKey: 'none', maxRetries: 0 });
});

after(() => upstream.close());

const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const;
const asked = 'Please use the get_tide tool for Brest.';

test('chat answers in words that say they are simulated, with usage, whole and as a stream', async () => {
  const messages = [{ role: 'user', content: 'Why are there tides?' } as const];
  const whole = await openai.chat.completions.create({ model: 'gpt-x', messages });
  assert.match(whole.choices[0]?.message.content ?? '', /simulated.*Why are there tides/);
  const stream = openai.chat.completions.stream({ model: 'gpt-x', messages, stream_options: { include_usage: true } });
  const streamed = await stream.finalChatCompletion();
  assert.equal(streamed.choices[0]?.message.content, whole.choices[0]?.message.content);
  assert.equal(streamed.usage?.completion_tokens, whole.usage?.completion_tokens);
  assert.equal(streamed.model, 'gpt-x');
});

test('a tool is called when the question asks for it, at each face', async () => {
  const chat = await openai.chat.completions.create({
    model: 'gpt-x',
    messages: [{ role: 'user', content: asked }],
    tools: [{ type: 'function', function: { name: 'get_tide', parameters } }],
  });
  const [call] = chat.choices[0]?.message.tool_calls ?? [];
  assert.deepEqual(call?.type === 'function' && call.function, { name: 'get_tide', arguments: '{"city":"simulated"}' });
  const tools = [{ type: 'function' as const, name: 'get_tide', parameters, strict: true }];
  const response = await openai.responses.stream({ model: 'gpt-x', input: asked, tools }).finalResponse();
  assert.equal(response.output[0]?.type, 'function_call');
  const message = await anthropic.messages
    .stream({
      model: 'claude-x',
      max_tokens: 100,
      messages: [{ role: 'user', content: asked }],
      tools: [{ name: 'get_tide', input_schema: { ...parameters, required: ['city'] } }],
    })
    .finalMessage();
  assert.equal(message.stop_reason, 'tool_use');
  const [block] = message.content;
  assert.deepEqual(block?.type === 'tool_use' && block.input, { city: 'simulated' });
});

test('responses and messages stream to their end, with cached and reasoning tokens in their usage', async () => {
  const input = `Long. ${'words '.repeat(2_000)}`;
  const response = await openai.responses.stream({ model: 'o9', input }).finalResponse();
  assert.equal(response.status, 'completed');
  assert.ok((response.usage?.input_tokens_details.cached_tokens ?? 0) > 0);
  assert.ok((response.usage?.output_tokens_details.reasoning_tokens ?? 0) > 0);
  const content = [{ type: 'text' as const, text: input, cache_control: { type: 'ephemeral' as const } }];
  const messages = [{ role: 'user' as const, content }];
  const message = await anthropic.messages.stream({ model: 'claude-x', max_tokens: 9, messages }).finalMessage();
  assert.equal(message.stop_reason, 'max_tokens');
  assert.ok((message.usage.cache_read_input_tokens ?? 0) > 0);
  assert.equal(message.usage.cache_creation?.ephemeral_5m_input_tokens, message.usage.cache_creation_input_tokens);
});

test('embeddings, token counts and structured output are answered in their shapes', async () => {
  const embeddings = await openai.embeddings.create({ model: 'e', input: ['a', 'b'] });
  assert.deepEqual(
    embeddings.data.map(({ embedding }) => embedding.length),
    [64, 64],
  );
  const count = await anthropic.messages.countTokens({
    model: 'claude-x',
    messages: [{ role: 'user', content: 'hi' }],
  });
  assert.ok(count.input_tokens > 0);
  const json = await openai.chat.completions.create({
    model: 'gpt-x',
    messages: [{ role: 'user', content: 'hi' }],
    response_format: { type: 'json_schema', json_schema: { name: 'place', schema: parameters } },
  });
  assert.deepEqual(JSON.parse(json.choices[0]?.message.content ?? ''), { city: 'simulated' });
});

test('errors come in the shape of the face that was called', async () => {
  const messages = [{ role: 'user' as const, content: 'hi' }];
  await assert.rejects(openai.chat.completions.create({ model: 'sim-error-429', messages }), OpenAI.RateLimitError);
  const failing = anthropic.messages.create({ model: 'sim-error-500', max_tokens: 1, messages });
  await assert.rejects(failing, Anthropic.InternalServerError);
});
