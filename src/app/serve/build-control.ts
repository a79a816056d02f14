import { signCheckpoint } from '../../control/audit-checkpoint.ts';
import { type ControlContext, KEY_LIFE } from '../../control/control-context.ts';
import { noteExpiredSuspensions } from '../../control/suspensions.ts';
import { createControlApi } from '../../http/control/create-control-api.ts';
import type { Handler } from '../../http/server/house-server.ts';
import type { AuditStore, CheckpointSigner } from '../../ports/audit-store.ts';
import type { Chance } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SnapshotSource } from '../../ports/snapshot.ts';
import { createAuditStore } from '../../store/audit/create-audit-store.ts';
import { isStoreAway } from '../../store/connection/is-store-away.ts';
import { createControlStore } from '../../store/control/create-control-store.ts';
import { startSnapshotSource } from '../../store/snapshot/start-snapshot-source.ts';
import { sweepStore } from '../../store/upkeep/sweep-store.ts';
import { createUsageStore } from '../../store/usage/create-usage-store.ts';
import { sha256, systemClock } from '../clock/system-clock.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { findGrant } from './find-grant.ts';
import type { OpenedStore } from './open-store.ts';
import { runUpkeep } from './run-upkeep.ts';

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
};

const CHECKPOINT_EVERY_MS = 300_000;
const SWEEP_EVERY_MS = 3_600_000;
const EXPIRY_EVERY_MS = 60_000;

/** The control plane of this process: the snapshot that calls are decided by, and the API that changes it. */
export async function buildControl(parts: ControlParts): Promise<Control> {
  const { settings, log, keyDigest, signer, chance } = parts;
  const { pool } = parts.store;
  const snapshots = await startSnapshotSource({
    pool,
    clock: systemClock,
    log,
    storeAwayAfterMs: settings.storeAwayAfterMs,
  });
  const audit = createAuditStore({ pool });
  const context: ControlContext = {
    store: createControlStore({ pool, clock: systemClock }),
    clock: systemClock,
    chance,
    sha256,
    keyDigest,
    keyLife: KEY_LIFE,
  };
  const api = await createControlApi({
    context,
    audit,
    signer,
    log,
    isStoreAway,
    usage: createUsageStore({ pool }),
    origin: settings.installation,
    findGrant: (secret) => findGrant(snapshots.current(), { digest: keyDigest(secret), nowMs: systemClock.nowMs() }),
  });
  const checkpoints = setInterval(() => void checkpoint({ audit, signer, settings, log }), CHECKPOINT_EVERY_MS);
  checkpoints.unref();
  const sweeps = setInterval(() => void sweep(parts), SWEEP_EVERY_MS);
  sweeps.unref();
  const endUpkeep = runUpkeep(
    [{ name: 'suspensions', everyMs: EXPIRY_EVERY_MS, run: () => noteExpiredSuspensions(context) }],
    log,
  );
  return {
    snapshots,
    handler: api.routing,
    close: async () => {
      clearInterval(checkpoints);
      clearInterval(sweeps);
      await endUpkeep();
      await api.close();
      await snapshots.close();
    },
  };
}

type CheckpointParts = Pick<ControlParts, 'settings' | 'signer' | 'log'> & { readonly audit: AuditStore };

/** Signs the chain's head now and then, so that what was cut off later can be told. A store that is away is tried again. */
async function checkpoint({ audit, signer, settings, log }: CheckpointParts): Promise<void> {
  try {
    await signCheckpoint({ audit, signer, origin: settings.installation, clock: systemClock });
  } catch (error) {
    log('warn', 'audit.checkpoint_failed', { error: String(error) });
  }
}

/** Whatever goes wrong is tried again in an hour: no answer depends on it. */
async function sweep({ store, log }: Pick<ControlParts, 'store' | 'log'>): Promise<void> {
  try {
    await sweepStore({ pool: store.pool });
  } catch (error) {
    log('warn', 'store.sweep_failed', { error: String(error) });
  }
}
