import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { TEST_KEY } from '../fakes/gateway-house.ts';
import { SAID, WORDS } from './aimock-answers.ts';
import { assertBrokenOff, assertExact, assertLeft, type ClientHouse, openClientHouse } from './client-house.ts';
import { A_PDF, A_PICTURE, WEATHER_PARAMETERS } from './content-parts.ts';

let house: ClientHouse;
let openai: OpenAI;
let anthropic: Anthropic;

before(async () => {
  house = await openClientHouse();
  openai = new OpenAI({ baseURL: house.openaiUrl, apiKey: TEST_KEY, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: house.address, apiKey: TEST_KEY, maxRetries: 0 });
});
after(() => house.close());

const FORMS = [false, true] as const;
const formOf = (stream: boolean): string => (stream ? 'as a stream' : 'as JSON');
const chatTools = [{ type: 'function' as const, function: { name: 'get_weather', parameters: WEATHER_PARAMETERS } }];
const responseTools = [
  { type: 'function' as const, name: 'get_weather', parameters: WEATHER_PARAMETERS, strict: false },
];
const messageTools = [{ name: 'get_weather', input_schema: WEATHER_PARAMETERS }];

const askChat = (messages: OpenAI.ChatCompletionMessageParam[], stream: boolean, more: object = {}) => {
  const asked = { model: 'claude', messages, ...more };
  return stream
    ? openai.chat.completions.stream({ ...asked, stream_options: { include_usage: true } }).finalChatCompletion()
    : openai.chat.completions.create(asked);
};
const askResponses = (
  input: OpenAI.Responses.ResponseInput | string,
  stream: boolean,
  more: object = {},
): Promise<OpenAI.Responses.Response> => {
  const asked = { model: 'claude', input, ...more };
  return stream ? openai.responses.stream(asked).finalResponse() : openai.responses.create(asked);
};
const askMessages = (messages: Anthropic.MessageParam[], stream: boolean, more: object = {}) => {
  const asked = { model: 'small', max_tokens: 400, messages, ...more };
  return stream ? anthropic.messages.stream(asked).finalMessage() : anthropic.messages.create(asked);
};

for (const stream of FORMS) {
  test(`the OpenAI SDK, chat, hears a model of Anthropic ${formOf(stream)}, and the record is exact`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const answer = await askChat([{ role: 'user', content: 'Hello' }], stream);
      const [choice] = answer.choices;
      assert.deepEqual([choice?.message.content, choice?.finish_reason], [WORDS.hello, 'stop']);
      const { prompt_tokens, completion_tokens } = answer.usage ?? {};
      assert.deepEqual([prompt_tokens, completion_tokens], [SAID.hello.input, SAID.hello.output]);
    });
    assertExact(record, SAID.hello);
    assert.deepEqual(
      [record?.face, record?.translatedTo, record?.stream],
      ['openai-chat', 'anthropic-messages', stream],
    );
  });

  test(`the OpenAI SDK, responses, hears a model of Anthropic ${formOf(stream)}, and the record is exact`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const answer = await askResponses('Hello', stream);
      assert.deepEqual([answer.output_text, answer.status], [WORDS.hello, 'completed']);
      assert.deepEqual(
        [answer.usage?.input_tokens, answer.usage?.output_tokens],
        [SAID.hello.input, SAID.hello.output],
      );
    });
    assertExact(record, SAID.hello);
    assert.deepEqual([record?.face, record?.translatedTo], ['openai-responses', 'anthropic-messages']);
  });

  test(`the Anthropic SDK hears a model of OpenAI ${formOf(stream)}, and the record is exact`, async () => {
    const [record] = await house.recordsOf(1, async () => {
      const answer = await askMessages([{ role: 'user', content: 'Hello' }], stream);
      const [block] = answer.content;
      assert.deepEqual([block?.type === 'text' && block.text, answer.stop_reason], [WORDS.hello, 'end_turn']);
      assert.deepEqual([answer.usage.input_tokens, answer.usage.output_tokens], [SAID.hello.input, SAID.hello.output]);
    });
    assertExact(record, SAID.hello);
    assert.deepEqual([record?.face, record?.translatedTo], ['anthropic-messages', 'openai-chat']);
  });

  test(`the OpenAI SDK, chat, has a tool called by a model of Anthropic and answers it, ${formOf(stream)}`, async () => {
    const question = { role: 'user' as const, content: `What is the weather in Lisbon (chat ${stream})?` };
    const [first, second] = await house.recordsOf(2, async () => {
      const [asked] = (await askChat([question], stream, { tools: chatTools })).choices;
      const call = asked?.message.tool_calls?.[0];
      assert.ok(asked !== undefined && call?.type === 'function');
      assert.deepEqual([asked.finish_reason, JSON.parse(call.function.arguments)], ['tool_calls', { city: 'Lisbon' }]);
      const result = { role: 'tool' as const, tool_call_id: call.id, content: '21' };
      const said = await askChat([question, asked.message, result], stream, { tools: chatTools });
      assert.equal(said.choices[0]?.message.content, WORDS.toolResult);
    });
    assertExact(first, SAID.toolCall);
    assertExact(second, SAID.toolResult);
    assert.deepEqual([second?.taskId, second?.taskSource], [first?.taskId, 'prefix']);
  });

  test(`the OpenAI SDK, responses, has a tool called by a model of Anthropic and answers it, ${formOf(stream)}`, async () => {
    const question = { role: 'user' as const, content: `What is the weather in Lisbon (responses ${stream})?` };
    const [first, second] = await house.recordsOf(2, async () => {
      const asked = await askResponses([question], stream, { tools: responseTools });
      const call = asked.output.find((item) => item.type === 'function_call');
      assert.ok(call !== undefined);
      assert.deepEqual(JSON.parse(call.arguments), { city: 'Lisbon' });
      const result = { type: 'function_call_output' as const, call_id: call.call_id, output: '21' };
      const said = await askResponses([question, call, result], stream, { tools: responseTools });
      assert.equal(said.output_text, WORDS.toolResult);
    });
    assertExact(first, SAID.toolCall);
    assertExact(second, SAID.toolResult);
  });

  test(`the Anthropic SDK has a tool called by a model of OpenAI and answers it, ${formOf(stream)}`, async () => {
    const question = { role: 'user' as const, content: `What is the weather in Lisbon (messages ${stream})?` };
    const [first, second] = await house.recordsOf(2, async () => {
      const asked = await askMessages([question], stream, { tools: messageTools });
      const call = asked.content.find((block) => block.type === 'tool_use');
      assert.ok(call !== undefined);
      assert.deepEqual([asked.stop_reason, call.input], ['tool_use', { city: 'Lisbon' }]);
      const result = { type: 'tool_result' as const, tool_use_id: call.id, content: '21' };
      const turns = [
        question,
        { role: 'assistant' as const, content: asked.content },
        { role: 'user' as const, content: [result] },
      ];
      const [said] = (await askMessages(turns, stream, { tools: messageTools })).content;
      assert.equal(said?.type === 'text' && said.text, WORDS.toolResult);
    });
    assertExact(first, SAID.toolCall);
    assertExact(second, SAID.toolResult);
  });
}

test('a picture and a file reach a model of the other vendor as its API takes them', async () => {
  const picture = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${A_PICTURE}` } };
  const file = {
    type: 'document' as const,
    source: { type: 'base64' as const, media_type: 'application/pdf' as const, data: A_PDF },
  };
  await house.recordsOf(2, async () => {
    const seen = await askChat(
      [{ role: 'user', content: [{ type: 'text', text: 'What is in this picture?' }, picture] }],
      false,
    );
    assert.equal(seen.choices[0]?.message.content, WORDS.picture);
    const [read] = (
      await askMessages([{ role: 'user', content: [{ type: 'text', text: 'What says this file?' }, file] }], false)
    ).content;
    assert.equal(read?.type === 'text' && read.text, WORDS.file);
  });
});

test('an answer is told as translated, and so is what was left out of the request', async () => {
  await house.recordsOf(1, async () => {
    const { response } = await openai.chat.completions
      .create({ model: 'claude', messages: [{ role: 'user', content: 'Hello' }], verbosity: 'low', store: true })
      .withResponse();
    assert.equal(response.headers.get('tokenward-translated'), 'anthropic-messages');
    assert.equal(response.headers.get('tokenward-translation-dropped'), 'store, verbosity');
  });
});

test('what cannot be told is refused by name before anything is sent or paid', async () => {
  const before = house.aimock.getRequests().length;
  const [record] = await house.recordsOf(1, () =>
    assert.rejects(askChat([{ role: 'user', content: 'Hello' }], false, { seed: 7 }), /400.*"seed".*Messages API/),
  );
  assert.deepEqual(
    [record?.outcome, record?.errorCode, record?.usageBasis, record?.costNanodollars],
    ['refused', 'not_translatable', 'none', '0'],
  );
  assert.equal(house.aimock.getRequests().length, before);
});

test('an upstream’s own refusal reaches the client in the words of the API that it called', async () => {
  await house.recordsOf(2, async () => {
    const said = /Unsupported value: the upstream said so/;
    const ofChat = await askChat([{ role: 'user', content: 'Please be refused' }], false).catch(
      (error: unknown) => error,
    );
    assert.ok(ofChat instanceof OpenAI.BadRequestError && said.test(ofChat.message));
    const ofMessages = await askMessages([{ role: 'user', content: 'Please be refused' }], false).catch(
      (error: unknown) => error,
    );
    assert.ok(ofMessages instanceof Anthropic.BadRequestError && said.test(ofMessages.message));
  });
});

test('a translated stream that breaks off fails at each client, and is settled as estimated', async () => {
  const [chat, messages] = await house.recordsOf(2, async () => {
    await assert.rejects(askChat([{ role: 'user', content: 'Please break off' }], true), /broke off|terminated/i);
    await assert.rejects(askMessages([{ role: 'user', content: 'Please break off' }], true), /broke off|terminated/i);
  });
  assertBrokenOff(chat);
  assertBrokenOff(messages);
});

test('a client that leaves a translated stream is settled as gone', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const leaving = new AbortController();
    const asked = {
      model: 'claude',
      messages: [{ role: 'user' as const, content: 'Please go on' }],
      stream: true as const,
    };
    for await (const chunk of await openai.chat.completions.create(asked, { signal: leaving.signal }))
      if (chunk.choices[0]?.delta.content) leaving.abort();
  });
  assertLeft(record);
});

test('usage that a client did not ask for stays hidden in a translated stream', async () => {
  await house.recordsOf(1, async () => {
    const asked = { model: 'claude', messages: [{ role: 'user' as const, content: 'Hello' }], stream: true as const };
    for await (const chunk of await openai.chat.completions.create(asked)) {
      assert.equal(chunk.usage ?? null, null);
      assert.equal(chunk.choices.length, 1);
    }
  });
});
