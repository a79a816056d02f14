import type { Person } from './directory.ts';
import type { RoleFacts } from './house-role.ts';

/** How somebody proved who they are. */
export type SignInMethod = 'password' | 'link' | 'identity_provider';

/** What an identity provider calls a session, so that either side can end it. */
export type ProviderSession = {
  readonly providerId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly sessionId: string | null;
  /** Shown to the provider again when somebody signs out, and never to anybody else. */
  readonly idToken: string | null;
};

/** A browser that is signed in. Only the hash of what its cookie holds is kept. */
export type Session = {
  readonly id: string;
  readonly personId: string;
  readonly method: SignInMethod;
  readonly provider: ProviderSession | null;
  readonly workbenchKeyId: string | null;
  readonly startedAtMs: number;
  readonly lastSeenAtMs: number;
  readonly expiresAtMs: number;
};

/** A session with all that is needed to answer a request of it. */
export type KnownSession = Session & {
  readonly person: Person;
  readonly teamName: string;
  readonly costCentre: string | null;
  readonly roleFacts: RoleFacts;
  /** Use cases that calls of the person's own may name: of tier 1, their own, and those that a key of theirs may name. */
  readonly openUseCaseIds: readonly string[];
};

/** How long sessions last. */
export type SessionLife = { readonly idleMs: number; readonly absoluteMs: number };

/** Written down at most this often, so that reading pages does not write all the time. */
export const SEEN_EVERY_MS = 60_000;

export function idleEndsAtMs(session: Pick<Session, 'lastSeenAtMs' | 'expiresAtMs'>, { idleMs }: SessionLife): number {
  return Math.min(session.lastSeenAtMs + idleMs, session.expiresAtMs);
}

/** Whether a session still answers: neither too old nor left alone for too long. */
export function isSessionLive(
  session: Pick<Session, 'lastSeenAtMs' | 'expiresAtMs'>,
  at: { readonly nowMs: number; readonly life: SessionLife },
): boolean {
  return idleEndsAtMs(session, at.life) > at.nowMs;
}
