import type { RequestShape } from '../../src/domain/routing/request-shape.ts';
import { aShape } from '../../src/domain/routing/routing.fixture.ts';

/** One call of a conversation, with what no router can see: how hard it really is, and whether each model gets it right. */
export type BenchCall = {
  readonly shape: RequestShape;
  readonly inputTokens: number;
  /** Of the input, what the turn before had already. */
  readonly prefixTokens: number;
  readonly outputTokens: number;
  readonly smallIsRight: boolean;
  readonly largeIsRight: boolean;
};

export type Conversation = { readonly id: string; readonly calls: readonly BenchCall[] };

export type Random = () => number;

/** A seeded stream of numbers from 0 to 1 (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/**
 * Made-up conversations, log-normal in size. Each has a true difficulty, most of them low; words, length, tools and reasoning
 * go with it more often than not, which is all that an estimate can go by. The small model is right on nearly all easy calls
 * and on few hard ones, the large one on most.
 */
export function makeConversations(count: number, random: Random): readonly Conversation[] {
  return Array.from({ length: count }, (_, at) => {
    const difficulty = random() ** 1.7;
    const calls: BenchCall[] = [];
    const turns = 1 + Math.floor(-Math.log(1 - random()) * 2.5);
    let prefixTokens = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      const call = makeCall({ difficulty, turn, prefixTokens }, random);
      calls.push(call);
      prefixTokens = call.inputTokens + call.outputTokens;
    }
    return { id: `conversation-${at}`, calls };
  });
}

type Moment = { readonly difficulty: number; readonly turn: number; readonly prefixTokens: number };

function makeCall({ difficulty, turn, prefixTokens }: Moment, random: Random): BenchCall {
  const hardness = Math.min(1, Math.max(0, difficulty + (random() - 0.5) * 0.3));
  const added = Math.round(80 * Math.exp(normal(random) + 2.2 * hardness));
  const inputTokens = prefixTokens + added;
  const saysSo = (part: number): boolean => random() < part;
  const shape = aShape({
    inputTokens,
    turnCount: 1 + 2 * turn,
    toolCount: saysSo(0.15 + 0.45 * hardness) ? Math.ceil(random() * 12) : 0,
    structuredOutput: saysSo(0.2),
    reasoning: saysSo(0.5 * hardness) ? 'medium' : 'none',
    media: saysSo(0.03),
    instruction: {
      characters: added * 4,
      hardWords: saysSo(0.1 + 0.7 * hardness) ? 1 + Math.floor(random() * 2) : 0,
      simpleWords: saysSo(0.6 * (1 - hardness)) ? 1 : 0,
      codeMarks: saysSo(0.15 + 0.3 * hardness) ? Math.ceil(random() * 4) : 0,
      questions: Math.floor(random() * 3),
      figures: Math.floor(random() * (2 + 8 * hardness)),
      languageKnown: saysSo(0.97),
      isAgentStep: false,
    },
  });
  return {
    shape,
    inputTokens,
    prefixTokens,
    outputTokens: Math.round(120 * Math.exp(0.7 * normal(random) + 1.2 * hardness)),
    smallIsRight: random() < 0.99 - 0.75 * hardness ** 1.5,
    largeIsRight: random() < 0.99 - 0.2 * hardness ** 1.5,
  };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
