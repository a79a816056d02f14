import type { HashKey } from '../domain/detection/keyed-hash.ts';
import type { OrganisationPattern } from '../domain/detection/organisation-pattern.ts';
import type { DetectionStore } from '../ports/detection-store.ts';
import type { ControlContext } from './control-context.ts';

/** A detector of the house, for people. */
export type DetectorHead = {
  readonly id: string;
  readonly version: number;
  readonly types: readonly string[];
  /** True: off until somebody turns it on. */
  readonly plugged: boolean;
};

/** A pattern tried on text in which nothing should be found. */
export type PatternTrial = {
  /** What keeps it from being used; null: nothing. */
  readonly fault: string | null;
  readonly literal: string | null;
  readonly hits: number;
  readonly bytes: number;
  readonly hitsPerMegabyte: number;
};

/** What commands about detection need besides. */
export type DetectionContext = ControlContext & {
  readonly detection: DetectionStore;
  /** Under which entries of dictionaries are hashed; the same on every gateway. */
  readonly dictionaryKey: HashKey;
  /** The keyed digest by which a single allowed value is known, of its normal form. */
  readonly allowedDigest: (normalisedValue: string) => string;
  readonly detectors: readonly DetectorHead[];
  /** Whether a type is one of the house's catalogue. */
  readonly isHouseType: (type: string) => boolean;
  readonly tryPattern: (pattern: OrganisationPattern) => Promise<PatternTrial>;
  readonly findLiteral: (source: string) => string | null;
};

/** A pattern that finds more in text that holds nothing would stop everybody. */
export const HITS_PER_MEGABYTE_MAX = 2;
