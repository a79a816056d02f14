import type { ClientBase } from 'pg';

/** The newest committed version. One row, read by each gateway twice a second. */
export async function readSnapshotVersion(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: string }>('select version::text from tokenward.snapshot_version');
  const [row] = rows;
  if (row === undefined) throw new Error('the row of the snapshot version is missing');
  return Number(row.version);
}
