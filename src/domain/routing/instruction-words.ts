/**
 * Words that tell how demanding a request is, as people write them in an instruction. Stems: a word counts when it begins
 * with one. Published, so that anybody can see why a request was thought simple; judged by hand, and set right by
 * calibration, not by more words.
 */
export type InstructionKind = 'hard' | 'simple' | 'code' | 'common';

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

const STEM_LENGTH_MAX = 12;
const kindByStem = new Map<string, InstructionKind>();
for (const kind of ['hard', 'simple', 'code', 'common'] as const)
  for (const stem of STEMS[kind]) kindByStem.set(stem, kind);
/** Which lengths stems with a first letter have: most words are passed over without a look-up. */
const lengthsByFirst = new Map<number, number[]>();
for (const stem of kindByStem.keys()) {
  const first = stem.charCodeAt(0);
  const lengths = lengthsByFirst.get(first) ?? [];
  if (!lengths.includes(stem.length)) lengths.push(stem.length);
  lengthsByFirst.set(
    first,
    lengths.sort((one, other) => other - one),
  );
}

/** What a word in lower case says of its instruction; undefined: nothing. Words of the everyday count whole. */
export function kindOfWord(word: string): InstructionKind | undefined {
  const lengths = lengthsByFirst.get(word.charCodeAt(0));
  if (lengths === undefined) return undefined;
  for (const length of lengths) {
    if (length > word.length || length > STEM_LENGTH_MAX) continue;
    const kind = kindByStem.get(length === word.length ? word : word.slice(0, length));
    if (kind === undefined || (kind === 'common' && length !== word.length)) continue;
    return kind;
  }
  return undefined;
}
