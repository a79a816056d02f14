import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import { TEST_KEY } from '../fakes/gateway-house.ts';
import { attemptsOf, type ClientHouse, openClientHouse, REVOKED_KEY } from './client-house.ts';

let house: ClientHouse;
let client: OpenAI;

before(async () => {
  house = await openClientHouse();
  client = new OpenAI({ baseURL: house.openaiUrl, apiKey: TEST_KEY });
});
after(() => house.close());

const hello = [{ role: 'user' as const, content: 'Hello' }];

test('openai: embeddings arrive whole; aimock says that they used nothing, and that is what the record says', async () => {
  const [record] = await house.recordsOf(1, async () => {
    const answer = await client.embeddings.create({
      model: 'vectors',
      input: ['one', 'two'],
      encoding_format: 'float',
    });
    assert.deepEqual(
      answer.data.map((row) => row.embedding),
      [
        [0.25, -0.5, 1],
        [0.25, -0.5, 1],
      ],
    );
  });
  assert.deepEqual(
    [record?.outcome, record?.usageBasis, record?.usage.inputUncachedTokens, record?.costNanodollars],
    ['completed', 'measured', 0, '0'],
  );
});

test('openai: the list of models is what the key can reach', async () => {
  const ids: string[] = [];
  for await (const model of client.models.list()) ids.push(model.id);
  assert.deepEqual(ids, ['claude', 'small', 'vectors']);
  assert.equal((await client.models.retrieve('small')).id, 'small');
});

test('openai: a use case is named by a header or before the model, and the record says which way', async () => {
  const [byHeader, byAlias] = await house.recordsOf(2, async () => {
    const headers = { 'tokenward-use-case': 'drafting', 'tokenward-purpose': 'a letter', 'tokenward-task': 'PROJ-7' };
    await client.chat.completions.create({ model: 'small', messages: hello }, { headers });
    await client.chat.completions.create({ model: 'drafting/small', messages: hello });
  });
  assert.deepEqual(
    [byHeader?.useCaseSource, byHeader?.purpose, byHeader?.taskId, byAlias?.useCaseSource, byAlias?.modelId],
    ['header', 'a letter', 'PROJ-7', 'model_alias', 'small'],
  );
});

// biome-ignore format: a table is read down
const REFUSALS: readonly [string, () => Promise<unknown>, number, RegExp][] = [
  ['a model that the use case may not use (chat)',      () => client.chat.completions.create({ model: 'secret', messages: hello }),               403, /use case "drafting" may not use the model "secret"\. Cleared for "drafting": small/],
  ['the same as a stream',                              () => client.chat.completions.create({ model: 'secret', messages: hello, stream: true }), 403, /may not use the model "secret"/],
  ['a model that the use case may not use (responses)', () => client.responses.create({ model: 'secret', input: 'Hello' }),                       403, /may not use the model "secret"/],
  ['a model that nobody knows',                         () => client.chat.completions.create({ model: 'none', messages: hello }),                 404, /There is no model "none" here/],
  ['a revoked key (chat)',                              () => revoked().chat.completions.create({ model: 'small', messages: hello }),             401, /The key key-2 was revoked/],
  ['a revoked key (responses)',                         () => revoked().responses.create({ model: 'small', input: 'Hello' }),                     401, /The key key-2 was revoked/],
  ['a revoked key (models)',                            () => revoked().models.list(),                                                            401, /The key key-2 was revoked/],
  ['what the upstream says of the request',             () => client.chat.completions.create({ model: 'small', messages: [{ role: 'user', content: 'Please be refused' }] }), 400, /Unsupported value: the upstream said so\./],
];

for (const [name, act, status, words] of REFUSALS) {
  test(`openai: ${name} is told in words, after exactly one attempt`, async () => {
    const attempts = await attemptsOf(house, () =>
      assert.rejects(act, (error) => {
        assert.ok(error instanceof OpenAI.APIError, String(error));
        assert.equal(error.status, status);
        assert.match(error.message, words);
        return true;
      }),
    );
    assert.equal(attempts, 1);
  });
}

function revoked(): OpenAI {
  return new OpenAI({ baseURL: house.openaiUrl, apiKey: REVOKED_KEY });
}
