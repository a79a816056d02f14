import { decodePieces } from './decoded-views.ts';
import type { Candidate, Detector } from './detector.ts';
import { planDetectors } from './detector-plan.ts';
import type { DetectorFailure, Finding, TextInspection } from './finding.ts';
import { createViewInspection } from './inspect-view.ts';
import { spanInOriginal, type View } from './offset-map.ts';
import { toPlainView } from './plain-view.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { emptySightings } from './sightings.ts';
import type { UnitMover } from './text-memory.ts';
import { createTextPass } from './text-pass.ts';

/**
 * Finds what its detectors know in one text after another. It keeps nothing of a text. A further slice of the text before
 * goes on with what that may cost and hold in all.
 */
export type Scanner = { readonly scan: (text: string, isFurther?: boolean) => TextInspection };

/** Below this a candidate is no finding. */
const CONFIDENCE_MIN = 50;
/** How often what was decoded is decoded again. */
const DEPTH_MAX = 3;
/** What pieces decode to may be as long in all as the text, and so much longer. */
const DECODED_FLOOR = 65_536;
const CANDIDATES_FLOOR = 2048;
/** One candidate for each so many characters; a text with more of them is over budget. */
const CANDIDATE_SPACING = 128;

/** Failures of the engine itself, in the place of a detector's id. */
export const ENGINE_ID = 'scanner';

/** Builds the tables of all detectors, which takes some milliseconds; scanning allocates little after that. */
export function createScanner(detectors: readonly Detector[], writer: UnitMover | null = null): Scanner {
  const plan = planDetectors(detectors);
  const sightings = emptySightings();
  const pass = createTextPass(plan, writer);
  const inspectView = createViewInspection({ detectors, plan, sightings, pass });
  const left = { candidates: 0, decoded: 0 };
  return {
    scan: (text, isFurther = false) => {
      // Most texts have none.
      let failures: Map<string, DetectorFailure> | undefined;
      const fail = (failure: DetectorFailure) => {
        failures ??= new Map();
        failures.set(failure.detectorId, failure);
      };
      const findings: Finding[] = [];
      left.candidates = (isFurther ? left.candidates : CANDIDATES_FLOOR) + text.length / CANDIDATE_SPACING;
      left.decoded = (isFurther ? left.decoded : DECODED_FLOOR) + text.length;
      let raw: View | null = { text, map: null, source: null };
      for (let depth = 0; raw !== null; depth += 1) {
        pass.read(raw.text);
        const view: View = toPlainView(raw, pass.maker);
        pass.see(view.text, sightings);
        if (sightings.isOverBudget) fail({ detectorId: ENGINE_ID, kind: 'over_budget' });
        const report = (candidate: Candidate, detector: Detector) => {
          if (left.candidates < 1) fail({ detectorId: ENGINE_ID, kind: 'over_budget' });
          else if (isFinding(candidate, view.text)) findings.push(toFinding(candidate, { view, detector }));
          if (left.candidates < 1) return false;
          left.candidates -= 1;
          return true;
        };
        inspectView({ text: view.text, isFurther: isFurther || depth > 0, isDecoded: depth > 0, fail, report });
        raw = depth < DEPTH_MAX ? decodePieces(view, sightings, pass) : null;
        if (raw === null) break;
        left.decoded -= raw.text.length;
        if (left.decoded >= 0) continue;
        left.decoded = 0;
        fail({ detectorId: ENGINE_ID, kind: 'over_budget' });
        break;
      }
      pass.clear();
      return { findings: resolveOverlaps(findings), failures: failures === undefined ? NONE : [...failures.values()] };
    },
  };
}

const NONE: readonly DetectorFailure[] = [];

function isFinding({ confidence, start, end }: Candidate, text: string): boolean {
  return confidence >= CONFIDENCE_MIN && start >= 0 && start < end && end <= text.length;
}

function toFinding(candidate: Candidate, { view, detector }: { view: View; detector: Detector }): Finding {
  const { start, end } = spanInOriginal(view, candidate);
  const { type, confidence } = candidate;
  return { type, start, end, confidence, detectorId: detector.id, detectorVersion: detector.version };
}
