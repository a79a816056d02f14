import type { Candidate, Detector, ScannedText } from './detector.ts';
import { type Call, type DetectorPlan, DIGIT_RUN_SIGNS } from './detector-plan.ts';
import type { DetectorFailure } from './finding.ts';
import { createNearness } from './near-words.ts';
import type { Span } from './offset-map.ts';
import type { Sightings } from './sightings.ts';
import type { TextPass } from './text-pass.ts';
import { isWholeWord } from './word-boundary.ts';

/** One view of a text with what the pass saw in it. */
export type SeenView = {
  readonly detectors: readonly Detector[];
  readonly plan: DetectorPlan;
  readonly sightings: Sightings;
  readonly pass: Pick<TextPass, 'countDigits'>;
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
  const { detectors, plan, sightings, pass, text } = seen;
  const { near, isStanding } = createNearness(seen);
  const scanned: ScannedText = {
    text,
    near,
    countDigits: ({ start, end }) => pass.countDigits(start, end),
  };
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
  const call = ({ detectorIndex, anchor }: Call, { start, end }: Span, isDialled = false) => {
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
      detector.check({ anchor, start, end, isDialled }, scanned, reportOwn);
    } catch {
      stop(detector, 'threw');
    }
  };
  const { literals, words, triggerCalls } = plan;
  for (let index = 0; index < sightings.literalCount; index += 1) {
    const literal = sightings.literals[index] ?? 0;
    const calls = literals.calls[literal];
    if (calls === undefined || calls.length === 0) continue;
    const start = sightings.literalStarts[index] ?? 0;
    const end = start + (literals.texts[literal]?.length ?? 0);
    for (const each of calls) if (standsRight(each, text, start)) call(each, { start, end });
  }
  for (let index = 0; index < sightings.wordCount; index += 1) {
    const word = sightings.words[index] ?? 0;
    const calls = words.calls[word];
    if (calls === undefined || calls.length === 0) continue;
    const start = sightings.wordStarts[index] ?? 0;
    for (const each of calls)
      if (hasItsCase(each, text, start)) call(each, { start, end: start + (words.texts[word]?.length ?? 0) });
  }
  const wanted = triggerCalls.map((calls) => signsOf(calls, isStanding));
  for (let index = 0; index < sightings.triggerCount; index += 1) {
    const signsWanted = wanted[sightings.triggers[index] ?? 0] ?? 0;
    if (signsWanted !== ANY_SIGN && (signsWanted & (sightings.triggerSigns[index] ?? 0)) === 0) continue;
    const start = sightings.triggerStarts[index] ?? 0;
    const end = sightings.triggerEnds[index] ?? 0;
    const digits = sightings.triggerDigits[index] ?? 0;
    const signs = sightings.triggerSigns[index] ?? 0;
    const isDialled = (signs & DIGIT_RUN_SIGNS.dialled) !== 0;
    for (const each of triggerCalls[sightings.triggers[index] ?? 0] ?? []) {
      if (digits < each.digitsMin) continue;
      if ((each.sign & ~signs) === 0 || (each.unlessGroup >= 0 && isStanding(each.unlessGroup))) {
        call(each, { start, end }, isDialled);
      }
    }
  }
}

/** Signs of which one is enough that somebody is called. */
const ANY_SIGN = -1;

function signsOf(calls: readonly Call[], isStanding: (group: number) => boolean): number {
  let signs = 0;
  for (const { sign, unlessGroup } of calls) {
    if (sign === 0 || (unlessGroup >= 0 && isStanding(unlessGroup))) return ANY_SIGN;
    signs |= sign;
  }
  return signs;
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
