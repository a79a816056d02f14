import { renameSync, rmSync } from 'node:fs';
import type { Cluster } from './cluster.ts';
import { stopServer } from './stop-server.ts';

/**
 * What the last one who leaves does: stops the server, and of a disposable cluster leaves nothing behind.
 * A disposable cluster is moved away first, while nobody can join: who comes next finds nothing at its place and makes a new one.
 */
export async function endServer(cluster: Cluster): Promise<void> {
  if (cluster.purpose === 'durable') {
    await stopServer(cluster);
    return;
  }
  const dataDirectory = `${cluster.dataDirectory}.gone-${process.pid}`;
  renameSync(cluster.dataDirectory, dataDirectory);
  await stopServer({ ...cluster, dataDirectory });
  rmSync(dataDirectory, { recursive: true, force: true });
}
