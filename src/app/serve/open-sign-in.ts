import type { Pool } from 'pg';
import type { ControlContext } from '../../control/control-context.ts';
import { createSetUpLink, linkOf } from '../../control/sign-in-links.ts';
import type { SignInSetUp } from '../../domain/identity/sign-in-set-up.ts';
import type { SignInDependencies } from '../../http/control/serving-of.ts';
import { createRecentRequests, type RecentRequests } from '../../http/scim/recent-requests.ts';
import type { Log } from '../../ports/log.ts';
import { createDirectoryStore } from '../../store/identity/create-directory-store.ts';
import { createSignInStore } from '../../store/identity/create-sign-in-store.ts';
import { systemClock } from '../clock/system-clock.ts';
import { openProviders } from '../identity/open-providers.ts';
import { toGroupRoles } from '../identity/to-group-roles.ts';
import { createPasswordHasher } from '../secrets/password-hasher.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { SignInSettings } from '../settings/sign-in-settings.ts';

export type OpenedSignIn = {
  /** What the control API needs of it. */
  readonly parts: SignInDependencies;
  /** Where requests for provisioning are noted. */
  readonly recent: RecentRequests;
  /** A link for the first administrator at this address, while there is none; the one printed before is worth nothing then. */
  readonly setUpLink: (address: string) => Promise<string | null>;
};

const MINUTE_MS = 60_000;

/** How people sign in to this server, as its settings say. */
export function openSignIn(given: {
  readonly settings: ServerSettings;
  readonly context: ControlContext;
  readonly pool: Pool;
  readonly log: Log;
}): OpenedSignIn {
  const { settings, pool, log } = given;
  const { passwords, idleMinutes, longestHours } = settings.signIn;
  const signIn: SignInDependencies['signIn'] = {
    signIn: createSignInStore({ pool }),
    passwords: createPasswordHasher(),
    passwordsOn: passwords,
    sessionLife: { idleMs: idleMinutes * MINUTE_MS, absoluteMs: longestHours * 60 * MINUTE_MS },
    log,
  };
  const setUpLink = async (address: string): Promise<string | null> => {
    if (!passwords) return null;
    const token = await createSetUpLink({ ...given.context, ...signIn });
    return token === undefined ? null : linkOf(address, token);
  };
  const { nowMs } = systemClock;
  const providers = openProviders(settings.signIn.providers, { environment: process.env, nowMs, log });
  const recent = createRecentRequests();
  const parts: SignInDependencies = {
    ...{ signIn, providers, publicAddress: settings.publicAddress },
    ...{ directory: createDirectoryStore({ pool }), setUp: setUpOf(settings.signIn), recentProvisioning: recent.list },
  };
  return { parts, recent, setUpLink };
}

/** What may be shown of the settings: no secret, and not where one is found. */
function setUpOf({ idleMinutes, longestHours, providers, provisioning }: SignInSettings): SignInSetUp {
  return {
    ...{ idleMinutes, longestHours },
    providers: providers.map(({ id, name, issuer, clientId, scopes, groupsClaim, ...rules }) => ({
      ...{ id, name, issuer, clientId, scopes, groupsClaim },
      firstSignIn: rules.firstSignIn,
      newPeopleTeamId: rules.newPeopleTeamId,
      groupRoles: toGroupRoles(rules.groupRoles),
    })),
    provisioning:
      provisioning === null
        ? null
        : { newPeopleTeamId: provisioning.newPeopleTeamId, groupRoles: toGroupRoles(provisioning.groupRoles) },
  };
}
