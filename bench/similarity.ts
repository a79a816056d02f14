import { writeFileSync } from 'node:fs';
import { ASSETS_ALIKE_MIN, PROMPTS_ALIKE_MIN, TASKS_ALIKE_MIN } from '../src/domain/similarity/alike.ts';
import { RECOGNISED_MIN } from '../src/domain/similarity/template-index.ts';
import { seededRandom } from '../src/store/journal/seeded-random.fixture.ts';
import { measureCost } from './similarity/measure-cost.ts';
import {
  measureInstructions,
  measureOpenings,
  measureTasks,
  measureTemplates,
  type Pairs,
} from './similarity/measure-recognition.ts';

/**
 * What comparing by fingerprints finds, and what it takes for the same wrongly, on prompts made for this:
 *
 *   node bench/similarity.ts [--write] [--pairs 2000]
 */

const RESULTS = new URL('results/similarity.md', import.meta.url);
const SEED = 20_261_122;

const many = Number(process.argv[process.argv.indexOf('--pairs') + 1] ?? Number.NaN) || 2_000;
const random = seededRandom(SEED);
const { exact, sketched } = measureInstructions(random, many);
const page = `# What comparing by fingerprints finds

Written by \`node bench/similarity.ts --write\`: seed ${SEED}, ${many} pairs a line, made of 24 tasks, 6 roles and 6 frames
(\`bench/similarity\`). Shares of pairs at or above a similarity; **bold**: where the line is drawn. A line that is *the same* says
recall, one that is *other* says how many are proposed wrongly. The prompts are made up: what people write is more varied.

${tableOf('Assets: all of their words in twos', exact, ASSETS_ALIKE_MIN)}

${tableOf('Instructions, by sketches', sketched, PROMPTS_ALIKE_MIN)}

${tableOf('Beginnings of questions with a text pasted behind an empty line, by sketches', measureOpenings(random, many, '\n\n'), PROMPTS_ALIKE_MIN)}

${tableOf('The same with the text pasted on the same line', measureOpenings(random, many, ' '), PROMPTS_ALIKE_MIN)}

${tableOf("How much of a template's words stand in a call", measureTemplates(random, many), RECOGNISED_MIN)}

${tableOf('Tasks, without the words of their template', measureTasks(random, many), TASKS_ALIKE_MIN)}

${measureCost(random)}
`;
console.info(page);
if (process.argv.includes('--write')) writeFileSync(RESULTS, page);

function tableOf(title: string, pairs: readonly Pairs[], drawn: number): string {
  const limits = [0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8];
  const columns = limits.map((limit) => (limit === drawn ? `**${limit}**` : String(limit)));
  const rows = pairs.map(({ kind, same, similarities }) => {
    const shares = limits.map((limit) => similarities.filter((each) => each >= limit).length / similarities.length);
    return `| ${kind} | ${same ? 'the same' : 'other'} | ${shares.map(percent).join(' | ')} |`;
  });
  return `## ${title}\n\n| pair | is | ${columns.join(' | ')} |\n|---|---|${limits.map(() => '---|').join('')}\n${rows.join('\n')}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}
