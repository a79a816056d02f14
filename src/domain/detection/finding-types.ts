import { CODE_TYPES } from './code-types.ts';
import { CREDENTIAL_TYPES } from './credential-types.ts';
import type { DataClass } from './data-class.ts';
import { FINANCIAL_TYPES } from './financial-types.ts';
import type { FindingGroup } from './finding.ts';
import { HEALTH_TYPES } from './health-types.ts';
import { MARKING_TYPES } from './marking-types.ts';
import { NAME_TYPES } from './name-types.ts';
import { NETWORK_TYPES } from './network-types.ts';
import { PERSONAL_TYPES } from './personal-types.ts';
import { PLUGGED_TYPES } from './plugged-types.ts';

/** One row of the catalogue: what a type of finding means to rules and to people. */
export type FindingType = {
  /** snake_case; stands in records, rules and placeholders. */
  readonly type: string;
  readonly group: FindingGroup;
  /** The class that a text has at least when it holds one. */
  readonly dataClass: DataClass;
  /** With its article, for a sentence: "an AWS access key". */
  readonly word: string;
  /** A whole sentence: what to send in its place. */
  readonly instead: string;
};

/** Every type that a detector of the house can report. Each part of the catalogue has a file of its own. */
export const FINDING_TYPES: readonly FindingType[] = [
  ...CREDENTIAL_TYPES,
  ...PERSONAL_TYPES,
  ...FINANCIAL_TYPES,
  ...HEALTH_TYPES,
  ...NETWORK_TYPES,
  ...NAME_TYPES,
  ...CODE_TYPES,
  ...MARKING_TYPES,
  ...PLUGGED_TYPES,
];

const byType: ReadonlyMap<string, FindingType> = new Map(FINDING_TYPES.map((row) => [row.type, row]));

/** Undefined for what organisations add themselves (dictionaries, patterns): their rows are not of this catalogue. */
export function findingTypeOf(type: string): FindingType | undefined {
  return byType.get(type);
}
