import type { DetectorFailure, Finding } from '../domain/detection/finding.ts';
import type { FindingType } from '../domain/detection/finding-types.ts';

/** One stretch of text of a request or an answer, decoded: what a person or a model would read. */
export type InspectedText = {
  readonly text: string;
  /** Keyed digest by which an unchanged text is known again; null: never remembered. */
  readonly digest: string | null;
  /** True: this inspector found nothing in it before, so that it is read only where it meets another text. */
  readonly isKnownClean?: boolean;
};

export type InspectedFindings = {
  readonly findings: readonly Finding[];
  readonly failures: readonly DetectorFailure[];
};

/**
 * Finds what is sensitive. Detectors are bounded in work; a text that needs more is told as a failure `over_budget`,
 * never passed over in silence. `inspect` answers at once and in the order of the texts.
 */
export type Inspector = {
  /** Changes whenever a detector, pattern, dictionary or allow-list changes: findings of two versions are not the same. */
  readonly version: string;
  readonly inspect: (texts: readonly InspectedText[]) => readonly InspectedFindings[];
  /** What a type of finding means: rows of the catalogue, and those of the organisation's dictionaries and patterns. */
  readonly typeOf?: (type: string) => FindingType | undefined;
};
