import type { DataClass } from './data-class.ts';
import type { Detector, Hit, ScannedText } from './detector.ts';
import type { PatternMeter } from './pattern-meter.ts';

/** What an organisation adds itself: project codes, customer numbers, names of machines. */
export type OrganisationPattern = {
  readonly id: string;
  readonly version: number;
  /** With its article, for a sentence: "a project code". */
  readonly word: string;
  /** RE2 syntax: no backreference and no lookaround, so that its time is linear in the window. */
  readonly source: string;
  /** Stands in every match, whatever its case. Found by the one pass; the pattern is tried only round it. */
  readonly literal: string;
  /** How far from the literal a match may begin and end. */
  readonly reach: { readonly before: number; readonly after: number };
  readonly confidence: number;
  readonly dataClass: DataClass;
};

/** A compiled pattern of an engine whose time is linear in the window. */
export type LinearPattern = {
  /** Calls with each match from left to right, at most `matchesMax` of them; offsets are of the window. */
  readonly find: (window: string, matchesMax: number, found: (start: number, end: number) => void) => void;
};

/** Compiles RE2 syntax, or says what is wrong with it, in a sentence for the person who wrote it. */
export type PatternEngine = (
  source: string,
) => { readonly kind: 'pattern'; readonly pattern: LinearPattern } | { readonly kind: 'fault'; readonly why: string };

export const LITERAL_UNITS_MIN = 3;
export const REACH_UNITS_MAX = 512;
const SOURCE_UNITS_MAX = 1000;
const MATCHES_PER_WINDOW_MAX = 16;

/** What keeps a pattern from being used, or null. */
export function findPatternFault(pattern: OrganisationPattern, engine: PatternEngine): string | null {
  const { source, literal, reach } = pattern;
  if (source.length === 0) return 'The pattern is empty.';
  if (source.length > SOURCE_UNITS_MAX) return `The pattern is longer than ${SOURCE_UNITS_MAX} characters.`;
  const compiled = engine(source);
  if (compiled.kind === 'fault') return compiled.why;
  if (literal.trim().length < LITERAL_UNITS_MIN) {
    return `A pattern needs a literal of at least ${LITERAL_UNITS_MIN} characters that stands in every match.`;
  }
  if (Math.min(reach.before, reach.after) < 0 || Math.max(reach.before, reach.after) > REACH_UNITS_MAX) {
    return `The reach before and after the literal is between 0 and ${REACH_UNITS_MAX} characters.`;
  }
  let matchesNothing = false;
  compiled.pattern.find('', 1, () => {
    matchesNothing = true;
  });
  return matchesNothing ? 'The pattern matches the empty text, and so every text.' : null;
}

/** The pattern as a detector: tried in one window round each place of its literal, as long as its meter allows. */
export function createPatternDetector(given: {
  readonly pattern: OrganisationPattern;
  readonly linear: LinearPattern;
  readonly meter: PatternMeter;
}): Detector {
  const { pattern, linear, meter } = given;
  const { id, version, reach, confidence } = pattern;
  const check = (hit: Hit, scanned: ScannedText, report: Parameters<Detector['check']>[2]): void => {
    if (!meter.mayLook()) return;
    const from = Math.max(0, hit.start - reach.before);
    const window = scanned.text.slice(from, hit.end + reach.after);
    linear.find(window, MATCHES_PER_WINDOW_MAX, (matchStart, matchEnd) => {
      const start = from + matchStart;
      const end = from + matchEnd;
      // A match elsewhere in the window is another literal's, or none's.
      if (start <= hit.start && end >= hit.end) report({ type: id, start, end, confidence });
    });
    meter.looked();
  };
  return {
    id: `pattern:${id}`,
    version,
    types: [id],
    anchors: [{ kind: 'literal', text: pattern.literal.trim() }],
    words: [],
    check,
  };
}
