import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseRoute, RISK_MARGIN } from './choose-route.ts';
import type { RouteCandidate } from './route-candidate.ts';
import { aCandidate, aPrice, aQuestion, aRule } from './routing.fixture.ts';

const seed = Number(process.env['SEED'] ?? 20261101);
const runs = { seed, numRuns: 500 };
console.info(`routing properties: seed ${seed}`);

const dollars = fc.double({ min: 0.01, max: 20, noNaN: true });
const prices = fc.option(
  fc
    .record({ input: dollars, readPart: fc.double({ min: 0.05, max: 1, noNaN: true }), output: dollars })
    .map(({ input, readPart, output }) => aPrice({ input, read: input * readPart, output })),
  { nil: undefined, freq: 6 },
);
const candidates: fc.Arbitrary<readonly RouteCandidate[]> = fc
  .array(prices, { maxLength: 4 })
  .map((list) => list.map((price, at) => aCandidate(`model-${at}`, price)));
const ids = fc.constantFrom('model-0', 'model-1', 'model-2', 'reference', 'elsewhere');
const questions = fc
  .record({
    reference: prices.map((price) => aCandidate('reference', price)),
    others: candidates,
    raw: fc.double({ min: 0, max: 1, noNaN: true }),
    draw: fc.double({ min: 0, max: 0.999, noNaN: true }),
    steppedBack: fc.subarray(['model-0', 'model-1', 'model-2', 'model-3']),
    tokens: fc.record({ inputTokens: fc.nat(200_000), outputTokens: fc.nat(8_000) }),
    kept: fc.option(fc.record({ modelId: ids, tokens: fc.nat(150_000), isMarked: fc.boolean() }), { nil: undefined }),
    acts: fc.boolean(),
    rule: fc
      .record({
        difficultyMax: fc.double({ min: 0, max: 1, noNaN: true }),
        canary: fc.option(fc.record({ modelId: ids, share: fc.constantFrom(0.01, 0.5) })),
      })
      .map((rule) => aRule(rule)),
  })
  .map(({ kept, steppedBack, ...rest }) => {
    const warm = kept === undefined ? null : { tokens: kept.tokens, isMarked: kept.isMarked };
    return aQuestion({
      ...rest,
      warm,
      kept: kept === undefined || warm === null ? undefined : { modelId: kept.modelId, atMonotonicMs: 0, warm },
      isSteppedBack: (id) => steppedBack.includes(id),
    });
  });

test('no call goes to a model that was not among those that can serve, or that is stepped back from', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const { model } = chooseRoute(question);
      assert.ok([question.reference, ...question.others].some((one) => one.model === model));
      if (model !== question.reference.model) assert.equal(question.isSteppedBack(model.id), false);
    }),
    runs,
  );
});

test('outside the canary a call leaves the reference only for what is cheaper and not too difficult', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const choice = chooseRoute(question);
      if (choice.reason === 'canary' || choice.model === question.reference.model) return;
      assert.ok(choice.expected !== null && choice.expectedAtReference !== null);
      assert.ok(choice.expected < choice.expectedAtReference);
      assert.ok(choice.difficulty <= question.rule.difficultyMax + (choice.reason === 'sticky' ? RISK_MARGIN : 0));
    }),
    runs,
  );
});

test('a rule that watches changes nothing, and what is asked again is answered alike', () => {
  fc.assert(
    fc.property(questions, (question) => {
      const choice = chooseRoute(question);
      if (!question.acts) assert.equal(choice.model, question.reference.model);
      assert.deepEqual(chooseRoute(question), choice);
    }),
    runs,
  );
});

test('a conversation that goes on alike stays with the model that it was given', () => {
  fc.assert(
    fc.property(questions, fc.nat(20_000), (question, tokens) => {
      const first = chooseRoute({ ...question, kept: undefined, warm: null });
      const warm = { tokens: Math.min(tokens, question.tokens.inputTokens), isMarked: false };
      const kept = { modelId: first.model.id, atMonotonicMs: 0, warm };
      const next = chooseRoute({ ...question, kept, warm });
      // What left the reference stays away from it; what stayed may still leave where that pays.
      if (first.model !== question.reference.model && costsLess(next)) assert.equal(next.model, first.model);
    }),
    runs,
  );
});

function costsLess({ expected, expectedAtReference }: ReturnType<typeof chooseRoute>): boolean {
  return expected !== null && expectedAtReference !== null && expected < expectedAtReference;
}
