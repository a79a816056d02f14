import { setTimeout as pause } from 'node:timers/promises';
import type { StoreConnection } from '../connection/open-pool.ts';
import { type AcquiredServer, acquireServer } from './acquire-server.ts';
import { type Cluster, type ClusterChoice, prepareCluster, superuserConnection } from './cluster.ts';
import { endServer } from './end-server.ts';
import { ensureStoreDatabase } from './ensure-store-database.ts';
import { reachSocketDirectory } from './socket-directory.ts';

export type EmbeddedPostgresLog = (event: {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}) => void;

export type EmbeddedPostgres = {
  /** The store's own database, as its owner: what the program works with. */
  readonly connection: StoreConnection;
  /** The superuser, for making databases in tests. */
  readonly administration: StoreConnection;
  /** True when the server ran already: an orphan of a killed process, or another Tokenward's. */
  readonly adopted: boolean;
  readonly version: string;
  /** Leaves the server; the last process that leaves stops it. Close your pools before. */
  readonly stop: () => Promise<void>;
};

export type EmbeddedPostgresOptions = ClusterChoice & { readonly log: EmbeddedPostgresLog };

const restartPauseMsMin = 100;
const restartPauseMsMax = 30_000;

/**
 * Runs PostgreSQL on a data directory, making it at the first start, and keeps it running until `stop`.
 * Throws EmbeddedPostgresRefusal with words for a person where it cannot.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const prepared = await prepareCluster(options);
  const socket = reachSocketDirectory(prepared.dataDirectory);
  const cluster: Cluster = { ...prepared, socketDirectory: socket.path };
  try {
    const acquired = await acquireServer(cluster);
    const administration = superuserConnection(cluster);
    const stopSharing = keepSharing(cluster, acquired, options.log);
    return {
      connection: await ensureStoreDatabase(acquired.share, administration),
      administration,
      adopted: acquired.adopted,
      version: acquired.share.version,
      stop: async () => {
        await stopSharing();
        socket.remove();
      },
    };
  } catch (error) {
    socket.remove();
    throw error;
  }
}

/** Starts the server again whenever it goes away unasked, as after an out-of-memory kill; returns how to leave it. */
function keepSharing(cluster: Cluster, first: AcquiredServer, log: EmbeddedPostgresLog): () => Promise<void> {
  let current = first;
  let recovery: Promise<void> = Promise.resolve();
  let stopped: Promise<void> | undefined;
  const leaving = new AbortController();
  const watch = (): void => {
    current.share.onLost(() => {
      recovery = stopped === undefined ? recover() : recovery;
    });
  };
  const recover = async (): Promise<void> => {
    log({ level: 'warn', message: 'The embedded PostgreSQL went away; starting it again.' });
    for (let pauseMs = restartPauseMsMin; stopped === undefined; pauseMs = Math.min(pauseMs * 2, restartPauseMsMax)) {
      try {
        current = await acquireServer(cluster);
        log({ level: 'info', message: 'The embedded PostgreSQL runs again.' });
        watch();
        return;
      } catch (error) {
        log({ level: 'error', message: `The embedded PostgreSQL did not come back: ${String(error)}` });
        await pause(pauseMs, undefined, { ref: false, signal: leaving.signal }).catch(() => undefined);
      }
    }
  };
  watch();
  return () => {
    stopped ??= (async () => {
      leaving.abort();
      await recovery;
      await current.share.leave(() => endServer(cluster));
    })();
    return stopped;
  };
}
