import type { KnownSession, SessionLife } from '../domain/identity/session.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { Log } from '../ports/log.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { NewSession, SignInStore } from '../ports/sign-in-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

/** What signing in needs besides. */
export type SignInContext = ControlContext & {
  readonly signIn: SignInStore;
  readonly passwords: PasswordHasher;
  /** Whether people may sign in by passwords that are kept here. */
  readonly passwordsOn: boolean;
  readonly sessionLife: SessionLife;
  readonly log: Log;
};

/** A session at birth: the only moment at which anybody here knows what its cookie holds. */
export type NewVisitor = { readonly token: string; readonly session: KnownSession };

const TOKEN_BYTES = 32;
const TOKEN = /^[0-9a-f]{64}$/;

type Start = Pick<NewSession, 'personId' | 'method' | 'provider'> & { readonly requestId: string };

/** Begins a session within a write; gives back what its cookie holds. Whoever was signed in before with that browser is not told. */
export async function startSession(context: SignInContext, unit: WriteUnit, start: Start): Promise<string> {
  const { clock, chance, sha256, sessionLife } = context;
  const nowMs = clock.nowMs();
  const token = chance.hex(TOKEN_BYTES);
  const { requestId: _requestId, ...of } = start;
  const id = chance.uuid(nowMs);
  await unit.signIn.startSession({
    ...of,
    id,
    digest: sha256(token),
    startedAtMs: nowMs,
    expiresAtMs: nowMs + sessionLife.absoluteMs,
  });
  const { method, provider } = start;
  const detail = {
    personId: start.personId,
    method,
    ...(provider === null ? {} : { providerId: provider.providerId }),
  };
  await unit.audit({ type: 'session.started', subject: `session:${id}`, detail });
  return token;
}

/** The session of a cookie as it stands in the store; undefined when it was ended, or never was. */
export async function readVisitor(context: SignInContext, token: string): Promise<KnownSession | undefined> {
  return TOKEN.test(token) ? context.signIn.session(context.sha256(token)) : undefined;
}

export async function bornVisitor(context: SignInContext, token: string): Promise<NewVisitor> {
  const session = await readVisitor(context, token);
  if (session === undefined) throw new Error('a session that was just begun is not there');
  return { token, session };
}

export function refuseUntil(untilMs: number, nowMs: number): ControlRefusal {
  const seconds = Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
  const refusal = refuseCommand('sign_in_limited', `Wait ${seconds} seconds.`);
  return { ...refusal, retryAfterSeconds: seconds };
}

export const PASSWORDS_OFF = refuseCommand(
  'passwords_off',
  'This installation signs people in by its identity provider.',
);
