import type { Candidate, Detector, Hit, ScannedText, WordGroup } from './detector.ts';
import { type Call, type DetectorPlan, planDetectors } from './detector-plan.ts';
import type { DetectorFailure, Finding, TextInspection } from './finding.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { runPass, seeTokens } from './run-pass.ts';
import { emptySightings, type Sightings } from './sightings.ts';
import { isWholeWord } from './word-boundary.ts';

/** Finds what its detectors know in one text after another. It keeps nothing of a text. */
export type Scanner = { readonly scan: (text: string) => TextInspection };

/** Below this a candidate is no finding. */
const CONFIDENCE_MIN = 50;

/** Builds the automaton of all detectors, which takes some milliseconds; scanning allocates little after that. */
export function createScanner(detectors: readonly Detector[]): Scanner {
  const plan = planDetectors(detectors);
  const sightings = emptySightings();
  return {
    scan: (text) => {
      const failures = new Map<number, DetectorFailure>();
      const findings: Finding[] = [];
      runPass(text, plan.automaton, sightings);
      seeTokens(text, sightings);
      const scanned: ScannedText = {
        text,
        near: (words, span, reach) => isNear({ plan, sightings, text }, words, span, reach),
      };
      const callDetector = (call: Call, start: number, end: number) => {
        const detector = detectors[call.detectorIndex];
        if (detector === undefined || failures.has(call.detectorIndex)) return;
        const hit: Hit = { anchor: call.anchor, start, end };
        const { id, version } = detector;
        const report = (candidate: Candidate) => {
          if (candidate.confidence < CONFIDENCE_MIN || candidate.start >= candidate.end) return;
          const { type, confidence } = candidate;
          findings.push({
            type,
            start: candidate.start,
            end: candidate.end,
            confidence,
            detectorId: id,
            detectorVersion: version,
          });
        };
        try {
          detector.check(hit, scanned, report);
        } catch {
          failures.set(call.detectorIndex, { detectorId: id, kind: 'threw' });
        }
      };
      callAtSightings({ plan, sightings, text }, callDetector);
      return { findings: resolveOverlaps(findings), failures: [...failures.values()] };
    },
  };
}

type Seen = { readonly plan: DetectorPlan; readonly sightings: Sightings; readonly text: string };

function callAtSightings(
  { plan, sightings, text }: Seen,
  callDetector: (call: Call, start: number, end: number) => void,
): void {
  for (let index = 0; index < sightings.literalCount; index += 1) {
    const literal = sightings.literals[index] ?? 0;
    const calls = plan.literalCalls[literal];
    if (calls === undefined || calls.length === 0) continue;
    const end = sightings.literalEnds[index] ?? 0;
    const start = end - (plan.literals[literal] ?? '').length;
    for (const call of calls) if (standsRight(call, text, start)) callDetector(call, start, end);
  }
  for (let index = 0; index < sightings.triggerCount; index += 1) {
    const start = sightings.triggerStarts[index] ?? 0;
    const end = sightings.triggerEnds[index] ?? 0;
    for (const call of plan.triggerCalls[sightings.triggers[index] ?? 0] ?? []) callDetector(call, start, end);
  }
}

function standsRight({ anchor }: Call, text: string, start: number): boolean {
  if (anchor.kind === 'trigger') return true;
  if (anchor.exactCase === true && !text.startsWith(anchor.text, start)) return false;
  return anchor.wholeWord !== true || isWholeWord(text, start, start + anchor.text.length);
}

function isNear(
  { plan, sightings, text }: Seen,
  words: WordGroup,
  span: { readonly start: number; readonly end: number },
  reach: { readonly before: number; readonly after: number },
): boolean {
  const { literalEnds, literals, literalCount } = sightings;
  let low = 0;
  let high = literalCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((literalEnds[middle] ?? 0) < span.start - reach.before) low = middle + 1;
    else high = middle;
  }
  const last = span.end + reach.after + plan.literalLengthMax;
  for (let index = low; index < literalCount; index += 1) {
    const end = literalEnds[index] ?? 0;
    if (end > last) return false;
    const literal = literals[index] ?? 0;
    if (plan.literalGroups[literal]?.includes(words.name) !== true) continue;
    const start = end - (plan.literals[literal] ?? '').length;
    const isBefore = end <= span.start;
    const isBehind = start >= span.end && start <= span.end + reach.after;
    if ((isBefore || isBehind) && isWholeWord(text, start, end)) return true;
  }
  return false;
}
