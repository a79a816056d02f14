import type { ClientBase, Pool } from 'pg';
import type { KeyScope } from '../../domain/identity/key-grant.ts';
import type { DeviceRequest } from '../../ports/sign-in-store.ts';

type DeviceRow = {
  readonly digest: string;
  readonly user_code: string;
  readonly client_name: string;
  readonly scopes: readonly KeyScope[];
  readonly state: DeviceRequest['state'];
  readonly person_id: string | null;
  readonly requested_at: Date;
  readonly expires_at: Date;
};

const COLUMNS = 'digest, user_code, client_name, scopes, state, person_id, requested_at, expires_at';

/** False where the code that people type is taken; one that is over is not in the way for longer than the sweep takes. */
export async function insertDevice(pool: Pool, request: DeviceRequest): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into tokenward.device_request (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      ...[request.digest, request.userCode, request.clientName, JSON.stringify(request.scopes), request.state],
      ...[request.personId, new Date(request.requestedAtMs), new Date(request.expiresAtMs)],
    ],
  );
  return rowCount === 1;
}

export async function readDevice(pool: Pool, userCode: string): Promise<DeviceRequest | undefined> {
  const { rows } = await pool.query<DeviceRow>(`select ${COLUMNS} from tokenward.device_request where user_code = $1`, [
    userCode,
  ]);
  return rows[0] === undefined ? undefined : fromRowDevice(rows[0]);
}

/** Asked and marked in one statement: of many at once all but one are too soon. */
export async function pollDevice(
  pool: Pool,
  poll: { readonly digest: string; readonly nowMs: number; readonly intervalMs: number },
): Promise<{ readonly request: DeviceRequest; readonly tooSoon: boolean } | undefined> {
  const { rows } = await pool.query<DeviceRow & { readonly too_soon: boolean }>(
    `with before as (
       select digest, polled_at from tokenward.device_request where digest = $1 for update
     )
     update tokenward.device_request request set polled_at = $2 from before where request.digest = before.digest
     returning request.digest, user_code, client_name, scopes, state, person_id, requested_at, expires_at,
       coalesce(before.polled_at > $3, false) as too_soon`,
    [poll.digest, new Date(poll.nowMs), new Date(poll.nowMs - poll.intervalMs)],
  );
  const [row] = rows;
  return row === undefined ? undefined : { request: fromRowDevice(row), tooSoon: row.too_soon };
}

/** Once: what was answered stays answered. */
export async function answerDevice(
  client: ClientBase,
  answer: { readonly userCode: string; readonly personId: string; readonly approve: boolean; readonly atMs: number },
): Promise<DeviceRequest | undefined> {
  const { rows } = await client.query<DeviceRow>(
    `update tokenward.device_request set state = $2, person_id = $3
     where user_code = $1 and state = 'waiting' and expires_at > $4 returning ${COLUMNS}`,
    [answer.userCode, answer.approve ? 'approved' : 'denied', answer.personId, new Date(answer.atMs)],
  );
  return rows[0] === undefined ? undefined : fromRowDevice(rows[0]);
}

/** Of two who ask at the same moment one gets it. */
export async function takeDevice(client: ClientBase, digest: string, atMs: number): Promise<DeviceRequest | undefined> {
  const { rows } = await client.query<DeviceRow>(
    `update tokenward.device_request set state = 'used'
     where digest = $1 and state = 'approved' and expires_at > $2 returning ${COLUMNS}`,
    [digest, new Date(atMs)],
  );
  return rows[0] === undefined ? undefined : fromRowDevice(rows[0]);
}

function fromRowDevice(row: DeviceRow): DeviceRequest {
  return {
    digest: row.digest,
    userCode: row.user_code,
    clientName: row.client_name,
    scopes: row.scopes,
    state: row.state,
    personId: row.person_id,
    requestedAtMs: row.requested_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
  };
}
