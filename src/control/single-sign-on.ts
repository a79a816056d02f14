import type { Person } from '../domain/identity/directory.ts';
import { type ProviderRules, reachedRoleKey, rolesOfGroups } from '../domain/identity/provider-rules.ts';
import type { Actor, WriteUnit } from '../ports/control-store.ts';
import type { IdentityProviders, ProvenIdentity } from '../ports/identity-provider.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import { insertGrant, saveEnded } from './role-grants.ts';
import { endSessionsWithKeys } from './sessions.ts';
import { countGuesses, guessSubjects, type SignInPlace } from './sign-in.ts';
import { bornVisitor, type NewVisitor, type SignInContext, startSession } from './sign-in-context.ts';
import { freeId } from './sign-in-links.ts';

const ATTEMPT_LIFE_MS = 600_000;
const TOKEN_BYTES = 32;

/** Sends a browser to a provider. What it must bring back is bound to this browser, and is good once. */
export async function startSingleSignOn(
  context: SignInContext,
  providers: IdentityProviders,
  wish: { readonly providerId: string; readonly origin: string; readonly returnTo: string } & SignInPlace,
): Promise<{ readonly address: string; readonly browserToken: string } | ControlRefusal> {
  const tooMany = await countGuesses(context, guessSubjects(context, { name: '', ...wish }), ['address']);
  if (tooMany !== undefined) return tooMany;
  const started = await providers.start(wish.providerId, wish.origin);
  if ('kind' in started) return refuseCommand('sign_in_failed', started.why);
  const browserToken = context.chance.hex(TOKEN_BYTES);
  await context.signIn.keepAttempt({
    stateDigest: context.sha256(started.state),
    browserDigest: context.sha256(browserToken),
    providerId: wish.providerId,
    nonce: started.nonce,
    codeVerifier: started.codeVerifier,
    returnTo: wish.returnTo,
    expiresAtMs: context.clock.nowMs() + ATTEMPT_LIFE_MS,
  });
  return { address: started.address, browserToken };
}

type Back = {
  readonly providerId: string;
  /** The whole address that the browser came back to. */
  readonly url: string;
  readonly browserToken: string | undefined;
  readonly requestId: string;
};

const STALE = refuseCommand('sign_in_failed', 'This sign-in was not begun here, is over, or took too long.');

/** Signs in whoever the provider says this is. */
export async function finishSingleSignOn(
  context: SignInContext,
  providers: IdentityProviders,
  back: Back,
): Promise<{ readonly visitor: NewVisitor; readonly returnTo: string } | ControlRefusal> {
  const state = new URL(back.url).searchParams.get('state');
  if (state === null || back.browserToken === undefined) return STALE;
  const attempt = await context.signIn.takeAttempt(context.sha256(state), context.clock.nowMs());
  const isOurs = attempt !== undefined && attempt.browserDigest === context.sha256(back.browserToken);
  if (!isOurs || attempt.providerId !== back.providerId) return STALE;
  const { nonce, codeVerifier } = attempt;
  const proven = await providers.redeem(back.providerId, { url: back.url, expected: { state, nonce, codeVerifier } });
  if ('kind' in proven) return refuseCommand('sign_in_failed', proven.why);
  const rules = providers.list().find(({ id }) => id === back.providerId)?.rules;
  if (rules === undefined) return STALE;
  const token = await enter(context, { proven, rules, requestId: back.requestId });
  if (isControlRefusal(token)) return token;
  return { visitor: await bornVisitor(context, token), returnTo: attempt.returnTo };
}

type Entering = { readonly proven: ProvenIdentity; readonly rules: ProviderRules; readonly requestId: string };

async function enter(context: SignInContext, entering: Entering): Promise<string | ControlRefusal> {
  const { proven, rules, requestId } = entering;
  const { session } = proven;
  const actor: Actor = { kind: 'system', id: `provider:${session.providerId}`, keyId: null, requestId };
  const known = await context.signIn.personOfIdentity(session);
  return context.store.write(actor, async (unit) => {
    const person = known === undefined ? await meet(context, unit, entering) : await activePerson(unit, known);
    if (isControlRefusal(person)) return person;
    const roles = { personId: person.id, providerId: session.providerId };
    if (proven.groups !== null) await followGroups(context, unit, { ...roles, groups: proven.groups, rules });
    return startSession(context, unit, {
      personId: person.id,
      method: 'identity_provider',
      provider: session,
      requestId,
    });
  });
}

async function activePerson(unit: WriteUnit, personId: string): Promise<Person | ControlRefusal> {
  const stored = await unit.get('person', personId);
  if (stored !== undefined && stored.row.status === 'active') return stored.row;
  return refuseCommand('sign_in_failed', 'The person whom the provider means is archived here.');
}

/** Somebody's first time: from then on issuer and subject are the only key, whatever becomes of their address. */
async function meet(context: SignInContext, unit: WriteUnit, entering: Entering): Promise<Person | ControlRefusal> {
  const { proven, rules } = entering;
  const found = await findOrMake(unit, { proven, rules });
  if (isControlRefusal(found)) return found;
  const { issuer, subject } = proven.session;
  const linked = await unit.signIn.linkIdentity({ issuer, subject, personId: found.id, atMs: context.clock.nowMs() });
  if (linked === 'taken')
    return refuseCommand('sign_in_failed', 'The person with this address is known to the provider as somebody else.');
  await unit.audit({ type: 'identity.linked', subject: `person:${found.id}`, detail: { issuer, subject } });
  return found;
}

const UNKNOWN = refuseCommand('sign_in_failed', 'The provider knows you, and nobody here does: ask an administrator.');

async function findOrMake(
  unit: WriteUnit,
  { proven, rules }: Pick<Entering, 'proven' | 'rules'>,
): Promise<Person | ControlRefusal> {
  const { email, name, emailVerified } = proven;
  if (rules.firstSignIn === 'refuse' || email === null) return UNKNOWN;
  const same = await unit.list('person', { limit: 2, afterId: null, where: { email, status: 'active' } });
  const [stored] = same.rows;
  if (stored !== undefined) return emailVerified && same.rows.length === 1 ? stored.row : UNKNOWN;
  if (rules.firstSignIn !== 'create' || rules.newPeopleTeamId === null) return UNKNOWN;
  const team = await unit.get('team', rules.newPeopleTeamId);
  if (team === undefined || team.row.status !== 'active') return UNKNOWN;
  const row: Person = {
    id: await freeId(unit, email),
    name: (name ?? email).slice(0, 200),
    email,
    teamId: team.row.id,
    roles: [],
    region: null,
    employment: null,
    status: 'active',
  };
  await unit.put('person', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'person.created', subject: `person:${row.id}`, detail: { row } });
  return row;
}

/** Roles by group are as the provider says it now: what is missing begins, what is no more ends. */
export async function followGroups(
  context: ControlContext,
  unit: WriteUnit,
  of: {
    readonly personId: string;
    readonly providerId: string;
    readonly groups: readonly string[];
    readonly rules: Pick<ProviderRules, 'groupRoles'>;
  },
): Promise<void> {
  const { personId, providerId } = of;
  const missing = new Map(rolesOfGroups(of.rules, of.groups).map((role) => [reachedRoleKey(role), role]));
  const grantedBy = `provider:${providerId}`;
  for await (const stored of everyRow(unit, 'role_grant', {
    personId,
    source: 'identity_provider',
    status: 'active',
  })) {
    if (stored.row.grantedBy !== grantedBy) continue;
    if (!missing.delete(reachedRoleKey(stored.row))) await saveEnded(unit, stored, 'the provider no longer says so');
  }
  for (const { role, reach } of missing.values()) {
    const reason = 'By a group at the identity provider.';
    await insertGrant(context, unit, {
      personId,
      role,
      reach,
      reason,
      grantedBy,
      source: 'identity_provider',
      expiresAtMs: null,
    });
  }
}

/** The provider says that sessions are over. Heeded once; sessions that it does not name go on. */
export async function heedSignOut(
  context: SignInContext,
  providers: IdentityProviders,
  given: { readonly providerId: string; readonly token: string; readonly requestId: string },
): Promise<number | ControlRefusal> {
  const notice = await providers.readSignOut(given.providerId, given.token);
  if ('kind' in notice) return refuseCommand('sign_in_failed', notice.why);
  const { issuer, subject, sessionId, tokenId, expiresAtMs } = notice;
  const isFirst = await context.signIn.claimSignOutToken({ issuer, tokenId, expiresAtMs });
  if (!isFirst) return refuseCommand('sign_in_failed', 'This token was heeded before.');
  const actor: Actor = { kind: 'system', id: `provider:${given.providerId}`, keyId: null, requestId: given.requestId };
  const end = { atMs: context.clock.nowMs(), reason: 'signed out at the identity provider' };
  return context.store.write(actor, (unit) => {
    if (sessionId !== null) return endSessionsWithKeys(unit, { kind: 'provider_session', issuer, sessionId }, end);
    return endSessionsWithKeys(unit, { kind: 'subject', issuer, subject: subject ?? '' }, end);
  });
}
