import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import OpenAI from 'openai';
import { seedOf } from '../seed.fixture.ts';
import {
  DIRECTIONS,
  type Direction,
  sayableAnswers,
  spokenAt,
  translateStream,
  translateWhole,
} from './translated-answer.fixture.ts';

/** What the official SDK of an API makes of a stream: its accumulated message. */
const ACCUMULATORS = {
  'openai-chat': async (stream: string): Promise<unknown> => {
    const client = new OpenAI({ apiKey: 'none', maxRetries: 0, fetch: answering(stream) });
    return client.chat.completions.stream({ model: 'm', messages: [] }).finalChatCompletion();
  },
  'openai-responses': async (stream: string): Promise<unknown> => {
    const client = new OpenAI({ apiKey: 'none', maxRetries: 0, fetch: answering(stream) });
    return client.responses.stream({ model: 'm', input: '' }).finalResponse();
  },
  'anthropic-messages': async (stream: string): Promise<unknown> => {
    const client = new Anthropic({ apiKey: 'none', maxRetries: 0, fetch: answering(stream) });
    return client.messages.stream({ model: 'm', max_tokens: 1, messages: [] }).finalMessage();
  },
} as const satisfies { readonly [F in Direction['caller']]: (stream: string) => Promise<unknown> };

function answering(stream: string): typeof fetch {
  return async () => new Response(stream, { headers: { 'content-type': 'text/event-stream' } });
}

for (const way of DIRECTIONS) {
  test(`a stream of ${way.upstream} is, to the SDK of ${way.caller}, the same message as the whole answer`, async (context) => {
    await fc.assert(
      fc.asyncProperty(sayableAnswers(), fc.integer({ min: 1, max: 9 }), async (answer, pieces) => {
        const spoken = spokenAt(way.upstream, answer, pieces);
        const { text, refusal } = translateStream(way, Buffer.from(spoken.stream), { cuts: [] });
        assert.equal(refusal, null);
        const heard = await ACCUMULATORS[way.caller](text);
        assert.deepEqual(comparable(heard), comparable(translateWhole(way, spoken.body)));
      }),
      { seed: seedOf(context), numRuns: 60 },
    );
  });
}

/** What SDKs add for their callers' comfort is no part of the message. */
function comparable(message: unknown): unknown {
  const added = new Set(['parsed', 'parsed_arguments', 'output_parsed', 'parsed_output', 'output_text']);
  return JSON.parse(JSON.stringify(message, (name, value: unknown) => (added.has(name) ? undefined : value)));
}
