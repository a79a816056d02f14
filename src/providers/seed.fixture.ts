import type { TestContext } from 'node:test';

/** The seed of a random test, printed before it runs; `SEED=… node --test …` runs the same again. */
export function seedOf(context: TestContext): number {
  const given = Number(process.env['SEED'] ?? Number.NaN);
  const seed = Number.isSafeInteger(given) ? given : Math.floor(Math.random() * 2 ** 31);
  context.diagnostic(`seed ${seed}`);
  return seed;
}
