import { createHmac, hash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesDigest } from '../../../src/app/clock/system-clock.ts';
import { detectionParts } from '../../../src/app/inspection/detection-parts.ts';
import { createCedarLanguage } from '../../../src/app/policy/cedar-language.ts';
import { createVault } from '../../../src/app/secrets/content-vault.ts';
import { createDictionaryKey, createDictionarySeal } from '../../../src/app/secrets/dictionary-secrets.ts';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { createControlClient } from '../../../src/client/create-control-client.ts';
import { writeTarGzip } from '../../../src/connectors/archive/write-tar-gzip.ts';
import { writeCsv } from '../../../src/connectors/tables/write-csv.ts';
import { writeParquet } from '../../../src/connectors/tables/write-parquet.ts';
import type { ContentContext } from '../../../src/control/content-context.ts';
import { type ControlContext, KEY_LIFE } from '../../../src/control/control-context.ts';
import type { DetectionContext } from '../../../src/control/detection-context.ts';
import type { OutcomeContext } from '../../../src/control/outcome-context.ts';
import type { SourceContext } from '../../../src/control/source-context.ts';
import type { TaskContext } from '../../../src/control/task-context.ts';
import type { KeyGrant, KeyScope } from '../../../src/domain/identity/key-grant.ts';
import { nanodollars } from '../../../src/domain/money/nanodollars.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import type { AskedHouse } from '../../../src/gateway/asked/asked-house.ts';
import { CleanUnits } from '../../../src/gateway/inspection/clean-units.ts';
import { createControlApi } from '../../../src/http/control/create-control-api.ts';
import { createLiveRoom, type LiveRoom } from '../../../src/http/events/live-room.ts';
import type { ContentRecord } from '../../../src/ports/content-sink.ts';
import type { ControlStore } from '../../../src/ports/control-store.ts';
import type { IdentityProviders } from '../../../src/ports/identity-provider.ts';
import type { Snapshot } from '../../../src/ports/snapshot.ts';
import { createAllowanceInputs } from '../../../src/store/allowance/create-allowance-inputs.ts';
import { createAuditStore } from '../../../src/store/audit/create-audit-store.ts';
import { createChargebackStore } from '../../../src/store/chargeback/create-chargeback-store.ts';
import { isStoreAway } from '../../../src/store/connection/is-store-away.ts';
import { createContentSink } from '../../../src/store/content/create-content-sink.ts';
import { createContentStore } from '../../../src/store/content/create-content-store.ts';
import { createControlStore } from '../../../src/store/control/create-control-store.ts';
import { createDetectionStore } from '../../../src/store/detection/create-detection-store.ts';
import { createOutcomeDesk } from '../../../src/store/outcome/create-outcome-desk.ts';
import { createProtectionStore } from '../../../src/store/protection/create-protection-store.ts';
import { createRoutingStore } from '../../../src/store/routing/create-routing-store.ts';
import { loadKeyGrants } from '../../../src/store/snapshot/load-key-grants.ts';
import { loadSnapshot } from '../../../src/store/snapshot/load-snapshot.ts';
import { createTaskStore } from '../../../src/store/task/create-task-store.ts';
import { createPolicyHistory } from '../../../src/store/usage/create-policy-history.ts';
import { createUsageStore } from '../../../src/store/usage/create-usage-store.ts';
import { openTestDatabase, type TestDatabase } from '../../fakes/postgres.ts';
import { wordInspector } from '../../fakes/word-inspector.ts';
import { cachingPartsOf } from './caching-parts.ts';
import { libraryPartsOf } from './library-parts.ts';
import { makeSigner } from './make-signer.ts';
import { noticePartsOf } from './notice-parts.ts';
import { addPerson, EVERY_SCOPE, makeKeyOf, plant } from './plant-people.ts';
import { programmePartsOf } from './programme-parts.ts';
import { recognitionPartsOf } from './recognition-parts.ts';
import { sendPlain } from './send-plain.ts';
import { signInPartsOf } from './sign-in-parts.ts';
import { hookFaceOf, sourcePartsOf } from './source-parts.ts';

/** The control API on a database of its own, behind a real listener, with a clock that the test turns. */
export type ControlHouse = {
  readonly address: string;
  readonly database: TestDatabase;
  readonly store: ControlStore;
  readonly context: ControlContext;
  readonly publicKeyPem: string;
  readonly logged: string[];
  /** Refusals of calls that others asked about. */
  readonly records: readonly CallRecord[];
  readonly clock: { ms: number };
  /** A key of Ada's with these scopes. */
  readonly makeKey: (scopes: readonly KeyScope[]) => Promise<string>;
  readonly makeKeyOf: (personId: string, scopes: readonly KeyScope[]) => Promise<string>;
  readonly addPerson: (personId: string) => Promise<void>;
  /** Forecasts and notices; a test adds the channels that it needs. */
  readonly noticeParts: ReturnType<typeof noticePartsOf>;
  /** Who listens; a test turns it, as the house does once a second. */
  readonly live: LiveRoom;
  /** Tasks; a minute of review costs half a dollar. */
  readonly taskParts: Pick<TaskContext, 'tasks' | 'reviewMinute' | 'snapshot'>;
  readonly outcomeParts: Pick<OutcomeContext, 'outcomeDesk' | 'reviewMinute'>;
  readonly recognitionParts: ReturnType<typeof recognitionPartsOf>;
  readonly sourceContext: SourceContext;
  readonly contentContext: ContentContext;
  readonly keepContent: (record: ContentRecord) => Promise<void>;
  readonly clientOf: (key: string) => ControlClient;
  /** A client whose key may do everything. */
  readonly admin: () => Promise<ControlClient>;
  /** A request as somebody without a client sends it. */
  readonly send: (path: string, init?: RequestInit & { readonly key?: string }) => Promise<Response>;
  /** What the gateways' snapshot does within a second: keys made or stopped by the API take effect. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export { EVERY_SCOPE };

export const START_MS = Date.UTC(2026, 10, 20, 12);

const keyDigest = (secret: string) => createHmac('sha256', 'pepper of the test').update(secret).digest('hex');

export async function openControlHouse(given: { readonly providers?: IdentityProviders } = {}): Promise<ControlHouse> {
  const database = await openTestDatabase();
  const clock = { ms: START_MS };
  const { context, store } = contextOf(database, clock);
  const { signer, publicKeyPem } = makeSigner();
  const logged: string[] = [];
  const records: CallRecord[] = [];
  const vault = createVault([randomBytes(32)]);
  const content = createContentStore({ pool: database.pool, vault });
  const grants = new Map<string, KeyGrant>();
  const held = { snapshot: await readSnapshot(database) };
  const noticeParts = noticePartsOf(database, logged);
  const reviewMinute = nanodollars(500_000_000n);
  const taskParts = { tasks: createTaskStore(database), reviewMinute, snapshot: () => held.snapshot };
  const outcomeParts = { outcomeDesk: createOutcomeDesk(database), reviewMinute };
  const recognitionParts = recognitionPartsOf(database);
  const sourceContext: SourceContext = { ...context, ...sourcePartsOf(database) };
  const hooks = hookFaceOf(sourceContext, noticeParts.log);
  const live = createLiveRoom({ audit: createAuditStore(database), clock: context.clock, log: noticeParts.log });
  const api = await createControlApi({
    context,
    usage: createUsageStore({ pool: database.pool }),
    tasks: taskParts,
    outcomes: outcomeParts,
    chargeback: createChargebackStore({ pool: database.pool }),
    tables: { csv: writeCsv, parquet: writeParquet },
    archive: writeTarGzip,
    policyLanguage: createCedarLanguage(),
    policyPast: { history: createPolicyHistory({ pool: database.pool }), timeZone: 'UTC' },
    audit: createAuditStore({ pool: database.pool }),
    content,
    detection: detectionOf(database),
    asked: askedOf(context, { snapshot: () => held.snapshot, records }),
    ...{ routing: createRoutingStore(database), library: libraryPartsOf(database), ...cachingPartsOf(database) },
    protection: createProtectionStore({ pool: database.pool }),
    allowanceInputs: createAllowanceInputs({ pool: database.pool }),
    notices: noticeParts,
    recognition: recognitionParts,
    scores: recognitionParts,
    sources: sourceContext,
    programmes: programmePartsOf(database),
    transparency: { snapshot: () => held.snapshot, localTime: () => ({ hour: 12, weekday: 3 }) },
    signer,
    tryUpstream: async ({ baseUrl }) => [{ state: 'ok', sentence: `${baseUrl} answers.`, remedy: null }],
    origin: 'tokenward.test',
    findGrant: (secret) => grants.get(keyDigest(secret)),
    isStoreAway,
    ...signInPartsOf(database, noticeParts.log),
    ...given,
    ...{ live, log: noticeParts.log },
  });
  const server = createServer((request, response) =>
    request.url?.startsWith('/hooks/') === true ? hooks(request, response) : api.routing(request, response),
  );
  const address = await listen(server);
  const refresh = async (): Promise<void> => {
    const client = await database.pool.connect();
    try {
      held.snapshot = await readSnapshot(database);
      grants.clear();
      for (const [digest, grant] of await loadKeyGrants(client)) grants.set(digest, grant);
    } finally {
      client.release();
    }
  };
  await plant(store);
  const clientOf = (key: string) => createControlClient({ address, key, timeoutMs: 10_000 });
  const makeKey = (scopes: readonly KeyScope[]) => makeKeyOf(context, { personId: 'ada', scopes, refresh });
  return {
    address,
    database,
    store,
    context,
    publicKeyPem,
    logged,
    records,
    clock,
    makeKey,
    makeKeyOf: (personId, scopes) => makeKeyOf(context, { personId, scopes, refresh }),
    addPerson: (personId) => addPerson(store, personId),
    ...{ noticeParts, live },
    outcomeParts,
    recognitionParts,
    sourceContext,
    taskParts,
    contentContext: { ...context, content },
    keepContent: (record) => keepContent(record, { context, pool: database.pool, vault }),
    clientOf,
    refresh,
    admin: async () => clientOf(await makeKey(EVERY_SCOPE)),
    send: (path, init = {}) => sendPlain(address, path, init),
    close: async () => {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      await api.close();
      await database.drop();
    },
  };
}

async function keepContent(
  record: ContentRecord,
  given: { readonly context: ControlContext } & Pick<Parameters<typeof createContentSink>[0], 'pool' | 'vault'>,
): Promise<void> {
  const { context, pool, vault } = given;
  const clock = { nowMs: context.clock.nowMs, monotonicMs: () => performance.now() };
  const sink = createContentSink({ pool, vault, chance: context.chance, log: () => undefined, clock });
  sink.keep(record);
  await sink.close(20_000);
}

function detectionOf({ pool }: Pick<TestDatabase, 'pool'>): Omit<DetectionContext, keyof ControlContext> {
  return {
    ...detectionParts(),
    detection: createDetectionStore({ pool, seal: createDictionarySeal('pepper of the test') }),
    dictionaryKey: createDictionaryKey('pepper of the test'),
    allowedDigest: keyDigest,
  };
}

/** What answers for calls that others make; what it refuses is put among the records. */
function askedOf(
  context: ControlContext,
  given: { readonly snapshot: () => Snapshot; readonly records: CallRecord[] },
): AskedHouse {
  return {
    ...{
      gatewayId: 'gateway-test',
      sha256: context.sha256,
      bytesDigest,
      clock: context.clock,
      chance: context.chance,
    },
    snapshots: { current: () => given.snapshot(), storeReachable: () => true },
    inspector: wordInspector,
    protectionDigest: keyDigest,
    approvalDesk: {
      ask: (question) => ({ approvalId: question.approvalId, expiresAtMs: question.askedAtMs + 1_000 }),
    },
    localTime: () => ({ hour: 12, weekday: 3 }),
    log: () => undefined,
    cleanUnits: new CleanUnits(),
    settle: (record) => void given.records.push(record),
  };
}

async function readSnapshot(database: TestDatabase): Promise<Snapshot> {
  const client = await database.pool.connect();
  try {
    return await loadSnapshot(client);
  } finally {
    client.release();
  }
}

function contextOf(
  database: TestDatabase,
  clock: { ms: number },
): { readonly context: ControlContext; readonly store: ControlStore } {
  const now = { nowMs: () => clock.ms, monotonicMs: () => performance.now() };
  const store = createControlStore({ pool: database.pool, clock: now });
  const context: ControlContext = {
    store,
    clock: now,
    chance: { hex: (bytes) => randomBytes(bytes).toString('hex'), uuid: uuidOf },
    sha256: (text) => hash('sha256', text, 'hex'),
    keyDigest,
    keyLife: KEY_LIFE,
  };
  return { context, store };
}

function uuidOf(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, '0');
  const random = randomBytes(9).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
