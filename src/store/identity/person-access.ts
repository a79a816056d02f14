import type { Pool } from 'pg';
import type { PersonAccess, ProvisioningCounts, ProvisioningKey } from '../../ports/directory-store.ts';
import { millisecondsOrNull } from '../control/column-values.ts';
import { STATE } from './create-directory-store.ts';

type AccessRow = {
  readonly state: PersonAccess['state'];
  readonly has_password: boolean;
  readonly identities: readonly { readonly issuer: string; readonly subject: string; readonly linked_ms: number }[];
  readonly user_name: string | null;
  readonly external_id: string | null;
  readonly said_at: Date | null;
  readonly invitation_ends_at: Date | null;
  readonly sessions: number;
  readonly keys: number;
};

/** By what somebody can come in, in one statement over one state of the store. */
export async function readPersonAccess(pool: Pool, personId: string, nowMs: number): Promise<PersonAccess | undefined> {
  const { rows } = await pool.query<AccessRow>(
    `select ${STATE} as state,
       exists (select from tokenward.sign_in_password password where password.person_id = person.id) as has_password,
       (select coalesce(jsonb_agg(jsonb_build_object('issuer', known.issuer, 'subject', known.subject,
            'linked_ms', (extract(epoch from known.linked_at) * 1000)::float8) order by known.issuer), '[]')
          from tokenward.sign_in_identity known where known.person_id = person.id) as identities,
       kept.user_name, kept.external_id, kept.updated_at as said_at,
       (select max(link.expires_at) from tokenward.sign_in_link link
          where link.person_id = person.id and link.used_at is null and link.expires_at > $2) as invitation_ends_at,
       (select count(*)::int from tokenward.sign_in_session session
          where session.person_id = person.id and session.ended_at is null and session.expires_at > $2) as sessions,
       (select count(*)::int from tokenward.api_key key
          where key.owner_person_id = person.id and key.status = 'active'
            and (key.expires_at is null or key.expires_at > $2)) as keys
     from tokenward.person left join tokenward.provisioned_person kept on kept.person_id = person.id
     where person.id = $1`,
    [personId, new Date(nowMs)],
  );
  return rows[0] === undefined ? undefined : fromRowAccess(rows[0]);
}

function fromRowAccess(row: AccessRow): PersonAccess {
  const { user_name: userName, said_at: saidAt } = row;
  return {
    state: row.state,
    hasPassword: row.has_password,
    identities: row.identities.map(({ issuer, subject, linked_ms: linkedAtMs }) => ({ issuer, subject, linkedAtMs })),
    provisioned:
      userName === null || saidAt === null
        ? null
        : { userName, externalId: row.external_id, changedAtMs: saidAt.getTime() },
    invitationEndsAtMs: millisecondsOrNull(row.invitation_ends_at),
    sessions: row.sessions,
    keys: row.keys,
  };
}

/** By passwords, identities and links that still hold, in one statement. */
export async function readArrivals(
  pool: Pool,
  personId: string,
  nowMs: number,
): Promise<{ readonly others: boolean; readonly ownKey: boolean }> {
  const { rows } = await pool.query<{ others: boolean; own_key: boolean }>(
    `select exists (select from tokenward.sign_in_password where person_id <> $1)
       or exists (select from tokenward.sign_in_identity where person_id <> $1)
       or exists (select from tokenward.sign_in_link where person_id <> $1 and used_at is null and expires_at > $2) as others,
       exists (select from tokenward.api_key where owner_person_id = $1 and status = 'active'
         and (expires_at is null or expires_at > $2)) as own_key`,
    [personId, new Date(nowMs)],
  );
  return { others: rows[0]?.others ?? false, ownKey: rows[0]?.own_key ?? false };
}

/** One row an issuer that anybody has come by. */
export async function readPeopleByIssuer(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ issuer: string; people: number }>(
    'select issuer, count(*)::int as people from tokenward.sign_in_identity group by issuer',
  );
  return new Map(rows.map(({ issuer, people }) => [issuer, people]));
}

/** People and groups that a provider keeps here, and when one of them was last written. */
export async function readProvisioningCounts(pool: Pool): Promise<ProvisioningCounts> {
  const { rows } = await pool.query<{ people: number; groups: number; changed_at: Date | null }>(
    `select (select count(*)::int from tokenward.provisioned_person) as people,
       (select count(*)::int from tokenward.provisioned_group) as groups,
       greatest((select max(updated_at) from tokenward.provisioned_person),
         (select max(updated_at) from tokenward.provisioned_group)) as changed_at`,
  );
  const [row] = rows;
  return {
    people: row?.people ?? 0,
    groups: row?.groups ?? 0,
    changedAtMs: millisecondsOrNull(row?.changed_at ?? null),
  };
}

type KeyRow = Omit<ProvisioningKey, 'ownerId' | 'expiresAtMs'> & {
  readonly owner_id: string;
  readonly expires_at: Date | null;
};

const KEYS_MAX = 50;

/** One that may also write is an administrator's own, and no provider has it. Those that live longest come first. */
export async function readProvisioningKeys(pool: Pool): Promise<readonly ProvisioningKey[]> {
  const { rows } = await pool.query<KeyRow>(
    `select id, name, hint, coalesce(owner_person_id, owner_service_account_id) as owner_id, status, expires_at
     from tokenward.api_key where scopes ? 'scim' and not scopes ? 'control.write' and status <> 'revoked'
     order by expires_at desc nulls first, id limit $1`,
    [KEYS_MAX],
  );
  return rows.map(({ id, name, hint, owner_id: ownerId, status, expires_at: expiresAt }) => ({
    ...{ id, name, hint, ownerId, status, expiresAtMs: millisecondsOrNull(expiresAt) },
  }));
}
