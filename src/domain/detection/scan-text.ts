import { decodePieces } from './decoded-views.ts';
import type { Candidate, Detector } from './detector.ts';
import { planDetectors } from './detector-plan.ts';
import type { DetectorFailure, Finding, TextInspection } from './finding.ts';
import { inspectView } from './inspect-view.ts';
import { spanInOriginal, type View } from './offset-map.ts';
import { toPlainView } from './plain-view.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { runPass, seeNumbers, seeTokens } from './run-pass.ts';
import { seeWords } from './see-words.ts';
import { emptySightings } from './sightings.ts';
import { clearUnits, emptyUnits, readAscii, readUnits, type Utf8Writer } from './text-units.ts';

/** Finds what its detectors know in one text after another. It keeps nothing of a text. */
export type Scanner = { readonly scan: (text: string) => TextInspection };

/** Below this a candidate is no finding. */
const CONFIDENCE_MIN = 50;
/** How often what was decoded is decoded again. */
const DEPTH_MAX = 3;
/** What pieces decode to may be so much longer in all than the text, and this much for short texts. */
const DECODED_FACTOR = 2;
const DECODED_FLOOR = 65_536;
const CANDIDATES_FLOOR = 2048;
/** One candidate for each so many characters; a text with more of them is over budget. */
const CANDIDATE_SPACING = 128;

/** Failures of the engine itself, in the place of a detector's id. */
export const ENGINE_ID = 'scanner';

type Work = { readonly view: View; readonly depth: number };

/** Builds the automaton of all detectors, which takes some milliseconds; scanning allocates little after that. */
export function createScanner(detectors: readonly Detector[], writeUtf8: Utf8Writer | null = null): Scanner {
  const plan = planDetectors(detectors);
  const sightings = emptySightings();
  const units = emptyUnits();
  return {
    scan: (text) => {
      const failures = new Map<string, DetectorFailure>();
      const fail = (failure: DetectorFailure) => failures.set(failure.detectorId, failure);
      const findings: Finding[] = [];
      const works: Work[] = [{ view: { text, map: null, source: null }, depth: 0 }];
      const candidatesMax = CANDIDATES_FLOOR + text.length / CANDIDATE_SPACING;
      let decodedLeft = DECODED_FLOOR + text.length * DECODED_FACTOR;
      let candidates = 0;
      for (const { view: raw, depth } of works) {
        const isAscii = readAscii(raw.text, units, writeUtf8);
        const view = toPlainView(raw, isAscii);
        const isRead = view === raw ? isAscii : readAscii(view.text, units, writeUtf8);
        if (!isRead) readUnits(view.text, units);
        runPass(units, plan.automaton, sightings);
        seeWords(view.text, units, plan.wordTable, sightings);
        seeNumbers(units, sightings);
        seeTokens(units, sightings);
        if (sightings.isOverBudget) fail({ detectorId: ENGINE_ID, kind: 'over_budget' });
        inspectView({ detectors, plan, sightings, text: view.text }, fail, (candidate, detector) => {
          candidates += 1;
          if (candidates > candidatesMax) fail({ detectorId: ENGINE_ID, kind: 'over_budget' });
          else if (isFinding(candidate, view.text)) findings.push(toFinding(candidate, { view, detector }));
          return candidates <= candidatesMax;
        });
        const decoded = depth < DEPTH_MAX ? decodePieces(view, sightings) : null;
        if (decoded === null) continue;
        decodedLeft -= decoded.text.length;
        if (decodedLeft < 0) fail({ detectorId: ENGINE_ID, kind: 'over_budget' });
        else works.push({ view: decoded, depth: depth + 1 });
      }
      clearUnits(units);
      return { findings: resolveOverlaps(findings), failures: [...failures.values()] };
    },
  };
}

function isFinding({ confidence, start, end }: Candidate, text: string): boolean {
  return confidence >= CONFIDENCE_MIN && start >= 0 && start < end && end <= text.length;
}

function toFinding(candidate: Candidate, { view, detector }: { view: View; detector: Detector }): Finding {
  const { start, end } = spanInOriginal(view, candidate);
  const { type, confidence } = candidate;
  return { type, start, end, confidence, detectorId: detector.id, detectorVersion: detector.version };
}
