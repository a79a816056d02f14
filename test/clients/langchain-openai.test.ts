import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, type ChatOpenAIFields, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { TEST_KEY } from '../fakes/gateway-house.ts';
import { SAID, type Said, WORDS } from './aimock-answers.ts';
import {
  assertBrokenOff,
  assertExact,
  assertLeft,
  attemptsOf,
  type ClientHouse,
  openClientHouse,
  REVOKED_KEY,
} from './client-house.ts';
import { A_PICTURE } from './content-parts.ts';

let house: ClientHouse;

before(async () => {
  house = await openClientHouse();
});
after(() => house.close());

const weather = tool(({ city }) => (city === 'Lisbon' ? '21' : 'unknown'), {
  name: 'get_weather',
  description: 'Degrees in a city',
  schema: z.object({ city: z.string() }),
});

for (const face of ['chat', 'responses'] as const) {
  const chat = (fields: Partial<ChatOpenAIFields> = {}) =>
    new ChatOpenAI({
      model: 'small',
      apiKey: TEST_KEY,
      useResponsesApi: face === 'responses',
      configuration: { baseURL: house.openaiUrl },
      ...fields,
    });

  test(`langchain, ${face}: a JSON answer reaches the client whole and is recorded exactly`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const answer = await chat().invoke('Hello');
      assert.equal(answer.text, WORDS.hello);
      assert.deepEqual(usageOf(answer), SAID.hello);
    });
    assertExact(record, SAID.hello);
  });

  test(`langchain, ${face}: a stream reads as the JSON answer does and is recorded exactly`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      let text = '';
      for await (const chunk of await chat().stream('Hello')) text += chunk.text;
      assert.equal(text, WORDS.hello);
    });
    assertExact(record, SAID.hello);
  });

  for (const stream of [false, true]) {
    test(`langchain, ${face}: a tool is called and its result answered, ${stream ? 'as streams' : 'as JSON'}, in one task and two records`, async () => {
      const bound = chat().bindTools([weather]);
      const ask = (messages: readonly BaseMessage[]): Promise<AIMessageChunk> =>
        stream ? wholeOf(bound.stream([...messages])) : bound.invoke([...messages]);
      const question = new HumanMessage(`What is the weather in Lisbon (${stream})?`);
      const [first, second] = await house.recordsOf(2, async () => {
        const called = await ask([question]);
        const call = called.tool_calls?.[0];
        assert.deepEqual(call?.args, { city: 'Lisbon' });
        const result = new ToolMessage({ content: '21', tool_call_id: call?.id ?? '' });
        assert.equal((await ask([question, called, result])).text, WORDS.toolResult);
      });
      assertExact(first, SAID.toolCall);
      assertExact(second, SAID.toolResult);
      assert.deepEqual([second?.taskId, second?.taskSource], [first?.taskId, 'prefix']);
    });
  }

  test(`langchain, ${face}: structured output is parsed by the client`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const schema = z.object({ city: z.string(), degrees: z.number() });
      const answer = await chat().withStructuredOutput(schema, { method: 'jsonSchema' }).invoke('Lisbon as JSON');
      assert.deepEqual(answer, { city: 'Lisbon', degrees: 21 });
    });
    assertExact(record, SAID.json);
  });

  test(`langchain, ${face}: a picture travels as a content part`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${A_PICTURE}` } };
      const content = [{ type: 'text', text: 'What is in this picture?' }, picture];
      assert.equal((await chat().invoke([new HumanMessage({ content })])).text, WORDS.picture);
    });
    assertExact(record, SAID.picture);
  });

  test(`langchain, ${face}: a stream that breaks off fails at the client with our words, and is settled as estimated`, async () => {
    const [record] = await house.recordsOf(1, () =>
      assert.rejects(async () => {
        for await (const chunk of await chat({ maxRetries: 0 }).stream('Please break off')) void chunk;
      }, /broke off/),
    );
    assertBrokenOff(record);
  });

  test(`langchain, ${face}: a client that aborts is settled as gone`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const leaving = new AbortController();
      const stream = await chat().stream('Please go on', { signal: leaving.signal });
      await assert.rejects(async () => {
        for await (const chunk of stream) if (chunk.text !== '') leaving.abort();
      }, /abort/i);
    });
    assertLeft(record);
  });

  const refusals = [
    [
      'a model that the use case may not use',
      { model: 'secret' },
      /use case "drafting" may not use the model "secret"/,
    ],
    ['a revoked key', { apiKey: REVOKED_KEY }, /The key key-2 was revoked/],
  ] as const;
  for (const [name, fields, words] of refusals) {
    test(`langchain, ${face}: ${name} is told in words, after exactly one attempt`, async () => {
      const attempts = await attemptsOf(house, () => assert.rejects(chat(fields).invoke('Hello'), words));
      assert.equal(attempts, 1);
    });
  }
}

test('langchain: embeddings arrive whole', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const embeddings = new OpenAIEmbeddings({
      model: 'vectors',
      apiKey: TEST_KEY,
      encodingFormat: 'float',
      configuration: { baseURL: house.openaiUrl },
    });
    assert.deepEqual(await embeddings.embedQuery('one'), [0.25, -0.5, 1]);
  });
  assert.deepEqual([record?.outcome, record?.face], ['completed', 'openai-embeddings']);
});

for (const streamUsage of [true, false]) {
  test(`langchain, chat: usage in a stream is ${streamUsage ? 'given when it is asked for, as it is by default' : 'hidden when it is not asked for'}, and recorded`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const fields = { model: 'small', apiKey: TEST_KEY, configuration: { baseURL: house.openaiUrl } };
      const chat = new ChatOpenAI(streamUsage ? fields : { ...fields, streamUsage });
      const whole = await wholeOf(chat.stream('Hello'));
      assert.deepEqual(usageOf(whole), streamUsage ? SAID.hello : undefined);
    });
    assertExact(record, SAID.hello);
  });
}

/** Not `streaming: true` with `invoke`: where no usage comes, that fetches a tokenizer from the internet to guess it. */
async function wholeOf(stream: Promise<AsyncIterable<AIMessageChunk>>): Promise<AIMessageChunk> {
  let whole = new AIMessageChunk('');
  for await (const chunk of await stream) whole = whole.concat(chunk);
  return whole;
}

/** The installed types say never where the message says numbers. */
function usageOf(message: { readonly usage_metadata?: unknown }): Said | undefined {
  const usage = z
    .object({ input_tokens: z.number(), output_tokens: z.number() })
    .optional()
    .parse(message.usage_metadata);
  return usage === undefined ? undefined : { input: usage.input_tokens, output: usage.output_tokens };
}
