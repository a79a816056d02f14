import type { BenchSeries } from './public-series.ts';

/** Daily spend as a house like this one sees it, made from a seed: growth, weekends, holidays, jobs at month's end, runaways, new projects. */
export function makeSyntheticSeries(options: {
  readonly seed: number;
  readonly many: number;
  readonly days: number;
}): readonly BenchSeries[] {
  const random = createRandom(options.seed);
  return Array.from({ length: options.many }, (_, at) => ({
    family: 'synthetic',
    name: `synthetic ${at + 1}`,
    firstDate: '2025-01-01',
    amounts: makeSeries(random, options.days),
  }));
}

function makeSeries(random: () => number, days: number): readonly number[] {
  const scale = 10 ** (1 + 3 * random());
  const growth = (random() - 0.3) * 0.006;
  const weekend = random() < 0.6 ? 0.05 + 0.25 * random() : 0.9;
  const noise = 0.1 + 0.4 * random();
  const monthEnd = random() < 0.3 ? 1.5 + random() : 1;
  let level = 1;
  return Array.from({ length: days }, (_, day) => {
    const date = new Date(Date.UTC(2025, 0, 1 + day));
    level *= Math.exp(growth + 0.02 * normal(random));
    // A new project, or one that ended.
    if (random() < 0.004) level *= random() < 0.6 ? 1.8 : 0.5;
    const weekday = date.getUTCDay();
    const quiet = weekday === 0 || weekday === 6 ? weekend : 1;
    const late = date.getUTCDate() >= 27 ? monthEnd : 1;
    const runaway = random() < 0.006 ? 3 + 5 * random() : 1;
    return scale * level * quiet * late * runaway * Math.exp(noise * normal(random));
  });
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
