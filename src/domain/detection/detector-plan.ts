import type {
  Anchor,
  Detector,
  DigitRunAnchor,
  DigitRunSign,
  LiteralAnchor,
  NumberSigns,
  Trigger,
} from './detector.ts';
import { foldLiteral } from './fold-characters.ts';
import { type LiteralConditions, NO_CONDITIONS } from './literal-places.ts';
import { byteOf, LETTER_BYTES } from './text-units.ts';
import { TOKEN_RUN_SIGNS } from './token-run-signs.ts';

/** Order is that of their numbers in the kernel. `scheme` is a literal to it, and listed for completeness. */
export const TRIGGERS = [
  'digit_run',
  'at_sign',
  'scheme',
  'token_run',
  'dotted',
  'colons',
] as const satisfies readonly Trigger[];

/** Behind all triggers: no detector waits for it. */
export const SHORT_RUN: number = TRIGGERS.length;

/** One detector that wants to be called where a literal or trigger is seen. */
export type Call = {
  readonly detectorIndex: number;
  readonly anchor: Anchor;
  /** Of a run of digits; zero for all else. */
  readonly digitsMin: number;
  /** A bit of `DIGIT_RUN_SIGNS` or `TOKEN_RUN_SIGNS` that a run must have; zero: any will do. */
  readonly sign: number;
  /** Number of the word group that stands for the sign; none: −1. */
  readonly unlessGroup: number;
  /** What must be written so; empty: case and accents do not count. */
  readonly exact: string;
  /** A literal that must stand by itself; that words do is known. */
  readonly isWhole: boolean;
};

export const TOKEN_RUN: number = TRIGGERS.indexOf('token_run');

/** As the kernel has them. */
export const DIGIT_RUN_SIGNS: Readonly<Record<DigitRunSign, number>> = {
  opening: 1,
  dialled: 2,
  country: 4,
  pairs: 8,
  card: 16,
};

/** Literals with who waits for each; the index of a row is its number in the pass. */
export type LiteralRows = {
  /** Folded. */
  readonly texts: readonly string[];
  /** Empty for words that are context only. */
  readonly calls: readonly (readonly Call[])[];
  /** 1 where anybody waits: most that is seen is context. */
  readonly isCalled: Uint8Array;
  /** Numbers of the word groups that hold the literal, in `groupNumbers` of the plan. */
  readonly groups: readonly (readonly number[])[];
  readonly lengthMax: number;
  /** What all who wait for it ask of where it stands. */
  readonly conditions: readonly LiteralConditions[];
};

/** What the detectors asked for, by the numbers that the pass reports. */
export type DetectorPlan = {
  /** Literals that are found anywhere. */
  readonly literals: LiteralRows;
  /** Literals that stand by themselves, which most do. */
  readonly words: LiteralRows;
  /** Of each word group by its name. */
  readonly groupNumbers: ReadonlyMap<string, number>;
  /** Of all digit runs that need a sign. */
  readonly numbers: NumberSigns;
  /** Calls by index in `TRIGGERS`. */
  readonly triggerCalls: readonly (readonly Call[])[];
};

export const SCHEME_LITERAL = '://';

type Wanted = { readonly calls: Call[]; readonly groups: Set<number> };

/** Sorts anchors and words of all detectors into one table of literals and one of words. */
export function planDetectors(detectors: readonly Detector[]): DetectorPlan {
  const anywhere = new Map<string, Wanted>();
  const alone = new Map<string, Wanted>();
  const triggerCalls = TRIGGERS.map((): Call[] => []);
  const groupNumbers = new Map<string, number>();
  const numberOf = (group: string): number => {
    const number = groupNumbers.get(group) ?? groupNumbers.size;
    groupNumbers.set(group, number);
    return number;
  };
  const want = (text: string, isWhole: boolean): Wanted => {
    const folded = foldLiteral(text);
    return wantedIn(isWhole && isWordLiteral(folded) ? alone : anywhere, folded);
  };
  for (const [detectorIndex, detector] of detectors.entries()) {
    for (const anchor of detector.anchors) {
      const call = { detectorIndex, anchor, ...conditionsOf(anchor, numberOf), ...writingOf(anchor) };
      if (anchor.kind === 'literal') want(anchor.text, anchor.wholeWord === true).calls.push(call);
      else if (anchor.trigger === 'scheme') want(SCHEME_LITERAL, false).calls.push(call);
      else triggerCalls[TRIGGERS.indexOf(anchor.trigger)]?.push(call);
    }
    for (const group of detector.words) {
      const number = numberOf(group.name);
      for (const word of group.words) want(word, true).groups.add(number);
    }
  }
  return {
    literals: rowsOf(anywhere),
    words: rowsOf(alone),
    triggerCalls,
    groupNumbers,
    numbers: numbersOf(detectors),
  };
}

function isDigitRun(anchor: Anchor): anchor is DigitRunAnchor {
  return anchor.kind === 'trigger' && anchor.trigger === 'digit_run';
}

function conditionsOf(
  anchor: Anchor,
  numberOf: (group: string) => number,
): Pick<Call, 'digitsMin' | 'sign' | 'unlessGroup'> {
  if (!isDigitRun(anchor)) return { digitsMin: 0, sign: signOfToken(anchor), unlessGroup: -1 };
  const sign = anchor.needs === undefined ? 0 : DIGIT_RUN_SIGNS[anchor.needs];
  const unlessGroup = anchor.unlessWords === undefined ? -1 : numberOf(anchor.unlessWords.name);
  return { digitsMin: anchor.digitsMin ?? 0, sign, unlessGroup };
}

function signOfToken(anchor: Anchor): number {
  const isRun = anchor.kind === 'trigger' && anchor.trigger === 'token_run';
  return isRun && anchor.needs !== undefined ? TOKEN_RUN_SIGNS[anchor.needs] : 0;
}

function writingOf(anchor: Anchor): Pick<Call, 'exact' | 'isWhole'> {
  if (anchor.kind === 'trigger') return { exact: '', isWhole: false };
  return { exact: anchor.exactCase === true ? anchor.text : '', isWhole: anchor.wholeWord === true };
}

function numbersOf(detectors: readonly Detector[]): NumberSigns {
  const anchors = detectors.flatMap((detector) => detector.anchors.filter(isDigitRun));
  return {
    forms: anchors.flatMap(({ forms }) => forms ?? []),
    cardLengths: (three) => anchors.reduce((bits, { cardLengths }) => bits | (cardLengths?.(three) ?? 0), 0),
    countries: anchors.flatMap(({ countries }) => countries ?? []),
  };
}

/** Whether a text can be a row of words: only what begins with a letter is found by its first word. */
function isWordLiteral(folded: string): boolean {
  return folded !== '' && LETTER_BYTES[byteOf(folded.charCodeAt(0))] !== 0;
}

function wantedIn(wanted: Map<string, Wanted>, folded: string): Wanted {
  const known = wanted.get(folded);
  if (known !== undefined) return known;
  const made: Wanted = { calls: [], groups: new Set() };
  wanted.set(folded, made);
  return made;
}

function rowsOf(wanted: ReadonlyMap<string, Wanted>): LiteralRows {
  const texts = [...wanted.keys()].filter((text) => text !== '').sort();
  return {
    texts,
    calls: texts.map((text) => wanted.get(text)?.calls ?? []),
    isCalled: Uint8Array.from(texts, (text) => (wanted.get(text)?.calls.length === 0 ? 0 : 1)),
    groups: texts.map((text) => [...(wanted.get(text)?.groups ?? [])]),
    conditions: texts.map((text) => conditionsOfRow(text, wanted.get(text))),
    lengthMax: texts.reduce((longest, text) => Math.max(longest, text.length), 0),
  };
}

function conditionsOfRow(text: string, wanted: Wanted | undefined): LiteralConditions {
  const isAsked = wanted !== undefined && wanted.calls.length > 0 && wanted.groups.size === 0;
  if (!isAsked) return NO_CONDITIONS;
  const all = (has: (anchor: LiteralAnchor) => boolean): boolean =>
    wanted.calls.every(({ anchor }) => anchor.kind === 'literal' && has(anchor));
  return {
    isAtStart: /^[a-z0-9]/.test(text) && all(({ atStart }) => atStart === true),
    isBeforeNumber: all(({ beforeNumber }) => beforeNumber === true),
    isMarker: all((anchor) => anchor.exactCase === true && anchor.text.startsWith('A')),
  };
}
