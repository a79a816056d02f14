import { openProviders } from '../../../src/app/identity/open-providers.ts';
import { createPasswordHasher } from '../../../src/app/secrets/password-hasher.ts';
import type { ControlApiDependencies } from '../../../src/http/control/create-control-api.ts';
import type { Log } from '../../../src/ports/log.ts';
import { createDirectoryStore } from '../../../src/store/identity/create-directory-store.ts';
import { createSignInStore } from '../../../src/store/identity/create-sign-in-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

const HOUR_MS = 3_600_000;

/** Signing in with passwords that cost next to nothing to check. */
export function signInPartsOf(
  database: TestDatabase,
  log: Log,
): Pick<
  ControlApiDependencies,
  'signIn' | 'providers' | 'publicAddress' | 'directory' | 'setUp' | 'recentProvisioning'
> {
  return {
    signIn: {
      signIn: createSignInStore({ pool: database.pool }),
      passwords: createPasswordHasher({ N: 2, r: 1, p: 1 }),
      passwordsOn: true,
      sessionLife: { idleMs: 8 * HOUR_MS, absoluteMs: 24 * HOUR_MS },
      log,
    },
    providers: openProviders([], { environment: {}, nowMs: Date.now, log }),
    publicAddress: null,
    directory: createDirectoryStore({ pool: database.pool }),
    setUp: { idleMinutes: 480, longestHours: 24, providers: [], provisioning: null },
    recentProvisioning: () => [],
  };
}
