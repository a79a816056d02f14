import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, superuserConnection } from './cluster.ts';
import { EmbeddedPostgresRefusal } from './embedded-postgres-refusal.ts';
import { joinServer, type ServerShare } from './join-server.ts';
import { findServerProcesses, removeStaleFiles } from './postmaster-file.ts';
import { type SpawnedServer, spawnServer } from './spawn-server.ts';

export type AcquiredServer = { readonly share: ServerShare; readonly adopted: boolean };

/** Replay after a crash, of at most `max_wal_size`, must end within this. */
const startLimitMs = 120_000;
/** How long processes of a server that died may take to notice it: its children end by themselves. */
const leftoverLimitMs = 10_000;
const pollMs = 15;

/**
 * Joins the server that runs on the data directory, or starts one and joins it.
 * It converges whoever else starts, stops or dies meanwhile: each turn looks afresh, and PostgreSQL's own
 * lock lets one server live.
 */
export async function acquireServer(cluster: Cluster): Promise<AcquiredServer> {
  const beganAt = performance.now();
  let spawned: SpawnedServer | undefined;
  let why = 'nobody answered';
  for (;;) {
    const outcome = await joinServer(superuserConnection(cluster));
    if (outcome.kind === 'joined') {
      return { share: outcome.share, adopted: spawned === undefined || spawned.hasExited };
    }
    why = outcome.kind === 'not-now' ? outcome.why : why;
    refuseFailedStart(spawned);
    const elapsedMs = performance.now() - beganAt;
    if (outcome.kind === 'nobody-answers' && (spawned === undefined || spawned.hasExited)) {
      spawned = (await spawnWhereFree(cluster, elapsedMs)) ?? spawned;
    }
    if (elapsedMs > startLimitMs) {
      throw new EmbeddedPostgresRefusal(
        'start-failed',
        `The embedded PostgreSQL in ${cluster.dataDirectory} was not ready after ${startLimitMs / 1000} seconds: ${why}.`,
      );
    }
    await pause(pollMs);
  }
}

/** Starts a server unless processes of an earlier one still stand in the directory: then it waits, and at last refuses. */
async function spawnWhereFree(cluster: Cluster, elapsedMs: number): Promise<SpawnedServer | undefined> {
  const leftovers = findServerProcesses(cluster.dataDirectory);
  if (leftovers === 'unknown') {
    return spawnServer(cluster);
  }
  if (leftovers.length === 0) {
    removeStaleFiles(cluster.dataDirectory);
    return spawnServer(cluster);
  }
  if (elapsedMs > leftoverLimitMs) {
    throw new EmbeddedPostgresRefusal(
      'still-in-use',
      `PostgreSQL processes ${leftovers.join(', ')} still work in ${cluster.dataDirectory} but answer nobody. ` +
        `Wait until they end, or end them (kill ${leftovers.join(' ')}), then start again.`,
    );
  }
  return undefined;
}

function refuseFailedStart(spawned: SpawnedServer | undefined): void {
  const isLostRace = /lock file .* already exists|still in use/.test(spawned?.failure ?? '');
  if (spawned?.hasExited && !isLostRace) {
    throw new EmbeddedPostgresRefusal('start-failed', `The embedded PostgreSQL did not start. ${spawned.failure}`);
  }
}
