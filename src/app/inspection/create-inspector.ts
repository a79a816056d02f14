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

  const inspectKnown = ({ text, digest }: InspectedText, deadlineNs: number): TextInspection => {
    const known = digest === null ? undefined : memory.find(digest);
    if (known !== undefined) return known;
    const inspection = inspectText(text, deadlineNs);
    // What failed is tried again when the text comes again; a short text is inspected sooner than it is remembered.
    const isWorthIt = inspection.findings.length > 0 || text.length >= REMEMBERED_LENGTH_MIN;
    if (digest !== null && inspection.failures.length === 0 && isWorthIt) memory.remember(digest, inspection);
    return inspection;
  };

  const jointOf = (left: InspectedText, right: InspectedText): JointFindings =>
    inspectJoint({ left: left.text, right: right.text }, find);

  const inspect = (texts: readonly InspectedText[]): readonly InspectedFindings[] => {
    const deadlineNs = house.nowNs() + limits.timeMsMax * 1_000_000;
    const inspections = texts.map((text) => inspectKnown(text, deadlineNs));
    const across = findAcross(texts, jointOf);
    const nowMs = house.nowMs();
    return inspections.map(({ findings, failures }, at) => {
      const text = texts[at]?.text ?? '';
      const more = across.get(at);
      const all = more === undefined ? findings : resolveOverlaps([...findings, ...more]);
      return { findings: allowList.apply({ text, findings: all, nowMs }).kept, failures };
    });
  };

  return { version, inspect, typeOf: typesWith(settings), memory, disabledPatterns };
}

/** Findings over the joints of neighbouring texts, by the place of the text. */
function findAcross(
  texts: readonly InspectedText[],
  jointOf: (left: InspectedText, right: InspectedText) => JointFindings,
): ReadonlyMap<number, readonly Finding[]> {
  const across = new Map<number, Finding[]>();
  const add = (at: number, findings: readonly Finding[]): void => {
    if (findings.length > 0) across.set(at, [...(across.get(at) ?? []), ...findings]);
  };
  for (let at = 1; at < texts.length; at++) {
    const left = texts[at - 1];
    const right = texts[at];
    if (left === undefined || right === undefined) continue;
    const joint = jointOf(left, right);
    add(at - 1, joint.left);
    add(at, joint.right);
  }
  return across;
}
