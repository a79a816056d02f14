import { writeTarGzip } from '../../connectors/archive/write-tar-gzip.ts';
import { writeCsv } from '../../connectors/tables/write-csv.ts';
import { writeParquet } from '../../connectors/tables/write-parquet.ts';
import { receiveQuestion } from '../../control/approvals.ts';
import { type ControlContext, KEY_LIFE } from '../../control/control-context.ts';
import type { AskedHouse } from '../../gateway/asked/asked-house.ts';
import { CleanUnits } from '../../gateway/inspection/clean-units.ts';
import type { HookDependencies } from '../../http/hooks/hook-face.ts';
import type { ScimDependencies } from '../../http/scim/scim-face.ts';
import type { Handler } from '../../http/server/house-server.ts';
import type { ApprovalDesk } from '../../ports/approval-desk.ts';
import type { CheckpointSigner } from '../../ports/audit-store.ts';
import type { Chance } from '../../ports/clock.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { Inspector } from '../../ports/inspector.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { SnapshotSource } from '../../ports/snapshot.ts';
import type { WorkflowDesk } from '../../ports/workflow-desk.ts';
import { createAllowanceInputs } from '../../store/allowance/create-allowance-inputs.ts';
import { createAuditStore } from '../../store/audit/create-audit-store.ts';
import { createChargebackStore } from '../../store/chargeback/create-chargeback-store.ts';
import { isStoreAway } from '../../store/connection/is-store-away.ts';
import { createControlStore } from '../../store/control/create-control-store.ts';
import { createProtectionStore } from '../../store/protection/create-protection-store.ts';
import { createRoutingStore } from '../../store/routing/create-routing-store.ts';
import { startSnapshotSource } from '../../store/snapshot/start-snapshot-source.ts';
import { createPolicyHistory } from '../../store/usage/create-policy-history.ts';
import { createUsageStore } from '../../store/usage/create-usage-store.ts';
import { bytesDigest, localTime, localTimeZone, sha256, systemClock } from '../clock/system-clock.ts';
import { createCedarLanguage } from '../policy/cedar-language.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { findGrant } from './find-grant.ts';
import type { OpenedAnswerCache } from './open-answer-cache.ts';
import { openApprovalDesk } from './open-approval-desk.ts';
import { openControlApi } from './open-control-api.ts';
import { type OpenedDetection, openDetection } from './open-detection.ts';
import { openLive } from './open-live.ts';
import { openNotices } from './open-notices.ts';
import { openProvisioning } from './open-provisioning.ts';
import { openRewards } from './open-rewards.ts';
import { watchRouting } from './open-routing.ts';
import { openSignIn } from './open-sign-in.ts';
import type { OpenedStore } from './open-store.ts';
import { openTasks } from './open-tasks.ts';
import { runUpkeep } from './run-upkeep.ts';
import { upkeepTasks } from './upkeep-tasks.ts';
import { upstreamTrial } from './upstream-trial.ts';

export type Control = {
  readonly snapshots: SnapshotSource;
  readonly handler: Handler;
  /** What takes messages of connected systems. */
  readonly hooks: Omit<HookDependencies, 'accepting'>;
  /** Where an identity provider keeps people and groups. */
  readonly scim: Omit<ScimDependencies, 'accepting'>;
  /** Where the path leaves what a person must answer. */
  readonly approvalDesk: ApprovalDesk;
  /** What inspects calls as of now. */
  readonly inspector: () => Inspector | null;
  /** Of the first administrator, while there is none. */
  readonly setUpLink: (address: string) => Promise<string | null>;
  /** Where refusals of calls that others asked about are recorded, once it is open. */
  readonly recordTo: (journal: Pick<Journal, 'settle'>) => void;
  /** Tells pages that are open to listen elsewhere, before anything else stops. */
  readonly endLive: () => void;
  readonly close: () => Promise<void>;
};

export type ControlParts = {
  readonly settings: ServerSettings;
  readonly store: OpenedStore;
  readonly chance: Chance;
  readonly keyDigest: (secret: string) => string;
  readonly protectionDigest: (text: string) => string;
  /** What keyed digests and hashes of the house are made of. */
  readonly pepper: string;
  readonly gatewayId: string;
  readonly signer: CheckpointSigner;
  readonly content: ContentStore;
  readonly answers: OpenedAnswerCache;
  readonly workflows: WorkflowDesk;
  readonly log: Log;
};

function contextOf({ store, chance, keyDigest }: ControlParts): ControlContext {
  return {
    store: createControlStore({ pool: store.pool, clock: systemClock }),
    clock: systemClock,
    chance,
    sha256,
    keyDigest,
    keyLife: KEY_LIFE,
  };
}

/** What is forgotten everywhere is forgotten here as soon as it is heard of; then whoever else looks. */
function openSnapshots({ store, settings, log, answers }: ControlParts, look: () => void) {
  return startSnapshotSource({
    pool: store.pool,
    clock: systemClock,
    log,
    storeAwayAfterMs: settings.storeAwayAfterMs,
    onChange: (snapshot) => {
      answers.cache.follow(snapshot);
      look();
    },
  });
}

/** Whose key it is, as the snapshot of this moment says. */
function grantFinder(snapshots: SnapshotSource, keyDigest: ControlParts['keyDigest']) {
  return (secret: string) => findGrant(snapshots.current(), { digest: keyDigest(secret), nowMs: systemClock.nowMs() });
}

/** Where the path leaves questions, which become approvals. */
function openDesk(context: ControlContext, snapshots: SnapshotSource, log: Log) {
  const receive: Parameters<typeof openApprovalDesk>[0]['receive'] = (question) => receiveQuestion(context, question);
  return openApprovalDesk({ snapshot: snapshots.current, receive, log, nowMs: systemClock.nowMs });
}

/** The control plane of this process: the snapshot that calls are decided by, and the API that changes it. */
export async function buildControl(parts: ControlParts): Promise<Control> {
  const { settings, log, keyDigest, signer, chance } = parts;
  const { pool } = parts.store;
  let detection: OpenedDetection | undefined;
  const snapshots = await openSnapshots(parts, () => void detection?.keeper.look());
  const audit = createAuditStore({ pool });
  const live = openLive({ pool, audit, log });
  const context = contextOf(parts);
  const { pepper, protectionDigest, gatewayId } = parts;
  const snapshot = snapshots.current;
  detection = await openDetection({ context, pool, pepper, protectionDigest, gatewayId, snapshot, log });
  const { keeper } = detection;
  const approvalDesk = openDesk(context, snapshots, log);
  let journal: Pick<Journal, 'settle'> | undefined;
  const asked: AskedHouse = {
    ...{ gatewayId, snapshots, protectionDigest, bytesDigest, sha256, approvalDesk, localTime, chance, log },
    inspector: keeper.current,
    clock: systemClock,
    cleanUnits: new CleanUnits(),
    settle: (record) => journal?.settle(record),
  };
  const notices = await openNotices({ settings, context, pool, log });
  const weeks = openTasks({ settings, context: { ...context, ...notices.parts }, snapshot, pool });
  const rewards = openRewards({
    ...{ settings, context, notices: notices.parts, pool, pepper, reviewMinute: weeks.parts.reviewMinute },
  });
  const signIn = openSignIn({ settings, context, pool, log });
  const grantOf = grantFinder(snapshots, keyDigest);
  const api = openControlApi({
    ...{ context, signer, log, isStoreAway, live: live.room, audit, content: parts.content },
    ...{ ...signIn.parts, tryUpstream: upstreamTrial(settings) },
    detection: detection.context,
    asked,
    protection: createProtectionStore({ pool }),
    routing: createRoutingStore({ pool }),
    ...{ cache: parts.answers.seen, workflows: parts.workflows },
    allowanceInputs: createAllowanceInputs({ pool }),
    notices: notices.parts,
    transparency: { snapshot: snapshots.current, localTime },
    usage: createUsageStore({ pool }),
    ...{ tasks: weeks.parts, ...rewards.parts },
    chargeback: createChargebackStore({ pool }),
    ...{ tables: { csv: writeCsv, parquet: writeParquet }, archive: writeTarGzip },
    policyLanguage: createCedarLanguage(),
    policyPast: { history: createPolicyHistory({ pool }), timeZone: localTimeZone },
    origin: settings.installation,
    findGrant: grantOf,
  });
  const tasks = upkeepTasks({
    cachedBytesMax: settings.limits.cacheStoreBytesMax,
    context: { ...context, content: parts.content },
    audit,
    signer,
    origin: settings.installation,
    detection: detection.context.detection,
    pool,
  });
  const routes = watchRouting({ context: { ...context, ...notices.parts }, pool });
  const endUpkeep = runUpkeep([...tasks, ...notices.tasks, ...weeks.tasks, ...rewards.tasks, routes], log);
  return {
    snapshots,
    handler: api.routing,
    hooks: { context: rewards.parts.sources, isStoreAway, log },
    scim: openProvisioning({ settings, context, pool, findGrant: grantOf, recent: signIn.recent, log }),
    approvalDesk,
    inspector: keeper.current,
    setUpLink: signIn.setUpLink,
    recordTo: (opened) => {
      journal = opened;
    },
    endLive: live.room.endAll,
    close: async () => {
      live.close();
      keeper.close();
      await approvalDesk.close();
      await rewards.close();
      await endUpkeep();
      await api.close();
      await snapshots.close();
    },
  };
}
