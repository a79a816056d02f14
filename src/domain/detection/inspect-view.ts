import type { Candidate, Detector, Hit, ScannedText } from './detector.ts';
import { type Call, type DetectorPlan, DIGIT_RUN_SIGNS } from './detector-plan.ts';
import type { DetectorFailure } from './finding.ts';
import { createNearness, type Nearness } from './near-words.ts';
import type { Sightings } from './sightings.ts';
import type { TextPass } from './text-pass.ts';
import { isWholeWord } from './word-boundary.ts';

/** Made once for all texts: what is seen in each stands in the sightings. */
export type InspectionParts = {
  readonly detectors: readonly Detector[];
  readonly plan: DetectorPlan;
  readonly sightings: Sightings;
  readonly pass: Pick<TextPass, 'countDigits'>;
};

/** Whom one view of a text is reported to. */
export type ViewReader = {
  readonly text: string;
  readonly fail: (failure: DetectorFailure) => void;
  /** False: it is enough. */
  readonly report: (candidate: Candidate, detector: Detector) => boolean;
};

/**
 * Calls the detectors where what they wait for was seen in a view. One that throws, or runs out of its budget, is not called
 * again in this view; when `report` says that it is enough, none is.
 */
export type ViewInspection = (reader: ViewReader) => void;

const COSTLY_CALLS_FLOOR = 1024;
const COSTLY_CALL_SPACING = 256;

/** One view while it is looked at. */
type Looking = {
  readonly reader: ViewReader;
  readonly scanned: ScannedText;
  readonly reportOwn: (candidate: Candidate) => void;
  readonly callsMax: number;
  reporting: Detector | undefined;
  isEnough: boolean;
  readonly out: Detector[];
  /** By detector, of those that are costly. */
  readonly costlyCalls: Uint32Array;
};

export function createViewInspection(parts: InspectionParts): ViewInspection {
  const { plan, sightings, pass, detectors } = parts;
  const countDigits: ScannedText['countDigits'] = ({ start, end }) => pass.countDigits(start, end);
  const nearness = createNearness(parts);
  const costlyCalls = new Uint32Array(detectors.length);
  return (reader) => {
    const { text } = reader;
    if (sightings.literalCount + sightings.wordCount + sightings.triggerCount === 0) return;
    nearness.begin(text);
    const looking: Looking = {
      reader,
      scanned: { text, near: nearness.near, countDigits },
      reportOwn: (candidate) => {
        const { reporting, isEnough } = looking;
        if (reporting !== undefined && !isEnough) looking.isEnough = !reader.report(candidate, reporting);
      },
      callsMax: COSTLY_CALLS_FLOOR + text.length / COSTLY_CALL_SPACING,
      reporting: undefined,
      isEnough: false,
      out: [],
      costlyCalls: costlyCalls.fill(0),
    };
    callAtLiterals(looking, { plan, sightings, detectors });
    callAtWords(looking, { plan, sightings, detectors });
    callAtTriggers(looking, { plan, sightings, detectors }, nearness);
    nearness.end();
  };
}

type Seen = Omit<InspectionParts, 'pass'>;

function callAtLiterals(looking: Looking, { plan, sightings, detectors }: Seen): void {
  const { texts, calls } = plan.literals;
  const { text } = looking.reader;
  for (let index = 0; index < sightings.literalCount; index += 1) {
    const row = sightings.literals[index] ?? 0;
    const waiting = calls[row] ?? NOBODY;
    if (waiting.length === 0) continue;
    const start = sightings.literalStarts[index] ?? 0;
    const end = start + (texts[row]?.length ?? 0);
    for (const { detectorIndex, anchor } of waiting) {
      if (!standsRight(anchor, text, start)) continue;
      callOne(looking, detectors, detectorIndex, { anchor, start, end, isDialled: false });
    }
  }
}

function callAtWords(looking: Looking, { plan, sightings, detectors }: Seen): void {
  const { texts, calls } = plan.words;
  const { text } = looking.reader;
  for (let index = 0; index < sightings.wordCount; index += 1) {
    const row = sightings.words[index] ?? 0;
    const waiting = calls[row] ?? NOBODY;
    if (waiting.length === 0) continue;
    const start = sightings.wordStarts[index] ?? 0;
    const end = start + (texts[row]?.length ?? 0);
    for (const { detectorIndex, anchor } of waiting) {
      if (hasItsCase(anchor, text, start))
        callOne(looking, detectors, detectorIndex, { anchor, start, end, isDialled: false });
    }
  }
}

function callAtTriggers(looking: Looking, { plan, sightings, detectors }: Seen, { isStanding }: Nearness): void {
  const { triggerCalls } = plan;
  const { triggers, triggerStarts, triggerEnds, triggerDigits, triggerSigns, triggerCount } = sightings;
  /** By trigger, as they are met; most texts have one kind or two. */
  const wanted: number[] = [];
  for (let index = 0; index < triggerCount; index += 1) {
    const trigger = triggers[index] ?? 0;
    const waiting = triggerCalls[trigger] ?? NOBODY;
    wanted[trigger] ??= signsOf(waiting, isStanding);
    const signsWanted = wanted[trigger] ?? 0;
    const signs = triggerSigns[index] ?? 0;
    if (signsWanted !== ANY_SIGN && (signsWanted & signs) === 0) continue;
    const start = triggerStarts[index] ?? 0;
    const end = triggerEnds[index] ?? 0;
    const isDialled = (signs & DIGIT_RUN_SIGNS.dialled) !== 0;
    for (const { detectorIndex, anchor, digitsMin, sign, unlessGroup } of waiting) {
      if ((triggerDigits[index] ?? 0) < digitsMin) continue;
      if ((sign & ~signs) !== 0 && (unlessGroup < 0 || !isStanding(unlessGroup))) continue;
      callOne(looking, detectors, detectorIndex, { anchor, start, end, isDialled });
    }
  }
}

const NOBODY: readonly Call[] = [];

function callOne(looking: Looking, detectors: readonly Detector[], index: number, hit: Hit): void {
  const detector = detectors[index];
  if (looking.isEnough || detector === undefined) return;
  if (looking.out.length > 0 && looking.out.includes(detector)) return;
  if (detector.isCostly === true) {
    const count = (looking.costlyCalls[index] ?? 0) + 1;
    looking.costlyCalls[index] = count;
    if (count > looking.callsMax) return stop(looking, detector, 'over_budget');
  }
  looking.reporting = detector;
  try {
    detector.check(hit, looking.scanned, looking.reportOwn);
  } catch {
    stop(looking, detector, 'threw');
  }
}

function stop(looking: Looking, detector: Detector, kind: DetectorFailure['kind']): void {
  looking.out.push(detector);
  looking.reader.fail({ detectorId: detector.id, kind });
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

function hasItsCase(anchor: Call['anchor'], text: string, start: number): boolean {
  return anchor.kind === 'trigger' || anchor.exactCase !== true || text.startsWith(anchor.text, start);
}

function standsRight(anchor: Call['anchor'], text: string, start: number): boolean {
  if (anchor.kind === 'trigger') return true;
  if (!hasItsCase(anchor, text, start)) return false;
  return anchor.wholeWord !== true || isWholeWord(text, start, start + anchor.text.length);
}
