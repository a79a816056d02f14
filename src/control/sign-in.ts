import { findPasswordFault } from '../domain/identity/password-rule.ts';
import type { Actor } from '../ports/control-store.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import {
  bornVisitor,
  type NewVisitor,
  PASSWORDS_OFF,
  refuseUntil,
  type SignInContext,
  startSession,
} from './sign-in-context.ts';

/** From where a request comes: a keyed digest of the address, and the request's own id. */
export type SignInPlace = { readonly addressDigest: string; readonly requestId: string };

const WINDOW_MS = 15 * 60_000;

/**
 * How often within a quarter of an hour. A name alone may be tried more often than a name from one address, so that
 * nobody locks somebody else out from afar.
 */
const ATTEMPTS_MAX = { pair: 5, name: 60, address: 40 } as const;

const FAILED = refuseCommand('sign_in_failed', 'Address or password is wrong, or this person has no password here.');

/** Signs somebody in by password. What is wrong is never said: not even whether there is such a person. */
export async function signInByPassword(
  context: SignInContext,
  given: { readonly email: string; readonly password: string },
  place: SignInPlace,
): Promise<NewVisitor | ControlRefusal> {
  if (!context.passwordsOn) return PASSWORDS_OFF;
  const subjects = guessSubjects(context, { name: given.email, ...place });
  const tooMany = await countGuesses(context, subjects);
  if (tooMany !== undefined) return tooMany;
  const known = await context.signIn.passwordByEmail(given.email);
  const verdict = await context.passwords.matches(given.password, known?.hash ?? null);
  if (verdict === 'busy') return refuseUntil(context.clock.nowMs() + 2_000, context.clock.nowMs());
  if (known === undefined || !verdict) {
    context.log('warn', 'sign_in.failed', { requestId: place.requestId });
    return FAILED;
  }
  await context.signIn.forgetGuesses(subjects.pair);
  const actor: Actor = { kind: 'person', id: known.personId, keyId: null, requestId: place.requestId };
  const started = await context.store.write(actor, async (unit) => {
    // The person may have left while the password was checked.
    const person = await unit.get('person', known.personId);
    if (person?.row.status !== 'active') return undefined;
    return startSession(context, unit, {
      personId: known.personId,
      method: 'password',
      provider: null,
      requestId: place.requestId,
    });
  });
  return started === undefined ? FAILED : bornVisitor(context, started);
}

/** Changes one's own password, by the one before; one's other sessions end. */
export async function changeMyPassword(
  context: SignInContext,
  of: { readonly personId: string; readonly sessionId: string } & SignInPlace,
  change: { readonly currentPassword: string; readonly newPassword: string },
): Promise<ControlRefusal | undefined> {
  if (!context.passwordsOn) return PASSWORDS_OFF;
  const tooMany = await countGuesses(context, guessSubjects(context, { name: `person:${of.personId}`, ...of }));
  if (tooMany !== undefined) return tooMany;
  const stored = await context.store.get('person', of.personId);
  const verdict = await context.passwords.matches(
    change.currentPassword,
    (await context.signIn.passwordOf(of.personId)) ?? null,
  );
  if (verdict === 'busy') return refuseUntil(context.clock.nowMs() + 2_000, context.clock.nowMs());
  if (!verdict || stored === undefined) return refuseCommand('sign_in_failed', 'That is not your password.');
  const weak = findPasswordFault(change.newPassword, stored.row);
  if (weak !== undefined) return refuseWeak(weak);
  const hash = await context.passwords.hash(change.newPassword);
  if (hash === null) return refuseUntil(context.clock.nowMs() + 2_000, context.clock.nowMs());
  const actor: Actor = {
    kind: 'person',
    id: of.personId,
    keyId: `session:${of.sessionId}`,
    requestId: of.requestId,
  };
  const atMs = context.clock.nowMs();
  await context.store.write(actor, async (unit) => {
    await unit.signIn.setPassword({ personId: of.personId, hash, atMs });
    const which = { kind: 'person', personId: of.personId, except: of.sessionId } as const;
    const ended = await unit.signIn.endSessions(which, { atMs, reason: 'the password was changed' });
    const detail = { by: 'its owner', sessionsEnded: ended.length };
    await unit.audit({ type: 'password.changed', subject: `person:${of.personId}`, detail });
  });
  return undefined;
}

export function refuseWeak(why: string): ControlRefusal {
  return refuseCommand('password_weak', why);
}

type Subjects = { readonly pair: string; readonly name: string; readonly address: string };

/** Digests under the server's pepper: neither names nor addresses lie in the store. */
export function guessSubjects(
  context: SignInContext,
  { name, addressDigest }: { readonly name: string; readonly addressDigest: string },
): Subjects {
  const plain = name.trim().toLowerCase();
  const digest = (text: string) => context.sha256(context.keyDigest(`sign-in guess\n${text}`));
  return {
    pair: digest(`pair\n${addressDigest}\n${plain}`),
    name: digest(`name\n${plain}`),
    address: digest(`address\n${addressDigest}`),
  };
}

export async function countGuesses(
  context: SignInContext,
  subjects: Subjects,
  kinds: readonly (keyof Subjects)[] = ['address', 'pair', 'name'],
): Promise<ControlRefusal | undefined> {
  const nowMs = context.clock.nowMs();
  for (const kind of kinds) {
    const guess = { subjectDigest: subjects[kind], attemptsMax: ATTEMPTS_MAX[kind], windowMs: WINDOW_MS, nowMs };
    const untilMs = await context.signIn.countGuess(guess);
    if (untilMs !== undefined) return refuseUntil(untilMs, nowMs);
  }
  return undefined;
}
