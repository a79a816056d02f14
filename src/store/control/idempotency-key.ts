import type { Pool } from 'pg';
import type { RememberedAnswer } from '../../ports/control-store.ts';

const keptMs = 24 * 60 * 60 * 1000;
/** A claim without an answer for so long is one whose process died; no write may run that long. */
const abandonedMs = 2 * 60 * 1000;

type KeyOfActor = { readonly actorId: string; readonly key: string };
type Claim = KeyOfActor & { readonly requestHash: string; readonly nowMs: number };

/** Exactly one of several claims at once gets `claimed`; the others see it in progress or its answer. */
export async function claimIdempotencyKey(
  pool: Pool,
  claim: Claim,
): Promise<'claimed' | 'in_progress' | RememberedAnswer> {
  if (await insertClaim(pool, claim)) return 'claimed';
  return (await readAnswer(pool, claim)) ?? 'in_progress';
}

/** Takes a key that is free, forgotten (24 hours) or abandoned; true when it is ours now. */
async function insertClaim(pool: Pool, { actorId, key, requestHash, nowMs }: Claim): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into tokenward.idempotency_key as kept (actor_id, key, request_hash, claimed_at)
     values ($1, $2, $3, $4)
     on conflict (actor_id, key) do update
     set request_hash = excluded.request_hash, claimed_at = excluded.claimed_at, status = null, body = null
     where kept.claimed_at <= $5 or (kept.status is null and kept.claimed_at <= $6)`,
    [actorId, key, requestHash, new Date(nowMs), new Date(nowMs - keptMs), new Date(nowMs - abandonedMs)],
  );
  return rowCount === 1;
}

/** The answer to the request that has the key; undefined while it runs (or when it was released a moment ago). */
async function readAnswer(pool: Pool, { actorId, key }: KeyOfActor): Promise<RememberedAnswer | undefined> {
  const { rows } = await pool.query<{ request_hash: string; status: number; body: string }>(
    `select request_hash, status, body from tokenward.idempotency_key
     where actor_id = $1 and key = $2 and status is not null`,
    [actorId, key],
  );
  const [row] = rows;
  return row === undefined ? undefined : { requestHash: row.request_hash, status: row.status, body: row.body };
}

/** Keeps the answer of a claim that is still this request's. */
export async function rememberAnswer(pool: Pool, answer: KeyOfActor & RememberedAnswer): Promise<void> {
  await pool.query(
    `update tokenward.idempotency_key set status = $4, body = $5
     where actor_id = $1 and key = $2 and request_hash = $3 and status is null`,
    [answer.actorId, answer.key, answer.requestHash, answer.status, answer.body],
  );
}

/** Gives up a claim that has no answer, so that the request may be tried again. */
export async function releaseIdempotencyKey(pool: Pool, { actorId, key }: KeyOfActor): Promise<void> {
  await pool.query('delete from tokenward.idempotency_key where actor_id = $1 and key = $2 and status is null', [
    actorId,
    key,
  ]);
}
