import type { ClientBase } from 'pg';
import type { Session } from '../../domain/identity/session.ts';
import type { NewSession, SessionsToEnd, SignInLink, SignInWrites } from '../../ports/sign-in-store.ts';
import { fromRowLink, type LinkRow } from './create-sign-in-store.ts';
import { answerDevice, takeDevice } from './device-requests.ts';
import { fromRowSession, SESSION_COLUMNS, type SessionRow } from './session-rows.ts';

/** What is written of signing in, on the connection of a write of the control plane. */
export function signInWrites(client: ClientBase): SignInWrites {
  return {
    startSession: (session) => insertSession(client, session),
    endSessions: (which, end) => endSessions(client, which, end),
    setPassword: (password) => putPassword(client, password),
    dropPassword: async (personId) => {
      await client.query('delete from tokenward.sign_in_password where person_id = $1', [personId]);
    },
    addLink: async (link, atMs) => {
      await spendLinks(client, link, atMs);
      await insertLink(client, link, atMs);
    },
    takeLink: (digest, atMs) => takeLink(client, digest, atMs),
    linkIdentity: (identity) => insertIdentity(client, identity),
    answerDevice: (answer) => answerDevice(client, answer),
    takeDevice: (digest, atMs) => takeDevice(client, digest, atMs),
    rememberWorkbenchKey: async (sessionId, keyId) => {
      await client.query('update tokenward.sign_in_session set workbench_key_id = $2 where id = $1', [
        sessionId,
        keyId,
      ]);
    },
  };
}

async function insertSession(client: ClientBase, session: NewSession): Promise<void> {
  const { provider } = session;
  await client.query(
    `insert into tokenward.sign_in_session
       (id, digest, person_id, method, provider_id, issuer, subject, provider_session_id, id_token, started_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)`,
    [
      ...[session.id, session.digest, session.personId, session.method],
      ...[provider?.providerId ?? null, provider?.issuer ?? null, provider?.subject ?? null],
      ...[provider?.sessionId ?? null, provider?.idToken ?? null],
      ...[new Date(session.startedAtMs), new Date(session.expiresAtMs)],
    ],
  );
}

/** Each ends once; what was shown to the provider is forgotten with it. */
async function endSessions(
  client: ClientBase,
  which: SessionsToEnd,
  end: { readonly atMs: number; readonly reason: string },
): Promise<readonly Session[]> {
  const { condition, values } = conditionOf(which);
  const { rows } = await client.query<SessionRow>(
    `update tokenward.sign_in_session session set ended_at = $1, end_reason = $2, id_token = null
     where session.ended_at is null and ${condition} returning ${SESSION_COLUMNS}`,
    [new Date(end.atMs), end.reason, ...values],
  );
  return rows.map(fromRowSession);
}

function conditionOf(which: SessionsToEnd): {
  readonly condition: string;
  readonly values: readonly (string | null)[];
} {
  switch (which.kind) {
    case 'one':
      return { condition: 'session.id = $3', values: [which.id] };
    case 'person':
      return {
        condition: 'session.person_id = $3 and ($4::text is null or session.id <> $4)',
        values: [which.personId, which.except],
      };
    case 'provider_session':
      return {
        condition: 'session.issuer = $3 and session.provider_session_id = $4',
        values: [which.issuer, which.sessionId],
      };
    case 'subject':
      return { condition: 'session.issuer = $3 and session.subject = $4', values: [which.issuer, which.subject] };
  }
}

async function putPassword(
  client: ClientBase,
  { personId, hash, atMs }: { readonly personId: string; readonly hash: string; readonly atMs: number },
): Promise<void> {
  await client.query(
    `insert into tokenward.sign_in_password (person_id, hash, changed_at) values ($1, $2, $3)
     on conflict (person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [personId, hash, new Date(atMs)],
  );
}

/** Of one person, and of the first administrator, one link works at a time. */
async function spendLinks(client: ClientBase, { kind, personId }: SignInLink, atMs: number): Promise<void> {
  await client.query(
    `update tokenward.sign_in_link set used_at = $3
     where used_at is null and kind = $1 and person_id is not distinct from $2`,
    [kind, personId, new Date(atMs)],
  );
}

async function insertLink(client: ClientBase, link: SignInLink, atMs: number): Promise<void> {
  await client.query(
    `insert into tokenward.sign_in_link (digest, kind, person_id, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [link.digest, link.kind, link.personId, link.madeBy, new Date(atMs), new Date(link.expiresAtMs)],
  );
}

/** Of two who use it at the same moment one gets it. */
async function takeLink(client: ClientBase, digest: string, atMs: number): Promise<SignInLink | undefined> {
  const { rows } = await client.query<LinkRow>(
    `update tokenward.sign_in_link set used_at = $2 where digest = $1 and used_at is null and expires_at > $2
     returning digest, kind, person_id, made_by, expires_at`,
    [digest, new Date(atMs)],
  );
  return rows[0] === undefined ? undefined : fromRowLink(rows[0]);
}

/** `taken` where the identity is somebody's, or the person is known to this issuer by another subject. */
async function insertIdentity(
  client: ClientBase,
  identity: { readonly issuer: string; readonly subject: string; readonly personId: string; readonly atMs: number },
): Promise<'linked' | 'taken'> {
  const { rowCount } = await client.query(
    `insert into tokenward.sign_in_identity (issuer, subject, person_id, linked_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [identity.issuer, identity.subject, identity.personId, new Date(identity.atMs)],
  );
  return rowCount === 1 ? 'linked' : 'taken';
}
