import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
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
import { A_PDF, A_PICTURE, WEATHER_PARAMETERS } from './content-parts.ts';

let house: ClientHouse;
let client: Anthropic;

before(async () => {
  house = await openClientHouse();
  client = new Anthropic({ baseURL: house.address, apiKey: TEST_KEY });
});
after(() => house.close());

const asking = (content: Anthropic.MessageParam['content']) => ({
  model: 'claude',
  max_tokens: 200,
  messages: [{ role: 'user' as const, content }],
});
const tools = [{ name: 'get_weather', input_schema: WEATHER_PARAMETERS }];

test('anthropic: a JSON answer reaches the client whole and is recorded exactly', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const answer = await client.messages.create(asking('Hello'));
    assert.deepEqual(textOf(answer), WORDS.hello);
    assert.deepEqual([answer.usage.input_tokens, answer.usage.output_tokens], [SAID.hello.input, SAID.hello.output]);
  });
  assertExact(record, SAID.hello);
});

test('anthropic: a stream reads as the JSON answer does and is recorded exactly', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const whole = await client.messages.stream(asking('Hello')).finalMessage();
    assert.deepEqual([textOf(whole), whole.usage.output_tokens], [WORDS.hello, SAID.hello.output]);
  });
  assertExact(record, SAID.hello);
});

test('anthropic: the beta face and its headers travel on', async () => {
  const [record] = await house.recordsOf(1, async () => {
    await client.beta.messages.create({ ...asking('Hello'), betas: ['interleaved-thinking-2025-05-14'] });
    const sent = house.aimock.getLastRequest();
    assert.equal(sent?.headers['anthropic-beta'], 'interleaved-thinking-2025-05-14');
    assert.equal(sent?.headers['x-api-key'], undefined, 'our key stays here');
  });
  assertExact(record, SAID.hello);
});

for (const stream of [false, true]) {
  test(`anthropic: a tool is called and its result answered, ${stream ? 'as streams' : 'as JSON'}, in one task and two records`, async () => {
    const ask = (messages: Anthropic.MessageParam[]): Promise<Anthropic.Message> => {
      const request = { model: 'claude', max_tokens: 200, tools, messages };
      return stream ? client.messages.stream(request).finalMessage() : client.messages.create(request);
    };
    const question = { role: 'user' as const, content: `What is the weather in Lisbon (${stream})?` };
    const [first, second] = await house.recordsOf(2, async () => {
      const called = await ask([question]);
      const use = called.content.find((block) => block.type === 'tool_use');
      assert.ok(use !== undefined);
      assert.deepEqual(use.input, { city: 'Lisbon' });
      const result = { type: 'tool_result' as const, tool_use_id: use.id, content: '21' };
      const said = await ask([
        question,
        { role: 'assistant', content: called.content },
        { role: 'user', content: [result] },
      ]);
      assert.equal(textOf(said), WORDS.toolResult);
    });
    assertExact(first, SAID.toolCall);
    assertExact(second, SAID.toolResult);
    assert.deepEqual([first?.finishReason, first?.toolCount], ['tool_use', 1]);
    assert.deepEqual([second?.taskId, second?.taskSource], [first?.taskId, 'prefix']);
  });
}

test('anthropic: structured output is parsed by the client', async () => {
  const schema = z.object({ city: z.string(), degrees: z.number() });
  const [record] = await house.recordsOf(1, async () => {
    const output_config = { format: zodOutputFormat(schema) };
    const answer = await client.messages.parse({ ...asking('Lisbon as JSON'), output_config });
    assert.deepEqual(answer.parsed_output, { city: 'Lisbon', degrees: 21 });
  });
  assertExact(record, SAID.json);
});

test('anthropic: a picture and a file travel as content blocks', async () => {
  const picture: Anthropic.ContentBlockParam = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: A_PICTURE },
  };
  const file: Anthropic.ContentBlockParam = {
    type: 'document',
    source: { type: 'base64', media_type: 'application/pdf', data: A_PDF },
  };
  const [seen, read] = await house.recordsOf(2, async () => {
    const looked = await client.messages.create(asking([picture, { type: 'text', text: 'What is in this picture?' }]));
    assert.equal(textOf(looked), WORDS.picture);
    const opened = await client.messages.create(asking([file, { type: 'text', text: 'What says this file?' }]));
    assert.equal(textOf(opened), WORDS.file);
  });
  assertExact(seen, SAID.picture);
  assertExact(read, SAID.file);
});

test('anthropic: the list of models is what the key can reach', async () => {
  const ids: string[] = [];
  for await (const model of client.models.list({ limit: 1000 })) ids.push(model.id);
  assert.deepEqual(ids, ['claude', 'small', 'vectors']);
  assert.equal((await client.models.retrieve('claude')).id, 'claude');
});

test('anthropic: a stream that breaks off fails at the client with our words, and is settled as estimated', async () => {
  const [record] = await house.recordsOf(1, () =>
    assert.rejects(client.messages.stream(asking('Please break off')).finalMessage(), /broke off/),
  );
  assertBrokenOff(record);
});

test('anthropic: a client that aborts is settled as gone', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const stream = client.messages.stream(asking('Please go on'));
    stream.on('text', () => stream.abort());
    await assert.rejects(stream.finalMessage(), Anthropic.APIUserAbortError);
  });
  assertLeft(record);
});

// biome-ignore format: a table is read down
const REFUSALS: readonly [string, () => Promise<unknown>, number, RegExp][] = [
  ['a model that the use case may not use', () => client.messages.create({ ...asking('Hello'), model: 'claude-secret' }),               403, /may not use the model "claude-secret"\. Cleared for "drafting": small, claude\. /],
  ['the same as a stream',                  () => client.messages.stream({ ...asking('Hello'), model: 'claude-secret' }).finalMessage(), 403, /may not use the model "claude-secret"/],
  ['the same when tokens are counted',      () => client.messages.countTokens({ model: 'claude-secret', messages: [] }),                 403, /may not use the model "claude-secret"/],
  ['a model of another API',                () => client.messages.create({ ...asking('Hello'), model: 'vectors' }),                      400, /"vectors" does not speak this API/],
  ['a revoked key',                         () => revoked().messages.create(asking('Hello')),                                            401, /The key key-2 was revoked/],
  ['a revoked key as a stream',             () => revoked().messages.stream(asking('Hello')).finalMessage(),                             401, /The key key-2 was revoked/],
  ['what the upstream says of the request', () => client.messages.create(asking('Please be refused')),                                   400, /Unsupported value: the upstream said so\./],
];

for (const [name, act, status, words] of REFUSALS) {
  test(`anthropic: ${name} is told in words, after exactly one attempt`, async () => {
    const attempts = await attemptsOf(house, () =>
      assert.rejects(act, (error) => {
        assert.ok(error instanceof Anthropic.APIError, String(error));
        assert.equal(error.status, status);
        assert.match(wordsOf(error), words);
        return true;
      }),
    );
    assert.equal(attempts, 1);
  });
}

function revoked(): Anthropic {
  return new Anthropic({ baseURL: house.address, apiKey: REVOKED_KEY });
}

/** This client's message is the whole body as JSON; the sentence stands in it. */
function wordsOf(error: InstanceType<typeof Anthropic.APIError>): string {
  return z.object({ error: z.object({ message: z.string() }) }).parse(error.error).error.message;
}

function textOf(message: Anthropic.Message): string {
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}
