import { openingOf } from '../../src/domain/similarity/opening-of.ts';
import { createTextShaper } from '../../src/domain/similarity/shape-text.ts';
import { similarityOf, sketchOf } from '../../src/domain/similarity/sketch.ts';
import { createTemplateIndex } from '../../src/domain/similarity/template-index.ts';
import { EDITS, type Edit, lookalike, makePrompt, type Prompt, payload, type Random, textOf } from './edits.ts';
import { TASKS } from './labelled-prompts.ts';

const shape = createTextShaper({ first: 0x1234_5678, second: 0x9abc_def0 });
export const NAMES = Object.keys(EDITS).filter((name): name is Edit => name in EDITS);

/** Pairs of one kind, each with how alike they were found. */
export type Pairs = { readonly kind: string; readonly same: boolean; readonly similarities: readonly number[] };

/** Whole instructions: what assets are compared as (exactly), and prompts (by sketches). */
export function measureInstructions(
  random: Random,
  many: number,
): { readonly exact: readonly Pairs[]; readonly sketched: readonly Pairs[] } {
  const pairs = pairsOf(random, many);
  return {
    exact: pairs.map((each) => ({ ...each, similarities: each.texts.map(([one, other]) => jaccard(one, other)) })),
    sketched: pairs.map((each) => ({ ...each, similarities: each.texts.map(([one, other]) => estimated(one, other)) })),
  };
}

/** Instructions with two thousand characters of something else behind them, behind an empty line or on the same one. */
export function measureOpenings(random: Random, many: number, parting: string): readonly Pairs[] {
  const opened = (text: string): string => openingOf(`${text}${parting}${payload(random, 2_000)}`);
  return pairsOf(random, many).map((each) => ({
    ...each,
    similarities: each.texts.map(([one, other]) => estimated(opened(one), opened(other))),
  }));
}

/** How much of a template stands in a text that was made of it and changed, and in one that only looks like it. */
export function measureTemplates(random: Random, many: number): readonly Pairs[] {
  return pairsOf(random, many).map(({ kind, same, texts }) => ({
    kind,
    same,
    similarities: texts.map(([one, other]) => {
      const index = createTemplateIndex(shape);
      index.add({ assetId: 'one', version: 1, text: `${one} {{notes}}` });
      return index.recognise(shape(`${other} ${payload(random, 1_500)}`).shingles)?.kept ?? 0;
    }),
  }));
}

/** Questions behind one template: the same work told again with small changes, and other work. */
export function measureTasks(random: Random, many: number): readonly Pairs[] {
  const made = Array.from({ length: many }, () => {
    const template = textOf(makePrompt(random).sentences);
    const index = createTemplateIndex(shape);
    index.add({ assetId: 'one', version: 1, text: `${template} {{notes}}` });
    const own = (text: string) => {
      const { shingles } = shape(`${template} ${text}`);
      const found = index.recognise(shingles);
      return sketchOf(found === null ? shingles : index.without(found, shingles)).sketch;
    };
    const words = payload(random, 1_200).split(' ');
    const changed = (share: number): string =>
      words.map((word) => (random() < share ? payload(random, 3) : word)).join(' ');
    const alike = (text: string): number => similarityOf(own(words.join(' ')), own(text));
    return {
      again: alike(`${words.join(' ')} ${Math.floor(random() * 1e6)}`),
      twentieth: alike(changed(0.05)),
      tenth: alike(changed(0.1)),
      other: alike(payload(random, 1_200)),
      half: alike([...words.slice(0, words.length / 2), ...payload(random, 600).split(' ')].join(' ')),
    };
  });
  return [
    { kind: 'told again', same: true, similarities: made.map(({ again }) => again) },
    { kind: 'one word in twenty changed', same: true, similarities: made.map(({ twentieth }) => twentieth) },
    { kind: 'one word in ten changed', same: true, similarities: made.map(({ tenth }) => tenth) },
    { kind: 'half of it the same', same: false, similarities: made.map(({ half }) => half) },
    { kind: 'other work, same template', same: false, similarities: made.map(({ other }) => other) },
  ];
}

type TextPairs = Omit<Pairs, 'similarities'> & { readonly texts: readonly (readonly [string, string])[] };

function pairsOf(random: Random, many: number): readonly TextPairs[] {
  const prompts = Array.from({ length: many }, () => makePrompt(random));
  const against = (other: (prompt: Prompt) => readonly string[]): readonly (readonly [string, string])[] =>
    prompts.map((prompt) => [textOf(prompt.sentences), textOf(other(prompt))]);
  return [
    ...NAMES.map((kind) => ({ kind, same: true, texts: against((prompt) => EDITS[kind](prompt, random)) })),
    {
      kind: 'another task in the same frame',
      same: false,
      texts: against((prompt) => lookalike(prompt, random).sentences),
    },
    { kind: 'another prompt', same: false, texts: against((prompt) => otherTask(prompt, random).sentences) },
  ];
}

function otherTask(prompt: Prompt, random: Random): Prompt {
  return makePrompt(random, (prompt.task + 1 + Math.floor(random() * (TASKS.length - 1))) % TASKS.length);
}

function jaccard(one: string, other: string): number {
  const [a, b] = [new Set(shape(one).shingles), new Set(shape(other).shingles)];
  const shared = a.intersection(b).size;
  return shared / (a.size + b.size - shared);
}

function estimated(one: string, other: string): number {
  return similarityOf(sketchOf(shape(one).shingles).sketch, sketchOf(shape(other).shingles).sketch);
}
