import { createHmac } from 'node:crypto';
import { FINDING_GROUPS } from '../../domain/detection/finding.ts';
import { FINDING_TYPES, type FindingType } from '../../domain/detection/finding-types.ts';
import { createInspector, INSPECTION_LIMITS, type InspectionHouse } from './create-inspector.ts';
import { type InspectionSettings, NO_SETTINGS } from './inspection-settings.ts';

/** One finding as the command line prints it. */
export type FoundSpan = {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly group: string;
  readonly confidence: number;
  readonly detector: string;
};

export type OfflineWish = {
  readonly settings: InspectionSettings | null;
  /** Groups to look for; null: all that is reported by itself. */
  readonly groups: readonly string[] | null;
  readonly confidenceMin: number;
  /** Also what describes a text rather than leaks from it, see `DESCRIBING_DETECTORS`. */
  readonly all: boolean;
};

export type OfflineInspection = {
  readonly scan: (text: string) => { readonly spans: readonly FoundSpan[]; readonly failures: readonly string[] };
};

/** They say what a text is (a program, a letter to somebody), which in a bulk scan drowns what leaks. */
const DESCRIBING_DETECTORS = ['source_code', 'licence', 'person_name', 'organisation_name'];
/** Nobody waits behind a bulk scan; a text of 256 MB takes some seconds. */
const TIME_MS_MAX = 120_000;

/** The inspector without a server: nothing is sent or kept. */
export function openOfflineInspection(wish: OfflineWish): OfflineInspection {
  const settings = wish.settings ?? NO_SETTINGS;
  const isDescribed = wish.all || wish.groups !== null;
  const disabledDetectorIds = [...settings.disabledDetectorIds, ...(isDescribed ? [] : DESCRIBING_DETECTORS)];
  const limits = { ...INSPECTION_LIMITS, timeMsMax: TIME_MS_MAX };
  const inspector = createInspector({ ...settings, disabledDetectorIds }, offlineHouse(), limits);
  const groupOf = (type: string): string => inspector.typeOf(type)?.group ?? 'unknown';
  const isWanted = (group: string): boolean => wish.groups === null || wish.groups.includes(group);

  const scan: OfflineInspection['scan'] = (text) => {
    const [inspected] = inspector.inspect([{ text, digest: null }]);
    if (inspected === undefined) return { spans: [], failures: [] };
    const failures = inspected.failures.map(({ detectorId, kind }) => `${detectorId} ${kind}`);
    const spans: FoundSpan[] = [];
    for (const { type, start, end, confidence, detectorId } of inspected.findings) {
      const group = groupOf(type);
      if (confidence < wish.confidenceMin || !isWanted(group)) continue;
      spans.push({ start, end, type, group, confidence, detector: detectorId });
    }
    return { spans, failures };
  };
  return { scan };
}

/** The catalogue, in the order of groups. */
export function listFindingTypes(): readonly FindingType[] {
  return FINDING_GROUPS.flatMap((group) => FINDING_TYPES.filter((row) => row.group === group));
}

export function isFindingGroup(word: string): boolean {
  return FINDING_GROUPS.some((group) => group === word);
}

function offlineHouse(): InspectionHouse {
  return {
    nowMs: () => Date.now(),
    nowNs: () => performance.now() * 1e6,
    // Files name allowed values themselves, so that no digest is ever compared.
    digestOf: (value) => createHmac('sha256', 'offline').update(value).digest('hex'),
    onPatternDisabled: () => undefined,
  };
}
