import type { Pool } from 'pg';
import type { ContentReading } from '../../domain/content/content-access.ts';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import { toRowOwner } from './subject-keys.ts';

type ReadingRow = {
  readonly id: string;
  readonly record_id: string;
  readonly call_id: string;
  readonly access_id: string;
  readonly owner_kind: ContentReading['ownerKind'];
  readonly owner_id: string;
  readonly reader_kind: ContentReading['readerKind'];
  readonly reader_id: string;
  readonly purpose: ContentReading['purpose'];
  readonly read_at: Date;
};

/** One row for each reading, also of the same record by the same person. */
export async function insertReading(pool: Pool, reading: ContentReading): Promise<void> {
  await pool.query(
    `insert into tokenward.content_reading
       (id, record_id, call_id, access_id, owner_kind, owner_id, reader_kind, reader_id, purpose, read_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      reading.id,
      reading.recordId,
      reading.callId,
      reading.accessId,
      reading.ownerKind,
      reading.ownerId,
      reading.readerKind,
      reading.readerId,
      reading.purpose,
      new Date(reading.readAtMs),
    ],
  );
}

/** Newest first. */
export async function readReadings(
  pool: Pool,
  filter: { readonly owner?: KeyOwner; readonly fromMs: number; readonly toMs: number; readonly limit: number },
): Promise<readonly ContentReading[]> {
  const owner = filter.owner === undefined ? undefined : toRowOwner(filter.owner);
  const { rows } = await pool.query<ReadingRow>(
    `select * from tokenward.content_reading
     where read_at >= $1 and read_at < $2 and ($3::text is null or (owner_kind = $3 and owner_id = $4))
     order by read_at desc, id desc limit $5`,
    [new Date(filter.fromMs), new Date(filter.toMs), owner?.kind ?? null, owner?.ownerId ?? null, filter.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    recordId: row.record_id,
    callId: row.call_id,
    accessId: row.access_id,
    ownerKind: row.owner_kind,
    ownerId: row.owner_id,
    readerKind: row.reader_kind,
    readerId: row.reader_id,
    purpose: row.purpose,
    readAtMs: row.read_at.getTime(),
  }));
}
