import { writeFileSync } from 'node:fs';
import { drawHouse, type House } from '../src/domain/gaming/house.ts';
import { DEFAULT_FORMULA } from '../src/domain/score/formula.ts';
import { seededRandom } from '../src/store/journal/seeded-random.fixture.ts';
import { measureGaming } from './score/measure-gaming.ts';
import { measureHonesty } from './score/measure-honesty.ts';
import { measureSpeed } from './score/measure-speed.ts';

/**
 * What gaming of scores pays, to people who know the formula, with every alert off:
 *
 *   node bench/score.ts [--write] [--seeds 1000] [--tries 2000]
 *   node bench/score.ts --speed      20,000 people, 2 million tasks, 500,000 outcomes
 */

const RESULTS = new URL('results/score.md', import.meta.url);
const FIRST_SEED = 20_261_122;

if (process.argv.includes('--speed')) console.info(JSON.stringify(measureSpeed()));
else run({ seeds: numberAfter('--seeds') ?? 1_000, tries: numberAfter('--tries') ?? 2_000 });

function run({ seeds, tries }: { readonly seeds: number; readonly tries: number }): void {
  const houses = drawHouses(FIRST_SEED, seeds);
  const later = drawHouses(FIRST_SEED + 1_000_000, seeds);
  const sections = [...measureGaming(houses, { later, tries }), ...measureHonesty(houses)];
  const page = `# What gaming of scores pays

Written by \`node bench/score.ts --write\`: formula ${DEFAULT_FORMULA.version}, ${seeds} paired seeds, alerts off. The attackers know the formula. The people
and their attacks are models (\`src/domain/gaming\`): what they do not do is not measured here.

${sections.join('\n\n')}
`;
  console.info(page);
  if (process.argv.includes('--write')) writeFileSync(RESULTS, page);
}

function drawHouses(first: number, many: number): readonly House[] {
  return Array.from({ length: many }, (_, at) => drawHouse(first + at, DEFAULT_FORMULA, seededRandom));
}

function numberAfter(name: string): number | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
