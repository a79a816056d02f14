import type { Person } from '../domain/identity/directory.ts';
import type { ProvisionedGroup, ProvisionedPerson } from '../domain/identity/provisioned.ts';

/** Somebody as an identity provider may see them: everybody active, and who left while the provider still keeps them. */
export type KnownPerson = {
  readonly person: Person;
  /** Null where no provider has said anything of them yet. */
  readonly provisioned: ProvisionedPerson | null;
  readonly groups: readonly Pick<ProvisionedGroup, 'id' | 'displayName' | 'externalId'>[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

export type KnownGroup = ProvisionedGroup & {
  /** Grows with each change of the group or of who is in it. */
  readonly revision: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

export type ProvisionedMember = { readonly personId: string; readonly name: string };

export type PersonMember = 'id' | 'userName' | 'externalId' | 'displayName' | 'email' | 'active';
export type GroupMember = 'id' | 'externalId' | 'displayName' | 'memberId';

/** One thing that is asked of a member; texts are compared without regard to case, ids and `active` exactly. */
export type Condition<Member> = {
  readonly member: Member;
  readonly operator: 'is' | 'begins' | 'holds';
  readonly value: string;
};

export type Listing<Member> = {
  /** All of them. */
  readonly conditions: readonly Condition<Member>[];
  readonly limit: number;
  readonly offset: number;
};

export type ListedPeople = { readonly rows: readonly KnownPerson[]; readonly total: number };
export type ListedGroups = { readonly rows: readonly KnownGroup[]; readonly total: number };

export type ProvisioningReads = {
  /** In the order of the ids, with how many there are in all. */
  readonly people: (listing: Listing<PersonMember>) => Promise<ListedPeople>;
  readonly groups: (listing: Listing<GroupMember>) => Promise<ListedGroups>;
  /** In the order of the ids. */
  readonly members: (groupId: string, limit: number) => Promise<readonly ProvisionedMember[]>;
};

export type ProvisioningWrites = {
  /** Who is meant by an id, a user name, a provider's id or an address; undefined where it is nobody, or several. */
  readonly personMentioned: (text: string) => Promise<string | undefined>;
  readonly keepPerson: (provisioned: ProvisionedPerson, atMs: number) => Promise<void>;
  /** Takes the person out of every group too. */
  readonly forgetPerson: (personId: string) => Promise<void>;
  readonly insertGroup: (group: ProvisionedGroup, atMs: number) => Promise<void>;
  /** The next revision, whether or not its own members changed. */
  readonly changeGroup: (group: ProvisionedGroup, atMs: number) => Promise<void>;
  readonly deleteGroup: (groupId: string) => Promise<void>;
  /** Those of the ids that no provider may see. */
  readonly unknownPeople: (personIds: readonly string[]) => Promise<readonly string[]>;
  /** Gives back who was not in it before. */
  readonly addMembers: (groupId: string, personIds: readonly string[]) => Promise<readonly string[]>;
  /** Gives back who was in it before. */
  readonly removeMembers: (groupId: string, personIds: readonly string[]) => Promise<readonly string[]>;
};
