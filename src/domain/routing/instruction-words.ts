import { createStemTrie } from './stem-trie.ts';

/**
 * Words that tell how demanding a request is, as people write them in an instruction. Stems: a word counts when it begins
 * with one; everyday words, which tell whether a language is known, count whole. Published, so that anybody can see why a request was thought simple; judged by hand, and set right by
 * calibration, not by more words.
 */
type InstructionKind = 'hard' | 'simple' | 'code' | 'common';

const STEMS: { readonly [K in InstructionKind]: readonly string[] } = {
  // biome-ignore format: one line a language
  hard: [
    'prove', 'proof', 'deriv', 'debug', 'refactor', 'optimi', 'architect', 'analy', 'evaluat', 'diagnos', 'investigat', 'strateg', 'critique', 'reconcil', 'simulat', 'forecast', 'negotiat', 'trade-off', 'tradeoff', 'root-cause', 'migrat', 'implement', 'legal', 'contract',
    'beweis', 'herleit', 'bewert', 'entwirf', 'untersuch', 'vergleich', 'begründ',
    'démontr', 'conçois', 'évalu', 'argument',
    'demuestr', 'diseñ', 'evalú', 'compar',
  ],
  // biome-ignore format: one line a language
  simple: [
    'translat', 'summar', 'classif', 'extract', 'rephras', 'rewrit', 'proofread', 'spell', 'shorten', 'format', 'convert', 'label', 'categor', 'title', 'subject', 'headline', 'bullet', 'polite', 'greeting', 'tag',
    'übersetz', 'zusammenfass', 'fasse', 'kürz', 'formulier', 'korrigier', 'betreff', 'überschrift',
    'tradui', 'résum', 'reformul', 'corrig', 'titre',
    'traduc', 'traduz', 'resum', 'reformul', 'corrig', 'título',
  ],
  // biome-ignore format: one line
  code: ['function', 'stack', 'compile', 'regex', 'sql', 'typescript', 'javascript', 'python', 'rust', 'java', 'kubernetes', 'docker', 'unittest', 'segfault', 'traceback', 'exception', 'deadlock', 'async', 'kotlin', 'golang'],
  // biome-ignore format: one line a language
  common: [
    'the', 'and', 'is', 'of', 'to', 'a', 'in', 'for', 'this', 'please', 'what', 'how',
    'der', 'die', 'das', 'und', 'ist', 'bitte', 'ein', 'eine', 'wie', 'was',
    'le', 'la', 'les', 'et', 'est', 'une', 'un', 'des', 'que', 'ce',
    'el', 'los', 'las', 'es', 'una', 'por', 'en', 'de', 'qué', 'cómo',
  ],
};

/** Every word of the table, walked letter by letter; in the order of `INSTRUCTION_KINDS`. */
export const INSTRUCTION_KINDS = ['hard', 'simple', 'code', 'common'] as const;
export const INSTRUCTION_STEMS = createStemTrie(
  INSTRUCTION_KINDS.flatMap((kind, at) =>
    STEMS[kind].map((stem) => ({ stem, mark: at + 1, isWhole: kind === 'common' })),
  ),
);
