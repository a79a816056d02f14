import { createAllowList } from '../../domain/detection/allow-list.ts';
import type { Finding, TextInspection } from '../../domain/detection/finding.ts';
import { inspectJoint, type JointFindings } from '../../domain/detection/inspect-joint.ts';
import { createInspectionMemory, type InspectionMemory } from '../../domain/detection/inspection-memory.ts';
import { resolveOverlaps } from '../../domain/detection/resolve-overlaps.ts';
import type { InspectedFindings, InspectedText, Inspector } from '../../ports/inspector.ts';
import { createTextInspection } from './create-text-inspection.ts';
import { type InspectionSettings, typesWith } from './inspection-settings.ts';
import { inspectionVersion } from './inspection-version.ts';

export type InspectionLimits = {
  /** For all texts of one `inspect`: what is not inspected by then is told as timed out. */
  readonly timeMsMax: number;
  /** Of texts whose findings are remembered. */
  readonly entriesMax: number;
  readonly bytesMax: number;
};

export const INSPECTION_LIMITS: InspectionLimits = {
  timeMsMax: 2000,
  entriesMax: 60_000,
  bytesMax: 12 * 1024 * 1024,
};

/** Of texts in which nothing is found. */
const REMEMBERED_LENGTH_MIN = 512;

/** What the inspector asks of the process that it runs in. */
export type InspectionHouse = {
  readonly nowMs: () => number;
  /** Monotonic. */
  readonly nowNs: () => number;
  /** Keyed; that of the allow-list's entries. */
  readonly digestOf: (normalisedValue: string) => string;
  /** A pattern was switched off because it took too long. */
  readonly onPatternDisabled: (patternId: string) => void;
};

export type HouseInspector = Required<Inspector> & {
  readonly memory: InspectionMemory;
  /** Ids of patterns that are switched off. */
  readonly disabledPatterns: () => readonly string[];
};

/** The inspector of a running house: every detector that is on, what was found before, and what is allowed. */
export function createInspector(
  settings: InspectionSettings,
  house: InspectionHouse,
  limits: InspectionLimits = INSPECTION_LIMITS,
): HouseInspector {
  const version = inspectionVersion(settings);
  const { inspectText, find, disabledPatterns } = createTextInspection(settings, house);
  const memory = createInspectionMemory(limits);
  const allowList = createAllowList(settings.allowList, house.digestOf);

  const inspectKnown = (given: InspectedText, deadlineNs: number): TextInspection => {
    if (given.isKnownClean === true) return NOTHING_FOUND;
    const known = memory.isEmpty() || given.digest === null ? undefined : memory.find(given.digest);
    return known ?? inspectText(given.text, deadlineNs);
  };

  /** Where nothing at all was found, whoever asks remembers that. */
  const remember = (texts: readonly InspectedText[], inspections: readonly TextInspection[]): void => {
    for (let at = 0; at < texts.length; at += 1) {
      const text = texts[at];
      const inspection = inspections[at];
      if (text === undefined || inspection === undefined || text.digest === null || text.isKnownClean === true)
        continue;
      // What failed is tried again when the text comes again; a short text is inspected sooner than it is remembered.
      const isWorthIt = inspection.findings.length > 0 || text.text.length >= REMEMBERED_LENGTH_MIN;
      if (inspection.failures.length === 0 && isWorthIt) memory.remember(text.digest, inspection);
    }
  };

  const jointOf = (left: InspectedText, right: InspectedText): JointFindings =>
    inspectJoint({ left: left.text, right: right.text }, find);

  const allowed = (text: InspectedText, findings: readonly Finding[], nowMs: number): readonly Finding[] =>
    findings.length === 0 ? findings : allowList.apply({ text: text.text, findings, nowMs }).kept;

  const inspect = (texts: readonly InspectedText[]): readonly InspectedFindings[] => {
    const deadlineNs = house.nowNs() + limits.timeMsMax * 1_000_000;
    const inspections: TextInspection[] = [];
    let isAllClean = true;
    for (const text of texts) {
      const inspection = inspectKnown(text, deadlineNs);
      if (inspection.findings.length > 0 || inspection.failures.length > 0) isAllClean = false;
      inspections.push(inspection);
    }
    const across = findAcross(texts, jointOf);
    if (isAllClean && across.size === 0) return inspections;
    remember(texts, inspections);
    const nowMs = house.nowMs();
    return inspections.map(({ findings, failures }, at) => {
      const text = texts[at];
      const more = across.get(at);
      const all = more === undefined ? findings : resolveOverlaps([...findings, ...more]);
      return { findings: text === undefined ? all : allowed(text, all, nowMs), failures };
    });
  };

  return { version, inspect, typeOf: typesWith(settings), memory, disabledPatterns };
}

const NOTHING_FOUND: TextInspection = { findings: [], failures: [] };
const NO_JOINTS: ReadonlyMap<number, readonly Finding[]> = new Map();

/** Findings over the joints of neighbouring texts, by the place of the text. */
function findAcross(
  texts: readonly InspectedText[],
  jointOf: (left: InspectedText, right: InspectedText) => JointFindings,
): ReadonlyMap<number, readonly Finding[]> {
  let across: Map<number, readonly Finding[]> | undefined;
  for (let at = 1; at < texts.length; at++) {
    const left = texts[at - 1];
    const right = texts[at];
    if (left === undefined || right === undefined) continue;
    const joint = jointOf(left, right);
    if (joint.left.length === 0 && joint.right.length === 0) continue;
    across ??= new Map();
    across.set(at - 1, [...(across.get(at - 1) ?? []), ...joint.left]);
    across.set(at, [...(across.get(at) ?? []), ...joint.right]);
  }
  return across ?? NO_JOINTS;
}
