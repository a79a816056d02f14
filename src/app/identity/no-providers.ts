import type { IdentityProviders } from '../../ports/identity-provider.ts';

const NONE = { kind: 'provider_problem', why: 'No identity provider is configured here.' } as const;

/** Where people sign in by passwords alone. */
export const noProviders: IdentityProviders = {
  list: () => [],
  start: () => Promise.resolve(NONE),
  redeem: () => Promise.resolve(NONE),
  signOutAddress: () => Promise.resolve(null),
  readSignOut: () => Promise.resolve(NONE),
};
