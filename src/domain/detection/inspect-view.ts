import type { Candidate, Detector, ScannedText, WordGroup } from './detector.ts';
import type { Call, DetectorPlan } from './detector-plan.ts';
import type { DetectorFailure } from './finding.ts';
import { foldedUnit } from './fold-characters.ts';
import type { Span } from './offset-map.ts';
import type { Sightings } from './sightings.ts';
import { isWholeWord } from './word-boundary.ts';

/** One view of a text with what the pass saw in it. */
export type SeenView = {
  readonly detectors: readonly Detector[];
  readonly plan: DetectorPlan;
  readonly sightings: Sightings;
  readonly text: string;
};

const COSTLY_CALLS_FLOOR = 1024;
const COSTLY_CALL_SPACING = 256;

/**
 * Calls the detectors where what they wait for was seen. One that throws, or runs out of its budget, is not called again
 * in this view; when `report` says that it is enough, none is.
 */
export function inspectView(
  seen: SeenView,
  fail: (failure: DetectorFailure) => void,
  report: (candidate: Candidate, detector: Detector) => boolean,
): void {
  const { detectors, plan, sightings, text } = seen;
  const scanned: ScannedText = { text, near: (words, span, reach) => isNear(seen, words, { span, reach }) };
  // One for all detectors: a function for each would cost a short text half of its time.
  let reporting: Detector | undefined;
  let isEnough = false;
  const reportOwn = (candidate: Candidate) => {
    if (reporting !== undefined && !isEnough) isEnough = !report(candidate, reporting);
  };
  const out: Detector[] = [];
  // Made when it is needed: most texts call no costly detector.
  let costlyCalls: Map<Detector, number> | undefined;
  const callsMax = COSTLY_CALLS_FLOOR + text.length / COSTLY_CALL_SPACING;
  const stop = (detector: Detector, kind: DetectorFailure['kind']) => {
    out.push(detector);
    fail({ detectorId: detector.id, kind });
  };
  const call = ({ detectorIndex, anchor }: Call, start: number, end: number) => {
    const detector = detectors[detectorIndex];
    if (isEnough || detector === undefined || (out.length > 0 && out.includes(detector))) return;
    if (detector.isCostly === true) {
      costlyCalls ??= new Map();
      const count = (costlyCalls.get(detector) ?? 0) + 1;
      costlyCalls.set(detector, count);
      if (count > callsMax) return stop(detector, 'over_budget');
    }
    reporting = detector;
    try {
      detector.check({ anchor, start, end }, scanned, reportOwn);
    } catch {
      stop(detector, 'threw');
    }
  };
  const { literals, words, triggerCalls, automaton } = plan;
  for (let index = 0; index < sightings.literalCount; index += 1) {
    const literal = sightings.literals[index] ?? 0;
    const calls = literals.calls[literal];
    if (calls === undefined || calls.length === 0) continue;
    const end = sightings.literalEnds[index] ?? 0;
    const start = end - (literals.texts[literal]?.length ?? 0);
    if (automaton.isInexact[literal] === 1 && !isLiteralAt(text, literals.texts[literal] ?? '', start)) continue;
    for (const each of calls) if (standsRight(each, text, start)) call(each, start, end);
  }
  for (let index = 0; index < sightings.wordCount; index += 1) {
    const word = sightings.words[index] ?? 0;
    const calls = words.calls[word];
    if (calls === undefined || calls.length === 0) continue;
    const start = sightings.wordStarts[index] ?? 0;
    for (const each of calls)
      if (hasItsCase(each, text, start)) call(each, start, start + (words.texts[word]?.length ?? 0));
  }
  for (let index = 0; index < sightings.triggerCount; index += 1) {
    const start = sightings.triggerStarts[index] ?? 0;
    const end = sightings.triggerEnds[index] ?? 0;
    for (const each of triggerCalls[sightings.triggers[index] ?? 0] ?? []) call(each, start, end);
  }
}

function hasItsCase({ anchor }: Call, text: string, start: number): boolean {
  return anchor.kind === 'trigger' || anchor.exactCase !== true || text.startsWith(anchor.text, start);
}

function standsRight(call: Call, text: string, start: number): boolean {
  const { anchor } = call;
  if (anchor.kind === 'trigger') return true;
  if (!hasItsCase(call, text, start)) return false;
  return anchor.wholeWord !== true || isWholeWord(text, start, start + anchor.text.length);
}

type Reach = { readonly before: number; readonly after: number };

function isNear(
  seen: SeenView,
  words: WordGroup,
  { span, reach }: { readonly span: Span; readonly reach: Reach },
): boolean {
  return isWordNear(seen, words, { span, reach }) || isLiteralNear(seen, words, { span, reach });
}

function isWordNear(
  { plan, sightings }: SeenView,
  { name }: WordGroup,
  { span, reach }: { readonly span: Span; readonly reach: Reach },
): boolean {
  const { words, wordStarts, wordCount } = sightings;
  const { groups, texts, lengthMax } = plan.words;
  const first = span.start - reach.before - lengthMax;
  for (let index = firstFrom(wordStarts, wordCount, first); index < wordCount; index += 1) {
    const start = wordStarts[index] ?? 0;
    if (start > span.end + reach.after) return false;
    const word = words[index] ?? 0;
    if (groups[word]?.includes(name) !== true) continue;
    const end = start + (texts[word]?.length ?? 0);
    if ((end <= span.start && end >= span.start - reach.before) || start >= span.end) return true;
  }
  return false;
}

/** The same for words that begin with no letter, which the automaton finds. */
function isLiteralNear(
  { plan, sightings, text }: SeenView,
  { name }: WordGroup,
  { span, reach }: { readonly span: Span; readonly reach: Reach },
): boolean {
  const { literalEnds, literals, literalCount } = sightings;
  const { groups, texts, lengthMax } = plan.literals;
  const last = span.end + reach.after + lengthMax;
  for (let index = firstFrom(literalEnds, literalCount, span.start - reach.before); index < literalCount; index += 1) {
    const end = literalEnds[index] ?? 0;
    if (end > last) return false;
    const literal = literals[index] ?? 0;
    if (groups[literal]?.includes(name) !== true) continue;
    const start = end - (texts[literal]?.length ?? 0);
    const isBeside = end <= span.start || (start >= span.end && start <= span.end + reach.after);
    if (isBeside && isWholeWord(text, start, end) && isLiteralAt(text, texts[literal] ?? '', start)) return true;
  }
  return false;
}

/** Characters that share a symbol are told apart here. */
function isLiteralAt(text: string, folded: string, start: number): boolean {
  for (let at = 0; at < folded.length; at += 1) {
    if (foldedUnit(text.charCodeAt(start + at)) !== folded.charCodeAt(at)) return false;
  }
  return true;
}

/** Index of the first of the ordered offsets that is `offset` or behind it. */
function firstFrom(offsets: Int32Array, count: number, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
