/** Who somebody in a system is here. */
export type IdentityMeaning =
  /** Nobody has said: what they did is kept aside, and counts for nobody. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'person'; readonly personId: string }
  /** Somebody of no team here, for instance a customer: no outcome is theirs, but their word is another's word. */
  | { readonly kind: 'outsider' }
  /** A program that does what the system would do by itself, for instance a merge queue. */
  | { readonly kind: 'system' };

/** Somebody in a system, and who that is here. */
export type ExternalIdentity = {
  readonly sourceId: string;
  readonly externalId: string;
  readonly shownAs: string | null;
  readonly isBot: boolean;
  readonly meaning: IdentityMeaning;
  /** The person who said so, or `e-mail`; null while unknown. */
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
};

/** By e-mail address: the account of a system whose administrators gave it out is the person who has the same one here. */
export const BY_EMAIL = 'e-mail';
