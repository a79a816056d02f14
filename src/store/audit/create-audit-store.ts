import type { Pool } from 'pg';
import type { AuditEvent, Checkpoint } from '../../domain/audit/chain.ts';
import type { AuditFilter, AuditPage, AuditStore } from '../../ports/audit-store.ts';
import { readBatchLeaves } from './batch-leaves.ts';

/** The audit chain on PostgreSQL, as it is read. Only `appendAudit` writes it, in the transaction of what it tells of. */
export function createAuditStore({ pool }: { readonly pool: Pool }): AuditStore {
  return {
    events: (page, filter) => readEvents(pool, page, filter),
    head: () => readHead(pool),
    checkpoints: (page) => readCheckpoints(pool, page),
    newestCheckpoint: () => readNewestCheckpoint(pool),
    addCheckpoint: (checkpoint) => addCheckpoint(pool, checkpoint),
    batchLeaves: (batchId) => readBatchLeaves(pool, batchId),
  };
}

type Paging = { readonly afterSequence: number; readonly limit: number };

type EventRow = {
  readonly sequence: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly body: string;
};

/** Events in the order of the chain. Without a filter they are the chain itself, without a gap. */
async function readEvents(pool: Pool, { afterSequence, limit }: Paging, filter: AuditFilter): Promise<AuditPage> {
  const { rows } = await pool.query<EventRow>(
    `select sequence::text, previous_hash, hash, body from tokenward.audit_event
     where sequence > $1
       and ($3::text is null or type = $3)
       and ($4::text is null or (left(subject, 500) = left($4, 500) and subject = $4))
       and ($5::bigint is null or at_ms >= $5)
       and ($6::bigint is null or at_ms < $6)
     order by audit_event.sequence limit $2`,
    [afterSequence, limit + 1, filter.type ?? null, filter.subject ?? null, filter.fromMs ?? null, filter.toMs ?? null],
  );
  const events = rows.slice(0, limit).map(fromRowAuditEvent);
  return { events, nextAfterSequence: rows.length > limit ? (events.at(-1)?.sequence ?? null) : null };
}

function fromRowAuditEvent({ sequence, previous_hash, hash, body }: EventRow): AuditEvent {
  return { sequence: Number(sequence), previousHash: previous_hash, hash, body };
}

/** The last event's sequence and hash; sequence 0 and zeros before the first. */
async function readHead(pool: Pool): Promise<{ readonly sequence: number; readonly hash: string }> {
  const { rows } = await pool.query<{ sequence: string; hash: string }>(
    'select sequence::text, hash from tokenward.audit_head',
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the head of the audit chain is missing');
  return { sequence: Number(row.sequence), hash: row.hash };
}

type CheckpointRow = {
  readonly sequence: string;
  readonly key_id: string;
  readonly origin: string;
  readonly hash: string;
  readonly at_ms: string;
  readonly signature: string;
};

/** Checkpoints in the order of the chain; several keys may have signed one sequence. */
async function readCheckpoints(pool: Pool, { afterSequence, limit }: Paging): Promise<readonly Checkpoint[]> {
  const { rows } = await pool.query<CheckpointRow>(
    `select sequence::text, key_id, origin, hash, at_ms::text, signature from tokenward.audit_checkpoint
     where sequence > $1 order by audit_checkpoint.sequence, key_id limit $2`,
    [afterSequence, limit],
  );
  return rows.map(fromRowCheckpoint);
}

/** That of the last event that has one; undefined before the first. */
async function readNewestCheckpoint(pool: Pool): Promise<Checkpoint | undefined> {
  const { rows } = await pool.query<CheckpointRow>(
    `select sequence::text, key_id, origin, hash, at_ms::text, signature from tokenward.audit_checkpoint
     order by audit_checkpoint.sequence desc, key_id limit 1`,
  );
  return rows[0] === undefined ? undefined : fromRowCheckpoint(rows[0]);
}

function fromRowCheckpoint(row: CheckpointRow): Checkpoint {
  return {
    origin: row.origin,
    sequence: Number(row.sequence),
    hash: row.hash,
    atMs: Number(row.at_ms),
    keyId: row.key_id,
    signature: row.signature,
  };
}

async function addCheckpoint(pool: Pool, checkpoint: Checkpoint): Promise<void> {
  if (await insertCheckpoint(pool, checkpoint)) return;
  const known = await hasCheckpoint(pool, checkpoint);
  if (!known) throw new Error(`a checkpoint at sequence ${checkpoint.sequence} does not fit the audit chain`);
}

/** Only what the chain bears out is kept, whoever signed it; false where it does not or where it is kept already. */
async function insertCheckpoint(pool: Pool, checkpoint: Checkpoint): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into tokenward.audit_checkpoint (sequence, key_id, origin, hash, at_ms, signature)
     select $1::bigint, $2, $3, $4::text, $5::bigint, $6
     where exists (select from tokenward.audit_event where sequence = $1::bigint and hash = $4::text)
       or ($1::bigint = 0 and $4::text = repeat('0', 64))
     on conflict do nothing`,
    [checkpoint.sequence, checkpoint.keyId, checkpoint.origin, checkpoint.hash, checkpoint.atMs, checkpoint.signature],
  );
  return rowCount === 1;
}

/** True when this key has signed this sequence with this hash before. */
async function hasCheckpoint(pool: Pool, { sequence, keyId, hash }: Checkpoint): Promise<boolean> {
  const { rowCount } = await pool.query(
    'select from tokenward.audit_checkpoint where sequence = $1 and key_id = $2 and hash = $3',
    [sequence, keyId, hash],
  );
  return rowCount === 1;
}
