import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, streamText } from 'ai';
import OpenAI from 'openai';
import { sha256 } from '../../src/app/clock/system-clock.ts';
import { createInspector } from '../../src/app/inspection/create-inspector.ts';
import { NO_SETTINGS } from '../../src/app/inspection/inspection-settings.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../fakes/gateway-house.ts';

/** Made up, in the form that the issuer documents; built from pieces so that no scanner takes this file for a leak. */
const CLOUD_KEY = ['AKIA', 'FMT2BIPW', '5ELSZAHO'].join('');
const PASTED = `Please write to our customer Ada Lovelace, ada.lovelace@acme-corp.example, card 4111 1111 1111 1111,
IBAN DE89 3704 0044 0532 0130 00, and upload it with aws_access_key_id = ${CLOUD_KEY}.`;
const VALUES = [CLOUD_KEY, 'ada.lovelace', '4111 1111', 'DE89 3704'];

let house: GatewayHouse;
before(async () => {
  house = await openGatewayHouse({
    inspector: createInspector(NO_SETTINGS, {
      nowMs: () => Date.now(),
      nowNs: () => performance.now() * 1_000_000,
      digestOf: sha256,
      onPatternDisabled: () => undefined,
    }),
  });
});
after(() => house.close());

const openai = () => new OpenAI({ baseURL: `${house.address}/v1`, apiKey: TEST_KEY });
const anthropic = () => new Anthropic({ baseURL: house.address, apiKey: TEST_KEY });
const sdk = () => ({ baseURL: `${house.address}/v1`, apiKey: TEST_KEY });
const messages = [{ role: 'user' as const, content: PASTED }];

/** A client's stream is read to its end; some throw there, some tell by a callback. */
async function readStream(model: ReturnType<ReturnType<typeof createOpenAI>['chat']>): Promise<void> {
  let failure: unknown;
  const onError = ({ error }: { readonly error: unknown }): void => {
    failure = error;
  };
  const stream = streamText({ model, prompt: PASTED, onError });
  await stream.consumeStream();
  throw failure;
}

// biome-ignore format: a table is read down
const CLIENTS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['the OpenAI SDK, chat',                 () => openai().chat.completions.create({ model: 'small', messages })],
  ['the OpenAI SDK, chat as a stream',     () => openai().chat.completions.create({ model: 'small', messages, stream: true })],
  ['the OpenAI SDK, responses',            () => openai().responses.create({ model: 'small', input: PASTED })],
  ['the OpenAI SDK, embeddings',           () => openai().embeddings.create({ model: 'vectors', input: PASTED })],
  ['the Anthropic SDK',                    () => anthropic().messages.create({ model: 'claude', max_tokens: 50, messages })],
  ['the Anthropic SDK as a stream',        () => anthropic().messages.stream({ model: 'claude', max_tokens: 50, messages }).finalMessage()],
  ['the Anthropic SDK, counting tokens',   () => anthropic().messages.countTokens({ model: 'claude', messages })],
  ['the Vercel AI SDK, chat',              () => generateText({ model: createOpenAI(sdk()).chat('small'), prompt: PASTED })],
  ['the Vercel AI SDK, chat as a stream',  () => readStream(createOpenAI(sdk()).chat('small'))],
  ['the Vercel AI SDK, responses',         () => generateText({ model: createOpenAI(sdk()).responses('small'), prompt: PASTED })],
  ['the Vercel AI SDK, messages',          () => generateText({ model: createAnthropic(sdk())('claude'), prompt: PASTED })],
  ['LangChain, chat',                      () => new ChatOpenAI({ model: 'small', apiKey: TEST_KEY, configuration: { baseURL: `${house.address}/v1` } }).invoke(PASTED)],
];

for (const [name, act] of CLIENTS)
  test(`a customer record and a cloud key pasted into ${name} come back as one sentence, and nothing leaves`, async () => {
    const before = house.records.length;
    await assert.rejects(act, (error) => {
      const words = String(error instanceof Error ? error.message : error);
      assert.match(words, /This holds a credential, and credentials never leave\. Found: .*an AWS access key in /);
      assert.match(words, /Take it out; name where it is kept instead\./);
      for (const value of VALUES) assert.ok(!words.includes(value), `it repeats ${value}`);
      return true;
    });
    const records = house.records.slice(before);
    assert.deepEqual(
      records.map(({ errorCode, status }) => [errorCode, status]),
      [['content_blocked', 403]],
    );
    assert.deepEqual([house.seen.length, records[0]?.costNanodollars], [0, '0']);
    for (const value of VALUES) assert.ok(!JSON.stringify(records).includes(value), `the record repeats ${value}`);
  });
