import { type Automaton, buildAutomaton } from './automaton.ts';
import type { Anchor, Detector } from './detector.ts';
import { foldLiteral } from './fold-characters.ts';
import { TRIGGERS } from './run-pass.ts';
import { buildWordTable, isWordLiteral, type WordTable } from './word-table.ts';

/** One detector that wants to be called where a literal or trigger is seen. */
export type Call = { readonly detectorIndex: number; readonly anchor: Anchor };

/** Literals with who waits for each; the index of a row is its number in the pass. */
export type LiteralRows = {
  /** Folded. */
  readonly texts: readonly string[];
  /** Empty for words that are context only. */
  readonly calls: readonly (readonly Call[])[];
  /** Names of the word groups that hold the literal. */
  readonly groups: readonly (readonly string[])[];
  readonly lengthMax: number;
};

/** What the detectors asked for, by the numbers that the pass reports. */
export type DetectorPlan = {
  /** Literals that are found anywhere. */
  readonly automaton: Automaton;
  readonly literals: LiteralRows;
  /** Literals that stand by themselves, which most do. */
  readonly wordTable: WordTable;
  readonly words: LiteralRows;
  /** Calls by index in `TRIGGERS`. */
  readonly triggerCalls: readonly (readonly Call[])[];
};

export const SCHEME_LITERAL = '://';

type Wanted = { readonly calls: Call[]; readonly groups: Set<string> };

/** Sorts anchors and words of all detectors into one automaton and one table of words. */
export function planDetectors(detectors: readonly Detector[]): DetectorPlan {
  const anywhere = new Map<string, Wanted>();
  const alone = new Map<string, Wanted>();
  const triggerCalls = TRIGGERS.map((): Call[] => []);
  const want = (text: string, isWhole: boolean): Wanted => {
    const folded = foldLiteral(text);
    return wantedIn(isWhole && isWordLiteral(folded) ? alone : anywhere, folded);
  };
  for (const [detectorIndex, detector] of detectors.entries()) {
    for (const anchor of detector.anchors) {
      const call = { detectorIndex, anchor };
      if (anchor.kind === 'literal') want(anchor.text, anchor.wholeWord === true).calls.push(call);
      else if (anchor.trigger === 'scheme') want(SCHEME_LITERAL, false).calls.push(call);
      else triggerCalls[TRIGGERS.indexOf(anchor.trigger)]?.push(call);
    }
    for (const group of detector.words) for (const word of group.words) want(word, true).groups.add(group.name);
  }
  const literals = rowsOf(anywhere);
  const words = rowsOf(alone);
  return {
    ...{ automaton: buildAutomaton(literals.texts), literals },
    ...{ wordTable: buildWordTable(words.texts), words, triggerCalls },
  };
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
    groups: texts.map((text) => [...(wanted.get(text)?.groups ?? [])]),
    lengthMax: texts.reduce((longest, text) => Math.max(longest, text.length), 0),
  };
}
