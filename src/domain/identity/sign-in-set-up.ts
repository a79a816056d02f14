import type { GroupRole, ProviderRules } from './provider-rules.ts';

/** A provider of identities as the configuration names it, without its secret. */
export type ConfiguredProvider = ProviderRules & {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly groupsClaim: string;
};

/** How people come in, as this server was configured. */
export type SignInSetUp = {
  readonly idleMinutes: number;
  readonly longestHours: number;
  readonly providers: readonly ConfiguredProvider[];
  /** Null where no provider keeps people here. */
  readonly provisioning: { readonly newPeopleTeamId: string; readonly groupRoles: readonly GroupRole[] } | null;
};

/** A request by which a provider kept people or groups, or tried to. */
export type ProvisioningRequest = {
  readonly atMs: number;
  readonly method: string;
  readonly resource: string;
  readonly status: number;
};
