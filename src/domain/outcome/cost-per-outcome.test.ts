import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CostPerOutcome, costPerOutcome, type SpentOnOutcome, type UseCaseSpend } from './cost-per-outcome.ts';

const DOLLAR = 1_000_000;
const lot = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

function spend(dollars: number, more: Partial<UseCaseSpend> = {}): UseCaseSpend {
  return {
    ...{ useCaseId: 'coding', tasks: 50, people: 8, answered: 90, iterations: 60, retries: 5, failed: 10 },
    ...{ costMicrodollars: dollars * DOLLAR, failedMicrodollars: DOLLAR, unpriced: 0, reviewMinutes: 0, ...more },
  };
}

function spent(many: number, more: Partial<SpentOnOutcome> = {}): readonly SpentOnOutcome[] {
  return Array.from({ length: many }, (_, at) => ({
    ...{ outcomeId: `o-${at}`, useCaseId: 'coding', typeId: 'hours_saved', personId: `p-${at % 6}`, state: 'counted' },
    ...{ amount: 1, valueMicrodollars: 50 * DOLLAR, cleanUpMinutes: 0, isLinked: true, linkedMicrodollars: DOLLAR },
    ...more,
  }));
}

const cost = (outcomes: readonly SpentOnOutcome[], of: UseCaseSpend, minute: number | null = DOLLAR): CostPerOutcome =>
  costPerOutcome({ spend: of, outcomes, minuteMicrodollars: minute }, lot(7));

// which outcomes of what was spent, and why there is no figure
const table: readonly (readonly [string, readonly SpentOnOutcome[], number, RegExp])[] = [
  ['nothing that counts', [], 40, /Nothing counted/],
  ['outcomes of four people', spent(30, { personId: 'p' }), 40, /fewer than 5 people/],
  ['nineteen linked outcomes', [...spent(19), ...spent(30, { isLinked: false })], 40, /19 of 49 outcomes are linked/],
  ['a fifth of the cost linked', spent(20), 100, /20 % of the cost is linked/],
];
for (const [what, outcomes, dollars, why] of table)
  test(`with ${what} there is no figure, and it is said why`, () => {
    const told = cost(outcomes, spend(dollars));
    assert.equal(told.perOutcome, null);
    assert.match(told.why, why);
  });

test('an outcome bears calls, failed ones too, review and clean-up of what did not hold; minutes only where they have a price', () => {
  const outcomes = [...spent(20), ...spent(1, { state: 'reverted', cleanUpMinutes: 30 })];
  const priced = cost(outcomes, spend(40, { reviewMinutes: 10 }));
  assert.deepEqual(
    [priced.stack.answeredMicrodollars, priced.stack.failedMicrodollars].map((part) => part / DOLLAR),
    [39, 1],
  );
  assert.equal(priced.stack.wholeMicrodollars, 80 * DOLLAR);
  assert.equal(priced.perOutcome?.microdollars, 4 * DOLLAR);
  const bare = cost(outcomes, spend(40, { reviewMinutes: 10 }), null);
  assert.deepEqual([bare.stack.wholeMicrodollars, bare.stack.reviewMinutes], [40 * DOLLAR, 10]);
});

test('the interval holds the figure, is no wider than what is spent allows, and narrows to it where all is linked and alike', () => {
  const alike = cost(spent(40), spend(40));
  assert.deepEqual(alike.perOutcome, {
    microdollars: DOLLAR,
    lowMicrodollars: DOLLAR,
    highMicrodollars: DOLLAR,
  });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 * DOLLAR }), { minLength: 20, maxLength: 60 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (costs, unlinked, seed) => {
        const outcomes = spent(costs.length).map((one, at) => ({ ...one, linkedMicrodollars: costs[at] ?? 0 }));
        const linked = costs.reduce((sum, one) => sum + one, 0);
        const given = { spend: spend(0, { costMicrodollars: linked + unlinked, failedMicrodollars: 0 }), outcomes };
        const told = costPerOutcome({ ...given, minuteMicrodollars: null }, lot(seed)).perOutcome;
        assert.ok(told !== null);
        assert.ok(told.lowMicrodollars <= told.microdollars && told.microdollars <= told.highMicrodollars);
      },
    ),
  );
});
