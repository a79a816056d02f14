import type { Pool } from 'pg';
import type { KeyVault } from '../../ports/key-vault.ts';
import { newKey, subjectKeyBinding } from './seal-record.ts';
import { type OwnerColumns, type SubjectKeyRow, unwrapSubjectKey } from './subject-keys.ts';

type Row = SubjectKeyRow & { readonly owner_kind: OwnerColumns['kind']; readonly owner_id: string };

const PAGE_ROWS = 200;

/**
 * Wraps every subject's key with the vault's current key. Records and their data keys stay as they are: that is why there
 * are subjects' keys. May be broken off and begun again; two at once do no harm.
 */
export async function rewrapKeys(
  pool: Pool,
  vault: KeyVault,
): Promise<{ readonly rewrapped: number; readonly unknown: number }> {
  let rewrapped = 0;
  let unknown = 0;
  let afterId = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await readOld(pool, { keyId: vault.currentKeyId, afterId });
    for (const row of rows) {
      if (!vault.keyIds.includes(row.vault_key_id)) unknown += 1;
      else if (await rewrapOne(pool, vault, row)) rewrapped += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return { rewrapped, unknown };
    afterId = last.id;
  }
}

async function rewrapOne(pool: Pool, vault: KeyVault, row: Row): Promise<boolean> {
  const owner = { kind: row.owner_kind, ownerId: row.owner_id };
  const key = await unwrapSubjectKey(vault, row, owner);
  const { vaultKeyId, wrapped } = await vault.wrap(key, subjectKeyBinding({ id: row.id, ...owner }));
  key.set(newKey());
  return updateWrapped(pool, { id: row.id, oldKeyId: row.vault_key_id, vaultKeyId, wrapped });
}

/** Subjects' keys that another key of the vault wraps, in the order of their ids. */
async function readOld(
  pool: Pool,
  page: { readonly keyId: string; readonly afterId: string },
): Promise<readonly Row[]> {
  const { rows } = await pool.query<Row>(
    `select id, vault_key_id, wrapped, owner_kind, owner_id from tokenward.content_subject_key
     where vault_key_id <> $1 and id > $2::uuid order by id limit $3`,
    [page.keyId, page.afterId, PAGE_ROWS],
  );
  return rows;
}

/** Only where it is still wrapped as it was read. */
async function updateWrapped(
  pool: Pool,
  change: { readonly id: string; readonly oldKeyId: string; readonly vaultKeyId: string; readonly wrapped: Uint8Array },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update tokenward.content_subject_key set vault_key_id = $3, wrapped = $4 where id = $1 and vault_key_id = $2`,
    [change.id, change.oldKeyId, change.vaultKeyId, Buffer.from(change.wrapped)],
  );
  return rowCount === 1;
}

/** The vault's keys that subjects' keys in the store are wrapped with. */
export async function readVaultKeyIds(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ vault_key_id: string }>(
    'select distinct vault_key_id from tokenward.content_subject_key order by 1',
  );
  return rows.map((row) => row.vault_key_id);
}
