import type { AllowEntry } from './allow-list.ts';
import type { DataClass } from './data-class.ts';
import type { OrganisationPattern } from './organisation-pattern.ts';

/** A dictionary without its entries: they are loaded by id and version where they are needed. */
export type DictionaryHead = {
  readonly id: string;
  readonly version: number;
  readonly word: string;
  readonly dataClass: DataClass;
};

/** What the organisation adds to the detectors of the house and takes from them, as every gateway knows it. */
export type DetectionSettings = {
  readonly patterns: readonly OrganisationPattern[];
  readonly dictionaries: readonly DictionaryHead[];
  readonly allowList: readonly AllowEntry[];
  readonly disabledDetectorIds: readonly string[];
  readonly pluggedDetectorIds: readonly string[];
};

export const NO_DETECTION_SETTINGS: DetectionSettings = {
  patterns: [],
  dictionaries: [],
  allowList: [],
  disabledDetectorIds: [],
  pluggedDetectorIds: [],
};

/** An organisation's pattern as it is kept. `version` grows whenever it finds something else than before. */
export type KeptPattern = {
  readonly id: string;
  readonly word: string;
  readonly source: string;
  readonly literal: string;
  readonly before: number;
  readonly after: number;
  readonly confidence: number;
  readonly dataClass: DataClass;
  readonly version: number;
  readonly status: 'active' | 'archived';
  readonly madeBy: string;
  /** When a gateway switched it off because it took too long; null since it was last changed. */
  readonly slowAtMs: number | null;
};

/** A dictionary as it is kept; its entries stand elsewhere, as keyed hashes alone. Version 0: never filled. */
export type KeptDictionary = {
  readonly id: string;
  readonly word: string;
  readonly dataClass: DataClass;
  readonly entries: number;
  readonly version: number;
  readonly status: 'active' | 'archived';
  readonly madeBy: string;
  readonly filledAtMs: number | null;
};

/** A value that may pass, as it is kept. A single value is kept as its keyed digest alone. */
export type KeptAllowEntry = {
  readonly id: string;
  readonly matchKind: 'digest' | 'literal' | 'prefix' | 'domain';
  /** Null: whatever it was found as; for digests alone. */
  readonly findingType: string | null;
  /** What is compared; null for digests. */
  readonly value: string | null;
  readonly digest: string | null;
  readonly reason: string;
  readonly expiresAtMs: number;
  readonly madeBy: string;
  readonly proposalId: string | null;
  readonly status: 'active' | 'ended';
  readonly endedBy: string | null;
};

/** Whether a detector runs, where somebody has said so. */
export type DetectorSetting = {
  readonly id: string;
  readonly state: 'on' | 'off';
  readonly reason: string;
  readonly madeBy: string;
};

/** Somebody's "not sensitive": it changes nothing until a second person accepts it. Never the value. */
export type DetectionProposal = {
  readonly id: string;
  readonly findingType: string;
  readonly digest: string;
  readonly callId: string | null;
  readonly eventId: string | null;
  readonly note: string | null;
  readonly proposerKind: 'person' | 'service_account';
  readonly proposerId: string;
  /** Others who said the same of the same value since. */
  readonly seconded: number;
  readonly state: 'proposed' | 'accepted' | 'declined';
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly allowEntryId: string | null;
};

/** The pattern as detectors take it. */
export function toOrganisationPattern(kept: KeptPattern): OrganisationPattern {
  const { before, after, status: _status, madeBy: _madeBy, slowAtMs: _slowAtMs, ...rest } = kept;
  return { ...rest, reach: { before, after } };
}

/** The entry as the allow-list takes it. */
export function toAllowEntry(kept: KeptAllowEntry): AllowEntry {
  const { id, matchKind, findingType, value, digest, reason, expiresAtMs } = kept;
  const of = { id, reason, expiresAtMs };
  if (matchKind === 'digest') return { ...of, match: { kind: 'digest', type: findingType, digest: digest ?? '' } };
  return { ...of, match: { kind: matchKind, type: findingType ?? '', value: value ?? '' } };
}
