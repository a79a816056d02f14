import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aModel, anUpstream, aUseCase } from '../../fakes/catalog-rows.ts';
import { TEST_KEY } from '../../fakes/gateway-house.ts';
import {
  bodyOf,
  chat,
  headersOf,
  OUTPUT_NANODOLLARS,
  openBudgetHouse,
  priceOf,
  strict,
  until,
} from './budget-house.ts';
import { callGateway, codeOf } from './call-gateway.ts';

test('a call holds its worst case before the upstream hears of it, and is charged what it cost', async (t) => {
  const house = await openBudgetHouse(t, {
    envelopes: [strict(10n ** 9n), strict(10n ** 9n, { id: 'other', scope: { teamId: 'else' } })],
  });
  assert.equal((await chat(house)).status, 200);
  const record = await house.settled(1);
  const [held] = house.admissions[0]?.holds?.accounts ?? [];
  assert.equal(held?.envelopeId, 'support-month');
  assert.equal(held?.amount, record.heldNanodollars);
  assert.ok(BigInt(held?.amount ?? 0) >= 100n * OUTPUT_NANODOLLARS);
  assert.deepEqual(
    record.charges?.accounts.map(({ envelopeId, amount }) => [envelopeId, amount]),
    [['support-month', record.costNanodollars]],
  );
});

test('a call that no envelope is for holds nothing', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(0n, { scope: { teamId: 'else' } })] });
  assert.equal((await chat(house)).status, 200);
  const record = await house.settled(1);
  assert.deepEqual(
    [record.holds, record.charges, record.heldNanodollars, record.budgetWaitMs],
    [null, null, null, null],
  );
});

test('a client that leaves while it waits for room costs nothing and keeps nobody out', async (t) => {
  const useCases = [aUseCase({ modelStack: ['small', 'sim-slow'] })];
  const models = [
    aModel({ id: 'small' }),
    aModel({ id: 'sim-slow', targets: [{ upstreamId: 'main', upstreamModel: 'sim-slow' }] }),
  ];
  const envelopes = [strict(1n, { unit: 'concurrency' })];
  const house = await openBudgetHouse(t, { useCases, models, envelopes, budgetWaitMaxMs: 5_000 });
  const slow = chat(house, { model: 'sim-slow' });
  await until(() => house.admissions.length === 1);
  const leaving = new AbortController();
  const left = fetch(`${house.address}/v1/chat/completions`, {
    ...{ method: 'POST', signal: leaving.signal },
    headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'small', messages: [{ role: 'user', content: 'Never mind.' }] }),
  });
  setTimeout(() => leaving.abort(), 50);
  await assert.rejects(left);
  const record = await house.settled(1);
  assert.deepEqual(
    [record.outcome, record.status, record.errorCode, record.costNanodollars, record.holds],
    ['client_left', null, null, '0', null],
  );
  assert.equal((await slow).status, 200);
  assert.equal((await chat(house)).status, 200);
  assert.equal(house.seen.length, 2);
});

test('near the cap a call gets as much output as fits, in the bytes that leave and by header', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(2_000_000n)] });
  const answer = await chat(house, { max_tokens: 64_000 });
  assert.equal(answer.status, 200);
  const record = await house.settled(1);
  const clamp = record.clampedMaxOutputTokens ?? 0;
  assert.ok(clamp >= 256 && clamp < 500, `${clamp} tokens`);
  assert.deepEqual(headersOf(answer, 'tokenward-clamped'), [`max_tokens=${clamp}`]);
  assert.equal(bodyOf(house, 0).max_tokens, clamp);
  assert.equal(record.maxOutputTokens, 64_000);
  assert.ok(BigInt(record.heldNanodollars ?? 0) <= 2_000_000n);
});

test('where no useful output fits, a cheaper model of the stack serves, and says so', async (t) => {
  const models = [
    aModel({ id: 'small', targets: [{ upstreamId: 'main', upstreamModel: 'small' }] }),
    aModel({ id: 'tiny', priceKey: 'openai/tiny', targets: [{ upstreamId: 'main', upstreamModel: 'tiny' }] }),
  ];
  const house = await openBudgetHouse(t, {
    models,
    prices: [priceOf('openai/small', 4_000n), priceOf('openai/tiny', 100n)],
    envelopes: [strict(500_000n)],
  });
  const answer = await chat(house, { max_tokens: 1_000 });
  assert.deepEqual([answer.status, ...headersOf(answer, 'tokenward-model')], [200, 'tiny']);
  const record = await house.settled(1);
  assert.deepEqual(
    [record.requestedModel, record.modelId, record.upstreamModel, record.routeReason],
    ['small', 'tiny', 'tiny', 'budget'],
  );
});

test('calls at once are counted as long as they run, and no longer', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(1n, { unit: 'concurrency' })] });
  for (const serial of [1, 2, 3]) {
    assert.equal((await chat(house)).status, 200, `call ${serial}`);
    await house.settled(serial);
  }
});

test('tokens are counted as they were used', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(10_000n, { unit: 'tokens' })] });
  await chat(house);
  const { usage, charges } = await house.settled(1);
  assert.equal(
    Number(charges?.accounts[0]?.amount),
    Object.values(usage).reduce((sum, tokens) => sum + tokens, 0),
  );
});

test('a caller hears of a threshold in each answer, from the fullest of its budgets', async (t) => {
  const house = await openBudgetHouse(t, {
    envelopes: [strict(2_000_000n, { softThresholds: [1, 90] }), strict(10n ** 12n, { id: 'wide' })],
  });
  assert.equal((await chat(house)).headers['tokenward-budget'], undefined);
  await house.settled(1);
  const told = String((await chat(house)).headers['tokenward-budget']);
  assert.match(told, /^support-month; used=\d+; threshold=1; resets=20\d\d-/);
});

test('an attempt that may be charged is paid beside the one that answered, and both are held', async (t) => {
  const models = [
    aModel({
      id: 'small',
      targets: [
        { upstreamId: 'main', upstreamModel: 'sim-reset' },
        { upstreamId: 'main', upstreamModel: 'small' },
      ],
    }),
  ];
  const house = await openBudgetHouse(t, { models, envelopes: [strict(10n ** 9n)] });
  assert.equal((await chat(house)).status, 200);
  const record = await house.settled(1);
  const [first, second] = house.admissions;
  assert.equal(Number(second?.holds?.accounts[0]?.amount), 2 * Number(first?.holds?.accounts[0]?.amount));
  assert.deepEqual([record.attempts, record.usageBasis, record.routeReason], [2, 'estimated', 'fallback']);
  // What the first is taken to have written is all that it was allowed.
  assert.ok(record.usage.outputVisibleTokens > 100, `${record.usage.outputVisibleTokens} tokens`);
  assert.equal(record.charges?.accounts[0]?.amount, record.costNanodollars);
});

test('an attempt that certainly cost nothing needs no second hold', async (t) => {
  const models = [
    aModel({
      id: 'small',
      targets: [
        { upstreamId: 'nowhere', upstreamModel: 'x' },
        { upstreamId: 'main', upstreamModel: 'small' },
      ],
    }),
  ];
  const upstreams = (simulated: string) => [
    anUpstream({ baseUrl: `${simulated}/v1` }),
    anUpstream({ id: 'nowhere', baseUrl: 'http://127.0.0.1:9/v1' }),
  ];
  const house = await openBudgetHouse(t, { models, upstreams, envelopes: [strict(10n ** 9n)] });
  assert.equal((await chat(house)).status, 200);
  const record = await house.settled(1);
  assert.deepEqual([house.admissions.length, record.attempts, record.usageBasis], [1, 2, 'measured']);
});

test('the output limit of a use case is written into every call that allows more, and told', async (t) => {
  const useCases = [aUseCase({ modelStack: ['small', 'claude'], maxOutputTokens: 50 })];
  const house = await openBudgetHouse(t, { useCases });
  const answers = [await chat(house), await chat(house, { max_tokens: 20 }), await chat(house, { max_tokens: null })];
  assert.deepEqual(
    answers.map(({ headers }) => headers['tokenward-clamped']),
    ['max_tokens=50', undefined, 'max_completion_tokens=50'],
  );
  assert.deepEqual(
    house.seen.map((_, at) => bodyOf(house, at).max_tokens),
    [50, 20, null],
  );
  const thinking = { model: 'claude', max_tokens: 4_000, thinking: { type: 'enabled', budget_tokens: 2_000 } };
  const refused = await chat(house, thinking, '/v1/messages');
  assert.deepEqual([refused.status, codeOf(refused)], [400, 'body_invalid']);
  assert.match(refused.text, /sets aside 2000 for thinking/);
});

test('embeddings, whose price list has no output, are held and charged by their input', async (t) => {
  const vectors = aModel({ id: 'vectors', faces: ['openai-embeddings'], priceKey: 'openai/vectors' });
  const listed = priceOf('openai/vectors', 1_000n);
  const { nanodollarsPerMillionTokens: amounts } = listed;
  const prices = [
    { ...listed, nanodollarsPerMillionTokens: { ...amounts, outputVisible: null, outputReasoning: null } },
  ];
  const useCases = [aUseCase({ modelStack: ['vectors'] })];
  const house = await openBudgetHouse(t, { models: [vectors], prices, useCases, envelopes: [strict(1_000_000n)] });
  const body = { model: 'vectors', input: ['a thing', 'another'] };
  const answer = await callGateway(house.address, { path: '/v1/embeddings', body });
  assert.equal(answer.status, 200, answer.text);
  const record = await house.settled(1);
  assert.ok(BigInt(record.costNanodollars ?? 0) > 0n);
});

test('counting tokens draws on nothing', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(0n), strict(0n, { id: 'calls', unit: 'requests' })] });
  const answer = await chat(house, { model: 'claude', max_tokens: undefined }, '/v1/messages/count_tokens');
  assert.equal(answer.status, 200);
});

test('many answers at once hold as many times the limit', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(10n ** 9n)] });
  await chat(house, { n: 3 });
  const record = await house.settled(1);
  assert.ok(BigInt(record.heldNanodollars ?? 0) >= 300n * OUTPUT_NANODOLLARS);
});

test('what goes on from an answer that the vendor keeps holds for all that was said before', async (t) => {
  const models = [aModel({ id: 'small', faces: ['openai-responses'], contextTokensMax: 100_000 })];
  const house = await openBudgetHouse(t, { models, envelopes: [strict(10n ** 12n)] });
  const ask = (more: object) =>
    callGateway(house.address, {
      path: '/v1/responses',
      body: { model: 'small', max_output_tokens: 100, input: 'Say something short.', ...more },
    });
  const { id } = JSON.parse((await ask({})).text);
  const first = await house.settled(1);
  await ask({ previous_response_id: id });
  await ask({ previous_response_id: 'resp_of_another_house' });
  const [again, unknown] = [await house.settled(2), await house.settled(3)];
  const held = (record: typeof first): number => Number(record.heldNanodollars);
  const said = Object.values(first.usage).reduce((sum, tokens) => sum + tokens, 0);
  const more = held(again) - held(first);
  assert.ok(more >= said * 1_000 && more < said * 1_000 + 200_000, `${more} for ${said} tokens`);
  // As much as the model of the house can read.
  assert.ok(held(unknown) >= 100_000_000, `${held(unknown)}`);
});
