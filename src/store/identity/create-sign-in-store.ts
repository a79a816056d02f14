import type { Pool } from 'pg';
import type { Session } from '../../domain/identity/session.ts';
import type { Guess, SignInAttempt, SignInLink, SignInStore } from '../../ports/sign-in-store.ts';
import { insertDevice, pollDevice, readDevice } from './device-requests.ts';
import {
  fromRowSession,
  readOpenUseCases,
  readRoleFacts,
  readSession,
  SESSION_COLUMNS,
  type SessionRow,
} from './session-rows.ts';

/** Signing in on PostgreSQL: what is read, and what is counted. */
export function createSignInStore({ pool }: { readonly pool: Pool }): SignInStore {
  return {
    session: (digest) => readSession(pool, digest),
    touch: (id, atMs) => touchSession(pool, id, atMs),
    sessionsOf: (personId) => listSessions(pool, personId),
    passwordByEmail: (email) => readPasswordByEmail(pool, email),
    passwordOf: (personId) => readPassword(pool, personId),
    roleFacts: (personId) => readRoleFacts(pool, personId),
    link: (digest) => readLink(pool, digest),
    hasAdministrator: (nowMs) => hasAdministrator(pool, nowMs),
    countGuess: (guess) => countGuess(pool, guess),
    forgetGuesses: (subjectDigest) => forgetGuesses(pool, subjectDigest),
    openUseCaseIds: (personId) => readOpenUseCases(pool, personId),
    keepDevice: (request) => insertDevice(pool, request),
    deviceByUserCode: (userCode) => readDevice(pool, userCode),
    pollDevice: (poll) => pollDevice(pool, poll),
    keepAttempt: (attempt) => insertAttempt(pool, attempt),
    takeAttempt: (stateDigest, nowMs) => takeAttempt(pool, stateDigest, nowMs),
    personOfIdentity: (identity) => readPersonOfIdentity(pool, identity),
    claimSignOutToken: (token) => claimSignOutToken(pool, token),
  };
}

/** Never goes back: of two requests at once the later stays. */
async function touchSession(pool: Pool, id: string, atMs: number): Promise<void> {
  await pool.query(
    `update tokenward.sign_in_session set last_seen_at = $2 where id = $1 and last_seen_at < $2 and ended_at is null`,
    [id, new Date(atMs)],
  );
}

/** Newest first. */
async function listSessions(pool: Pool, personId: string): Promise<readonly Session[]> {
  const { rows } = await pool.query<SessionRow>(
    `select ${SESSION_COLUMNS} from tokenward.sign_in_session session
     where session.person_id = $1 and session.ended_at is null order by session.started_at desc, session.id limit 100`,
    [personId],
  );
  return rows.map(fromRowSession);
}

/** Active people only. Addresses are kept in small letters; of two people with one address, the first by id. */
async function readPasswordByEmail(
  pool: Pool,
  email: string,
): Promise<{ readonly personId: string; readonly hash: string } | undefined> {
  const { rows } = await pool.query<{ person_id: string; hash: string }>(
    `select password.person_id, password.hash from tokenward.person
     join tokenward.sign_in_password password on password.person_id = person.id
     where lower(person.email) = lower($1) and person.status = 'active' order by person.id collate "C" limit 1`,
    [email],
  );
  const [row] = rows;
  return row === undefined ? undefined : { personId: row.person_id, hash: row.hash };
}

async function readPassword(pool: Pool, personId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ hash: string }>(
    'select hash from tokenward.sign_in_password where person_id = $1',
    [personId],
  );
  return rows[0]?.hash;
}

export type LinkRow = {
  readonly digest: string;
  readonly kind: SignInLink['kind'];
  readonly person_id: string | null;
  readonly made_by: string;
  readonly expires_at: Date;
};

export function fromRowLink(row: LinkRow): SignInLink {
  const { digest, kind, person_id: personId, made_by: madeBy } = row;
  return { digest, kind, personId, madeBy, expiresAtMs: row.expires_at.getTime() };
}

/** One that was not used; how old it is, the caller asks. */
async function readLink(pool: Pool, digest: string): Promise<SignInLink | undefined> {
  const { rows } = await pool.query<LinkRow>(
    `select digest, kind, person_id, made_by, expires_at from tokenward.sign_in_link where digest = $1 and used_at is null`,
    [digest],
  );
  return rows[0] === undefined ? undefined : fromRowLink(rows[0]);
}

/** By a grant that is in force, of a person who is active and can come in: by a password, or as a provider knows them. */
async function hasAdministrator(pool: Pool, nowMs: number): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select exists (
       select from tokenward.role_grant held join tokenward.person on person.id = held.person_id
       where held.role = 'administrator' and held.status = 'active' and person.status = 'active'
         and (held.expires_at is null or held.expires_at > $1)
         and (exists (select from tokenward.sign_in_password password where password.person_id = person.id)
           or exists (select from tokenward.sign_in_identity identity where identity.person_id = person.id))
     ) as found`,
    [new Date(nowMs)],
  );
  return rows[0]?.found === true;
}

/** Counted and judged in one statement: of many at the same moment no more get through than may. */
async function countGuess(pool: Pool, guess: Guess): Promise<number | undefined> {
  const { rows } = await pool.query<{ failures: number; window_ends_at: Date }>(
    `insert into tokenward.sign_in_guess as guess (subject_digest, failures, window_ends_at) values ($1, 1, $3)
     on conflict (subject_digest) do update set
       failures = case when guess.window_ends_at <= $2 then 1 else least(guess.failures + 1, 1000000) end,
       window_ends_at = case when guess.window_ends_at <= $2 then $3 else guess.window_ends_at end
     returning failures, window_ends_at`,
    [guess.subjectDigest, new Date(guess.nowMs), new Date(guess.nowMs + guess.windowMs)],
  );
  const [row] = rows;
  return row !== undefined && row.failures > guess.attemptsMax ? row.window_ends_at.getTime() : undefined;
}

async function forgetGuesses(pool: Pool, subjectDigest: string): Promise<void> {
  await pool.query('delete from tokenward.sign_in_guess where subject_digest = $1', [subjectDigest]);
}

async function insertAttempt(pool: Pool, attempt: SignInAttempt): Promise<void> {
  await pool.query(
    `insert into tokenward.sign_in_attempt
       (state_digest, browser_digest, provider_id, nonce, code_verifier, return_to, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[attempt.stateDigest, attempt.browserDigest, attempt.providerId, attempt.nonce, attempt.codeVerifier],
      ...[attempt.returnTo, new Date(attempt.expiresAtMs)],
    ],
  );
}

type AttemptRow = {
  readonly browser_digest: string;
  readonly provider_id: string;
  readonly nonce: string;
  readonly code_verifier: string;
  readonly return_to: string;
  readonly expires_at: Date;
};

/** Taken out as it is read: nobody gets it twice. One that is too old is taken out as well, and not given. */
async function takeAttempt(pool: Pool, stateDigest: string, nowMs: number): Promise<SignInAttempt | undefined> {
  const { rows } = await pool.query<AttemptRow>(
    `delete from tokenward.sign_in_attempt where state_digest = $1
     returning browser_digest, provider_id, nonce, code_verifier, return_to, expires_at`,
    [stateDigest],
  );
  const [row] = rows;
  if (row === undefined || row.expires_at.getTime() <= nowMs) return undefined;
  return {
    stateDigest,
    browserDigest: row.browser_digest,
    providerId: row.provider_id,
    nonce: row.nonce,
    codeVerifier: row.code_verifier,
    returnTo: row.return_to,
    expiresAtMs: row.expires_at.getTime(),
  };
}

async function readPersonOfIdentity(
  pool: Pool,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<string | undefined> {
  const { rows } = await pool.query<{ person_id: string }>(
    'select person_id from tokenward.sign_in_identity where issuer = $1 and subject = $2',
    [issuer, subject],
  );
  return rows[0]?.person_id;
}

/** The first to write it down heeds it. */
async function claimSignOutToken(
  pool: Pool,
  token: { readonly issuer: string; readonly tokenId: string; readonly expiresAtMs: number },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into tokenward.sign_out_token (issuer, token_id, expires_at) values ($1, $2, $3) on conflict do nothing`,
    [token.issuer, token.tokenId, new Date(token.expiresAtMs)],
  );
  return rowCount === 1;
}
