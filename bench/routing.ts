import { compareRouters } from './routing/compare-routers.ts';
import { measureChoice } from './routing/measure-choice.ts';

/**
 * What routing costs the path, and what it would save and lose:
 *
 *   node bench/routing.ts [seed] [conversations]
 *
 * 1  CPU of the stage that chooses, on and off
 * 2  cost and quality of the router beside always-large, always-small and random, on made-up conversations
 *
 * The second part is synthetic: difficulty, words and right answers are drawn from a seed (`bench/routing/workload.ts`). It
 * shows that the parts work together and which way each turns the figures; it says nothing of anybody's models. What your
 * calls save stands in `tokenward routes savings`, and how well answers agree in `tokenward routes`.
 */

const [seed = '1', conversations = '20000'] = process.argv.slice(2);
for (const body of [
  { characters: 400, turns: 1, models: 2 },
  { characters: 8_000, turns: 9, models: 3 },
  { characters: 200_000, turns: 81, models: 5 },
])
  console.info(JSON.stringify(measureChoice(body)));
for (const row of compareRouters(Number(seed), Number(conversations))) console.info(JSON.stringify(row));
