import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { seededRandom } from '../../src/store/journal/seeded-random.fixture.ts';
import { watchBudgetLaws } from './budget-laws.ts';
import { comeToRest, takeStep } from './budget-steps.ts';
import { newWorld } from './budget-world.ts';

/** `SEEDS=100000 node --test test/simulation/budget.test.ts` looks for longer; a seed that fails is kept in seeds.txt. */
const SEEDS = Number(process.env['SEEDS'] ?? 10_000);
const FIRST_SEED = Number(process.env['FIRST_SEED'] ?? 1);
const TIME_MS = Number(process.env['TIME_MS'] ?? 120_000);
const STEPS = 260;

const kept = readFileSync(new URL('seeds.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => Number(line.split(' ')[0]));

test('the laws of envelopes hold after every step, whatever gateways, vendors, clocks and networks do', (t) => {
  const counts: Record<string, number> = {};
  const began = performance.now();
  let seeds = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    simulate(seed, counts);
    seeds += 1;
    if (performance.now() - began > TIME_MS) break;
  }
  t.diagnostic(`${seeds} seeds of ${STEPS} steps: ${JSON.stringify(counts)}`);
  for (const what of ['held', 'asked', 'exhausted', 'crashed', 'expired', 'resolved', 'caps changed', 'drained'])
    assert.ok((counts[what] ?? 0) > 0, `nothing was ever ${what}`);
});

for (const seed of kept)
  test(`the laws of envelopes hold with seed ${seed}, which broke one before`, () => simulate(seed, {}));

function simulate(seed: number, counts: Record<string, number>): void {
  const world = newWorld(seededRandom(seed));
  const laws = watchBudgetLaws(world);
  let step = 0;
  let doing = '';
  try {
    for (; step < STEPS; step += 1) {
      doing = takeStep(world);
      laws.check();
    }
    doing = 'everything comes to rest';
    comeToRest(world);
    laws.check();
    laws.checkAtRest();
  } catch (error) {
    throw new Error(`seed ${seed}, step ${step} (${doing})`, { cause: error });
  }
  for (const [what, many] of Object.entries(world.counts)) counts[what] = (counts[what] ?? 0) + many;
}
