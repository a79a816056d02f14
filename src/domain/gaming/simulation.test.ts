import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INCENTIVE_MODEL_IDS, INCENTIVE_MODELS, preconditionsOf } from './incentive-models.ts';
import { DEFAULT_SETTINGS } from './simulated-models.ts';
import { ATTACKS, FIRST_SEED, gatherAttacks, isSearched, planOf, runSimulationJob } from './simulation.ts';

const plans = ['padding', 'template_ring', 'sandbagging'].map(planOf);
const played = (from: number, many: number) =>
  runSimulationJob({
    ...{ kind: 'play', plans, model: 'composite_index', settings: DEFAULT_SETTINGS },
    seeds: { from: FIRST_SEED + from, many },
  });

test('the same people give the same figures, however the work is shared out and in whatever order it comes back', () => {
  const whole = gatherAttacks(plans, [played(0, 4)]);
  assert.deepEqual(gatherAttacks(plans, [played(2, 2), played(0, 2)]), whole);
  assert.deepEqual(
    whole.map(({ strategy, efforts }) => [strategy, efforts.length]),
    plans.map(({ strategy }) => [strategy, 7]),
  );
});

test('an attack that is searched for is made of known strategies, and comes to the effort that was asked for', () => {
  const found = runSimulationJob({
    ...{ kind: 'search', strategy: 'adaptive_search', effort: 0.5, tries: 3 },
    ...{ model: 'claims_per_cost', settings: DEFAULT_SETTINGS },
  });
  const mixture = found.kind === 'searched' ? found.mixture : [];
  assert.ok(mixture.length > 0 && mixture.every(({ name }) => ATTACKS.includes(name) && !isSearched(name)));
  assert.ok(Math.abs(mixture.reduce((sum, { effort }) => sum + effort, 0) - 0.5) < 1e-9);
});

test('every model asks for a charter and a simulation, and for what is its own', () => {
  for (const id of INCENTIVE_MODEL_IDS) {
    assert.deepEqual(preconditionsOf(id).slice(0, 2), ['charter', 'simulation']);
    assert.ok(INCENTIVE_MODELS[id].preconditions.length >= 2, id);
    assert.equal(INCENTIVE_MODELS[id].mayReward, id !== 'raw_token_leaderboard');
  }
});
