import type { ClientBase } from 'pg';
import type { ContentRecord } from '../../ports/content-sink.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { bindingOf, newKey, packParts, seal } from './seal-record.ts';
import { holdSubjectKey, type SubjectKey, toRowOwner } from './subject-keys.ts';

export type NamedRecord = { readonly id: string; readonly record: ContentRecord };

type Sealed = NamedRecord & { readonly subjectKeyId: string; readonly sealed: Buffer; readonly wrapped: Buffer };

/** Encrypts records and writes them with their data keys; all or none, in the caller's transaction. */
export async function insertRecords(
  client: ClientBase,
  vault: KeyVault,
  records: readonly NamedRecord[],
): Promise<void> {
  const keys = new Map<string, SubjectKey>();
  // In one order everywhere, so that two gateways do not wait for one another crosswise.
  const owners = new Map(records.map(({ record }) => [ownerName(record), record.owner]));
  for (const [name, owner] of [...owners].sort(([one], [other]) => (one < other ? -1 : 1))) {
    keys.set(name, await holdSubjectKey(client, vault, owner));
  }
  const sealed: Sealed[] = [];
  for (const named of records) {
    const key = keys.get(ownerName(named.record));
    if (key !== undefined) sealed.push(await sealRecord(named, key));
  }
  await insertSealed(client, sealed);
  await insertDataKeys(client, sealed);
}

function ownerName({ owner }: ContentRecord): string {
  const { kind, ownerId } = toRowOwner(owner);
  return `${kind} ${ownerId}`;
}

async function sealRecord({ id, record }: NamedRecord, subject: SubjectKey): Promise<Sealed> {
  const names = { recordId: id, callId: record.callId, subjectKeyId: subject.id };
  const dataKey = newKey();
  const sealed = seal(dataKey, await packParts(record.parts), bindingOf('content', names));
  const wrapped = seal(subject.key, dataKey, bindingOf('data-key', names));
  dataKey.fill(0);
  return { id, record, subjectKeyId: subject.id, sealed, wrapped };
}

/** A record that is there already stays as it is: a batch whose commit was not heard of is written again. */
async function insertSealed(client: ClientBase, rows: readonly Sealed[]): Promise<void> {
  const owners = rows.map(({ record }) => toRowOwner(record.owner));
  await client.query(
    `insert into tokenward.content_record
       (id, call_id, owner_kind, owner_id, use_case_id, tier, data_class, at, parts, sealed)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::text[],
       $8::timestamptz[], $9::integer[], $10::bytea[])
     on conflict (id) do nothing`,
    [
      rows.map(({ id }) => id),
      rows.map(({ record }) => record.callId),
      owners.map(({ kind }) => kind),
      owners.map(({ ownerId }) => ownerId),
      rows.map(({ record }) => record.useCaseId),
      rows.map(({ record }) => record.tier),
      rows.map(({ record }) => record.dataClass),
      rows.map(({ record }) => new Date(record.atMs)),
      rows.map(({ record }) => record.parts.length),
      rows.map(({ sealed }) => sealed),
    ],
  );
}

/** After their records, whose rows they refer to. The first key of a record stays: it is the one that opens it. */
async function insertDataKeys(client: ClientBase, rows: readonly Sealed[]): Promise<void> {
  await client.query(
    `insert into tokenward.content_key (record_id, subject_key_id, wrapped)
     select * from unnest($1::uuid[], $2::uuid[], $3::bytea[])
     on conflict (record_id) do nothing`,
    [rows.map(({ id }) => id), rows.map(({ subjectKeyId }) => subjectKeyId), rows.map(({ wrapped }) => wrapped)],
  );
}
