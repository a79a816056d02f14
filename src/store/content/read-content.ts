import type { Pool } from 'pg';
import type { Tier } from '../../domain/catalog/use-case.ts';
import type { ContentHead, ContentScope } from '../../domain/content/content-scope.ts';
import type { DataClass } from '../../domain/detection/data-class.ts';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { ContentCount, ContentPage, OpenedContent } from '../../ports/content-store.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { BigintColumn } from '../control/column-values.ts';
import { scopeValues, withinScope } from './scope-condition.ts';
import { bindingOf, unpackParts, unseal } from './seal-record.ts';
import { fromRowOwner, type OwnerColumns, toRowOwner, unwrapSubjectKey } from './subject-keys.ts';

type HeadRow = {
  readonly id: string;
  readonly call_id: string;
  readonly owner_kind: OwnerColumns['kind'];
  readonly owner_id: string;
  readonly use_case_id: string;
  readonly tier: Tier;
  readonly data_class: DataClass;
  readonly at: Date;
  readonly parts: number;
  readonly sealed_bytes: number;
};

const headColumns = `record.id, record.call_id, record.owner_kind, record.owner_id, record.use_case_id, record.tier,
  record.data_class, record.at, record.parts, octet_length(record.sealed) as sealed_bytes`;

function fromRowHead(row: HeadRow): ContentHead {
  return {
    id: row.id,
    callId: row.call_id,
    owner: fromRowOwner({ kind: row.owner_kind, ownerId: row.owner_id }),
    useCaseId: row.use_case_id,
    tier: row.tier,
    dataClass: row.data_class,
    atMs: row.at.getTime(),
    parts: row.parts,
    sealedBytes: row.sealed_bytes,
  };
}

/** Newest first: ids begin with their time. Only records that have a key, the others are as good as gone. */
export async function readHeads(
  pool: Pool,
  scope: ContentScope,
  { limit, afterId }: { readonly limit: number; readonly afterId: string | null },
): Promise<ContentPage> {
  const { rows } = await pool.query<HeadRow>(
    `select ${headColumns} from tokenward.content_record record
     join tokenward.content_key key on key.record_id = record.id
     where ${withinScope} and ($6::uuid is null or record.id < $6) order by record.id desc limit $7`,
    [...scopeValues(scope), afterId, limit + 1],
  );
  const heads = rows.slice(0, limit).map(fromRowHead);
  return { heads, nextAfterId: rows.length > limit ? (heads.at(-1)?.id ?? null) : null };
}

/** One record's head by its id. */
export async function readHead(pool: Pool, id: string): Promise<ContentHead | undefined> {
  const { rows } = await pool.query<HeadRow>(
    `select ${headColumns} from tokenward.content_record record
     join tokenward.content_key key on key.record_id = record.id where record.id = $1::uuid`,
    [id],
  );
  const [row] = rows;
  return row === undefined ? undefined : fromRowHead(row);
}

/** The tiers that stand within a scope, each once. */
export async function readTiersWithin(pool: Pool, scope: ContentScope): Promise<readonly Tier[]> {
  const { rows } = await pool.query<{ tier: Tier }>(
    `select distinct record.tier from tokenward.content_record record where ${withinScope} order by 1`,
    [...scopeValues(scope)],
  );
  return rows.map(({ tier }) => tier);
}

type CountRow = {
  readonly use_case_id: string;
  readonly data_class: DataClass;
  readonly records: BigintColumn;
  readonly oldest: Date;
};

/** How much is kept, of everybody or of one owner. */
export async function readCounts(pool: Pool, owner: KeyOwner | null): Promise<readonly ContentCount[]> {
  const columns = owner === null ? null : toRowOwner(owner);
  const { rows } = await pool.query<CountRow>(
    `select use_case_id, data_class, count(*) as records, min(at) as oldest from tokenward.content_record
     where $1::text is null or (owner_kind = $1 and owner_id = $2) group by 1, 2 order by 1, 2`,
    [columns?.kind ?? null, columns?.ownerId ?? null],
  );
  return rows.map((row) => ({
    useCaseId: row.use_case_id,
    dataClass: row.data_class,
    records: Number(row.records),
    oldestMs: row.oldest.getTime(),
  }));
}

type SealedRow = {
  readonly call_id: string;
  readonly sealed: Buffer;
  readonly data_key: Buffer;
  readonly subject_key_id: string;
  readonly vault_key_id: string;
  readonly subject_key: Buffer;
  readonly owner_kind: OwnerColumns['kind'];
  readonly owner_id: string;
};

/** Opens one record. Nothing here asks whether somebody may. */
export async function openRecord(pool: Pool, vault: KeyVault, id: string): Promise<OpenedContent> {
  const row = await readSealed(pool, id);
  if (row === undefined) return { kind: 'gone' };
  const { subject_key_id: subjectKeyId, call_id: callId } = row;
  const names = { recordId: id, callId, subjectKeyId };
  try {
    const subject = { id: subjectKeyId, vault_key_id: row.vault_key_id, wrapped: row.subject_key };
    const subjectKey = await unwrapSubjectKey(vault, subject, { kind: row.owner_kind, ownerId: row.owner_id });
    const dataKey = unseal(subjectKey, row.data_key, bindingOf('data-key', names));
    const packed = unseal(dataKey, row.sealed, bindingOf('content', names));
    return { kind: 'opened', parts: await unpackParts(packed) };
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  }
}

/** The record and both keys that wrap it, as of one moment. */
async function readSealed(pool: Pool, id: string): Promise<SealedRow | undefined> {
  const { rows } = await pool.query<SealedRow>(
    `select record.call_id, record.sealed, key.wrapped as data_key, key.subject_key_id, subject.vault_key_id,
       subject.wrapped as subject_key, subject.owner_kind, subject.owner_id
     from tokenward.content_record record
     join tokenward.content_key key on key.record_id = record.id
     join tokenward.content_subject_key subject on subject.id = key.subject_key_id
     where record.id = $1::uuid`,
    [id],
  );
  return rows[0];
}
