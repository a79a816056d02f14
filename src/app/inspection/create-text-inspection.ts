import { createCodeDetector } from '../../domain/detection/code-detector.ts';
import { cutSlices, SLICE_UNITS, type Slice } from '../../domain/detection/cut-slices.ts';
import type { Detector } from '../../domain/detection/detector.ts';
import { createDictionaryScanner } from '../../domain/detection/dictionary.ts';
import type { DetectorFailure, Finding, TextInspection } from '../../domain/detection/finding.ts';
import {
  createPatternDetector,
  type LinearPattern,
  type OrganisationPattern,
} from '../../domain/detection/organisation-pattern.ts';
import { createPatternMeter, PATTERN_BUDGET, type PatternMeter } from '../../domain/detection/pattern-meter.ts';
import { resolveOverlaps } from '../../domain/detection/resolve-overlaps.ts';
import { createScanner, type Scanner } from '../../domain/detection/scan-text.ts';
import type { TextDetector } from '../../domain/detection/text-detector.ts';
import type { InspectionHouse } from './create-inspector.ts';
import { houseDetectors, pluggedDetectors } from './house-detectors.ts';
import type { InspectionSettings } from './inspection-settings.ts';
import { compileLinearPattern } from './re2-engine.ts';
import { unitMover } from './unit-mover.ts';

/** Failures of the inspector itself, in the place of a detector's id. */
export const INSPECTOR_ID = 'inspector';

export type TextInspector = {
  /** Everything in one text, without memory and allow-list. */
  readonly inspectText: (text: string, deadlineNs: number) => TextInspection;
  /** The same without deadline, for short texts. */
  readonly find: Scanner['scan'];
  readonly disabledPatterns: () => readonly string[];
};

type MeteredPattern = { readonly id: string; readonly meter: PatternMeter };

/** Builds all detectors that the settings leave on into one scanner, which takes some milliseconds. */
export function createTextInspection(settings: InspectionSettings, house: InspectionHouse): TextInspector {
  const isOn = ({ id }: { readonly id: string }): boolean => !settings.disabledDetectorIds.includes(id);
  const patterns = createPatterns(settings, house);
  const plugged = pluggedDetectors.filter(({ id }) => settings.pluggedDetectorIds.includes(id));
  const scanner = createScanner([...houseDetectors(), ...plugged, ...patterns.detectors].filter(isOn), unitMover);
  const textDetectors = [createCodeDetector(), ...createDictionaries(settings)].filter(isOn);
  const missing: readonly DetectorFailure[] = [...settings.missingDetectorIds, ...patterns.faulty].map(
    (detectorId) => ({ detectorId, kind: 'not_loaded' }),
  );

  const inspectSlice = (text: string, into: Found, isFurther = false): void => {
    for (const { meter } of patterns.metered) meter.beginText();
    const scanned = scanner.scan(text, isFurther);
    for (const finding of scanned.findings) into.findings.push(finding);
    for (const failure of scanned.failures) fail(into, failure);
    for (const detector of textDetectors) look(detector, text, into);
    for (const { id, meter } of patterns.metered) {
      if (meter.isOverBudget()) fail(into, { detectorId: id, kind: 'over_budget' });
    }
  };

  const inspectText = (text: string, deadlineNs: number): TextInspection => {
    const into: Found = { findings: [], failures: missing.length === 0 ? [] : [...missing] };
    if (text.length <= SLICE_UNITS) {
      if (house.nowNs() > deadlineNs) fail(into, TIMED_OUT);
      else inspectSlice(text, into);
      return { findings: resolveOverlaps(into.findings), failures: into.failures };
    }
    for (const slice of cutSlices(text)) {
      if (house.nowNs() > deadlineNs) {
        fail(into, TIMED_OUT);
        break;
      }
      const found: Found = { findings: [], failures: into.failures };
      inspectSlice(text.slice(slice.viewFrom, slice.viewTo), found, slice.from > 0);
      takeOver(found.findings, slice, into.findings);
    }
    return { findings: resolveOverlaps(into.findings), failures: into.failures };
  };

  return {
    inspectText,
    find: (text) => inspectText(text, Number.POSITIVE_INFINITY),
    disabledPatterns: () => patterns.metered.filter(({ meter }) => meter.isDisabled()).map(({ id }) => id),
  };
}

/** What was found in one text; of each detector one failure. */
type Found = { readonly findings: Finding[]; readonly failures: DetectorFailure[] };

const TIMED_OUT: DetectorFailure = { detectorId: INSPECTOR_ID, kind: 'timed_out' };

function fail({ failures }: Found, failure: DetectorFailure): void {
  const at = failures.findIndex(({ detectorId }) => detectorId === failure.detectorId);
  if (at < 0) failures.push(failure);
  else failures[at] = failure;
}

/** Of a slice's findings those that begin in it, at their places in the whole text. */
function takeOver(found: readonly Finding[], slice: Slice, findings: Finding[]): void {
  const { from, to, viewFrom } = slice;
  for (const finding of found) {
    const start = finding.start + viewFrom;
    if (start < from || start >= to) continue;
    findings.push(viewFrom === 0 ? finding : { ...finding, start, end: finding.end + viewFrom });
  }
}

function look(detector: TextDetector, text: string, into: Found): void {
  const { id, version } = detector;
  try {
    detector.look(text, ({ type, start, end, confidence }) => {
      into.findings.push({ type, start, end, confidence, detectorId: id, detectorVersion: version });
    });
  } catch {
    fail(into, { detectorId: id, kind: 'threw' });
  }
}

function createDictionaries({ dictionaries, dictionaryKey }: InspectionSettings): readonly TextDetector[] {
  if (dictionaryKey === null) return [];
  return dictionaries.map((dictionary) => createDictionaryScanner(dictionary, dictionaryKey));
}

function createPatterns(settings: InspectionSettings, house: InspectionHouse) {
  const detectors: Detector[] = [];
  const metered: MeteredPattern[] = [];
  const faulty: string[] = [];
  for (const pattern of settings.patterns) {
    const compiled = compileLinearPattern(pattern.source);
    if (compiled.kind === 'fault') {
      faulty.push(`pattern:${pattern.id}`);
      continue;
    }
    warmPattern(compiled.pattern, pattern);
    const onDisabled = (): void => house.onPatternDisabled(pattern.id);
    const meter = createPatternMeter({ budget: PATTERN_BUDGET, nowNs: house.nowNs, onDisabled });
    const detector = createPatternDetector({ pattern, linear: compiled.pattern, meter });
    detectors.push(detector);
    metered.push({ id: detector.id, meter });
  }
  return { detectors, metered, faulty };
}

const WARM_LOOKS = 20;

/** The engine prepares itself at the first looks, which would be held against the pattern and stop the first text. */
function warmPattern(linear: LinearPattern, { literal, reach }: OrganisationPattern): void {
  const window = `${'a1 '.repeat(reach.before / 3)}${literal}${' b2'.repeat(reach.after / 3)}`;
  for (let look = 0; look < WARM_LOOKS; look++) linear.find(window, 1, () => undefined);
}
