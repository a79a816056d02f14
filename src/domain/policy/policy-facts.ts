import type { Tier } from '../catalog/use-case.ts';
import type { DataClass } from '../detection/data-class.ts';
import type { Lane } from '../identity/key-grant.ts';

/** How somebody is bound to the organisation; null where nobody said. */
export type Employment = 'employee' | 'contractor' | 'partner';

/** Images and the like, which nothing reads: rules can only say whether they may travel. */
export type MediaKind = 'image' | 'audio' | 'file';

/** How long the model's vendor keeps what it is sent. */
export type VendorRetention = 'none' | 'limited' | 'unlimited' | 'unknown';

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
  readonly useCase: { readonly id: string; readonly category: string; readonly tier: Tier };
  /** The template that the call names; `approved` when the use case lists it. */
  readonly template: { readonly id: string; readonly approved: boolean } | null;
  /** The worst of what was found, what was declared, and what the use case makes of it. */
  readonly dataClass: DataClass;
  /** Sorted, each once. */
  readonly findingTypes: readonly string[];
  readonly findingGroups: readonly string[];
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
  /** Ids of exceptions and granted approvals that are in force for this caller and use case. Sorted. */
  readonly exceptionIds: readonly string[];
};
