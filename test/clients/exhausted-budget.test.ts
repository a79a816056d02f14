import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, streamText } from 'ai';
import OpenAI from 'openai';
import { sampleEnvelope } from '../../src/domain/budget/envelope.fixture.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../fakes/gateway-house.ts';

/** A budget that has room for nothing. */
const EMPTY = sampleEnvelope('support-month', {
  name: 'Support, monthly',
  hardCap: 100n,
  scope: { teamId: 'support' },
});

const openai = ({ address }: GatewayHouse) => new OpenAI({ baseURL: `${address}/v1`, apiKey: TEST_KEY });
const anthropic = ({ address }: GatewayHouse) => new Anthropic({ baseURL: address, apiKey: TEST_KEY });
const sdk = ({ address }: GatewayHouse) => ({ baseURL: `${address}/v1`, apiKey: TEST_KEY });
const prompt = 'Say something short.';
const messages = [{ role: 'user' as const, content: prompt }];

async function readStream(model: ReturnType<ReturnType<typeof createOpenAI>['chat']>): Promise<void> {
  let failure: unknown;
  const onError = ({ error }: { readonly error: unknown }): void => {
    failure = error;
  };
  await streamText({ model, prompt, onError }).consumeStream();
  throw failure;
}

/**
 * As people set them up: nobody turns retries off. The last column is how often a client asks all the same: the Vercel AI SDK
 * repeats every 429, whatever it says, twice and after a pause.
 */
// biome-ignore format: a table is read down
const CLIENTS: readonly (readonly [string, (house: GatewayHouse) => Promise<unknown>, number])[] = [
  ['the OpenAI SDK, chat',                (house) => openai(house).chat.completions.create({ model: 'small', messages }), 1],
  ['the OpenAI SDK, chat as a stream',    (house) => openai(house).chat.completions.create({ model: 'small', messages, stream: true }), 1],
  ['the OpenAI SDK, responses',           (house) => openai(house).responses.create({ model: 'small', input: prompt }), 1],
  ['the OpenAI SDK, embeddings',          (house) => openai(house).embeddings.create({ model: 'vectors', input: prompt }), 1],
  ['the Anthropic SDK',                   (house) => anthropic(house).messages.create({ model: 'claude', max_tokens: 50, messages }), 1],
  ['the Anthropic SDK as a stream',       (house) => anthropic(house).messages.stream({ model: 'claude', max_tokens: 50, messages }).finalMessage(), 1],
  ['the Vercel AI SDK, chat',             (house) => generateText({ model: createOpenAI(sdk(house)).chat('small'), prompt }), 3],
  ['the Vercel AI SDK, chat as a stream', (house) => readStream(createOpenAI(sdk(house)).chat('small')), 3],
  ['the Vercel AI SDK, messages',         (house) => generateText({ model: createAnthropic(sdk(house))('claude'), prompt }), 3],
  ['LangChain, chat',                     ({ address }) => new ChatOpenAI({ model: 'small', apiKey: TEST_KEY, configuration: { baseURL: `${address}/v1` } }).invoke(prompt), 1],
];

// Together, since those that pause before they ask again pause for seconds.
describe('an exhausted budget is understood', { concurrency: true }, () => {
  for (const [name, act, requests] of CLIENTS)
    test(`by ${name}: ${requests === 1 ? 'one request' : `${requests} requests`}, one record, no upstream`, async (t) => {
      const house = await openGatewayHouse({ envelopes: [EMPTY] });
      t.after(house.close);
      await assert.rejects(act(house), (error) => {
        const words = String(error instanceof Error ? error.message : error);
        assert.match(words, /Support, monthly\\?" has \$0\.0001 left of \$0\.0001/);
        return true;
      });
      assert.equal(house.records.length + house.turnedAway.length, requests);
      assert.deepEqual(
        house.records.map(({ errorCode, status }) => [errorCode, status]),
        [['budget_exhausted', 429]],
      );
      assert.equal(house.seen.length, 0);
    });
});
