import type { Employment, RowStatus } from '../../domain/identity/directory.ts';
import type { HouseRole, RoleFacts, RoleReach } from '../../domain/identity/house-role.ts';
import type { KnownSession, Session, SignInMethod } from '../../domain/identity/session.ts';
import type { Queries } from '../control/noun-table.ts';

export type SessionRow = {
  readonly id: string;
  readonly person_id: string;
  readonly method: SignInMethod;
  readonly provider_id: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly provider_session_id: string | null;
  readonly id_token: string | null;
  readonly workbench_key_id: string | null;
  readonly started_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
};

export const SESSION_COLUMNS = `session.id, session.person_id, session.method, session.provider_id, session.issuer,
  session.subject, session.provider_session_id, session.id_token, session.workbench_key_id, session.started_at,
  session.last_seen_at, session.expires_at`;

type GrantFacts = {
  readonly role: HouseRole;
  readonly team_id: string | null;
  readonly use_case_id: string | null;
  readonly source: 'granted' | 'identity_provider';
  readonly expires_ms: number | null;
};

type KnownRow = SessionRow & {
  readonly name: string;
  readonly email: string;
  readonly team_id: string;
  readonly roles: readonly string[];
  readonly region: string | null;
  readonly employment: Employment | null;
  readonly status: RowStatus;
  readonly team_name: string;
  readonly cost_centre: string | null;
  readonly managed: readonly string[];
  readonly owned: readonly string[];
  readonly grants: readonly GrantFacts[];
  readonly open_use_cases: readonly string[];
};

/** Columns of role facts beside `person`. */
const ROLE_FACTS = `array(select managed.id from tokenward.team managed
             where managed.manager_person_id = person.id and managed.status = 'active' order by managed.id collate "C") as managed,
       array(select owned.id from tokenward.use_case owned
             where owned.owner_person_id = person.id and owned.status <> 'archived' order by owned.id collate "C") as owned,
       (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'team_id', g.team_id, 'use_case_id', g.use_case_id,
            'source', g.source, 'expires_ms', (extract(epoch from g.expires_at) * 1000)::float8) order by g.id), '[]')
          from tokenward.role_grant g where g.person_id = person.id and g.status = 'active') as grants`;

/** Every role fact of a person in one statement; undefined where there is no such person. */
export async function readRoleFacts(queries: Queries, personId: string): Promise<RoleFacts | undefined> {
  const { rows } = await queries.query<Pick<KnownRow, 'status' | 'managed' | 'owned' | 'grants'>>(
    `select person.status, ${ROLE_FACTS} from tokenward.person where person.id = $1`,
    [personId],
  );
  return rows[0] === undefined ? undefined : roleFactsOf(rows[0]);
}

/** Use cases that calls of a person's own may name, beside `person`. */
const OPEN_USE_CASES = `array(select used.id from tokenward.use_case used
             where used.status = 'active' and used.lane in ('exploration', 'both')
               and (used.tier = 1 or used.owner_person_id = person.id or exists (
                 select from tokenward.api_key key
                 where key.owner_person_id = person.id and key.status = 'active' and key.allowed_use_case_ids ? used.id))
             order by used.id collate "C" limit 200)`;

export async function readOpenUseCases(queries: Queries, personId: string): Promise<readonly string[]> {
  const { rows } = await queries.query<Pick<KnownRow, 'open_use_cases'>>(
    `select ${OPEN_USE_CASES} as open_use_cases from tokenward.person where person.id = $1`,
    [personId],
  );
  return rows[0]?.open_use_cases ?? [];
}

const SELECT_SESSION = `select ${SESSION_COLUMNS}, person.name, person.email, person.team_id, person.roles, person.region, person.employment,
       person.status, team.name as team_name, team.cost_centre,
       ${ROLE_FACTS},
       ${OPEN_USE_CASES} as open_use_cases
     from tokenward.sign_in_session session
     join tokenward.person on person.id = session.person_id
     join tokenward.team on team.id = person.team_id
     where session.digest = $1 and session.ended_at is null`;

/** One statement over one state of the store, prepared once a connection: the session, who it is of, their role facts. */
export async function readSession(queries: Queries, digest: string): Promise<KnownSession | undefined> {
  const { rows } = await queries.query<KnownRow>({ name: 'sign-in-session', text: SELECT_SESSION, values: [digest] });
  const [row] = rows;
  return row === undefined ? undefined : fromRowKnownSession(row);
}

function fromRowKnownSession(row: KnownRow): KnownSession {
  const person = {
    id: row.person_id,
    name: row.name,
    email: row.email,
    teamId: row.team_id,
    roles: row.roles,
    region: row.region,
    employment: row.employment,
    status: row.status,
  };
  return {
    ...fromRowSession(row),
    person,
    teamName: row.team_name,
    costCentre: row.cost_centre,
    roleFacts: roleFactsOf(row),
    openUseCaseIds: row.open_use_cases,
  };
}

function roleFactsOf(row: Pick<KnownRow, 'status' | 'managed' | 'owned' | 'grants'>): RoleFacts {
  return {
    status: row.status,
    managedTeamIds: row.managed,
    ownedUseCaseIds: row.owned,
    grants: row.grants.map(({ role, source, expires_ms, ...reach }) => ({
      role,
      source,
      status: 'active',
      reach: fromRowReach(reach),
      expiresAtMs: expires_ms,
    })),
  };
}

export function fromRowReach(row: { readonly team_id: string | null; readonly use_case_id: string | null }): RoleReach {
  if (row.team_id !== null) return { kind: 'team', teamId: row.team_id };
  if (row.use_case_id !== null) return { kind: 'use_case', useCaseId: row.use_case_id };
  return { kind: 'organisation' };
}

export function fromRowSession(row: SessionRow): Session {
  const { provider_id: providerId, issuer, subject } = row;
  const isOfProvider = providerId !== null && issuer !== null && subject !== null;
  return {
    id: row.id,
    personId: row.person_id,
    method: row.method,
    provider: isOfProvider
      ? { providerId, issuer, subject, sessionId: row.provider_session_id, idToken: row.id_token }
      : null,
    workbenchKeyId: row.workbench_key_id,
    startedAtMs: row.started_at.getTime(),
    lastSeenAtMs: row.last_seen_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
  };
}
