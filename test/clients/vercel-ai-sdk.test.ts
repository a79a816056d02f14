import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, embed, generateText, isStepCount, type LanguageModel, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { TEST_KEY } from '../fakes/gateway-house.ts';
import { SAID, WORDS } from './aimock-answers.ts';
import {
  assertBrokenOff,
  assertExact,
  assertLeft,
  attemptsOf,
  type ClientHouse,
  openClientHouse,
  REVOKED_KEY,
} from './client-house.ts';
import { A_PDF, A_PICTURE } from './content-parts.ts';

let house: ClientHouse;
/** Bodies as they left the client, before the gateway saw them. */
const sent: string[] = [];

before(async () => {
  house = await openClientHouse();
});
after(() => house.close());

const FACES: Readonly<Record<string, (model?: string, apiKey?: string) => LanguageModel>> = {
  'OpenAI chat': (model = 'small', apiKey = TEST_KEY) => openai(apiKey).chat(model),
  'OpenAI responses': (model = 'small', apiKey = TEST_KEY) => openai(apiKey).responses(model),
  Anthropic: (model = 'claude', apiKey = TEST_KEY) =>
    createAnthropic({ baseURL: `${house.address}/v1`, apiKey, fetch: spy })(model),
};

const weather = tool({
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => (city === 'Lisbon' ? '21' : 'unknown'),
});

for (const [face, model] of Object.entries(FACES)) {
  test(`ai-sdk, ${face}: a JSON answer reaches the client whole and is recorded exactly`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const answer = await generateText({ model: model(), prompt: 'Hello' });
      assert.equal(answer.text, WORDS.hello);
      assert.deepEqual([answer.usage.inputTokens, answer.usage.outputTokens], [SAID.hello.input, SAID.hello.output]);
    });
    assertExact(record, SAID.hello);
  });

  test(`ai-sdk, ${face}: a stream reads as the JSON answer does and is recorded exactly`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      assert.equal(await streamText({ model: model(), prompt: 'Hello' }).text, WORDS.hello);
    });
    assertExact(record, SAID.hello);
    assert.equal(record?.stream, true);
  });

  for (const stream of [false, true]) {
    test(`ai-sdk, ${face}: a tool is called and its result answered, ${stream ? 'as streams' : 'as JSON'}, in one task and two records`, async () => {
      const asked = {
        model: model(),
        prompt: `What is the weather in Lisbon (${stream})?`,
        tools: { get_weather: weather },
        stopWhen: isStepCount(3),
      };
      const [first, second] = await house.recordsOf(2, async () => {
        const text = stream ? await streamText(asked).text : (await generateText(asked)).text;
        assert.equal(text, WORDS.toolResult);
      });
      assertExact(first, SAID.toolCall);
      assertExact(second, SAID.toolResult);
      assert.deepEqual([second?.taskId, second?.taskSource], [first?.taskId, 'prefix']);
    });
  }

  test(`ai-sdk, ${face}: structured output is parsed by the client`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const schema = z.object({ city: z.string(), degrees: z.number() });
      const answer = await generateText({
        model: model(),
        prompt: 'Lisbon as JSON',
        output: Output.object({ schema }),
      });
      assert.deepEqual(answer.output, { city: 'Lisbon', degrees: 21 });
    });
    assertExact(record, SAID.json);
  });

  test(`ai-sdk, ${face}: a picture and a file travel as content parts`, async () => {
    const ask = (text: string, mediaType: string, data: string) =>
      generateText({
        model: model(),
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text },
              { type: 'file', mediaType, data, filename: 'a' },
            ],
          },
        ],
      });
    const [seen, read] = await house.recordsOf(2, async () => {
      assert.equal((await ask('What is in this picture?', 'image/png', A_PICTURE)).text, WORDS.picture);
      assert.equal((await ask('What says this file?', 'application/pdf', A_PDF)).text, WORDS.file);
    });
    assertExact(seen, SAID.picture);
    assertExact(read, SAID.file);
  });

  test(`ai-sdk, ${face}: a stream that breaks off is an error at the client, and settled as estimated`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const seen: unknown[] = [];
      const result = streamText({
        model: model(),
        prompt: 'Please break off',
        maxRetries: 0,
        onError: ({ error }) => void seen.push(error),
      });
      await result.consumeStream();
      assert.equal(seen.length, 1);
      assert.match(JSON.stringify(seen[0]) + String(seen[0]), /broke off/);
    });
    assertBrokenOff(record);
  });

  test(`ai-sdk, ${face}: a client that aborts is settled as gone`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const leaving = new AbortController();
      const asked = { model: model(), prompt: 'Please go on', abortSignal: leaving.signal };
      for await (const piece of streamText(asked).textStream) if (piece !== '') leaving.abort();
    });
    assertLeft(record);
  });

  const refusals = [
    [
      'a model that the use case may not use',
      () => model(face === 'Anthropic' ? 'claude-secret' : 'secret'),
      403,
      /use case "drafting" may not use the model/,
    ],
    ['a revoked key', () => model(undefined, REVOKED_KEY), 401, /The key key-2 was revoked/],
  ] as const;
  for (const [name, refused, status, words] of refusals) {
    test(`ai-sdk, ${face}: ${name} is told in words, after exactly one attempt`, async () => {
      const attempts = await attemptsOf(house, () =>
        assert.rejects(generateText({ model: refused(), prompt: 'Hello' }), (error) => {
          assert.ok(APICallError.isInstance(error), String(error));
          assert.deepEqual([error.statusCode, error.isRetryable], [status, false]);
          assert.match(error.message, words);
          return true;
        }),
      );
      assert.equal(attempts, 1);
    });
  }
}

test('ai-sdk: embeddings arrive whole', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const answer = await embed({ model: openai(TEST_KEY).embedding('vectors'), value: 'one' });
    assert.deepEqual(answer.embedding, [0.25, -0.5, 1]);
  });
  assert.deepEqual([record?.outcome, record?.face], ['completed', 'openai-embeddings']);
});

test('ai-sdk: it asks for usage in a chat stream, gets it, and the record is exact', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const usage = await streamText({ model: openai(TEST_KEY).chat('small'), prompt: 'Hello' }).usage;
    assert.match(sent.at(-1) ?? '', /"include_usage":true/);
    assert.equal(usage.outputTokens, SAID.hello.output);
  });
  assertExact(record, SAID.hello);
});

function openai(apiKey: string) {
  return createOpenAI({ baseURL: house.openaiUrl, apiKey, fetch: spy });
}

const spy: typeof fetch = (input, init) => {
  sent.push(String(init?.body ?? ''));
  return fetch(input, init);
};
