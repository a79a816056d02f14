import type { Candidate, Detector, Hit, ScannedText } from './detector.ts';
import { type Call, type DetectorPlan, DIGIT_RUN_SIGNS, SHORT_RUN, TOKEN_RUN } from './detector-plan.ts';
import type { DetectorFailure } from './finding.ts';
import { createDigitNearness } from './near-digits.ts';
import { createNearness, type Nearness } from './near-words.ts';
import type { Sightings } from './sightings.ts';
import type { TextPass } from './text-pass.ts';
import { isWholeWord } from './word-boundary.ts';

/** Made once for all texts: what is seen in each stands in the sightings. */
export type InspectionParts = {
  readonly detectors: readonly Detector[];
  readonly plan: DetectorPlan;
  readonly sightings: Sightings;
  readonly pass: Pick<TextPass, 'countDigits' | 'nextDigits'>;
};

/** Whom one view of a text is reported to. */
export type ViewReader = {
  readonly text: string;
  /** It is of the text before: costly calls are counted on. */
  readonly isFurther: boolean;
  /** It is of pieces of the text, read once more: they bring in no calls and characters of their own. */
  readonly isDecoded: boolean;
  readonly fail: (failure: DetectorFailure) => void;
  /** False: it is enough. */
  readonly report: (candidate: Candidate, detector: Detector) => boolean;
};

/**
 * Calls the detectors where what they wait for was seen in a view. One that throws, or runs out of its budget, is not called
 * again in this view; when `report` says that it is enough, none is.
 */
export type ViewInspection = (reader: ViewReader) => void;

/** Of each detector whose calls are counted, the costly ones four times. */
const CALLS_FLOOR = 4096;
const CALL_SPACING = 64;
const COSTLY = 4;
/** Away from the hits as many characters are looked at as the text has, and so many more. */
const CHARACTERS_FLOOR = 2_000_000;

type Written<Read> = { -readonly [Member in keyof Read]: Read[Member] };

/** The view that is looked at, one after another in the same object: hits are many, and each would be one more. */
type Looking = {
  reader: ViewReader;
  readonly scanned: Written<ScannedText>;
  readonly hit: Written<Hit>;
  readonly reportOwn: (candidate: Candidate) => void;
  callsMax: number;
  /** Characters that may still be looked at away from the hits. */
  charactersLeft: number;
  reporting: Detector | null;
  isEnough: boolean;
  /** How many are not called again, and which. */
  outCount: number;
  readonly isOut: Uint8Array;
  isCounting: boolean;
  /** Some call of the text at hand was counted. */
  hasCounted: boolean;
  readonly callsCounted: Uint32Array;
  /** What a call counts; zero: it is not counted. */
  readonly callCosts: Uint8Array;
  /** Of all detectors, which are of many shapes: one row is read faster than they are. */
  readonly checks: readonly Detector['check'][];
};

/** Of all texts: detectors keep what they know of a view under its number, and serve more than one inspection. */
const VIEWS = { begun: 0 };
const NOBODY_READS: ViewReader = {
  text: '',
  isFurther: true,
  isDecoded: true,
  fail: () => undefined,
  report: () => false,
};

export function createViewInspection(parts: InspectionParts): ViewInspection {
  const { plan, sightings, pass, detectors } = parts;
  const nearness = createNearness(parts);
  const digits = createDigitNearness(pass);
  const looking: Looking = {
    reader: NOBODY_READS,
    scanned: {
      text: '',
      number: 0,
      near: nearness.near,
      countDigits: ({ start, end }) => pass.countDigits(start, end),
      mayBegin: digits.mayBegin,
      mayLookAt: (characters) => mayLookAt(looking, characters),
    },
    hit: { anchor: { kind: 'literal', text: '' }, start: 0, end: 0, isDialled: false },
    reportOwn: (candidate) => {
      const { reporting, isEnough, reader } = looking;
      if (reporting !== null && !isEnough) looking.isEnough = !reader.report(candidate, reporting);
    },
    callsMax: 0,
    charactersLeft: 0,
    reporting: null,
    isEnough: false,
    outCount: 0,
    isOut: new Uint8Array(detectors.length),
    isCounting: false,
    hasCounted: false,
    callsCounted: new Uint32Array(detectors.length),
    callCosts: Uint8Array.from(detectors, ({ isCostly, isCounted }) =>
      isCostly === true ? COSTLY : isCounted === true ? 1 : 0,
    ),
    checks: detectors.map((detector) => detector.check),
  };
  return (reader) => {
    const count = sightings.literalCount + sightings.wordCount + sightings.triggerCount;
    if (!reader.isFurther) beginText(looking);
    if (count === 0) return;
    begin(looking, reader);
    // Fewer sightings are fewer calls.
    looking.isCounting = count > CALLS_FLOOR / COSTLY;
    looking.hasCounted ||= looking.isCounting;
    nearness.begin(reader.text);
    digits.begin(reader.text.length);
    callAtLiterals(looking, { plan, sightings, detectors });
    callAtWords(looking, { plan, sightings, detectors });
    callAtTriggers(looking, { plan, sightings, detectors }, nearness);
    nearness.end();
    begin(looking, NOBODY_READS);
  };
}

function beginText(looking: Looking): void {
  looking.callsMax = CALLS_FLOOR;
  looking.charactersLeft = CHARACTERS_FLOOR;
  if (looking.hasCounted) looking.callsCounted.fill(0);
  looking.hasCounted = false;
}

function begin(looking: Looking, reader: ViewReader): void {
  looking.reader = reader;
  looking.scanned.text = reader.text;
  VIEWS.begun += 1;
  looking.scanned.number = VIEWS.begun;
  if (!reader.isDecoded) {
    looking.callsMax += reader.text.length / CALL_SPACING;
    looking.charactersLeft += reader.text.length;
  }
  looking.reporting = null;
  looking.isEnough = false;
  if (looking.outCount > 0) looking.isOut.fill(0);
  looking.outCount = 0;
}

type Seen = Omit<InspectionParts, 'pass'>;

function callAtLiterals(looking: Looking, { plan, sightings, detectors }: Seen): void {
  const { texts, calls, isCalled } = plan.literals;
  const { literals, literalStarts, literalCount } = sightings;
  const { hit } = looking;
  const { text } = looking.scanned;
  hit.isDialled = false;
  for (let index = 0; index < literalCount && !looking.isEnough; index += 1) {
    const row = literals[index] ?? 0;
    if (isCalled[row] !== 1) continue;
    const waiting = calls[row] ?? NOBODY;
    hit.start = literalStarts[index] ?? 0;
    hit.end = hit.start + (texts[row]?.length ?? 0);
    for (const call of waiting) {
      if (!isWritten(call, text, hit.start)) continue;
      if (!call.isWhole || isWholeWord(text, hit.start, hit.end)) callOne(looking, detectors, call);
    }
  }
}

function callAtWords(looking: Looking, { plan, sightings, detectors }: Seen): void {
  const { texts, calls, isCalled } = plan.words;
  const { words, wordStarts, wordCount } = sightings;
  const { hit } = looking;
  const { text } = looking.scanned;
  hit.isDialled = false;
  for (let index = 0; index < wordCount && !looking.isEnough; index += 1) {
    const row = words[index] ?? 0;
    if (isCalled[row] !== 1) continue;
    const waiting = calls[row] ?? NOBODY;
    hit.start = wordStarts[index] ?? 0;
    hit.end = hit.start + (texts[row]?.length ?? 0);
    for (const call of waiting) if (isWritten(call, text, hit.start)) callOne(looking, detectors, call);
  }
}

function callAtTriggers(looking: Looking, { plan, sightings, detectors }: Seen, { isStanding }: Nearness): void {
  const { triggerCalls } = plan;
  const { hit } = looking;
  const { triggers, triggerStarts, triggerEnds, triggerDigits, triggerSigns, triggerCount } = sightings;
  wanted.fill(UNKNOWN);
  for (let index = 0; index < triggerCount && !looking.isEnough; index += 1) {
    const trigger = triggers[index] ?? 0;
    const waiting = triggerCalls[trigger] ?? NOBODY;
    let signsWanted = wanted[trigger] ?? 0;
    if (signsWanted === UNKNOWN) {
      signsWanted = signsOf(waiting, isStanding);
      wanted[trigger] = signsWanted;
    }
    hit.start = triggerStarts[index] ?? 0;
    hit.end = triggerEnds[index] ?? 0;
    const signs = triggerSigns[index] ?? 0;
    if (signsWanted !== ANY_SIGN && (signsWanted & signs) === 0) continue;
    hit.isDialled = trigger !== TOKEN_RUN && (signs & DIGIT_RUN_SIGNS.dialled) !== 0;
    const digits = triggerDigits[index] ?? 0;
    for (const call of waiting) {
      if (digits < call.digitsMin) continue;
      if ((call.sign & ~signs) !== 0 && (call.unlessGroup < 0 || !isStanding(call.unlessGroup))) continue;
      callOne(looking, detectors, call);
    }
  }
}

const NOBODY: readonly Call[] = [];
/** Of one view at a time, by trigger: signs of which one is enough that somebody is called, once the trigger was met. */
const wanted = new Int16Array(SHORT_RUN + 1);
const UNKNOWN = -2;

function callOne(looking: Looking, detectors: readonly Detector[], { detectorIndex, anchor }: Call): void {
  const detector = detectors[detectorIndex];
  const check = looking.checks[detectorIndex];
  if (looking.isEnough || detector === undefined || check === undefined) return;
  if (looking.outCount > 0 && looking.isOut[detectorIndex] === 1) return;
  if (looking.isCounting && looking.callCosts[detectorIndex] !== 0 && !mayCall(looking, detector, detectorIndex))
    return;
  looking.reporting = detector;
  looking.hit.anchor = anchor;
  try {
    check(looking.hit, looking.scanned, looking.reportOwn);
  } catch {
    stop(looking, detector, { detectorIndex, kind: 'threw' });
  }
}

/** Counts a call, for as many as it costs. */
function mayCall(looking: Looking, detector: Detector, detectorIndex: number): boolean {
  const count = (looking.callsCounted[detectorIndex] ?? 0) + (looking.callCosts[detectorIndex] ?? 0);
  looking.callsCounted[detectorIndex] = count;
  if (count <= looking.callsMax) return true;
  stop(looking, detector, { detectorIndex, kind: 'over_budget' });
  return false;
}

/** Takes from what is left. The detector goes on at its hits: only what is far from them it does not see. */
function mayLookAt(looking: Looking, characters: number): boolean {
  if (looking.charactersLeft > 0) {
    looking.charactersLeft -= characters;
    return true;
  }
  const { reporting } = looking;
  if (reporting !== null) looking.reader.fail({ detectorId: reporting.id, kind: 'over_budget' });
  return false;
}

type Stop = { readonly detectorIndex: number; readonly kind: DetectorFailure['kind'] };

function stop(looking: Looking, detector: Detector, { detectorIndex, kind }: Stop): void {
  looking.isOut[detectorIndex] = 1;
  looking.outCount += 1;
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

/** Whether what was seen whatever its case is written as it is waited for. */
function isWritten({ exact }: Call, text: string, start: number): boolean {
  return exact === '' || (text.charCodeAt(start) === exact.charCodeAt(0) && text.startsWith(exact, start));
}
