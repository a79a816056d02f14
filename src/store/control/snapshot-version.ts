import type { ClientBase } from 'pg';

/** The channel on which gateways hear that there is something new; the payload is the version. */
export const snapshotChannel = 'tokenward_snapshot';

/**
 * Makes this transaction the only writer of the control plane until it ends: taken first, so writers queue here and never
 * wait for one another crosswise. Readers wait for nothing.
 */
export async function lockSnapshotVersion(client: ClientBase): Promise<void> {
  await client.query('select version from tokenward.snapshot_version for update');
}

/**
 * The version that the caller's changes are published under, once the transaction commits; gateways are told at that
 * moment. Versions are committed in order: whoever reads version v sees every change up to v.
 */
export async function publishSnapshotVersion(client: ClientBase, nowMs: number): Promise<bigint> {
  const { rows } = await client.query<{ version: string; told: unknown }>(
    `update tokenward.snapshot_version set version = version + 1, published_at = $1
     returning version::text, pg_notify('${snapshotChannel}', version::text) as told`,
    [new Date(nowMs)],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the row of the snapshot version is missing');
  return BigInt(row.version);
}
