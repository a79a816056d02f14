import type { Employment } from './directory.ts';

/** A key belongs to one lane; exploration and production never share a budget or a rule. */
export type Lane = 'exploration' | 'production';

/**
 * What a key may be used for.
 *   call           the gateway's faces
 *   control.read   read the control plane
 *   control.write  change the control plane
 *   audit.read     read and export the audit trail
 *   content.read   ask for access to kept content, approve others' requests, read
 *   content.manage legal holds, retention, erasure; never reading
 *   approve        answer calls that wait for a person, as that person
 *   decide         ask what policy says of others' calls, for gateways that exist already
 *   finance        close months, post adjustments, share costs, import what vendors bill
 *   scim           for an identity provider: keep people and groups as it knows them
 */
export type KeyScope =
  | 'call'
  | 'control.read'
  | 'control.write'
  | 'audit.read'
  | 'content.read'
  | 'content.manage'
  | 'approve'
  | 'decide'
  | 'finance'
  | 'scim';

/** Who stands behind a key. */
export type KeyOwner =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'service_account'; readonly serviceAccountId: string };

/**
 * All that the hot path needs to know of a key, joined once when the snapshot is built.
 * Attribution is bound to the credential: hints of a client may narrow it, never widen it.
 */
export type KeyGrant = {
  readonly keyId: string;
  readonly owner: KeyOwner;
  readonly teamId: string;
  /** Roles, region and employment of the person; a service account has none. */
  readonly roles: readonly string[];
  readonly region: string | null;
  readonly employment: Employment | null;
  readonly projectId: string | null;
  readonly costCentre: string | null;
  readonly lane: Lane;
  /** What the organisation tells keys apart by besides: name to value. Envelopes may be for one. */
  readonly tags: Readonly<Record<string, string>>;
  readonly scopes: readonly KeyScope[];
  /** Ids of the use cases this key may name. Empty: none. */
  readonly allowedUseCaseIds: readonly string[];
  readonly defaultUseCaseId: string | null;
  readonly expiresAtMs: number | null;
  /** `revoked` and `suspended` keys stay in the snapshot so that the refusal can say which it is. */
  readonly status: 'active' | 'suspended' | 'revoked';
};
