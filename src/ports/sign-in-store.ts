import type { RoleFacts } from '../domain/identity/house-role.ts';
import type { KeyScope } from '../domain/identity/key-grant.ts';
import type { KnownSession, ProviderSession, Session, SignInMethod } from '../domain/identity/session.ts';

export type NewSession = {
  readonly id: string;
  /** SHA-256 of what the cookie holds, hex. */
  readonly digest: string;
  readonly personId: string;
  readonly method: SignInMethod;
  readonly provider: ProviderSession | null;
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
};

/** A link that is good once. */
export type SignInLink = {
  readonly digest: string;
  readonly kind: 'set_up' | 'invitation';
  readonly personId: string | null;
  readonly madeBy: string;
  readonly expiresAtMs: number;
};

/** Which sessions end; each names at least one. `except` stays. */
export type SessionsToEnd =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'person'; readonly personId: string; readonly except: string | null }
  | { readonly kind: 'provider_session'; readonly issuer: string; readonly sessionId: string }
  | { readonly kind: 'subject'; readonly issuer: string; readonly subject: string };

/** A sign-in that is under way at an identity provider. */
export type SignInAttempt = {
  readonly stateDigest: string;
  readonly browserDigest: string;
  readonly providerId: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  readonly expiresAtMs: number;
};

/** What is tried against one thing, and how often it may be within the window. */
export type Guess = {
  readonly subjectDigest: string;
  readonly attemptsMax: number;
  readonly windowMs: number;
  readonly nowMs: number;
};

/** A program that waits for somebody to say yes in a browser. */
export type DeviceRequest = {
  readonly digest: string;
  readonly userCode: string;
  readonly clientName: string;
  readonly scopes: readonly KeyScope[];
  readonly state: 'waiting' | 'approved' | 'denied' | 'used';
  readonly personId: string | null;
  readonly requestedAtMs: number;
  readonly expiresAtMs: number;
};

/** What is read and counted of signing in, each in a statement of its own. */
export type SignInStore = {
  /** The session whose cookie this is, unless it was ended. Whether it is too old is the caller's to ask. */
  readonly session: (digest: string) => Promise<KnownSession | undefined>;
  /** Says that it was used; never goes back in time. */
  readonly touch: (id: string, atMs: number) => Promise<void>;
  /** Those of a person that were not ended, newest first, at most a hundred. */
  readonly sessionsOf: (personId: string) => Promise<readonly Session[]>;
  /** The password of the active person with this address, whatever its case. */
  readonly passwordByEmail: (
    email: string,
  ) => Promise<{ readonly personId: string; readonly hash: string } | undefined>;
  readonly passwordOf: (personId: string) => Promise<string | undefined>;
  /** What the directory and the grants say of a person's roles. */
  readonly roleFacts: (personId: string) => Promise<RoleFacts | undefined>;
  /** A link that was not used. */
  readonly link: (digest: string) => Promise<SignInLink | undefined>;
  /** Whether an active person holds the role, or anybody can sign in at all. */
  readonly hasAdministrator: (nowMs: number) => Promise<boolean>;
  /**
   * Counts an attempt before it is made, so that many at once do not slip through. Says until when to wait where there
   * were too many; undefined where it may be made.
   */
  readonly countGuess: (guess: Guess) => Promise<number | undefined>;
  /** After one that was right. */
  readonly forgetGuesses: (subjectDigest: string) => Promise<void>;
  /** As sessions know them: use cases that calls of the person's own may name. */
  readonly openUseCaseIds: (personId: string) => Promise<readonly string[]>;
  /** False where the code that people type is taken at this moment. */
  readonly keepDevice: (request: DeviceRequest) => Promise<boolean>;
  readonly deviceByUserCode: (userCode: string) => Promise<DeviceRequest | undefined>;
  /** The program asks how it stands; `tooSoon` where it asked within the interval. */
  readonly pollDevice: (poll: {
    readonly digest: string;
    readonly nowMs: number;
    readonly intervalMs: number;
  }) => Promise<{ readonly request: DeviceRequest; readonly tooSoon: boolean } | undefined>;
  readonly keepAttempt: (attempt: SignInAttempt) => Promise<void>;
  /** Takes it out: nobody takes it twice. */
  readonly takeAttempt: (stateDigest: string, nowMs: number) => Promise<SignInAttempt | undefined>;
  readonly personOfIdentity: (identity: {
    readonly issuer: string;
    readonly subject: string;
  }) => Promise<string | undefined>;
  /** Once: false where the token was heeded before. */
  readonly claimSignOutToken: (token: {
    readonly issuer: string;
    readonly tokenId: string;
    readonly expiresAtMs: number;
  }) => Promise<boolean>;
};

/** What is written of signing in, within a write of the control plane and its audit events. */
export type SignInWrites = {
  readonly startSession: (session: NewSession) => Promise<void>;
  /** Gives back those that were not ended before. */
  readonly endSessions: (
    which: SessionsToEnd,
    end: { readonly atMs: number; readonly reason: string },
  ) => Promise<readonly Session[]>;
  readonly setPassword: (password: {
    readonly personId: string;
    readonly hash: string;
    readonly atMs: number;
  }) => Promise<void>;
  readonly dropPassword: (personId: string) => Promise<void>;
  /** Those of the person, or of the first administrator, that were not used are worth nothing afterwards. */
  readonly addLink: (link: SignInLink, atMs: number) => Promise<void>;
  /** Uses a link up; undefined where it is used, unknown or too old. */
  readonly takeLink: (digest: string, atMs: number) => Promise<SignInLink | undefined>;
  readonly linkIdentity: (identity: {
    readonly issuer: string;
    readonly subject: string;
    readonly personId: string;
    readonly atMs: number;
  }) => Promise<'linked' | 'taken'>;
  /** Says yes or no for somebody, once; undefined where nothing waits under the code. */
  readonly answerDevice: (answer: {
    readonly userCode: string;
    readonly personId: string;
    readonly approve: boolean;
    readonly atMs: number;
  }) => Promise<DeviceRequest | undefined>;
  /** Takes an approved request: of two who ask at the same moment one gets it. */
  readonly takeDevice: (digest: string, atMs: number) => Promise<DeviceRequest | undefined>;
  readonly rememberWorkbenchKey: (sessionId: string, keyId: string) => Promise<void>;
};
