import type { Handler } from '../../http/server/house-server.ts';
import type { CheckpointSigner } from '../../ports/audit-store.ts';
import type { Chance } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SnapshotSource } from '../../ports/snapshot.ts';
import { startSnapshotSource } from '../../store/snapshot/start-snapshot-source.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { OpenedStore } from './open-store.ts';

export type Control = {
  readonly snapshots: SnapshotSource;
  readonly handler: Handler;
  readonly close: () => Promise<void>;
};

export type ControlParts = {
  readonly settings: ServerSettings;
  readonly store: OpenedStore;
  readonly chance: Chance;
  readonly keyDigest: (secret: string) => string;
  readonly signer: CheckpointSigner;
  readonly log: Log;
  readonly version: string;
};

/** The control plane of this process: the snapshot that calls are decided by, and the API that changes it. */
export async function buildControl(parts: ControlParts): Promise<Control> {
  const { settings, store, log } = parts;
  const snapshots = await startSnapshotSource({
    pool: store.pool,
    clock: systemClock,
    log,
    storeAwayAfterMs: settings.storeAwayAfterMs,
  });
  return { snapshots, handler: (_request, response) => void response.writeHead(404).end(), close: snapshots.close };
}
