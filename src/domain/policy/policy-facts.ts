import type { VendorRetention } from '../catalog/upstream.ts';
import type { Tier } from '../catalog/use-case.ts';
import type { DataClass } from '../detection/data-class.ts';
import type { FindingGroup } from '../detection/finding.ts';
import type { Employment } from '../identity/directory.ts';
import type { Lane } from '../identity/key-grant.ts';

/** Images and the like, which nothing reads: rules can only say whether they may travel. */
export type MediaKind = 'image' | 'audio' | 'file';

/** One type of finding in a call, however often it stands there. */
export type FoundKind = {
  readonly type: string;
  readonly group: FindingGroup;
  /** The class that text has because of it. */
  readonly dataClass: DataClass;
};

/**
 * Everything that a rule can ask about a call: plain values, none of them content. Of two calls with equal facts one
 * policy decides alike, which is why facts can be kept and decided again ("what would have changed last week").
 */
export type PolicyFacts = {
  readonly caller: {
    readonly kind: 'person' | 'service_account';
    readonly id: string;
    readonly teamId: string;
    readonly roles: readonly string[];
    readonly region: string | null;
    readonly employment: Employment | null;
  };
  readonly key: { readonly id: string; readonly lane: Lane; readonly projectId: string | null };
  readonly useCase: {
    readonly id: string;
    readonly category: string;
    readonly tier: Tier;
    readonly allowedDataClasses: readonly DataClass[];
  };
  /** The template that the call names; `approved` when the use case lists it. */
  readonly template: { readonly id: string; readonly approved: boolean } | null;
  /** The worst of what was found, what was declared, and what the use case makes of it. */
  readonly dataClass: DataClass;
  /** The same without the findings: what is left once all of them are redacted. */
  readonly baseClass: DataClass;
  /** Sorted by type, each type once. */
  readonly findings: readonly FoundKind[];
  readonly media: readonly MediaKind[];
  readonly model: {
    readonly id: string;
    readonly vendor: string;
    readonly region: string | null;
    readonly retention: VendorRetention;
    /** The model is cleared up to this class and not beyond. */
    readonly dataClassMax: DataClass;
  };
  /** In the organisation's time zone. `weekday`: 1 is Monday. */
  readonly time: { readonly hour: number; readonly weekday: number };
  /**
   * Ids of exceptions that are in force for this caller and use case, and `approval:<rule id>` for each rule whose
   * question was answered with yes. Sorted.
   */
  readonly exceptionIds: readonly string[];
};
