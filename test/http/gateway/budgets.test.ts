import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sampleEnvelope } from '../../../src/domain/budget/envelope.fixture.ts';
import type { Envelope } from '../../../src/domain/budget/envelope.ts';
import { aModel, anUpstream, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { type ClientAnswer, callGateway, codeOf } from './call-gateway.ts';

/** Of the house's price list: an input token, and one of output. */
const OUTPUT_NANODOLLARS = 4_000n;

async function open(t: TestContext, options: GatewayHouseOptions): Promise<GatewayHouse> {
  const house = await openGatewayHouse({ budgetWaitMaxMs: 200, ...options });
  t.after(house.close);
  return house;
}

function chat(house: GatewayHouse, body: object = {}, path = '/v1/chat/completions'): Promise<ClientAnswer> {
  const messages = [{ role: 'user', content: 'Say something short.' }];
  return callGateway(house.address, { path, body: { model: 'small', max_tokens: 100, messages, ...body } });
}

function strict(hardCap: bigint, changes: Partial<Envelope> = {}): Envelope {
  return sampleEnvelope('support-month', {
    name: 'Support, monthly',
    hardCap,
    scope: { teamId: 'support' },
    ...changes,
  });
}

function headersOf(answer: ClientAnswer, ...names: readonly string[]): readonly unknown[] {
  return names.map((name) => answer.headers[name]);
}

test('a call holds its worst case before the upstream hears of it, and is charged what it cost', async (t) => {
  const house = await open(t, {
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
  const house = await open(t, { envelopes: [strict(0n, { scope: { teamId: 'else' } })] });
  assert.equal((await chat(house)).status, 200);
  const record = await house.settled(1);
  assert.deepEqual(
    [record.holds, record.charges, record.heldNanodollars, record.budgetWaitMs],
    [null, null, null, null],
  );
});

test('an exhausted budget is final for clients, and says which one, how full it is, when it begins anew and where to ask', async (t) => {
  const house = await open(t, { envelopes: [strict(100n)] });
  const answer = await chat(house);
  const { error } = JSON.parse(answer.text);
  assert.equal(answer.status, 429);
  assert.deepEqual(headersOf(answer, 'x-should-retry'), ['false']);
  const wait = Number(answer.headers['retry-after']);
  assert.ok(wait >= 1 && wait <= 60, `retry-after ${wait}`);
  assert.deepEqual(
    [error.type, error.code, error.tokenward.code],
    ['insufficient_quota', 'insufficient_quota', 'budget_exhausted'],
  );
  assert.match(
    error.message,
    /^"Support, monthly" has \$0\.0001 left of \$0\.0001, and this call may take \$0\.\d{4}\. It begins anew at 20/,
  );
  const { budget, askAt } = error.tokenward;
  assert.deepEqual(
    [budget.envelopeId, budget.scope, budget.unit, budget.limit, budget.spent, budget.held, budget.cheaperModels],
    ['support-month', { teamId: 'support' }, 'nanodollars', '100', '0', '0', []],
  );
  assert.ok(Date.parse(budget.resetsAt) > Date.now());
  assert.equal(askAt, 'http://tokenward.test/api/v1/exceptions');
  assert.equal(house.seen.length, 0, 'no upstream heard of it');
  const record = await house.settled(1);
  assert.deepEqual(
    [record.outcome, record.errorCode, record.decisionRules],
    ['refused', 'budget_exhausted', ['budget:support-month']],
  );
});

test('the same in the shape of Anthropic’s API', async (t) => {
  const house = await open(t, { envelopes: [strict(100n)] });
  const answer = await chat(house, { model: 'claude' }, '/v1/messages');
  const { type, error } = JSON.parse(answer.text);
  assert.deepEqual(
    [answer.status, type, error.type, error.tokenward.budget.envelopeId],
    [429, 'error', 'rate_limit_error', 'support-month'],
  );
});

test('a client that tries again and again is recorded once, and once more with how often', async (t) => {
  const house = await open(t, { envelopes: [strict(100n)] });
  const answers = await Promise.all(Array.from({ length: 30 }, () => chat(house)));
  assert.deepEqual(new Set(answers.map(codeOf)), new Set(['budget_exhausted']));
  const first = await house.settled(1);
  assert.equal(house.records.length, 1);
  const [rest] = house.gateway.budget.bursts.ended('all');
  assert.deepEqual([rest?.repeatOf, rest?.repeats, rest?.errorCode], [first.callId, 28, 'budget_exhausted']);
});

test('near the cap a call gets as much output as fits, in the bytes that leave and by header', async (t) => {
  const house = await open(t, { envelopes: [strict(2_000_000n)] });
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
  const house = await open(t, {
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

test('a refusal names the cheaper models that may serve, cheapest first', async (t) => {
  const models = ['small', 'tiny', 'tiniest'].map((id) => aModel({ id, priceKey: `openai/${id}` }));
  const prices = [priceOf('openai/small', 4_000n), priceOf('openai/tiny', 2_000n), priceOf('openai/tiniest', 1_000n)];
  const house = await open(t, { models, prices, envelopes: [strict(100n)] });
  const { error } = JSON.parse((await chat(house)).text);
  assert.deepEqual(error.tokenward.budget.cheaperModels, ['tiniest', 'tiny']);
});

test('a model without a price is refused on a strict budget and goes on an elastic one only once its cost is known', async (t) => {
  for (const cap of [{ kind: 'strict' }, { kind: 'elastic', overdraft: 0n, quantile: 0.9 }] as const) {
    const house = await open(t, { prices: [], envelopes: [strict(10n ** 9n, { cap })] });
    const answer = await chat(house);
    assert.deepEqual([answer.status, codeOf(answer)], [403, 'model_unpriced']);
  }
});

test('while the store is away, a budget with nothing leased refuses for now', async (t) => {
  const house = await open(t, { envelopes: [strict(10n ** 9n)] });
  house.budgets.breakStore(true);
  const answer = await chat(house);
  assert.deepEqual(
    [answer.status, codeOf(answer), ...headersOf(answer, 'x-should-retry')],
    [503, 'store_away', 'true'],
  );
});

test('what counts calls of a minute refuses for so long only, and counts no refused call', async (t) => {
  const house = await open(t, { envelopes: [strict(2n, { unit: 'requests', period: 'minute' })] });
  const answers = [await chat(house), await chat(house), await chat(house)];
  assert.deepEqual(
    answers.map((answer) => [answer.status, codeOf(answer)]),
    [
      [200, undefined],
      [200, undefined],
      [429, 'rate_limited'],
    ],
  );
  assert.deepEqual(headersOf(answers[2] ?? assert.fail(), 'x-should-retry'), ['true']);
});

test('calls at once are counted as long as they run, and no longer', async (t) => {
  const house = await open(t, { envelopes: [strict(1n, { unit: 'concurrency' })] });
  for (const serial of [1, 2, 3]) {
    assert.equal((await chat(house)).status, 200, `call ${serial}`);
    await house.settled(serial);
  }
});

test('tokens are counted as they were used', async (t) => {
  const house = await open(t, { envelopes: [strict(10_000n, { unit: 'tokens' })] });
  await chat(house);
  const { usage, charges } = await house.settled(1);
  assert.equal(
    Number(charges?.accounts[0]?.amount),
    Object.values(usage).reduce((sum, tokens) => sum + tokens, 0),
  );
});

test('a caller hears of a threshold in each answer, from the fullest of its budgets', async (t) => {
  const house = await open(t, {
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
  const house = await open(t, { models, envelopes: [strict(10n ** 9n)] });
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
  const house = await open(t, { models, upstreams, envelopes: [strict(10n ** 9n)] });
  assert.equal((await chat(house)).status, 200);
  const record = await house.settled(1);
  assert.deepEqual([house.admissions.length, record.attempts, record.usageBasis], [1, 2, 'measured']);
});

test('the output limit of a use case is written into every call that allows more, and told', async (t) => {
  const useCases = [aUseCase({ modelStack: ['small', 'claude'], maxOutputTokens: 50 })];
  const house = await open(t, { useCases });
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

test('counting tokens draws on nothing', async (t) => {
  const house = await open(t, { envelopes: [strict(0n), strict(0n, { id: 'calls', unit: 'requests' })] });
  const answer = await chat(house, { model: 'claude', max_tokens: undefined }, '/v1/messages/count_tokens');
  assert.equal(answer.status, 200);
});

test('many answers at once hold as many times the limit', async (t) => {
  const house = await open(t, { envelopes: [strict(10n ** 9n)] });
  await chat(house, { n: 3 });
  const record = await house.settled(1);
  assert.ok(BigInt(record.heldNanodollars ?? 0) >= 300n * OUTPUT_NANODOLLARS);
});

test('what goes on from an answer that the vendor keeps holds for all that was said before', async (t) => {
  const models = [aModel({ id: 'small', faces: ['openai-responses'], contextTokensMax: 100_000 })];
  const house = await open(t, { models, envelopes: [strict(10n ** 12n)] });
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

function bodyOf({ seen }: GatewayHouse, at: number): { readonly max_tokens?: number | null } {
  return JSON.parse(String(seen[at]?.body));
}

function priceOf(priceKey: string, output: bigint) {
  const amounts = { inputUncached: '1000000000', outputVisible: (output * 1_000_000n).toString() };
  const others = { inputCacheRead: null, inputCacheWrite5m: null, inputCacheWrite1h: null };
  return {
    ...{ id: `price:${priceKey}`, priceKey, effectiveFromMs: 0, effectiveToMs: null, predicates: {}, source: 'test' },
    nanodollarsPerMillionTokens: { ...amounts, ...others, outputReasoning: amounts.outputVisible },
  };
}
