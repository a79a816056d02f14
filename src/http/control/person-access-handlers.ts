import { refuseCommand } from '../../control/control-refusal.ts';
import { endPersonSessions } from '../../control/sessions.ts';
import type { SignInContext } from '../../control/sign-in-context.ts';
import type { ProvisioningRequest, SignInSetUp } from '../../domain/identity/sign-in-set-up.ts';
import type { DirectoryPlace, DirectoryStore } from '../../ports/directory-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

/** How people come in, for whoever looks after it. */
export type AccessDependencies = {
  readonly directory: DirectoryStore;
  readonly setUp: SignInSetUp;
  readonly publicAddress: string | null;
  /** What a provider asked for last, newest first. */
  readonly recentProvisioning: () => readonly ProvisioningRequest[];
};

type AccessOperation = 'listDirectory' | 'readPersonAccess' | 'endPersonSessions' | 'readSignInSetUp';

/** Who there is, by what they come in, and how this server is set up for it. */
export function personAccessHandlers(context: SignInContext, given: AccessDependencies): Handlers<AccessOperation> {
  const { clock } = context;
  const { directory } = given;
  return {
    listDirectory: async ({ query }) => {
      const from = fromCursor('directory', query);
      if ('kind' in from) return from;
      const { limit, cursor: _cursor, ...filter } = query;
      const page = { limit: limit + 1, after: toPlace(from.after), nowMs: clock.nowMs() };
      const found = await directory.find(filter, page);
      const rows = found.slice(0, limit);
      const last = found.length > limit ? rows.at(-1) : undefined;
      const after = last === undefined ? null : JSON.stringify([last.name, last.id]);
      return answer({ rows, next: toCursor('directory', query, after) });
    },
    readPersonAccess: async ({ params: { id } }) => {
      const access = await directory.access(id, clock.nowMs());
      if (access === undefined) return refuseCommand('not_found', `There is no person "${id}".`);
      const { identities, provisioned, invitationEndsAtMs, ...rest } = access;
      return answer({
        ...rest,
        personId: id,
        identities: identities.map(({ linkedAtMs, ...known }) => ({ ...known, linkedAt: toWireMoment(linkedAtMs) })),
        provisioned: provisioned === null ? null : toWireProvisioned(provisioned),
        invitationEndsAt: toWireMomentOrNull(invitationEndsAtMs),
      });
    },
    endPersonSessions: async ({ params, body, commander }) => {
      const ended = await endPersonSessions(context, commander, { personId: params.id, reason: body.reason });
      return typeof ended === 'number' ? answer({ personId: params.id, sessionsEnded: ended }) : ended;
    },
    readSignInSetUp: async () => answer(await toWireSetUp(context, given)),
  };
}

function toPlace(after: string | null): DirectoryPlace | null {
  const value: unknown = after === null ? null : JSON.parse(after);
  if (!Array.isArray(value)) return null;
  return { name: String(value[0]), id: String(value[1]) };
}

function toWireProvisioned(kept: {
  readonly userName: string;
  readonly externalId: string | null;
  readonly changedAtMs: number;
}) {
  const { changedAtMs, ...rest } = kept;
  return { ...rest, changedAt: toWireMoment(changedAtMs) };
}

async function toWireSetUp(context: SignInContext, given: AccessDependencies) {
  const { directory, setUp, publicAddress } = given;
  const [byIssuer, counts, keys] = await Promise.all([
    directory.peopleByIssuer(),
    directory.provisioningCounts(),
    directory.provisioningKeys(),
  ]);
  const { providers, provisioning, ...times } = setUp;
  return {
    ...times,
    publicAddress,
    passwords: context.passwordsOn,
    providers: providers.map((provider) => ({
      ...provider,
      callbackPath: `/auth/${provider.id}/callback`,
      backChannelPath: `/auth/${provider.id}/back-channel-logout`,
      people: byIssuer.get(provider.issuer) ?? 0,
    })),
    provisioning: {
      isOn: provisioning !== null,
      path: '/scim/v2',
      newPeopleTeamId: provisioning?.newPeopleTeamId ?? null,
      groupRoles: provisioning?.groupRoles ?? [],
      people: counts.people,
      groups: counts.groups,
      changedAt: toWireMomentOrNull(counts.changedAtMs),
      keys: keys.map(({ expiresAtMs, ...key }) => ({ ...key, expiresAt: toWireMomentOrNull(expiresAtMs) })),
      requests: given.recentProvisioning().map(({ atMs, ...request }) => ({ ...request, at: toWireMoment(atMs) })),
    },
  };
}
