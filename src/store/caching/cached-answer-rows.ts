import type { ClientBase, Pool } from 'pg';
import type { AnswerOrigin, CachedAnswer } from '../../domain/caching/cached-answer.ts';
import type { Face } from '../../domain/catalog/upstream.ts';
import type { DataClass } from '../../domain/detection/data-class.ts';
import { fromRowOwner, type OwnerColumns, toRowOwner } from '../content/subject-keys.ts';
import type { BigintColumn } from '../control/column-values.ts';
import type { SealedAnswer } from './seal-answer.ts';

/** What is newer than the answer's call and about it: then it is not given, whether or not it is still there. */
export const isVoid = `(
  exists (select from tokenward.cache_purge purge where purge.changed_version > answer.snapshot_version
    and case purge.subject_kind
      when 'all' then true
      when 'use_case' then purge.subject_id = answer.use_case_id
      when 'team' then purge.subject_id = answer.team_id
      when 'model' then purge.subject_id = answer.model_id
      else purge.subject_kind = answer.owner_kind and purge.subject_id = answer.owner_id end)
  or exists (select from tokenward.erasure where erasure.changed_version > answer.snapshot_version
    and erasure.owner_kind = answer.owner_kind and erasure.owner_id = answer.owner_id)
  or exists (select from tokenward.suspension where suspension.changed_version > answer.snapshot_version
    and case suspension.subject_kind
      when 'key' then suspension.subject_id = answer.key_id
      when 'person' then answer.owner_kind = 'person' and suspension.subject_id = answer.owner_id
      when 'use_case' then suspension.subject_id = answer.use_case_id
      when 'model' then suspension.subject_id = answer.model_id
      else suspension.subject_id = answer.template_id end))`;

export type FoundRow = SealedAnswer & {
  readonly answer: Omit<CachedAnswer, 'contentType' | 'body'>;
  readonly subjectKeyId: string;
  readonly subjectKey: { readonly id: string; readonly vault_key_id: string; readonly wrapped: Buffer };
  readonly owner: OwnerColumns;
};

type AnswerRow = {
  readonly call_id: string;
  readonly owner_kind: OwnerColumns['kind'];
  readonly owner_id: string;
  readonly key_id: string;
  readonly team_id: string;
  readonly use_case_id: string;
  readonly model_id: string;
  readonly template_id: string | null;
  readonly data_class: DataClass;
  readonly face: Face;
  readonly snapshot_version: BigintColumn;
  readonly stored_at: Date;
  readonly expires_at: Date;
  readonly subject_key_id: string;
  readonly wrapped: Buffer;
  readonly sealed: Buffer;
  readonly vault_key_id: string;
  readonly subject_wrapped: Buffer;
};

/** One answer with the key that wraps its own, unless it has had its time or something newer is about it. */
export async function readAnswer(pool: Pool, key: string): Promise<FoundRow | undefined> {
  const { rows } = await pool.query<AnswerRow>(
    `select answer.*, subject.vault_key_id, subject.wrapped as subject_wrapped
     from tokenward.cached_answer answer
     join tokenward.content_subject_key subject on subject.id = answer.subject_key_id
     where answer.key = $1 and answer.expires_at > now() and not ${isVoid}`,
    [key],
  );
  const [row] = rows;
  return row === undefined ? undefined : fromRowAnswer(key, row);
}

function fromRowAnswer(key: string, row: AnswerRow): FoundRow {
  const owner = { kind: row.owner_kind, ownerId: row.owner_id };
  const origin: AnswerOrigin = {
    callId: row.call_id,
    owner: fromRowOwner(owner),
    keyId: row.key_id,
    teamId: row.team_id,
    useCaseId: row.use_case_id,
    modelId: row.model_id,
    templateId: row.template_id,
    dataClass: row.data_class,
    face: row.face,
  };
  return {
    answer: {
      key,
      origin,
      snapshotVersion: Number(row.snapshot_version),
      storedAtMs: row.stored_at.getTime(),
      expiresAtMs: row.expires_at.getTime(),
    },
    sealed: row.sealed,
    wrapped: row.wrapped,
    subjectKeyId: row.subject_key_id,
    subjectKey: { id: row.subject_key_id, vault_key_id: row.vault_key_id, wrapped: row.subject_wrapped },
    owner,
  };
}

/**
 * Writes an answer in place of an older one of its key; none whose call was decided before something that is about it.
 * Within a transaction that holds the subject's key: an erasure waits for it, and then finds it.
 */
export async function writeAnswer(
  client: ClientBase,
  { key, origin, snapshotVersion, storedAtMs, expiresAtMs }: Omit<CachedAnswer, 'contentType' | 'body'>,
  { sealed, wrapped, subjectKeyId }: SealedAnswer & { readonly subjectKeyId: string },
): Promise<void> {
  const owner = toRowOwner(origin.owner);
  await client.query(
    `insert into tokenward.cached_answer
       (key, call_id, owner_kind, owner_id, key_id, team_id, use_case_id, model_id, template_id, data_class, face,
        snapshot_version, stored_at, expires_at, subject_key_id, wrapped, sealed)
     select answer.* from (values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
         $9::text, $10::text, $11::text, $12::bigint, $13::timestamptz, $14::timestamptz, $15::uuid, $16::bytea, $17::bytea))
       as answer (key, call_id, owner_kind, owner_id, key_id, team_id, use_case_id, model_id, template_id, data_class,
         face, snapshot_version, stored_at, expires_at, subject_key_id, wrapped, sealed)
     where not ${isVoid}
     on conflict (key) do update set call_id = excluded.call_id, owner_kind = excluded.owner_kind,
       owner_id = excluded.owner_id, key_id = excluded.key_id, team_id = excluded.team_id,
       template_id = excluded.template_id, snapshot_version = excluded.snapshot_version, stored_at = excluded.stored_at,
       expires_at = excluded.expires_at, subject_key_id = excluded.subject_key_id, wrapped = excluded.wrapped,
       sealed = excluded.sealed`,
    [
      ...[key, origin.callId, owner.kind, owner.ownerId, origin.keyId, origin.teamId, origin.useCaseId, origin.modelId],
      ...[origin.templateId, origin.dataClass, origin.face, snapshotVersion],
      ...[new Date(storedAtMs), new Date(expiresAtMs), subjectKeyId, wrapped, sealed],
    ],
  );
}
