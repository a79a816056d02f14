import { decodePieces } from './decoded-views.ts';
import type { Candidate, Detector } from './detector.ts';
import { planDetectors } from './detector-plan.ts';
import type { DetectorFailure, Finding, TextInspection } from './finding.ts';
import { inspectView } from './inspect-view.ts';
import { spanInOriginal, type View } from './offset-map.ts';
import { toPlainView } from './plain-view.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { emptySightings } from './sightings.ts';
import { createTextPass, type UnitWriter } from './text-pass.ts';

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

/** Builds the tables of all detectors, which takes some milliseconds; scanning allocates little after that. */
export function createScanner(detectors: readonly Detector[], writeUnits: UnitWriter | null = null): Scanner {
  const plan = planDetectors(detectors);
  const sightings = emptySightings();
  const pass = createTextPass(plan, writeUnits);
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
        const view = toPlainView(raw, pass.read(raw.text));
        if (view !== raw) pass.read(view.text);
        pass.see(view.text, sightings);
        if (sightings.isOverBudget) fail({ detectorId: ENGINE_ID, kind: 'over_budget' });
        inspectView({ detectors, plan, sightings, pass, text: view.text }, fail, (candidate, detector) => {
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
      pass.clear();
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
