import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawHouse, scoreWatched } from '../../src/domain/gaming/house.ts';
import { HOUSE_MODEL, honestScores, MODELS, measureGain } from '../../src/domain/gaming/measure-gain.ts';
import { HONEST_EXTRA, STRATEGIES, type Strategy } from '../../src/domain/gaming/strategies.ts';
import { findDoubts } from '../../src/domain/score/find-doubts.ts';
import { DEFAULT_FORMULA } from '../../src/domain/score/formula.ts';
import { seededRandom } from '../../src/store/journal/seeded-random.fixture.ts';

/** A glance at what `node bench/score.ts` measures with a thousand seeds (bench/results/score.md). */
const SEEDS = 40;
const houses = Array.from({ length: SEEDS }, (_, at) => drawHouse(1_000 + at, DEFAULT_FORMULA, seededRandom));
const honest = honestScores(houses, HOUSE_MODEL);

for (const [name, strategy] of Object.entries(STRATEGIES))
  test(`${name.replaceAll('_', ' ')} earns less than honest work of the same effort, and nothing over the honest month`, (t) => {
    for (const effort of [0.25, 1]) {
      const gain = measureGain(houses, { honest, model: HOUSE_MODEL, strategy, effort });
      const extra = measureGain(houses, { honest, model: HOUSE_MODEL, strategy: HONEST_EXTRA, effort });
      t.diagnostic(
        `effort ${effort}: ${(100 * gain.gain).toFixed(2)} %, honest extra ${(100 * extra.gain).toFixed(2)} %`,
      );
      assert.ok(gain.gain < extra.gain);
      assert.ok(gain.gain <= 0.01);
    }
  });

test('the models without defences are beaten by the same attackers', () => {
  const beaten: readonly (readonly [string, string])[] = [
    ['raw_token_leaderboard', 'padding'],
    ['outcome_count', 'farming'],
    ['claimed_value', 'outcome_inflation'],
    ['plain_sum', 'template_ring'],
  ];
  for (const [model, attack] of beaten) {
    const of = MODELS[model] ?? HOUSE_MODEL;
    const strategy: Strategy = STRATEGIES[attack] ?? HONEST_EXTRA;
    const gain = measureGain(houses, { honest: honestScores(houses, of), model: of, strategy, effort: 1 });
    assert.ok(gain.gain > 0.3, `${model}: ${gain.gain}`);
  }
});

test('doubts are raised about nearly none of the honest', () => {
  const doubted = houses.filter((house) => findDoubts(scoreWatched(house, house.months)).length > 0);
  assert.ok(doubted.length <= SEEDS / 20);
});
