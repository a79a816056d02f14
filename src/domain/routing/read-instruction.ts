import { kindOfWord } from './instruction-words.ts';

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
const READ_CHARACTERS = 600;
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
  const reading = { hard: 0, simple: 0, code: 0, common: 0, words: 0, questions: 0, figures: 0 };
  if (turn.length <= 2 * READ_CHARACTERS) readStretch(turn, reading);
  else {
    readStretch(turn.slice(0, READ_CHARACTERS), reading);
    readStretch(turn.slice(-READ_CHARACTERS), reading);
  }
  return {
    characters: turn.length,
    hardWords: reading.hard,
    simpleWords: reading.simple,
    codeMarks: reading.code,
    questions: reading.questions,
    figures: reading.figures,
    languageKnown: reading.words < WORDS_FOR_LANGUAGE || reading.common * 25 >= reading.words,
    isAgentStep,
  };
}

type Reading = {
  hard: number;
  simple: number;
  code: number;
  common: number;
  words: number;
  questions: number;
  figures: number;
};

/** One pass; a word is letters, a number is digits. Any letter beyond ASCII belongs to a word. */
function readStretch(stretch: string, reading: Reading): void {
  const text = stretch.toLowerCase();
  let start = -1;
  let isNumber = false;
  for (let at = 0; at <= text.length; at += 1) {
    const unit = at < text.length ? text.charCodeAt(at) : 0x20;
    const isLetter = (unit >= 0x61 && unit <= 0x7a) || unit >= 0xc0 || (unit === 0x2d && start >= 0);
    if (isLetter) {
      if (start < 0) start = at;
      isNumber = false;
      continue;
    }
    if (start >= 0) readWord(text.slice(start, at), reading);
    start = -1;
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (isDigit && !isNumber) reading.figures += 1;
    isNumber = isDigit;
    if (unit === 0x3f) reading.questions += 1;
    else if (unit === 0x3d || unit === 0x2b || unit === 0x5e || unit === 0x25) reading.figures += 1;
    else if (unit === 0x60 && text.startsWith('```', at)) {
      reading.code += 2;
      at += 2;
    } else if (unit === 0x7b || unit === 0x3b) reading.code += 0.25;
  }
}

function readWord(word: string, reading: Reading): void {
  reading.words += 1;
  const kind = kindOfWord(word);
  if (kind !== undefined) reading[kind] += 1;
}
