import type { KeyOwner, KeyScope, Lane } from './key-grant.ts';

/** Archived rows stay, so that old records keep their names; they can own nothing new. */
export type RowStatus = 'active' | 'archived';

export type Team = {
  /** A slug that people choose: lower-case letters, digits and dashes. It never changes. */
  readonly id: string;
  readonly name: string;
  readonly costCentre: string | null;
  readonly managerPersonId: string | null;
  readonly status: RowStatus;
};

/** How somebody is bound to the organisation. */
export const EMPLOYMENTS = ['employee', 'contractor', 'partner'] as const;
export type Employment = (typeof EMPLOYMENTS)[number];

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly teamId: string;
  /** Slugs that rules of the policy ask about, for instance `manager` and `security`. */
  readonly roles: readonly string[];
  /** Where the person works, as the organisation names its regions; null where nobody said. */
  readonly region: string | null;
  readonly employment: Employment | null;
  readonly status: RowStatus;
};

export type Project = {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly costCentre: string | null;
  readonly status: RowStatus;
};

export type ServiceAccount = {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly projectId: string | null;
  /** A person answers for it. */
  readonly ownerPersonId: string;
  readonly status: RowStatus;
};

/** A cost centre as finance knows it; teams and projects refer to it by code. */
export type CostCentre = {
  readonly id: string;
  readonly name: string;
  readonly status: RowStatus;
};

/** A key as it is kept: never the key itself, only its keyed hash and the first characters for people to tell keys apart. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  /** For display: the marker and the first eight characters. */
  readonly hint: string;
  readonly owner: KeyOwner;
  readonly teamId: string;
  readonly projectId: string | null;
  readonly lane: Lane;
  /** Name to value. Fixed at birth, as the lane is: what was spent under a tag stays under it. */
  readonly tags: Readonly<Record<string, string>>;
  readonly scopes: readonly KeyScope[];
  readonly allowedUseCaseIds: readonly string[];
  readonly defaultUseCaseId: string | null;
  readonly expiresAtMs: number | null;
  /** The key that this one replaces; both serve until the older one's `expiresAtMs`. */
  readonly rotatedFromKeyId: string | null;
  readonly status: 'active' | 'suspended' | 'revoked';
  readonly statusReason: string | null;
};
