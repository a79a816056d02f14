import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aModel } from '../../fakes/catalog-rows.ts';
import { chat, headersOf, openBudgetHouse, priceOf, strict } from './budget-house.ts';
import { codeOf } from './call-gateway.ts';

test('an exhausted budget is final for clients, and says which one, how full it is, when it begins anew and where to ask', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(100n)] });
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
  const house = await openBudgetHouse(t, { envelopes: [strict(100n)] });
  const answer = await chat(house, { model: 'claude' }, '/v1/messages');
  const { type, error } = JSON.parse(answer.text);
  assert.deepEqual(
    [answer.status, type, error.type, error.tokenward.budget.envelopeId],
    [429, 'error', 'rate_limit_error', 'support-month'],
  );
});

test('a client that tries again and again is recorded once, and once more with how often', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(100n)] });
  const answers = await Promise.all(Array.from({ length: 30 }, () => chat(house)));
  assert.deepEqual(new Set(answers.map(codeOf)), new Set(['budget_exhausted']));
  const first = await house.settled(1);
  assert.equal(house.records.length, 1);
  const [rest] = house.gateway.budget.bursts.ended('all');
  assert.deepEqual([rest?.repeatOf, rest?.repeats, rest?.errorCode], [first.callId, 28, 'budget_exhausted']);
});

test('a refusal names the cheaper models that may serve, cheapest first', async (t) => {
  const models = ['small', 'tiny', 'tiniest'].map((id) => aModel({ id, priceKey: `openai/${id}` }));
  const prices = [priceOf('openai/small', 4_000n), priceOf('openai/tiny', 2_000n), priceOf('openai/tiniest', 1_000n)];
  const house = await openBudgetHouse(t, { models, prices, envelopes: [strict(100n)] });
  const { error } = JSON.parse((await chat(house)).text);
  assert.deepEqual(error.tokenward.budget.cheaperModels, ['tiniest', 'tiny']);
});

test('a model without a price is refused on a strict budget and goes on an elastic one only once its cost is known', async (t) => {
  for (const cap of [{ kind: 'strict' }, { kind: 'elastic', overdraft: 0n, quantile: 0.9 }] as const) {
    const house = await openBudgetHouse(t, { prices: [], envelopes: [strict(10n ** 9n, { cap })] });
    const answer = await chat(house);
    assert.deepEqual([answer.status, codeOf(answer)], [403, 'model_unpriced']);
  }
});

test('while the store is away, a budget with nothing leased refuses for now', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(10n ** 9n)] });
  house.budgets.breakStore(true);
  const answer = await chat(house);
  assert.deepEqual(
    [answer.status, codeOf(answer), ...headersOf(answer, 'x-should-retry')],
    [503, 'store_away', 'true'],
  );
});

test('what counts calls of a minute refuses for so long only, and counts no refused call', async (t) => {
  const house = await openBudgetHouse(t, { envelopes: [strict(2n, { unit: 'requests', period: 'minute' })] });
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
