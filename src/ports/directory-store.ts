import type { HouseRole } from '../domain/identity/house-role.ts';

export type DirectoryState = 'active' | 'archived' | 'deactivated';

/** A person as the directory is searched; roles are those that are held at the moment of asking. */
export type DirectoryEntry = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly state: DirectoryState;
  readonly roles: readonly HouseRole[];
};

export type DirectoryFilter = {
  /** Part of a name, an address or an id, whatever the case. */
  readonly search?: string;
  readonly teamId?: string;
  readonly state?: DirectoryState;
  readonly role?: HouseRole;
};

/** Where a page begins: behind this name and id. */
export type DirectoryPlace = { readonly name: string; readonly id: string };

/** By what somebody can come in. */
export type PersonAccess = {
  readonly state: DirectoryState;
  readonly hasPassword: boolean;
  readonly identities: readonly { readonly issuer: string; readonly subject: string; readonly linkedAtMs: number }[];
  readonly provisioned: {
    readonly userName: string;
    readonly externalId: string | null;
    readonly changedAtMs: number;
  } | null;
  readonly invitationEndsAtMs: number | null;
  /** Not ended and not expired; those left alone for too long end when they are next used. */
  readonly sessions: number;
  readonly keys: number;
};

/** A key that a provider keeps people by. */
export type ProvisioningKey = {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly ownerId: string;
  readonly status: 'active' | 'suspended';
  readonly expiresAtMs: number | null;
};

export type ProvisioningCounts = {
  readonly people: number;
  readonly groups: number;
  readonly changedAtMs: number | null;
};

/** Ids that are to be named. */
export type NamedIds = readonly { readonly noun: NamedNoun; readonly ids: readonly string[] }[];
export type NamedNoun = 'person' | 'service_account' | 'team' | 'project' | 'use_case' | 'envelope';
/** What ids are called; what is called nothing, or is not for the reader to see, is missing. */
export type Names = { readonly [Noun in NamedNoun]?: { readonly [id: string]: string } };
/** Whose names somebody is told: everybody's, or those of these teams and their own. */
export type NameReach = { readonly teamIds: readonly string[] | null; readonly selfId: string | null };

/** The directory as whoever keeps it looks at it: who is there, and by what they come in. */
export type DirectoryStore = {
  /** In the order of the names, in small letters, then of the ids; `limit` rows at most. */
  readonly find: (
    filter: DirectoryFilter,
    page: { readonly limit: number; readonly after: DirectoryPlace | null; readonly nowMs: number },
  ) => Promise<readonly DirectoryEntry[]>;
  readonly names: (ids: NamedIds, reach: NameReach) => Promise<Names>;
  /** Undefined where there is no such person. */
  readonly access: (personId: string, nowMs: number) => Promise<PersonAccess | undefined>;
  /** Whether others than this person can come in or are invited, and whether the person owns a key that works. */
  readonly arrivals: (
    personId: string,
    nowMs: number,
  ) => Promise<{ readonly others: boolean; readonly ownKey: boolean }>;
  /** How many people have come by each issuer. */
  readonly peopleByIssuer: () => Promise<ReadonlyMap<string, number>>;
  readonly provisioningCounts: () => Promise<ProvisioningCounts>;
  /** Keys for provisioning alone that were not revoked, 50 at most, the one that lives longest first. */
  readonly provisioningKeys: () => Promise<readonly ProvisioningKey[]>;
};
