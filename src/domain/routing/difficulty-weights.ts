import type { RequestShape } from './request-shape.ts';

/** Names the table on every estimate; a changed weight is a new version. */
export const WEIGHTS_VERSION = 'weights-1';

/** Where no feature says anything: a short plain question. */
export const BIAS = -1.9;

/** One feature of the table: what it is worth, how it is read from a request, and how it is said to a person. */
export type DifficultyFeature = {
  readonly id: string;
  readonly weight: number;
  readonly measure: (shape: RequestShape) => number;
  readonly inWords: (shape: RequestShape) => string;
};

const REASONING_VALUE = { none: 0, low: 0.3, medium: 1, high: 2 } as const;
const TEMPLATE_VALUE = { none: 0, cheaper: -1, reference: 1 } as const;

/**
 * The published table: difficulty = 1 / (1 + e^−(bias + Σ weight × value)). Weights were set by judgement, not learned from
 * anybody's data; what they say is put right by calibration with the comparisons of each use case.
 *
 *   feature               weight   value
 */
export const DIFFICULTY_FEATURES: readonly DifficultyFeature[] = [
  {
    id: 'length',
    weight: 0.3,
    measure: ({ inputTokens }) => Math.min(8, Math.log2(1 + inputTokens / 500)),
    inWords: ({ inputTokens }) => `about ${Math.round(inputTokens)} tokens of input`,
  },
  {
    id: 'turns',
    weight: 0.15,
    measure: ({ turnCount }) => Math.min(6, Math.log2(1 + turnCount / 4)),
    inWords: ({ turnCount }) => many(turnCount, 'turn'),
  },
  {
    id: 'tools',
    weight: 0.3,
    measure: ({ toolCount }) => Math.min(5, Math.log2(1 + toolCount)),
    inWords: ({ toolCount }) => `${many(toolCount, 'tool')} offered`,
  },
  {
    id: 'agent_step',
    weight: 0.4,
    measure: ({ instruction }) => Number(instruction.isAgentStep),
    inWords: () => 'results of tools to go on from',
  },
  {
    id: 'structured_output',
    weight: 0.15,
    measure: ({ structuredOutput }) => Number(structuredOutput),
    inWords: () => 'an answer in a given structure',
  },
  {
    id: 'reasoning',
    weight: 0.9,
    measure: ({ reasoning }) => REASONING_VALUE[reasoning],
    inWords: ({ reasoning }) => `${reasoning} reasoning asked for`,
  },
  {
    id: 'media',
    weight: 0.8,
    measure: ({ media }) => Number(media),
    inWords: () => 'images, sound or files',
  },
  {
    id: 'code',
    weight: 0.35,
    measure: ({ instruction }) => Math.min(3, instruction.codeMarks / 2),
    inWords: () => 'code, or talk of code',
  },
  {
    id: 'hard_words',
    weight: 0.8,
    measure: ({ instruction }) => Math.min(3, instruction.hardWords),
    inWords: ({ instruction }) => `${many(instruction.hardWords, 'word')} of demanding work`,
  },
  {
    id: 'simple_words',
    weight: -0.8,
    measure: ({ instruction }) => Math.min(2, instruction.simpleWords),
    inWords: ({ instruction }) => `${many(instruction.simpleWords, 'word')} of routine work`,
  },
  {
    id: 'questions',
    weight: 0.25,
    measure: ({ instruction }) => Math.min(4, Math.log2(1 + Math.max(0, instruction.questions - 1))),
    inWords: ({ instruction }) => `${many(instruction.questions, 'question')} at once`,
  },
  {
    id: 'figures',
    weight: 0.2,
    measure: ({ instruction }) => Math.min(3, instruction.figures / 6),
    inWords: ({ instruction }) => `${many(instruction.figures, 'number')} or signs of reckoning`,
  },
  {
    id: 'language',
    weight: 0.5,
    measure: ({ instruction }) => Number(!instruction.languageKnown),
    inWords: () => 'a language whose words the table does not have',
  },
  {
    id: 'template',
    weight: 1.5,
    measure: ({ template }) => TEMPLATE_VALUE[template],
    inWords: ({ template }) =>
      template === 'cheaper' ? 'a template made for a cheaper model' : 'a template made for the larger model',
  },
];

function many(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
