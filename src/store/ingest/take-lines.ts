import type { ClientBase, Pool } from 'pg';
import type { AuditBody } from '../../domain/audit/chain.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { insertBatchLeaves, packLeaves } from '../audit/batch-leaves.ts';
import { inTransaction, type TransactionLimits } from '../connection/in-transaction.ts';
import type { JournalBatch } from '../journal/journal-batch.ts';
import { governedEvents } from './governed-events.ts';
import type { LineRoom } from './line-room.ts';
import { merkleRoot } from './merkle-root.ts';
import { recordAdmits } from './record-admits.ts';
import { recordProtection } from './record-protection.ts';
import { type RecordedSettles, recordSettles } from './record-settles.ts';
import { UnstorableLines } from './refused-by-store.ts';
import { settleBudgets } from './settle-budgets.ts';
import { SettledLines } from './settled-lines.ts';
import { storableLine, UNSTORABLE_START } from './storable-line.ts';

type Surroundings = {
  readonly pool: Pool;
  readonly limits: TransactionLimits;
  readonly nowMs: number;
  readonly toldEpoch: number | null;
  readonly room: LineRoom;
};

/** A batch's leaves, ready to be kept: reckoned before the transaction, so that no lock waits for a hash. */
type Seal = { readonly leafCount: number; readonly merkleRoot: string; readonly leaves: Buffer };

const LINE_FEED = 0x0a;
const CALL_ID_START = '{"callId":"';
const CALL_ID_END = '{"callId":"01234567-89ab-cdef-0123-456789abcdef"'.length;

/**
 * Takes lines in one transaction, whole or not at all. The order of locks is the order of statements: calls, sums, accounts of
 * envelopes, events of protection, audit head.
 */
export async function takeLines(
  { pool, limits, nowMs, toldEpoch, room }: Surroundings,
  batch: JournalBatch,
): Promise<{ readonly strayMonths: readonly string[] }> {
  const { settles, admits, gatewayId } = batch;
  if (settles.length + admits.length === 0) return { strayMonths: [] };
  refuseLineFeeds(settles);
  const lines = new SettledLines(settles, room);
  const seal = settles.length === 0 ? undefined : await sealLines(lines);
  const taken = await inTransaction(pool, limits, async (client) => {
    await lockGateway(client, gatewayId);
    const recorded = seal === undefined ? undefined : await recordSettles(client, storableLines(settles, lines));
    if (recorded !== undefined) refuseSplicedLines({ sent: settles.length, seen: recorded.lines });
    const open = admitsWithoutSettle({ admits, settles });
    if (open.length > 0) {
      const texts = open.map((line) => storableLine(line.toString('utf8')));
      refuseSplicedLines({ sent: open.length, seen: await recordAdmits(client, texts) });
    }
    if (recorded === undefined || seal === undefined || recorded.positions.length === 0) return { strayMonths: [] };
    const fresh = recorded.positions.map((position) => lineAt(settles, position));
    await settleBudgets(client, { gatewayId, lines: fresh, toldEpoch });
    const event = await keepLeaves(client, { batch, recorded, seal, nowMs });
    const origin = { atMs: nowMs, gatewayId };
    const met = await recordProtection(client, recorded.protected, origin);
    await appendAudit(client, [event, ...governedEvents(recorded.governed, origin), ...met]);
    return { strayMonths: recorded.stray_months };
  });
  lines.giveBack();
  return taken;
}

/** Keeps the lines that are new to the ledger as leaves and makes the one event that stands for them in the chain. */
async function keepLeaves(
  client: ClientBase,
  { batch, recorded, seal, nowMs }: { batch: JournalBatch; recorded: RecordedSettles; seal: Seal; nowMs: number },
): Promise<AuditBody> {
  const { settles, gatewayId } = batch;
  const isWhole = recorded.positions.length === settles.length;
  const kept = isWhole
    ? seal
    : await sealLines(new SettledLines(recorded.positions.map((position) => lineAt(settles, position))));
  const batchId = await keepUnderFreeId(client, { batchId: batch.batchId, seal: kept });
  return {
    atMs: nowMs,
    actor: { kind: 'system', id: gatewayId, keyId: null },
    requestId: batch.batchId,
    type: 'calls.batch',
    subject: batchId,
    detail: {
      batchId,
      gatewayId,
      count: kept.leafCount,
      merkleRoot: kept.merkleRoot,
      firstCallId: recorded.first_call_id,
      lastCallId: recorded.last_call_id,
    },
  };
}

/** Parts of a batch that had to be split share its id: all but the first carry their root behind it. */
async function keepUnderFreeId(
  client: ClientBase,
  { batchId, seal }: { readonly batchId: string; readonly seal: Seal },
): Promise<string> {
  if (await insertBatchLeaves(client, { batchId, ...seal })) return batchId;
  const partId = `${batchId}~${seal.merkleRoot.slice(0, 16)}`;
  if (!(await insertBatchLeaves(client, { batchId: partId, ...seal }))) {
    throw new Error(`the leaves of batch ${partId} are kept already, yet their calls are new`);
  }
  return partId;
}

/** The packing reads the lines' bytes on another thread: nothing may ask for them in another shape before it is done. */
async function sealLines(lines: SettledLines): Promise<Seal> {
  return { leafCount: lines.count, merkleRoot: merkleRoot(lines), leaves: await packLeaves(lines.joined()) };
}

/** The same bytes again, unless a line holds what PostgreSQL cannot. */
function storableLines(settles: readonly Buffer[], lines: SettledLines): SettledLines {
  if (!lines.includes(UNSTORABLE_START)) return lines;
  return new SettledLines(settles.map((line) => Buffer.from(storableLine(line.toString('utf8')))));
}

function lineAt(lines: readonly Buffer[], position: number): Buffer {
  const line = lines[position - 1];
  if (line === undefined) throw new Error(`the store named line ${position} of ${lines.length}`);
  return line;
}

/** One gateway's batches follow one another, also when two processes drain its journal by mistake. */
async function lockGateway(client: ClientBase, gatewayId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('tokenward.ingest:' || $1, 0))`, [gatewayId]);
}

/** Most calls are over before their admission is drained: those need not be read at all. */
function admitsWithoutSettle({ admits, settles }: Pick<JournalBatch, 'admits' | 'settles'>): readonly Buffer[] {
  if (admits.length === 0 || settles.length === 0) return admits;
  const settled = new Set(settles.map(startOf));
  return admits.filter((line) => {
    const start = startOf(line);
    return !namesCall(start) || !settled.has(start);
  });
}

/** As far as the call's id reaches where it stands first, as in every line that this house writes. */
function startOf(line: Buffer): string {
  return line.toString('latin1', 0, CALL_ID_END);
}

function namesCall(start: string): boolean {
  return start.startsWith(CALL_ID_START) && start.indexOf('"', CALL_ID_START.length) === CALL_ID_END - 1;
}

function refuseLineFeeds(lines: readonly Buffer[]): void {
  if (lines.some((line) => line.includes(LINE_FEED))) throw new UnstorableLines('a line holds a line feed');
}

/** Lines are joined into one array: a line like `{…},{…}` would pass for two records and shift all that follow. */
function refuseSplicedLines({ sent, seen }: { readonly sent: number; readonly seen: number }): void {
  if (sent !== seen) throw new UnstorableLines(`${sent} lines were read as ${seen} records`);
}
