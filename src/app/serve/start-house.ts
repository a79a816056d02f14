import type { Server } from 'node:http';
import { join } from 'node:path';
import { createCallMetrics } from '../../connectors/telemetry/call-metrics.ts';
import { createTaskMemory } from '../../domain/task/task-memory.ts';
import { createTaskTotals } from '../../domain/task/task-totals.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { createProtectionMemory } from '../../gateway/inspection/protection-memory.ts';
import { LiveCalls } from '../../gateway/live-calls.ts';
import { createGatewayFace } from '../../http/gateway/gateway-face.ts';
import { createHookFace } from '../../http/hooks/hook-face.ts';
import { createScimFace } from '../../http/scim/scim-face.ts';
import { createHouseServer } from '../../http/server/house-server.ts';
import { createOperationsFace } from '../../http/server/operations-face.ts';
import { createWebFace } from '../../http/web/web-face.ts';
import type { Chance } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { dialects } from '../../providers/dialects.ts';
import { translateCall } from '../../providers/translate/translate-call.ts';
import { createUpstreamCaller } from '../../providers/upstream-caller.ts';
import type { FileJournal } from '../../store/journal/open-journal.ts';
import {
  bytesDigest,
  createKeyDigest,
  createSystemChance,
  localTime,
  sha256,
  systemClock,
} from '../clock/system-clock.ts';
import { createCacheDigest } from '../secrets/cache-digest.ts';
import { keepSecret, loadCheckpointSigner, loadKeyPepper } from '../secrets/load-secret.ts';
import { createProtectionDigest } from '../secrets/protection-digest.ts';
import { createUpstreamSecretReader } from '../secrets/upstream-secrets.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { buildControl, type Control } from './build-control.ts';
import { closeHouse } from './close-house.ts';
import { listen } from './listen.ts';
import { mayReadMetrics } from './may-read-metrics.ts';
import { openAnswerCache } from './open-answer-cache.ts';
import { type OpenedBudgets, openBudgets } from './open-budgets.ts';
import { openContent } from './open-content.ts';
import { openFingerprints } from './open-fingerprints.ts';
import { openJournalOf } from './open-journal-of.ts';
import { openRouting } from './open-routing.ts';
import { openStore } from './open-store.ts';
import { openTelemetry } from './open-telemetry.ts';
import { openWeb } from './open-web.ts';
import { openWorkflowDesk } from './open-workflow-desk.ts';
import { type Organisation, prepareOrganisation } from './prepare-organisation.ts';
import { readinessOf } from './readiness.ts';
import { watchConnections } from './watch-connections.ts';

export type House = {
  readonly address: string;
  /** Set when the sample organisation stands; the key is in `sample.json` too. */
  readonly sampleKey: string | null;
  /** Opens this server for its first administrator, once; null where there is one already. */
  readonly setUpLink: string | null;
  readonly storeKind: 'embedded' | 'server';
  readonly upstreamsNote: string;
  readonly close: () => Promise<void>;
};

export type HouseOptions = {
  readonly settings: ServerSettings;
  readonly databaseUrl: string | undefined;
  readonly version: string;
  readonly log: Log;
};

/** What is open and must be closed again, in the order of opening. */
type Closers = (() => Promise<void> | void)[];

type Rooms = {
  readonly storeKind: House['storeKind'];
  readonly organisation: Organisation;
  readonly control: Control;
  readonly journal: FileJournal;
  readonly gateway: Gateway;
  readonly budgets: OpenedBudgets;
  readonly metrics: ReturnType<typeof createCallMetrics>;
};

const TASK_LINKS_MAX = 50_000;
const TASK_TOTALS_MAX = 20_000;
const SWEEP_EVERY_MS = 1_000;
/** For what of content waits to be written; what is left then is lost, and told. */
const CONTENT_CLOSE_MAX_MS = 10_000;
const JOURNAL_CLOSE_MAX_MS = 10_000;

/** Builds everything, starts it, and owns every timer. What was opened is closed again when a later part fails. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { settings, log } = options;
  const closers: Closers = [];
  try {
    const rooms = await openRooms(options, closers);
    let accepting = true;
    const server = buildServer(options, rooms, () => accepting);
    const connections = watchConnections(server);
    const port = await listen(server, settings);
    const { live } = rooms.gateway;
    const sweep = setInterval(
      () => live.sweep(systemClock.monotonicMs(), settings.limits.clientStallMaxMs),
      SWEEP_EVERY_MS,
    );
    const address = settings.publicAddress ?? `http://${hostOf(settings.host)}:${port}`;
    return {
      address,
      setUpLink: await rooms.control.setUpLink(address),
      sampleKey: rooms.organisation.publish(address),
      storeKind: rooms.storeKind,
      upstreamsNote: rooms.organisation.note,
      close: () => {
        accepting = false;
        rooms.control.endLive();
        return closeHouse({
          server,
          connections,
          live,
          settings,
          log,
          closers,
          sweep,
          budgets: rooms.budgets,
        });
      },
    };
  } catch (error) {
    for (const close of closers.reverse()) await close();
    throw error;
  }
}

/** What makes this process itself: its secrets, and its name among gateways. */
function loadOwn(settings: ServerSettings, chance: Chance) {
  const secretsDirectory = join(settings.dataDirectory, 'secrets');
  const pepper = loadKeyPepper(secretsDirectory);
  return {
    secretsDirectory,
    pepper,
    keyDigest: createKeyDigest(pepper),
    protectionDigest: createProtectionDigest(pepper),
    signer: loadCheckpointSigner(secretsDirectory),
    gatewayId: settings.gatewayId ?? keepSecret(settings.dataDirectory, 'gateway-id', () => `gateway-${chance.hex(4)}`),
  };
}

async function openRooms(options: HouseOptions, closers: Closers): Promise<Rooms> {
  const { settings, log, version } = options;
  const chance = createSystemChance();
  const { secretsDirectory, pepper, keyDigest, protectionDigest, signer, gatewayId } = loadOwn(settings, chance);
  const store = await openStore({ databaseUrl: options.databaseUrl, dataDirectory: settings.dataDirectory, log });
  closers.push(store.close);
  const organisation = await prepareOrganisation({ settings, store, chance, keyDigest, log });
  closers.push(organisation.close);
  const content = await openContent({ secretsDirectory, pool: store.pool, chance, log });
  closers.push(() => content.sink.close(CONTENT_CLOSE_MAX_MS));
  const atHand = { settings, secretsDirectory, gatewayId, pool: store.pool, log };
  const [answers, workflows] = [openAnswerCache(atHand), openWorkflowDesk(atHand)];
  closers.push(answers.close, workflows.close);
  const control = await buildControl({
    ...{ settings, store, chance, keyDigest, protectionDigest, pepper, gatewayId, signer, log },
    content: content.store,
    answers,
    workflows: workflows.desk,
  });
  closers.push(control.close);
  const { snapshots } = control;
  const budgets = await openBudgets({ pool: store.pool, gatewayId, settings, snapshots, log });
  closers.push(budgets.close);
  const journal = await openJournalOf({ settings, store, gatewayId, chance, snapshots, budgets, log });
  closers.push(() => journal.close(JOURNAL_CLOSE_MAX_MS));
  control.recordTo(journal);
  budgets.follow(journal);
  const upstreams = createUpstreamCaller(createUpstreamSecretReader(settings));
  closers.push(upstreams.destroy);

  const live = new LiveCalls();
  const metrics = createCallMetrics({
    ...{ journal: journal.state, callsLive: () => live.count, content: content.sink.state },
    ...{ storeReachable: snapshots.storeReachable, cache: () => answers.cache.state() },
  });
  const telemetry = await openTelemetry(settings.telemetry, { gatewayId, version, metrics });
  closers.push(telemetry.close);
  const [routing, fingerprints] = [openRouting(store.pool), openFingerprints({ pool: store.pool, pepper, log })];
  closers.push(routing.close, fingerprints.close);
  const gateway: Gateway = {
    gatewayId,
    snapshots,
    journal,
    dialects,
    translate: translateCall,
    upstreams,
    telemetry,
    taskMemory: createTaskMemory({ entriesMax: TASK_LINKS_MAX }),
    taskTotals: createTaskTotals({ entriesMax: TASK_TOTALS_MAX }),
    chance,
    sha256,
    keyDigest,
    log,
    live,
    inspector: control.inspector,
    protectionDigest,
    bytesDigest,
    cacheDigest: createCacheDigest(pepper),
    answerCache: answers.cache,
    workflows: workflows.desk,
    protectionMemory: createProtectionMemory(),
    approvalDesk: control.approvalDesk,
    contentSink: content.sink,
    budget: budgets.room,
    localTime,
    ...{ routing: routing.house, fingerprints: fingerprints.desk },
    clock: systemClock,
    limits: settings.limits,
  };
  return { storeKind: store.kind, organisation, control, journal, gateway, budgets, metrics };
}

function buildServer({ settings, version }: HouseOptions, rooms: Rooms, accepting: () => boolean): Server {
  const { control, journal, metrics } = rooms;
  const operations = createOperationsFace({
    version,
    metrics: metrics.render,
    mayReadMetrics: (request) => mayReadMetrics(request, process.env['TOKENWARD_METRICS_TOKEN']),
    readiness: () =>
      readinessOf({
        accepting: accepting(),
        storeReachable: control.snapshots.storeReachable(),
        journalFailing: journal.state().failing,
      }),
  });
  const gateway = createGatewayFace(rooms.gateway, {
    ...settings.limits,
    accepting,
    manners: settings.refusals,
  });
  const chance = createSystemChance();
  const web = createWebFace({ files: openWeb(), nonce: () => chance.hex(16) });
  const hooks = createHookFace({ ...control.hooks, accepting });
  const scim = createScimFace({ ...control.scim, accepting });
  const { limits } = settings;
  return createHouseServer(
    { gateway, control: control.handler, operations, web, hooks, scim },
    { ...limits, requestWaitMaxMs: limits.bodyWaitMaxMs },
    (code) => {
      rooms.gateway.telemetry.turnedAway(code);
      return chance.uuid(rooms.gateway.clock.nowMs());
    },
  );
}

/** An IPv6 address stands in brackets in a URL. */
function hostOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
