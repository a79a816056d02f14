import { INSTRUCTION_STEMS } from './instruction-words.ts';
import { STEM_ROOT } from './stem-trie.ts';

/** What the last instruction of a request looks like: counts and marks alone. */
export type Instruction = {
  readonly characters: number;
  readonly hardWords: number;
  readonly simpleWords: number;
  /** Marks of code: fences, and words of programming. */
  readonly codeMarks: number;
  readonly questions: number;
  /** Numbers and signs of reckoning. */
  readonly figures: number;
  /** False: hardly a word of it stands in the table of words, so that less is known of it. */
  readonly languageKnown: boolean;
  /** Results of tools stand behind the last instruction: an agent is at work. */
  readonly isAgentStep: boolean;
};

/** As much of an instruction's beginning, and of its end, is read. */
const READ_CHARACTERS = 400;
/** Below so many words nothing is said of the language. */
const WORDS_FOR_LANGUAGE = 6;

const NO_INSTRUCTION: Instruction = {
  characters: 0,
  hardWords: 0,
  simpleWords: 0,
  codeMarks: 0,
  questions: 0,
  figures: 0,
  languageKnown: true,
  isAgentStep: false,
};

/**
 * Reads the last turn of the user out of the turns of a request (`role|parts`, see `turn-text.ts` of the providers). Bounded:
 * of a long turn the beginning and the end, because that is where people say what they want.
 */
export function readInstruction(turns: readonly string[]): Instruction {
  let isAgentStep = false;
  for (let at = turns.length - 1; at >= 0; at -= 1) {
    const turn = turns[at] ?? '';
    if (turn.startsWith('user|r') || turn.startsWith('tool|')) isAgentStep = true;
    else if (turn.startsWith('user|')) return readTurn(turn, isAgentStep);
  }
  return isAgentStep ? { ...NO_INSTRUCTION, isAgentStep } : NO_INSTRUCTION;
}

function readTurn(turn: string, isAgentStep: boolean): Instruction {
  const reading: Reading = { kinds: [0, 0, 0, 0, 0], words: 0, questions: 0, figures: 0, codeMarks: 0 };
  if (turn.length <= 2 * READ_CHARACTERS) readStretch(turn, { start: 0, end: turn.length }, reading);
  else {
    readStretch(turn, { start: 0, end: READ_CHARACTERS }, reading);
    readStretch(turn, { start: turn.length - READ_CHARACTERS, end: turn.length }, reading);
  }
  const [, hardWords = 0, simpleWords = 0, codeWords = 0, common = 0] = reading.kinds;
  return {
    characters: turn.length,
    hardWords,
    simpleWords,
    codeMarks: codeWords + reading.codeMarks,
    questions: reading.questions,
    figures: reading.figures,
    languageKnown: reading.words < WORDS_FOR_LANGUAGE || common * 25 >= reading.words,
    isAgentStep,
  };
}

type Reading = {
  /** How many words of each kind, in the order of the table; the first counts those of none. */
  readonly kinds: number[];
  words: number;
  questions: number;
  figures: number;
  codeMarks: number;
};

/** One pass, no string of any word. Any letter beyond ASCII belongs to a word; a dash does within one. */
function readStretch(text: string, stretch: { readonly start: number; readonly end: number }, reading: Reading): void {
  const { classOf, width, next, stem, whole } = INSTRUCTION_STEMS;
  let node = -1;
  let mark = 0;
  let isNumber = false;
  for (let at = stretch.start; at <= stretch.end; at += 1) {
    const unit = at < stretch.end ? text.charCodeAt(at) : SPACE;
    const lower = unit | 0x20;
    if ((lower >= 0x61 && lower <= 0x7a) || unit >= 0xc0 || (unit === 0x2d && node >= 0)) {
      if (node < 0) node = STEM_ROOT;
      // 0 leads to 0: a word that no stem begins stays so.
      node = next[node * width + (classOf[unit] ?? 0)] ?? 0;
      const ended = stem[node] ?? 0;
      if (ended !== 0) mark = ended;
      isNumber = false;
      continue;
    }
    if (node >= 0) {
      const kind = mark === 0 ? (whole[node] ?? 0) : mark;
      reading.words += 1;
      reading.kinds[kind] = (reading.kinds[kind] ?? 0) + 1;
      node = -1;
      mark = 0;
    }
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (isDigit && !isNumber) reading.figures += 1;
    isNumber = isDigit;
    if (!isDigit && unit !== SPACE) at = readMark(text, { at, unit }, reading);
  }
}

/** Signs that say something; gives back the place of the last unit that belongs to it. */
function readMark(
  text: string,
  { at, unit }: { readonly at: number; readonly unit: number },
  reading: Reading,
): number {
  switch (unit) {
    case 0x3f: // ?
      reading.questions += 1;
      return at;
    case 0x3d: // =
    case 0x2b: // +
    case 0x5e: // ^
    case 0x25: // %
      reading.figures += 1;
      return at;
    case 0x7b: // {
    case 0x3b: // ;
      reading.codeMarks += 0.25;
      return at;
    case 0x60: // `
      if (!text.startsWith('```', at)) return at;
      reading.codeMarks += 2;
      return at + 2;
    default:
      return at;
  }
}

const SPACE = 0x20;
