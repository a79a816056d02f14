import type { Candidate, Detector, ScannedText, WordGroup } from './detector.ts';
import type { Call, DetectorPlan } from './detector-plan.ts';
import type { DetectorFailure } from './finding.ts';
import { foldUnit } from './fold-characters.ts';
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
const COSTLY_CALL_SPACING = 64;

/**
 * Calls the detectors where what they wait for was seen. One that throws, or runs out of its budget, is not called again
 * in this view.
 */
export function inspectView(
  seen: SeenView,
  fail: (failure: DetectorFailure) => void,
  report: (candidate: Candidate, detector: Detector) => void,
): void {
  const { detectors, plan, sightings, text } = seen;
  const scanned: ScannedText = { text, near: (words, span, reach) => isNear(seen, words, { span, reach }) };
  // One for all detectors: a function for each would cost a short text half of its time.
  let reporting: Detector | undefined;
  const reportOwn = (candidate: Candidate) => {
    if (reporting !== undefined) report(candidate, reporting);
  };
  const out: Detector[] = [];
  const costlyCalls = new Map<Detector, number>();
  const callsMax = COSTLY_CALLS_FLOOR + text.length / COSTLY_CALL_SPACING;
  const stop = (detector: Detector, kind: DetectorFailure['kind']) => {
    out.push(detector);
    fail({ detectorId: detector.id, kind });
  };
  const call = ({ detectorIndex, anchor }: Call, start: number, end: number) => {
    const detector = detectors[detectorIndex];
    if (detector === undefined || (out.length > 0 && out.includes(detector))) return;
    if (detector.isCostly === true) {
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
  for (let index = 0; index < sightings.literalCount; index += 1) {
    const literal = sightings.literals[index] ?? 0;
    const calls = plan.literalCalls[literal];
    if (calls === undefined || calls.length === 0) continue;
    const end = sightings.literalEnds[index] ?? 0;
    const start = end - (plan.literalLengths[literal] ?? 0);
    if (plan.automaton.isInexact[literal] === 1 && !isLiteralAt(seen, literal, start)) continue;
    for (const each of calls) if (standsRight(each, text, start)) call(each, start, end);
  }
  for (let index = 0; index < sightings.triggerCount; index += 1) {
    const start = sightings.triggerStarts[index] ?? 0;
    const end = sightings.triggerEnds[index] ?? 0;
    for (const each of plan.triggerCalls[sightings.triggers[index] ?? 0] ?? []) call(each, start, end);
  }
}

function standsRight({ anchor }: Call, text: string, start: number): boolean {
  if (anchor.kind === 'trigger') return true;
  if (anchor.exactCase === true && !text.startsWith(anchor.text, start)) return false;
  return anchor.wholeWord !== true || isWholeWord(text, start, start + anchor.text.length);
}

function isNear(
  { plan, sightings, text }: SeenView,
  words: WordGroup,
  { span, reach }: { readonly span: Span; readonly reach: { readonly before: number; readonly after: number } },
): boolean {
  const { literalEnds, literals, literalCount } = sightings;
  const last = span.end + reach.after + plan.literalLengthMax;
  for (let index = firstEndingAt(sightings, span.start - reach.before); index < literalCount; index += 1) {
    const end = literalEnds[index] ?? 0;
    if (end > last) return false;
    const literal = literals[index] ?? 0;
    if (plan.literalGroups[literal]?.includes(words.name) !== true) continue;
    const start = end - (plan.literalLengths[literal] ?? 0);
    const isBefore = end <= span.start;
    const isBehind = start >= span.end && start <= span.end + reach.after;
    if (!(isBefore || isBehind) || !isWholeWord(text, start, end)) continue;
    if (plan.automaton.isInexact[literal] !== 1 || isLiteralAt({ plan, text }, literal, start)) return true;
  }
  return false;
}

/** Characters that share a symbol are told apart here. */
function isLiteralAt({ plan, text }: Pick<SeenView, 'plan' | 'text'>, literal: number, start: number): boolean {
  const folded = plan.literals[literal] ?? '';
  for (let at = 0; at < folded.length; at += 1) {
    if (foldUnit(text.charCodeAt(start + at)) !== folded.charCodeAt(at)) return false;
  }
  return true;
}

/** Index of the first literal that ends at `offset` or behind it. */
function firstEndingAt({ literalEnds, literalCount }: Sightings, offset: number): number {
  let low = 0;
  let high = literalCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((literalEnds[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
