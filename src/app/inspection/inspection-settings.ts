import type { AllowEntry } from '../../domain/detection/allow-list.ts';
import type { Dictionary } from '../../domain/detection/dictionary.ts';
import { type FindingType, findingTypeOf } from '../../domain/detection/finding-types.ts';
import type { HashKey } from '../../domain/detection/keyed-hash.ts';
import type { OrganisationPattern } from '../../domain/detection/organisation-pattern.ts';

/** What an organisation adds to the detectors of the house, and takes from them. */
export type InspectionSettings = {
  readonly dictionaries: readonly Dictionary[];
  /** The key that the dictionaries were made with; null where there are none. */
  readonly dictionaryKey: HashKey | null;
  readonly patterns: readonly OrganisationPattern[];
  readonly allowList: readonly AllowEntry[];
  /** Ids of detectors that are not to run. */
  readonly disabledDetectorIds: readonly string[];
  /** Ids of pluggable detectors (`plugged-detectors.ts`) that are to run. */
  readonly pluggedDetectorIds: readonly string[];
  /** Ids of what should run and could not be read, such as a dictionary whose file is gone: told as `not_loaded`. */
  readonly missingDetectorIds: readonly string[];
};

export const NO_SETTINGS: InspectionSettings = {
  dictionaries: [],
  dictionaryKey: null,
  patterns: [],
  allowList: [],
  disabledDetectorIds: [],
  pluggedDetectorIds: [],
  missingDetectorIds: [],
};

/** Looks types up in the catalogue and among the organisation's own. */
export function typesWith(settings: InspectionSettings): (type: string) => FindingType | undefined {
  const own = new Map<string, FindingType>([
    ...settings.dictionaries.map(
      ({ id, word, dataClass }) => [id, { ...OWN, type: id, group: 'dictionary', word, dataClass }] as const,
    ),
    ...settings.patterns.map(
      ({ id, word, dataClass }) => [id, { ...OWN, type: id, group: 'pattern', word, dataClass }] as const,
    ),
  ]);
  return (type) => own.get(type) ?? findingTypeOf(type);
}

const OWN = { instead: 'Leave it out, or write a letter in its place.' } as const;
