import { createGrouper } from '../../src/domain/similarity/group-alike.ts';
import { createTextShaper } from '../../src/domain/similarity/shape-text.ts';
import { similarityOf, sketchOf } from '../../src/domain/similarity/sketch.ts';
import { createTemplateIndex } from '../../src/domain/similarity/template-index.ts';
import { makePrompt, payload, type Random, textOf } from './edits.ts';

const shape = createTextShaper({ first: 1, second: 2 });
const ROUNDS = 400;
const SHAPES = 20_000;

/** What looking at one call takes of a processor, and at all prompts of a time, after warming up. */
export function measureCost(random: Random): string {
  const index = createTemplateIndex(shape);
  for (let at = 0; at < 500; at += 1)
    index.add({
      assetId: `asset-${at}`,
      version: 1,
      text: `${textOf(makePrompt(random).sentences)} ${payload(random, 400)}`,
    });
  const rows = [600, 2_048, 12_000].map((characters) => {
    const texts = Array.from({ length: ROUNDS }, () => payload(random, characters));
    const look = (text: string): void => {
      const { shingles } = shape(text);
      index.recognise(shingles);
      sketchOf(shingles);
    };
    const all = (): void => {
      for (const text of texts) look(text);
    };
    all();
    return `| a call of ${characters} characters | ${(cpuMsOf(all) / ROUNDS).toFixed(2)} ms |`;
  });
  const [grouping, pair] = [measureGrouping(random), measurePair(random)];
  return `## What it takes\n\n| | processor time |\n|---|---|\n${rows.join('\n')}
| ${SHAPES} prompts, each to those it is like | ${grouping.toFixed(0)} ms in all |
| two sketches | ${(pair * 1_000).toFixed(2)} µs |`;
}

function measureGrouping(random: Random): number {
  const items = Array.from({ length: SHAPES }, () => {
    const text = random() < 0.3 ? textOf(makePrompt(random).sentences) : payload(random, 600);
    return sketchOf(shape(text).shingles);
  });
  const grouper = createGrouper({ similarityMin: 0.55, leadersMax: SHAPES });
  return cpuMsOf(() => {
    for (const item of items) grouper.add(item);
  });
}

function measurePair(random: Random): number {
  const [one, other] = [payload(random, 2_000), payload(random, 2_000)].map(
    (text) => sketchOf(shape(text).shingles).sketch,
  );
  if (one === undefined || other === undefined) return Number.NaN;
  const turn = (): void => {
    for (let at = 0; at < 10_000; at += 1) similarityOf(one, other);
  };
  turn();
  return cpuMsOf(turn) / 10_000;
}

/** Of this process alone: the machine may be busy with something else. */
function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
