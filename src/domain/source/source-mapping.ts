/**
 * A place in what a system sends: text in which `{…}` stands for a value.
 *
 *   {/event/data/id}              RFC 6901 pointer
 *   {/items/[field=status]/to}    the first of a list whose member is so; members of members by dots
 *   {/labels/[*]/name}            all of a list, where several values are taken
 *   {/issue/self|origin}          scheme and host of an address
 *   {pages}                       the source's `pagesUrl`
 */
export type Place = string;

/** What must be so of a place. A place that is missing is the empty text. */
export type MappingCondition = {
  readonly at: Place;
  readonly is: readonly string[];
  readonly isNot: readonly string[];
};

export const MAPPED_KINDS = ['finished', 'taken', 'approved', 'undone', 'checked', 'deployed'] as const;
export type MappedKind = (typeof MAPPED_KINDS)[number];

/** One kind of message, and what it says. Of lists of places the first that is not empty is taken. */
export type MappingRule = {
  /** All of them. */
  readonly when: readonly MappingCondition[];
  readonly says: MappedKind;
  /** The address of the result's page, or another of its names. */
  readonly subject: Place;
  readonly what: string;
  /** ISO 8601, or seconds or milliseconds since 1970. */
  readonly at: Place;
  readonly startedAt: Place;
  /** Whose work it is. */
  readonly worker: readonly Place[];
  readonly workerShownAs: readonly Place[];
  readonly workerEmail: readonly Place[];
  /** Who finished, approved or took it. */
  readonly by: readonly Place[];
  readonly byShownAs: readonly Place[];
  readonly byEmail: readonly Place[];
  /** When all of these hold, the system did it by itself; none: never. */
  readonly bySystem: readonly MappingCondition[];
  readonly project: Place;
  readonly labels: Place;
  readonly names: readonly Place[];
  readonly workItems: readonly Place[];
  readonly amount: Place;
  readonly reason: Place;
  /** Of a check or a deployment: how it is called, and when it is good. */
  readonly name: Place;
  readonly good: readonly MappingCondition[];
};

/** What a rule leaves unsaid. */
export const MAPPING_DEFAULTS = {
  when: [],
  what: 'result',
  startedAt: '',
  worker: [],
  workerShownAs: [],
  workerEmail: [],
  by: [],
  byShownAs: [],
  byEmail: [],
  bySystem: [],
  project: '',
  labels: '',
  names: [],
  workItems: [],
  amount: '',
  reason: '',
  name: '',
  good: [],
} as const satisfies Partial<MappingRule>;
