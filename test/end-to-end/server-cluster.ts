import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { after } from 'node:test';
import type { StoreConnection } from '../../src/store/connection/open-pool.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded/start-embedded-postgres.ts';
import { withAdministration } from '../fakes/postgres-template.ts';
import { folderForClusters, type StoreEngine } from '../fakes/store-engines.ts';

/** A PostgreSQL server that a test may stop and start again beneath running gateways, at an address that stays. */
export type ServerCluster = {
  /** Makes an empty database and gives back its `DATABASE_URL`, over loopback. */
  readonly makeDatabase: (name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** From now on every connection that listens for notifications is cut, those that do already among them. */
  readonly cutListening: () => void;
};

const OWNER = 'tokenward';

/** Durable, so that a stopped cluster keeps its files, but without waiting for the disk. */
export async function openServerCluster(engine: StoreEngine): Promise<ServerCluster> {
  const folder = mkdtempSync(join(folderForClusters(), 'tokenward-cluster-'));
  // PostgreSQL 15 walks the whole path itself, as another account where we are root.
  chmodSync(folder, 0o711);
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDirectory: join(folder, 'store'),
      installation: engine.locate(),
      settings: { fsync: 'off', full_page_writes: 'off' },
      log: () => undefined,
    });
  let postgres: EmbeddedPostgres | undefined = await start();
  const doorway = openDoorway(() => postgres?.connection);
  const stop = async (): Promise<void> => {
    const stopping = postgres;
    postgres = undefined;
    doorway.cutAll();
    await stopping?.stop();
  };
  after(async () => {
    await stop();
    doorway.server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const port = await listen(doorway.server);
  return {
    stop,
    start: async () => {
      postgres = await start();
    },
    cutListening: doorway.cutListening,
    makeDatabase: async (name) => {
      if (postgres === undefined) throw new Error('the cluster is stopped');
      await withAdministration(postgres.administration, (client) =>
        client.query(`create database ${name} owner ${OWNER}`),
      );
      return `postgres://${OWNER}@127.0.0.1:${port}/${name}`;
    },
  };
}

/** Loopback in front of the cluster's socket: gateways on other machines come over TCP as well, and lose it. */
function openDoorway(where: () => StoreConnection | undefined) {
  const inside = new Set<Socket>();
  const listeners = new Set<Socket>();
  let cutsListening = false;
  const server = createServer({ noDelay: true }, (client) => {
    const store = where();
    if (store === undefined) return void client.destroy();
    const upstream = connect({ path: `${store.host}/.s.PGSQL.${store.port}` });
    inside.add(client);
    client.on('data', (part) => {
      if (!part.includes('listen tokenward_snapshot')) return;
      listeners.add(client);
      if (cutsListening) client.destroy();
    });
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    upstream.on('close', () => client.destroy());
    client.on('close', () => {
      inside.delete(client);
      listeners.delete(client);
      upstream.destroy();
    });
  });
  return {
    server,
    cutAll: () => inside.forEach((socket) => void socket.destroy()),
    cutListening: () => {
      cutsListening = true;
      for (const socket of listeners) socket.destroy();
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
