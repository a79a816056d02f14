import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
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

const tools = [
  { type: 'function' as const, name: 'get_weather', parameters: WEATHER_PARAMETERS, strict: true, description: null },
];

test('openai, responses: a JSON answer reaches the client whole and is recorded exactly', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const answer = await client.responses.create({ model: 'small', input: 'Hello' });
    assert.equal(answer.output_text, WORDS.hello);
    assert.deepEqual([answer.usage?.input_tokens, answer.usage?.output_tokens], [SAID.hello.input, SAID.hello.output]);
  });
  assertExact(record, SAID.hello);
});

test('openai, responses: a stream ends with response.completed and its usage', async () => {
  const [record] = await house.recordsOf(1, async () => {
    let text = '';
    let last: OpenAI.Responses.ResponseStreamEvent | undefined;
    for await (const event of await client.responses.create({ model: 'small', input: 'Hello', stream: true })) {
      if (event.type === 'response.output_text.delta') text += event.delta;
      last = event;
    }
    assert.equal(text, WORDS.hello);
    assert.ok(last?.type === 'response.completed');
    assert.equal(last.response.usage?.output_tokens, SAID.hello.output);
  });
  assertExact(record, SAID.hello);
});

for (const stream of [false, true]) {
  test(`openai, responses: a tool is called and its result answered, ${stream ? 'as streams' : 'as JSON'}, in one task and two records`, async () => {
    const ask = (input: OpenAI.Responses.ResponseInput): Promise<OpenAI.Responses.Response> =>
      stream
        ? client.responses.stream({ model: 'small', input, tools }).finalResponse()
        : client.responses.create({ model: 'small', input, tools });
    const question = { role: 'user' as const, content: `What is the weather in Lisbon (${stream})?` };
    const [first, second] = await house.recordsOf(2, async () => {
      const call = (await ask([question])).output.find((item) => item.type === 'function_call');
      assert.ok(call !== undefined);
      assert.deepEqual(JSON.parse(call.arguments), { city: 'Lisbon' });
      const asked = {
        type: 'function_call' as const,
        call_id: call.call_id,
        name: call.name,
        arguments: call.arguments,
      };
      const result = { type: 'function_call_output' as const, call_id: call.call_id, output: '21' };
      assert.equal((await ask([question, asked, result])).output_text, WORDS.toolResult);
    });
    assertExact(first, SAID.toolCall);
    assertExact(second, SAID.toolResult);
    assert.equal(first?.toolCount, 1);
    assert.deepEqual([second?.taskId, second?.taskSource], [first?.taskId, 'prefix']);
  });
}

test("openai, responses: a call that goes on from an answer by its id belongs to that answer's task", async () => {
  const [first, second] = await house.recordsOf(2, async () => {
    const answer = await client.responses.create({ model: 'small', input: 'Hello' });
    await client.responses.create({ model: 'small', input: 'Hello again', previous_response_id: answer.id });
  });
  assert.deepEqual([second?.taskId, second?.taskSource], [first?.taskId, 'response_id']);
});

test('openai, responses: structured output is parsed by the client', async () => {
  const schema = z.object({ city: z.string(), degrees: z.number() });
  const [record] = await house.recordsOf(1, async () => {
    const text = { format: zodTextFormat(schema, 'reading') };
    const answer = await client.responses.parse({ model: 'small', input: 'Lisbon as JSON', text });
    assert.deepEqual(answer.output_parsed, { city: 'Lisbon', degrees: 21 });
  });
  assertExact(record, SAID.json);
});

test('openai, responses: a picture and a file travel as content parts', async () => {
  const picture = {
    type: 'input_image' as const,
    image_url: `data:image/png;base64,${A_PICTURE}`,
    detail: 'auto' as const,
  };
  const file = {
    type: 'input_file' as const,
    filename: 'a.pdf',
    file_data: `data:application/pdf;base64,${A_PDF}`,
  };
  const ask = (text: string, part: OpenAI.Responses.ResponseInputContent) =>
    client.responses.create({
      model: 'small',
      input: [{ role: 'user', content: [{ type: 'input_text', text }, part] }],
    });
  const [seen, read] = await house.recordsOf(2, async () => {
    assert.equal((await ask('What is in this picture?', picture)).output_text, WORDS.picture);
    assert.equal((await ask('What says this file?', file)).output_text, WORDS.file);
  });
  assertExact(seen, SAID.picture);
  assertExact(read, SAID.file);
});

test('openai, responses: a stream that breaks off fails at the client with our words, and is settled as estimated', async () => {
  const [record] = await house.recordsOf(1, async () => {
    await assert.rejects(async () => {
      for await (const event of await client.responses.create({
        model: 'small',
        input: 'Please break off',
        stream: true,
      }))
        void event;
    }, /broke off/);
  });
  assertBrokenOff(record);
});

test('openai, responses: a client that aborts is settled as gone', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const leaving = new AbortController();
    const asked = { model: 'small', input: 'Please go on', stream: true } as const;
    for await (const event of await client.responses.create(asked, { signal: leaving.signal }))
      if (event.type === 'response.output_text.delta') leaving.abort();
  });
  assertLeft(record);
});
