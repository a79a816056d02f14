import type { Pool } from 'pg';
import type { ControlContext } from '../../control/control-context.ts';
import type { FindGrant } from '../../http/control/authenticate-request.ts';
import type { ScimDependencies } from '../../http/scim/scim-face.ts';
import type { Log } from '../../ports/log.ts';
import { isStoreAway } from '../../store/connection/is-store-away.ts';
import { createProvisioningStore } from '../../store/provisioning/create-provisioning-store.ts';
import { toGroupRoles } from '../identity/to-group-roles.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

/** How an identity provider keeps people and groups here, as the settings say. */
export function openProvisioning(given: {
  readonly settings: Pick<ServerSettings, 'signIn' | 'publicAddress'>;
  readonly context: ControlContext;
  readonly pool: Pool;
  readonly findGrant: FindGrant;
  readonly recent: ScimDependencies['recent'];
  readonly log: Log;
}): Omit<ScimDependencies, 'accepting'> {
  const { settings, context, pool, findGrant, recent, log } = given;
  const { provisioning } = settings.signIn;
  return {
    ...{ context, findGrant, recent, log, isStoreAway },
    publicAddress: settings.publicAddress?.replace(/\/+$/, '') ?? null,
    provisioning:
      provisioning === null
        ? null
        : {
            provisioning: createProvisioningStore({ pool }),
            rules: {
              newPeopleTeamId: provisioning.newPeopleTeamId,
              groupRoles: toGroupRoles(provisioning.groupRoles),
            },
          },
  };
}
