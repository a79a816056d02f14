import { readStoredCalendar } from '../../control/calendars.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { createWorkbenchKey, endMySession, endSession } from '../../control/sessions.ts';
import { changeMyPassword, type SignInPlace, signInByPassword } from '../../control/sign-in.ts';
import type { NewVisitor, SignInContext } from '../../control/sign-in-context.ts';
import { createInvitation, linkOf, readSignInLink, signInByLink } from '../../control/sign-in-links.ts';
import { heldRoles } from '../../domain/identity/house-role.ts';
import { listPermissions, listPermissionsWithin } from '../../domain/identity/permission.ts';
import { idleEndsAtMs } from '../../domain/identity/session.ts';
import type { IdentityProviders } from '../../ports/identity-provider.ts';
import { type BrowserVisit, sessionCookie } from './browser-visit.ts';
import { type Ask, answer, type Handlers } from './control-handler.ts';
import { type Trouble, trouble } from './problem-answer.ts';
import type { SessionCaller } from './session-caller.ts';
import { toWireHeldRole } from './wire-roles.ts';
import { toWireMoment } from './wire-rows.ts';

type SessionOperation =
  | 'readVisit'
  | 'signIn'
  | 'signOut'
  | 'readSignInLink'
  | 'signInByLink'
  | 'createSignInLink'
  | 'changeMyPassword'
  | 'createWorkbenchKey'
  | 'listMySessions'
  | 'endMySession';

const INSECURE =
  'Passwords and cookies must not travel in plain text. Open this server by https (server.publicAddress), or on its own machine.';

/** Signing in and out, and what stands for a browser that is signed in. */
export function sessionHandlers(
  context: SignInContext,
  { providers, publicAddress }: { readonly providers: IdentityProviders; readonly publicAddress: string | null },
): Handlers<SessionOperation> {
  const { clock } = context;
  const placeOf = ({ visit, commander }: Pick<Ask<'signIn'>, 'visit' | 'commander'>): SignInPlace => ({
    addressDigest: context.keyDigest(visit.address),
    requestId: commander.actor.requestId,
  });
  /** The answer of whatever signs somebody in: the session, and the cookie beside it. */
  const welcome = (visit: BrowserVisit, made: NewVisitor | ControlRefusal) => {
    if (isControlRefusal(made)) return made;
    const { token, session } = made;
    const maxAgeS = (session.expiresAtMs - clock.nowMs()) / 1000;
    const caller = { session, held: heldRoles(session.roleFacts, clock.nowMs()) };
    return { ...answer(toWireSession(context, caller)), cookies: [sessionCookie(visit, { token, maxAgeS })] };
  };
  return {
    readVisit: async ({ caller, visit }) =>
      answer({
        session: caller === undefined ? null : toWireSession(context, caller),
        signIn: {
          passwords: context.passwordsOn,
          providers: providers.list().map(({ id, name }) => ({ id, name, path: `/auth/${id}/start` })),
          needsSetUp: !(await context.signIn.hasAdministrator(clock.nowMs())),
          refusedBecause: visit.channel === 'insecure' ? INSECURE : null,
        },
        calendar: await calendarOf(context),
      }),
    signIn: async (ask) =>
      ask.visit.channel === 'insecure'
        ? insecure()
        : welcome(ask.visit, await signInByPassword(context, ask.body, placeOf(ask))),
    signOut: async ({ caller, visit, commander }) => {
      const gone = [sessionCookie(visit, { token: '', maxAgeS: 0 })];
      if (caller === undefined) return { ...answer({ continueAt: null }), cookies: gone };
      await endSession(context, caller.session, commander.actor.requestId);
      const continueAt = await providers.signOutAddress(caller.session.provider, visit.ownOrigin);
      return { ...answer({ continueAt }), cookies: gone };
    },
    readSignInLink: async (ask) => {
      if (ask.visit.channel === 'insecure') return insecure();
      const facts = await readSignInLink(context, ask.body.token, placeOf(ask));
      if (isControlRefusal(facts)) return facts;
      const { kind, person, expiresAtMs } = facts;
      const who = { name: person?.name ?? null, email: person?.email ?? null };
      return answer({ kind, ...who, expiresAt: toWireMoment(expiresAtMs) });
    },
    signInByLink: async (ask) => {
      if (ask.visit.channel === 'insecure') return insecure();
      const { token, password, person } = ask.body;
      return welcome(ask.visit, await signInByLink(context, { token, password, person }, placeOf(ask)));
    },
    createSignInLink: async ({ params, commander, visit }) => {
      const made = await createInvitation(context, commander, params.id);
      if (isControlRefusal(made)) return made;
      const link = linkOf(publicAddress ?? visit.ownOrigin, made.token);
      return answer({ personId: params.id, link, expiresAt: toWireMoment(made.expiresAtMs) });
    },
    changeMyPassword: async (ask) => {
      const { caller, body } = ask;
      if (caller === undefined) return noSession();
      const { id: sessionId, personId } = caller.session;
      return (await changeMyPassword(context, { sessionId, personId, ...placeOf(ask) }, body)) ?? answer({});
    },
    createWorkbenchKey: async ({ caller, commander }) => {
      if (caller === undefined) return noSession();
      const { openUseCaseIds } = caller.session;
      const use = { useCaseIds: openUseCaseIds, requestId: commander.actor.requestId };
      const made = await createWorkbenchKey(context, caller.session, use);
      if (isControlRefusal(made)) return made;
      const { id: keyId, allowedUseCaseIds, defaultUseCaseId } = made.key.row;
      const expiresAt = toWireMoment(made.key.row.expiresAtMs ?? caller.session.expiresAtMs);
      return answer({ keyId, secret: made.secret, expiresAt, allowedUseCaseIds, defaultUseCaseId });
    },
    listMySessions: async ({ caller }) => {
      if (caller === undefined) return noSession();
      const mine = await context.signIn.sessionsOf(caller.session.personId);
      const live = mine.filter((one) => idleEndsAtMs(one, context.sessionLife) > clock.nowMs());
      return answer({
        rows: live.map(({ id, method, startedAtMs, lastSeenAtMs, expiresAtMs }) => ({
          ...{ id, method, isThis: id === caller.session.id, startedAt: toWireMoment(startedAtMs) },
          ...{ lastSeenAt: toWireMoment(lastSeenAtMs), expiresAt: toWireMoment(expiresAtMs) },
        })),
      });
    },
    endMySession: async ({ caller, params, commander }) => {
      if (caller === undefined) return noSession();
      const order = { id: params.id, requestId: commander.actor.requestId };
      return (await endMySession(context, caller.session, order)) ?? answer({});
    },
  };
}

function insecure(): Trouble {
  return trouble('sign_in_insecure', INSECURE);
}

/** A key got here, which its route does not let happen. */
function noSession(): Trouble {
  return trouble('session_ended', 'This is for browsers that are signed in.');
}

async function calendarOf({ store }: SignInContext) {
  const { timeZone, weekStartsOn, yearStartsInMonth } = (await readStoredCalendar(store)).row;
  return { timeZone, weekStartsOn, yearStartsInMonth };
}

function toWireSession(context: SignInContext, { session, held }: SessionCaller) {
  const { id, name, email, teamId } = session.person;
  return {
    id: session.id,
    person: { id, name, email, teamId, teamName: session.teamName },
    roles: held.map(toWireHeldRole),
    permissions: [...listPermissions(held)],
    permissionsWithin: [...listPermissionsWithin(held)],
    method: session.method,
    providerId: session.provider?.providerId ?? null,
    startedAt: toWireMoment(session.startedAtMs),
    idleEndsAt: toWireMoment(idleEndsAtMs(session, context.sessionLife)),
    expiresAt: toWireMoment(session.expiresAtMs),
  };
}
