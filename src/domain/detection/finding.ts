/** One stretch of text that a detector holds for sensitive. It never holds the text itself. */
export type Finding = {
  /** A row of `finding-types.ts`, or the id of an organisation's dictionary or pattern. */
  readonly type: string;
  /** UTF-16 offsets in the text as it came, end exclusive; never in a normalised or decoded view of it. */
  readonly start: number;
  readonly end: number;
  /** 0 to 100: shape, checksum and context for it, counter-context against it. Below 50 nothing is reported. */
  readonly confidence: number;
  readonly detectorId: string;
  readonly detectorVersion: number;
};

/** What kind of thing was found; rules and people speak of groups, records of types. */
export const FINDING_GROUPS = [
  'credential',
  'personal',
  'financial',
  'health',
  'network',
  'code',
  'marking',
  'dictionary',
  'pattern',
  'injection',
  'content',
] as const;
export type FindingGroup = (typeof FINDING_GROUPS)[number];

/** A detector that did not do its work on a text. What is done about it is policy's to say. */
export type DetectorFailure = {
  readonly detectorId: string;
  readonly kind: 'threw' | 'timed_out' | 'not_loaded' | 'over_budget';
};

/** What inspection says of one text. Findings are ordered by `start` and do not overlap. */
export type TextInspection = {
  readonly findings: readonly Finding[];
  readonly failures: readonly DetectorFailure[];
};
