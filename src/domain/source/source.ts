import type { SecretReference } from '../catalog/upstream.ts';
import type { ResultRule } from './result-rule.ts';
import type { MappingRule } from './source-mapping.ts';

/** Systems whose webhooks are understood; the last three are read by a mapping that the organisation writes. */
export const SOURCE_KINDS = [
  'github',
  'gitlab',
  'jira',
  'zendesk',
  'pagerduty',
  'incident_io',
  'servicenow',
  'standard_webhooks',
  'cloudevents',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Where a system's API is asked how a result stands; without a token it is not asked. */
export type SourceApi = {
  /** Null: where systems of its kind are for everybody. */
  readonly baseUrl: string | null;
  readonly token: SecretReference;
};

/** A system in which work happens, and which says by signed webhooks what came of it (requirement X3). */
export type Source = {
  readonly id: string;
  readonly kind: SourceKind;
  readonly name: string;
  /** Where the secrets of its signatures are found, newest first: while they change over, each of them is believed. */
  readonly secrets: readonly SecretReference[];
  readonly api: SourceApi;
  /** Address of its pages without a trailing slash, for systems that do not say it themselves. */
  readonly pagesUrl: string | null;
  /** How what it sends is read; empty: as systems of its kind are read. */
  readonly mapping: readonly MappingRule[];
  /** The first that fits a result says of which type it is an outcome; without one it only confirms what people claim. */
  readonly rules: readonly ResultRule[];
  /** By how much its clock may differ from ours, where it signs the time. */
  readonly skewSecondsMax: number;
  /** `blocked`: nothing that it sends is taken. */
  readonly status: 'active' | 'blocked' | 'archived';
};

/** Kinds of which nothing can be read without a mapping. */
export function needsMapping(kind: SourceKind): boolean {
  return kind === 'servicenow' || kind === 'standard_webhooks' || kind === 'cloudevents';
}
