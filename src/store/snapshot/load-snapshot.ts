import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import { compilePriceBook } from '../../domain/catalog/price-book.ts';
import { BUILT_IN_POLICY } from '../../domain/policy/built-in-policy.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { modelTable, priceTable, upstreamTable, useCaseTable } from '../control/catalog-rows.ts';
import { loadChangedKeyGrants, loadKeyGrants } from './load-key-grants.ts';
import { loadSuspensions } from './load-suspensions.ts';
import { readSnapshotVersion } from './read-snapshot-version.ts';

/** Everything, as of one moment: the client is in a transaction that reads one state. */
export async function loadSnapshot(client: ClientBase): Promise<Snapshot> {
  return {
    version: await readSnapshotVersion(client),
    keysByDigest: await loadKeyGrants(client),
    ...(await loadPolicy(client)),
    priceBook: await loadPriceBook(client),
    policies: { active: BUILT_IN_POLICY, staged: null, shadow: null },
    suspensions: await loadSuspensions(client),
  };
}

/** What changed since `held`, laid over it; parts that did not change stay the same objects. */
export async function loadNewerSnapshot(client: ClientBase, held: Snapshot): Promise<Snapshot> {
  const version = await readSnapshotVersion(client);
  // A restored backup can be older than what is held: then nothing held is certain.
  if (version < held.version) return loadSnapshot(client);
  const changed = await readChangedParts(client, held.version);
  const grants = await loadChangedKeyGrants(client, held.version);
  return {
    ...held,
    version,
    keysByDigest: grants.size === 0 ? held.keysByDigest : new Map([...held.keysByDigest, ...grants]),
    ...(changed.policy ? await loadPolicy(client) : {}),
    ...(changed.prices ? { priceBook: await loadPriceBook(client) } : {}),
    ...(changed.suspensions ? { suspensions: await loadSuspensions(client) } : {}),
  };
}

/** Whether any row of the policy or the price book changed after a version. */
async function readChangedParts(
  client: ClientBase,
  afterVersion: number,
): Promise<{ readonly policy: boolean; readonly prices: boolean; readonly suspensions: boolean }> {
  const { rows } = await client.query<{ policy: boolean; prices: boolean; suspensions: boolean }>(
    `select
       exists (select from tokenward.use_case where changed_version > $1)
         or exists (select from tokenward.model where changed_version > $1)
         or exists (select from tokenward.upstream where changed_version > $1) as policy,
       exists (select from tokenward.price where changed_version > $1) as prices,
       exists (select from tokenward.suspension where changed_version > $1) as suspensions`,
    [afterVersion],
  );
  return rows[0] ?? { policy: true, prices: true, suspensions: true };
}

async function loadPolicy(
  client: ClientBase,
): Promise<Pick<Snapshot, 'policyVersion' | 'useCases' | 'models' | 'upstreams'>> {
  const useCases = await useCaseTable.all(client);
  const models = await modelTable.all(client);
  const upstreams = await upstreamTable.all(client);
  return {
    policyVersion: versionOf([useCases, models, upstreams]),
    useCases: byId(useCases),
    models: byId(models),
    upstreams: byId(upstreams),
  };
}

async function loadPriceBook(client: ClientBase): Promise<Snapshot['priceBook']> {
  const rows = await priceTable.all(client);
  return compilePriceBook({ version: versionOf(rows), rows });
}

/** Named by its content: the same rows have the same version on every gateway and after a restore. */
function versionOf(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 12);
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
