import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { TEST_KEY } from '../fakes/gateway-house.ts';
import { SAID, WORDS } from './aimock-answers.ts';
import { assertBrokenOff, assertExact, assertLeft, type ClientHouse, openClientHouse } from './client-house.ts';
import { A_PDF, A_PICTURE, WEATHER_PARAMETERS } from './content-parts.ts';

let house: ClientHouse;
let client: OpenAI;

before(async () => {
  house = await openClientHouse();
  client = new OpenAI({ baseURL: house.openaiUrl, apiKey: TEST_KEY });
});
after(() => house.close());

const hello = { model: 'small', messages: [{ role: 'user' as const, content: 'Hello' }] };
const tools = [{ type: 'function' as const, function: { name: 'get_weather', parameters: WEATHER_PARAMETERS } }];

test('openai, chat: a JSON answer reaches the client whole and is recorded exactly', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const answer = await client.chat.completions.create(hello);
    assert.equal(answer.choices[0]?.message.content, WORDS.hello);
    assert.deepEqual(
      [answer.usage?.prompt_tokens, answer.usage?.completion_tokens],
      [SAID.hello.input, SAID.hello.output],
    );
  });
  assertExact(record, SAID.hello);
  assert.deepEqual([record?.stream, record?.clientName], [false, `OpenAI/JS ${VERSION}`]);
});

test('openai, chat: a stream reads as the JSON answer does, and usage that was not asked for stays hidden but is recorded', async () => {
  const [record] = await house.recordsOf(1, async () => {
    let text = '';
    for await (const chunk of await client.chat.completions.create({ ...hello, stream: true })) {
      assert.equal(chunk.usage ?? null, null);
      assert.equal(chunk.choices.length, 1, 'no chunk without a choice');
      text += chunk.choices[0]?.delta.content ?? '';
    }
    assert.equal(text, WORDS.hello);
  });
  assertExact(record, SAID.hello);
});

test('openai, chat: usage that was asked for in a stream is given', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const stream = client.chat.completions.stream({ ...hello, stream_options: { include_usage: true } });
    const whole = await stream.finalChatCompletion();
    assert.deepEqual(
      [whole.usage?.prompt_tokens, whole.usage?.completion_tokens],
      [SAID.hello.input, SAID.hello.output],
    );
  });
  assertExact(record, SAID.hello);
});

for (const stream of [false, true]) {
  test(`openai, chat: a tool is called and its result answered, ${stream ? 'as streams' : 'as JSON'}, in one task and two records`, async () => {
    const ask = (messages: OpenAI.ChatCompletionMessageParam[]): Promise<OpenAI.ChatCompletion> =>
      stream
        ? client.chat.completions.stream({ model: 'small', messages, tools }).finalChatCompletion()
        : client.chat.completions.create({ model: 'small', messages, tools });
    const question = { role: 'user' as const, content: `What is the weather in Lisbon (${stream})?` };
    const [first, second] = await house.recordsOf(2, async () => {
      const called = (await ask([question])).choices[0]?.message;
      const call = called?.tool_calls?.[0];
      assert.ok(called !== undefined && call?.type === 'function');
      assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Lisbon' });
      const result = { role: 'tool' as const, tool_call_id: call.id, content: '21' };
      const said = await ask([question, called, result]);
      assert.equal(said.choices[0]?.message.content, WORDS.toolResult);
    });
    assertExact(first, SAID.toolCall);
    assertExact(second, SAID.toolResult);
    assert.deepEqual([first?.finishReason, first?.toolCount], ['tool_calls', 1]);
    assert.deepEqual([second?.taskId, second?.taskSource], [first?.taskId, 'prefix']);
  });
}

test('openai, chat: structured output is parsed by the client', async () => {
  const schema = z.object({ city: z.string(), degrees: z.number() });
  const [record] = await house.recordsOf(1, async () => {
    const answer = await client.chat.completions.parse({
      model: 'small',
      messages: [{ role: 'user', content: 'Lisbon as JSON' }],
      response_format: zodResponseFormat(schema, 'reading'),
    });
    assert.deepEqual(answer.choices[0]?.message.parsed, { city: 'Lisbon', degrees: 21 });
  });
  assertExact(record, SAID.json);
});

test('openai, chat: a picture and a file travel as content parts, unchanged', async () => {
  const picture = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${A_PICTURE}` } };
  const file = {
    type: 'file' as const,
    file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${A_PDF}` },
  };
  const ask = (text: string, part: OpenAI.ChatCompletionContentPart) =>
    client.chat.completions.create({
      model: 'small',
      messages: [{ role: 'user', content: [{ type: 'text', text }, part] }],
    });
  const [seen, read] = await house.recordsOf(2, async () => {
    assert.equal((await ask('What is in this picture?', picture)).choices[0]?.message.content, WORDS.picture);
    assert.match(sentLast(), new RegExp(A_PICTURE.slice(0, 40).replaceAll('+', '\\+')));
    assert.equal((await ask('What says this file?', file)).choices[0]?.message.content, WORDS.file);
    assert.match(sentLast(), new RegExp(A_PDF.slice(0, 20)));
  });
  assertExact(seen, SAID.picture);
  assertExact(read, SAID.file);
});

test('openai, chat: a stream that breaks off fails at the client with our words, and is settled as estimated', async () => {
  const [record] = await house.recordsOf(1, async () => {
    await assert.rejects(async () => {
      const asked = { model: 'small', messages: [{ role: 'user' as const, content: 'Please break off' }] };
      for await (const chunk of await client.chat.completions.create({ ...asked, stream: true })) void chunk;
    }, /broke off|terminated/i);
  });
  assertBrokenOff(record);
});

test('openai, chat: a client that aborts is settled as gone', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const leaving = new AbortController();
    const asked = { model: 'small', messages: [{ role: 'user' as const, content: 'Please go on' }] };
    const stream = await client.chat.completions.create({ ...asked, stream: true }, { signal: leaving.signal });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) leaving.abort();
  });
  assertLeft(record);
});

/** The body of the last request, as aimock understood it. */
function sentLast(): string {
  return JSON.stringify(house.aimock.getLastRequest()?.body ?? null);
}

const VERSION = '7.57.0';
