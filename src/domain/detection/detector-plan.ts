import { type Automaton, buildAutomaton } from './automaton.ts';
import type { Anchor, Detector } from './detector.ts';
import { foldLiteral } from './fold-characters.ts';
import { TRIGGERS } from './run-pass.ts';

/** One detector that wants to be called where a literal or trigger is seen. */
export type Call = { readonly detectorIndex: number; readonly anchor: Anchor };

/** What the detectors asked for, by the numbers that the pass reports. */
export type DetectorPlan = {
  readonly automaton: Automaton;
  /** Folded text of each literal. */
  readonly literals: readonly string[];
  readonly literalLengths: Int32Array;
  /** Calls by literal; empty for words that are context only. */
  readonly literalCalls: readonly (readonly Call[])[];
  /** Names of the word groups that hold a literal. */
  readonly literalGroups: readonly (readonly string[])[];
  /** Calls by index in `TRIGGERS`. */
  readonly triggerCalls: readonly (readonly Call[])[];
  readonly literalLengthMax: number;
};

export const SCHEME_LITERAL = '://';

/** Sorts anchors and words of all detectors into one automaton. */
export function planDetectors(detectors: readonly Detector[]): DetectorPlan {
  const calls = new Map<string, Call[]>();
  const groups = new Map<string, Set<string>>();
  const triggerCalls = TRIGGERS.map((): Call[] => []);
  for (const [detectorIndex, detector] of detectors.entries()) {
    for (const anchor of detector.anchors) {
      const call = { detectorIndex, anchor };
      if (anchor.kind === 'literal') listOf(calls, foldLiteral(anchor.text)).push(call);
      else if (anchor.trigger === 'scheme') listOf(calls, SCHEME_LITERAL).push(call);
      else triggerCalls[TRIGGERS.indexOf(anchor.trigger)]?.push(call);
    }
    for (const group of detector.words) {
      for (const word of group.words) {
        const folded = foldLiteral(word);
        const names = groups.get(folded) ?? new Set();
        groups.set(folded, names.add(group.name));
      }
    }
  }
  const literals = [...new Set([...calls.keys(), ...groups.keys()])].filter((text) => text !== '').sort();
  return {
    automaton: buildAutomaton(literals),
    literals,
    literalLengths: Int32Array.from(literals, (text) => text.length),
    literalCalls: literals.map((text) => calls.get(text) ?? []),
    literalGroups: literals.map((text) => [...(groups.get(text) ?? [])]),
    triggerCalls,
    literalLengthMax: literals.reduce((longest, text) => Math.max(longest, text.length), 0),
  };
}

function listOf(calls: Map<string, Call[]>, text: string): Call[] {
  const known = calls.get(text);
  if (known !== undefined) return known;
  const made: Call[] = [];
  calls.set(text, made);
  return made;
}
