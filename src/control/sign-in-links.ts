import type { Person } from '../domain/identity/directory.ts';
import { EVERYWHERE, type RoleGrant } from '../domain/identity/house-role.ts';
import { findPasswordFault } from '../domain/identity/password-rule.ts';
import type { Actor, Stored, WriteUnit } from '../ports/control-store.ts';
import type { SignInLink } from '../ports/sign-in-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { countGuesses, guessSubjects, refuseWeak, type SignInPlace } from './sign-in.ts';
import {
  bornVisitor,
  type NewVisitor,
  PASSWORDS_OFF,
  refuseUntil,
  type SignInContext,
  startSession,
} from './sign-in-context.ts';

/** Behind `#`, so that what the link holds is in no log and no referrer. */
export function linkOf(address: string, token: string): string {
  return `${address.replace(/\/+$/, '')}/sign-in#link=${token}`;
}

const DAY_MS = 86_400_000;
const SET_UP_LIFE_MS = DAY_MS;
const INVITATION_LIFE_MS = 3 * DAY_MS;
const SET_UP: Actor = { kind: 'system', id: 'set-up-link', keyId: null, requestId: 'set-up' };

const INVALID = refuseCommand('link_invalid', 'No link with this value can be used.');

/** A link for the first administrator, while there is none; the one made before it is worth nothing then. */
export async function createSetUpLink(context: SignInContext): Promise<string | undefined> {
  const nowMs = context.clock.nowMs();
  if (await context.signIn.hasAdministrator(nowMs)) return undefined;
  const token = context.chance.hex(TOKEN_BYTES);
  await context.store.write(SET_UP, async (unit) => {
    const link: SignInLink = {
      digest: context.sha256(token),
      kind: 'set_up',
      personId: null,
      madeBy: SET_UP.id,
      expiresAtMs: nowMs + SET_UP_LIFE_MS,
    };
    await unit.signIn.addLink(link, nowMs);
    await unit.audit({ type: 'sign_in_link.created', subject: 'sign_in_link:set-up', detail: { kind: 'set_up' } });
  });
  return token;
}

const TOKEN_BYTES = 32;

/** A link by which another person chooses a password. Nobody makes one for themselves: who is signed in changes theirs. */
export function createInvitation(
  context: SignInContext,
  { actor }: Commander,
  personId: string,
): Promise<{ readonly token: string; readonly expiresAtMs: number } | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const token = context.chance.hex(TOKEN_BYTES);
  const expiresAtMs = nowMs + INVITATION_LIFE_MS;
  return context.store.write(actor, async (unit) => {
    if (!context.passwordsOn) return PASSWORDS_OFF;
    const person = await unit.get('person', personId);
    if (person === undefined) return refuseCommand('not_found', `There is no person "${personId}".`);
    if (person.row.status !== 'active') return refuseCommand('archived', `The person "${personId}" is archived.`);
    const link = {
      digest: context.sha256(token),
      kind: 'invitation',
      personId,
      madeBy: actor.id,
      expiresAtMs,
    } as const;
    await unit.signIn.addLink(link, nowMs);
    await unit.audit({
      type: 'sign_in_link.created',
      subject: `person:${personId}`,
      detail: { kind: 'invitation', expiresAtMs },
    });
    return { token, expiresAtMs };
  });
}

export type LinkFacts = Pick<SignInLink, 'kind' | 'expiresAtMs'> & {
  readonly person: Pick<Person, 'name' | 'email'> | null;
};

/** What a link is for; it is not used up by looking. */
export async function readSignInLink(
  context: SignInContext,
  token: string,
  place: SignInPlace,
): Promise<LinkFacts | ControlRefusal> {
  const tooMany = await countGuesses(context, guessSubjects(context, { name: '', ...place }), ['address']);
  if (tooMany !== undefined) return tooMany;
  const link = await context.signIn.link(context.sha256(token));
  if (link === undefined || link.expiresAtMs <= context.clock.nowMs()) return INVALID;
  const stored = link.personId === null ? undefined : await context.store.get('person', link.personId);
  return { kind: link.kind, expiresAtMs: link.expiresAtMs, person: stored?.row ?? null };
}

export type LinkUse = {
  readonly token: string;
  readonly password: string;
  readonly person: Pick<Person, 'name' | 'email'> | undefined;
};

/** Uses a link up: the person has the password from now on, their other sessions end, and they are signed in. */
export async function signInByLink(
  context: SignInContext,
  use: LinkUse,
  place: SignInPlace,
): Promise<NewVisitor | ControlRefusal> {
  if (!context.passwordsOn) return PASSWORDS_OFF;
  const facts = await readSignInLink(context, use.token, place);
  if (isControlRefusal(facts)) return facts;
  const of = facts.person ?? use.person;
  if (of === undefined)
    return refuseCommand('rule_broken', 'The set-up link needs "person": who the administrator is.');
  const weak = findPasswordFault(use.password, of);
  if (weak !== undefined) return refuseWeak(weak);
  const hash = await context.passwords.hash(use.password);
  const nowMs = context.clock.nowMs();
  if (hash === null) return refuseUntil(nowMs + 2_000, nowMs);
  const actor: Actor = { ...SET_UP, requestId: place.requestId };
  const token = await context.store.write(actor, async (unit) => {
    const link = await unit.signIn.takeLink(context.sha256(use.token), nowMs);
    if (link === undefined) return INVALID;
    if (link.kind === 'set_up' && (await context.signIn.hasAdministrator(nowMs))) return INVALID;
    const person = link.personId === null ? await firstPerson(unit, of) : await unit.get('person', link.personId);
    if (person === undefined || person.row.status !== 'active') return INVALID;
    const personId = person.row.id;
    if (link.kind === 'set_up') await makeAdministrator(context, unit, personId);
    await unit.signIn.setPassword({ personId, hash, atMs: nowMs });
    await unit.signIn.endSessions(
      { kind: 'person', personId, except: null },
      { atMs: nowMs, reason: 'a new password was chosen' },
    );
    await unit.audit({
      type: 'password.chosen',
      subject: `person:${personId}`,
      detail: { by: link.kind, madeBy: link.madeBy },
    });
    return startSession(context, unit, { personId, method: 'link', provider: null, requestId: place.requestId });
  });
  return isControlRefusal(token) ? token : bornVisitor(context, token);
}

const FIRST_TEAM = 'administration';

/** The person with this address, or a new one, in a team of their own where there is none yet. */
async function firstPerson(
  unit: WriteUnit,
  { name, email }: Pick<Person, 'name' | 'email'>,
): Promise<Stored<Person> | undefined> {
  const known = await unit.list('person', { limit: 1, afterId: null, where: { email, status: 'active' } });
  if (known.rows[0] !== undefined) return known.rows[0];
  const id = await freeId(unit, email);
  const team = {
    id: FIRST_TEAM,
    name: 'Administration',
    costCentre: null,
    managerPersonId: null,
    status: 'active',
  } as const;
  const options = { managedBy: 'api', expectedRevision: null } as const;
  if ((await unit.get('team', FIRST_TEAM)) === undefined) {
    await unit.put('team', team, options);
    await unit.audit({ type: 'team.created', subject: `team:${FIRST_TEAM}`, detail: { row: team } });
  }
  const row: Person = {
    id,
    name,
    email,
    teamId: FIRST_TEAM,
    roles: [],
    region: null,
    employment: 'employee',
    status: 'active',
  };
  await unit.put('person', row, options);
  await unit.audit({ type: 'person.created', subject: `person:${id}`, detail: { row } });
  return unit.get('person', id);
}

/** From the address, as people choose slugs; with a number behind it where somebody has it. */
export async function freeId(unit: WriteUnit, email: string): Promise<string> {
  const local = (email.split('@')[0] ?? '').toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-');
  const base = local.replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '').slice(0, 56) || 'person';
  for (let number = 1; number < 10_000; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if ((await unit.get('person', id)) === undefined) return id;
  }
  throw new Error(`ten thousand people are called ${base}`);
}

async function makeAdministrator(context: SignInContext, unit: WriteUnit, personId: string): Promise<void> {
  const row: RoleGrant = {
    id: context.chance.uuid(context.clock.nowMs()),
    personId,
    role: 'administrator',
    reach: EVERYWHERE,
    source: 'granted',
    reason: 'The first administrator, by the set-up link.',
    grantedBy: SET_UP.id,
    expiresAtMs: null,
    status: 'active',
    endReason: null,
  };
  await unit.put('role_grant', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'role_grant.created', subject: `role_grant:${row.id}`, detail: { row } });
}
