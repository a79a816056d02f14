import type { ProviderRules } from '../domain/identity/provider-rules.ts';
import type { ProviderSession } from '../domain/identity/session.ts';

/** What a provider of identities says of somebody who just proved who they are. */
export type ProvenIdentity = {
  readonly session: ProviderSession;
  /** What the provider calls them; for new people only. */
  readonly name: string | null;
  readonly email: string | null;
  /** Whether the provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  /** Null where the provider does not say: then no group's role is given or ended. */
  readonly groups: readonly string[] | null;
};

/** A sign-in that begins: where to send the browser, and what must be remembered until it is back. */
export type ProviderStart = {
  readonly address: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
};

export type ProviderProblem = { readonly kind: 'provider_problem'; readonly why: string };

/** A provider says that sessions are over. */
export type SignOutNotice = {
  readonly issuer: string;
  readonly tokenId: string;
  readonly expiresAtMs: number;
  readonly subject: string | null;
  readonly sessionId: string | null;
};

/** OpenID Connect, as far as the control plane asks for it. */
export type IdentityProviders = {
  readonly list: () => readonly { readonly id: string; readonly name: string; readonly rules: ProviderRules }[];
  readonly start: (id: string, origin: string) => Promise<ProviderStart | ProviderProblem>;
  /** Redeems the answer that the browser brought back; `url` is the whole address that it came to. */
  readonly redeem: (
    id: string,
    answer: { readonly url: string; readonly expected: Omit<ProviderStart, 'address'> },
  ) => Promise<ProvenIdentity | ProviderProblem>;
  /** The provider's page that signs somebody out there too; null where there is none. */
  readonly signOutAddress: (session: ProviderSession | null, origin: string) => Promise<string | null>;
  readonly readSignOut: (id: string, token: string) => Promise<SignOutNotice | ProviderProblem>;
};
