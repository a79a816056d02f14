import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { newKey, subjectKeyBinding } from './seal-record.ts';

export type SubjectKey = { readonly id: string; readonly key: Uint8Array };

export type OwnerColumns = { readonly kind: KeyOwner['kind']; readonly ownerId: string };

export function toRowOwner(owner: KeyOwner): OwnerColumns {
  return { kind: owner.kind, ownerId: owner.kind === 'person' ? owner.personId : owner.serviceAccountId };
}

export function fromRowOwner({ kind, ownerId }: OwnerColumns): KeyOwner {
  switch (kind) {
    case 'person':
      return { kind, personId: ownerId };
    case 'service_account':
      return { kind, serviceAccountId: ownerId };
  }
}

/** The vault did not do what was asked of it: the store is well, and trying again later may help. */
export class VaultFailure extends Error {
  override readonly name = 'VaultFailure';
}

/** The subject's key, made where there is none. It cannot be destroyed before the caller's transaction ends. */
export async function holdSubjectKey(client: ClientBase, vault: KeyVault, owner: KeyOwner): Promise<SubjectKey> {
  const columns = toRowOwner(owner);
  const row = (await lockSubjectKey(client, columns)) ?? (await makeSubjectKey(client, vault, columns));
  return { id: row.id, key: await unwrapSubjectKey(vault, row, columns) };
}

export type SubjectKeyRow = { readonly id: string; readonly vault_key_id: string; readonly wrapped: Buffer };

export async function unwrapSubjectKey(vault: KeyVault, row: SubjectKeyRow, owner: OwnerColumns): Promise<Uint8Array> {
  const wrapped = { vaultKeyId: row.vault_key_id, wrapped: row.wrapped };
  try {
    return await vault.unwrap(wrapped, subjectKeyBinding({ id: row.id, ...owner }));
  } catch (cause) {
    throw new VaultFailure(`the key ${row.vault_key_id} of the vault: ${String(cause)}`, { cause });
  }
}

/** Shared with other writers; whoever would delete the row waits for them. */
async function lockSubjectKey(client: ClientBase, { kind, ownerId }: OwnerColumns): Promise<SubjectKeyRow | undefined> {
  const { rows } = await client.query<SubjectKeyRow>(
    `select id, vault_key_id, wrapped from tokenward.content_subject_key
     where owner_kind = $1 and owner_id = $2 for key share`,
    [kind, ownerId],
  );
  return rows[0];
}

async function makeSubjectKey(client: ClientBase, vault: KeyVault, owner: OwnerColumns): Promise<SubjectKeyRow> {
  const id = randomUUID();
  const { vaultKeyId, wrapped } = await wrapNew(vault, subjectKeyBinding({ id, ...owner }));
  await insertSubjectKey(client, { id, owner, vaultKeyId, wrapped });
  // Of two gateways that make one at once the first wins, and both use its key.
  const row = await lockSubjectKey(client, owner);
  if (row === undefined) throw new Error('the key of a subject vanished within one transaction');
  return row;
}

async function wrapNew(vault: KeyVault, boundTo: string) {
  try {
    return await vault.wrap(newKey(), boundTo);
  } catch (cause) {
    throw new VaultFailure(`the vault wraps nothing: ${String(cause)}`, { cause });
  }
}

/** Nothing happens where the owner has a key already; waits for another transaction that is making it. */
async function insertSubjectKey(
  client: ClientBase,
  made: {
    readonly id: string;
    readonly owner: OwnerColumns;
    readonly vaultKeyId: string;
    readonly wrapped: Uint8Array;
  },
): Promise<void> {
  await client.query(
    `insert into tokenward.content_subject_key (id, owner_kind, owner_id, vault_key_id, wrapped, created_at)
     values ($1, $2, $3, $4, $5, now()) on conflict (owner_kind, owner_id) do nothing`,
    [made.id, made.owner.kind, made.owner.ownerId, made.vaultKeyId, Buffer.from(made.wrapped)],
  );
}
