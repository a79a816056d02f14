import type { AddressInfo } from 'node:net';
import {
  bytesDigest,
  createKeyDigest,
  createSystemChance,
  localTime,
  sha256,
  systemClock,
} from '../../src/app/clock/system-clock.ts';
import { createCacheDigest } from '../../src/app/secrets/cache-digest.ts';
import { createProtectionDigest } from '../../src/app/secrets/protection-digest.ts';
import type { Envelope } from '../../src/domain/budget/envelope.ts';
import type { Price } from '../../src/domain/catalog/price.ts';
import type { Model, Upstream } from '../../src/domain/catalog/upstream.ts';
import type { UseCase } from '../../src/domain/catalog/use-case.ts';
import type { KeyGrant } from '../../src/domain/identity/key-grant.ts';
import type { RegisteredWorkflow } from '../../src/domain/library/workflow.ts';
import type { Exception } from '../../src/domain/policy/exception.ts';
import type { GrantedApproval } from '../../src/domain/policy/granted-approval.ts';
import type { GrantedExceptions } from '../../src/domain/policy/granted-exceptions.ts';
import type { PolicySet } from '../../src/domain/policy/policy-decision.ts';
import type { Suspension } from '../../src/domain/policy/suspension.ts';
import { createLatencyMemory, type LatencyMemory } from '../../src/domain/routing/latency-memory.ts';
import { createRouteMemory } from '../../src/domain/routing/route-memory.ts';
import type { RouteComparison, RoutingState } from '../../src/domain/routing/route-state.ts';
import { createTaskMemory } from '../../src/domain/task/task-memory.ts';
import { createTaskTotals } from '../../src/domain/task/task-totals.ts';
import type { AdmittedCall, CallRecord } from '../../src/domain/usage/call-record.ts';
import { AnswerCache, type CacheBounds } from '../../src/gateway/caching/answer-cache.ts';
import type { Gateway, GatewayLimits } from '../../src/gateway/gateway.ts';
import { createProtectionMemory } from '../../src/gateway/inspection/protection-memory.ts';
import { LiveCalls } from '../../src/gateway/live-calls.ts';
import { FirstByteWatch } from '../../src/gateway/routing/first-byte-watch.ts';
import { createShadowRoom } from '../../src/gateway/routing/shadow-room.ts';
import { createGatewayFace } from '../../src/http/gateway/gateway-face.ts';
import { createHouseServer } from '../../src/http/server/house-server.ts';
import type { ApprovalQuestion } from '../../src/ports/approval-desk.ts';
import type { ContentSink } from '../../src/ports/content-sink.ts';
import type { Inspector } from '../../src/ports/inspector.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Snapshot } from '../../src/ports/snapshot.ts';
import type { WorkflowDesk } from '../../src/ports/workflow-desk.ts';
import { dialects } from '../../src/providers/dialects.ts';
import { type SeenRequest, startSimulatedUpstream } from '../../src/providers/simulated/simulated-upstream.ts';
import { translateCall } from '../../src/providers/translate/translate-call.ts';
import { createUpstreamCaller } from '../../src/providers/upstream-caller.ts';
import { type FakeBudgets, openFakeBudgets } from './budget-room.ts';
import { snapshotOfHouse, TEST_KEY } from './house-snapshot.ts';
import { wordInspector } from './word-inspector.ts';

export { TEST_KEY };

export type GatewayHouse = {
  readonly address: string;
  readonly records: readonly CallRecord[];
  readonly admissions: readonly AdmittedCall[];
  readonly seen: readonly SeenRequest[];
  readonly turnedAway: readonly string[];
  readonly logged: readonly string[];
  /** What approvers were asked. */
  readonly questions: readonly ApprovalQuestion[];
  /** What was compared. */
  readonly comparisons: readonly RouteComparison[];
  readonly gateway: Gateway;
  readonly budgets: FakeBudgets;
  /** Swaps the snapshot, as a change in the control plane does. */
  readonly change: (change: Partial<Snapshot>) => void;
  /** Resolves with the record once `count` calls are settled; rejects after five seconds. */
  readonly settled: (count: number) => Promise<CallRecord>;
  readonly close: () => Promise<void>;
};

export type GatewayHouseOptions = {
  readonly models?: readonly Model[];
  readonly useCases?: readonly UseCase[];
  readonly grants?: ReadonlyMap<string, KeyGrant>;
  readonly upstreams?: (simulated: string) => readonly Upstream[];
  readonly prices?: readonly Price[];
  readonly policies?: PolicySet;
  readonly suspensions?: readonly Suspension[];
  readonly limits?: Partial<GatewayLimits & { bodyBytesMax: number; bodyWaitMaxMs: number }>;
  readonly admit?: Gateway['journal']['admit'];
  readonly storeReachable?: () => boolean;
  readonly eventDelayMs?: number;
  /** What the fake inspector finds when nothing is said; null: there is none. */
  readonly inspector?: Inspector | null;
  readonly approvals?: readonly GrantedApproval[];
  readonly contentSink?: ContentSink;
  readonly envelopes?: readonly Envelope[];
  readonly exceptions?: readonly Exception[];
  /** Another time of day than the system's. */
  readonly nowMs?: () => number;
  readonly budgetWaitMaxMs?: number;
  readonly cacheBounds?: Partial<CacheBounds>;
  readonly workflows?: readonly RegisteredWorkflow[];
  readonly workflowDesk?: WorkflowDesk;
  readonly routing?: RoutingState;
  readonly latency?: LatencyMemory;
  readonly fingerprints?: Gateway['fingerprints'];
};

const LIMITS = {
  callsMax: 100,
  callDurationMaxMs: 10_000,
  clientStallMaxMs: 5_000,
  answerHeldBytesMax: 1_000_000,
  errorBytesMax: 65_536,
  bodiesBytesMax: 100_000_000,
  bodyBytesMax: 20_000_000,
  bodyWaitMaxMs: 5_000,
};
const SERVER_LIMITS = {
  headersWaitMaxMs: 5_000,
  requestWaitMaxMs: 10_000,
  keepAliveMs: 5_000,
  headerBytesMax: 32_768,
  connectionsMax: 1_000,
};
const CACHE_BOUNDS = { bytesMax: 1_000_000, answerBytesMax: 100_000, waitMaxMs: 5_000, waitersMax: 100 };
const NO_FINGERPRINTS: Gateway['fingerprints'] = { offer: () => undefined };
const NO_WORKFLOWS: WorkflowDesk = {
  carryOut: async () => ({ kind: 'done', text: '' }),
  usualCost: () => null,
};
const WAIT_MAX_MS = 5_000;

/** The real faces, path, dialects and upstream caller, before a simulated upstream; only journal and store are left out. */
export async function openGatewayHouse(options: GatewayHouseOptions = {}): Promise<GatewayHouse> {
  const seen: SeenRequest[] = [];
  const simulated = await startUpstream(options, seen);
  const records: CallRecord[] = [];
  const admissions: AdmittedCall[] = [];
  const turnedAway: string[] = [];
  const logged: string[] = [];
  const questions: ApprovalQuestion[] = [];
  const comparisons: RouteComparison[] = [];
  let waiting: { count: number; resolve: (record: CallRecord) => void }[] = [];
  const log: Log = (level, event, fields) => void logged.push(JSON.stringify({ level, event, ...fields }));
  const keyDigest = createKeyDigest('pepper of the tests');
  const caller = createUpstreamCaller(() => undefined);
  const settle = (record: CallRecord): void => {
    records.push(record);
    const due = waiting.filter(({ count }) => count <= records.length);
    waiting = waiting.filter(({ count }) => count > records.length);
    for (const { resolve } of due) resolve(record);
  };
  let snapshot: Snapshot = snapshotOfHouse(options, simulated.baseUrl, keyDigest);
  const limits = { ...LIMITS, ...options.limits };
  const budgets = openFakeBudgets({
    envelopes: [...(options.envelopes ?? []), ...exceptionEnvelopes(snapshot.exceptions ?? null)],
    monotonicMs: systemClock.monotonicMs,
    ...(options.budgetWaitMaxMs === undefined ? {} : { waitMaxMs: options.budgetWaitMaxMs }),
  });
  const latency = options.latency ?? createLatencyMemory({ kindsMax: 100 });
  const gateway: Gateway = {
    gatewayId: 'gateway-test',
    dialects,
    translate: translateCall,
    upstreams: caller,
    live: new LiveCalls(),
    budget: budgets.room,
    clock: options.nowMs === undefined ? systemClock : { ...systemClock, nowMs: options.nowMs },
    chance: createSystemChance(),
    sha256,
    keyDigest,
    log,
    limits,
    snapshots: { current: () => snapshot, storeReachable: options.storeReachable ?? (() => true) },
    journal: {
      admit: async (call) => {
        const answer = (await options.admit?.(call)) ?? 'written';
        if (answer === 'written') admissions.push(call);
        return answer;
      },
      settle,
      state: () => ({
        undrainedBytes: 0,
        undrainedBytesMax: 1,
        openCalls: 0,
        oldestUndrainedMs: null,
        failing: false,
        segments: 1,
      }),
    },
    telemetry: { settled: () => undefined, turnedAway: (code) => void turnedAway.push(code) },
    taskMemory: createTaskMemory({ entriesMax: 1_000 }),
    taskTotals: createTaskTotals({ entriesMax: 1_000 }),
    inspector: () => (options.inspector === undefined ? wordInspector() : options.inspector),
    protectionDigest: createProtectionDigest('pepper of the tests'),
    bytesDigest,
    cacheDigest: createCacheDigest('pepper of the tests'),
    answerCache: new AnswerCache({ ...CACHE_BOUNDS, ...options.cacheBounds }, null),
    workflows: options.workflowDesk ?? NO_WORKFLOWS,
    protectionMemory: createProtectionMemory(),
    approvalDesk: {
      ask: (question) => {
        questions.push(question);
        return { approvalId: question.approvalId, expiresAtMs: question.askedAtMs + 3_600_000 };
      },
    },
    contentSink: options.contentSink ?? null,
    ...{ localTime, fingerprints: options.fingerprints ?? NO_FINGERPRINTS },
    routing: {
      memory: createRouteMemory({ entriesMax: 1_000 }),
      firstBytes: new FirstByteWatch({ latency, monotonicMs: systemClock.monotonicMs }),
      shadows: createShadowRoom({ atOnceMax: 4 }),
      comparisons: { keep: async (comparison) => void comparisons.push(comparison) },
    },
  };
  const server = openServer(gateway, limits);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const settled = (count: number): Promise<CallRecord> =>
    new Promise((resolve, reject) => {
      const last = records[count - 1];
      if (last !== undefined) return resolve(last);
      const late = setTimeout(
        () => reject(new Error(`only ${records.length} of ${count} calls were settled in time`)),
        WAIT_MAX_MS,
      );
      waiting.push({
        count,
        resolve: (record) => {
          clearTimeout(late);
          resolve(record);
        },
      });
    });
  return {
    address: `http://127.0.0.1:${port}`,
    records,
    admissions,
    seen,
    turnedAway,
    logged,
    questions,
    comparisons,
    gateway,
    budgets,
    settled,
    change: (change) => {
      snapshot = { ...snapshot, version: snapshot.version + 1, ...change };
    },
    close: async () => {
      budgets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await caller.destroy();
      await simulated.close();
    },
  };
}

/** Every face of the house is the gateway's. */
function openServer(gateway: Gateway, limits: typeof LIMITS) {
  const face = createGatewayFace(gateway, { ...limits, accepting: () => true });
  return createHouseServer(
    { gateway: face, control: face, operations: face, web: face, hooks: face, scim: face },
    SERVER_LIMITS,
    (code) => {
      gateway.telemetry.turnedAway(code);
      return gateway.chance.uuid(gateway.clock.nowMs());
    },
  );
}

function startUpstream({ eventDelayMs = 0 }: GatewayHouseOptions, seen: SeenRequest[]) {
  return startSimulatedUpstream({ latencyMs: 0, eventDelayMs, seen: (request) => void seen.push(request) });
}

/** What exceptions may spend, as the ledger knows it. */
function exceptionEnvelopes(exceptions: GrantedExceptions | null): readonly Envelope[] {
  if (exceptions === null) return [];
  const opened = [...exceptions.openings.values()].flat().map(({ budget }) => budget);
  return [...[...exceptions.raises.values()].flat(), ...opened].map(({ envelope }) => envelope);
}
