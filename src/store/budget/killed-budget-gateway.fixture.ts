import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Settlement } from '../../domain/budget/budget-sync.ts';
import type { Envelope } from '../../domain/budget/envelope.ts';
import { createLeaseBook } from '../../domain/budget/lease-book.ts';
import { openPool } from '../connection/open-pool.ts';
import { seededRandom } from '../journal/seeded-random.fixture.ts';
import { createBudgetStore } from './create-budget-store.ts';

/**
 * A gateway that is going to be killed: `node killed-budget-gateway.fixture.ts CONNECTION GATEWAY JOURNAL SEED MODE`.
 * It calls without end; before each call and after it a line goes to its journal. With MODE `settle` it tells the store what the
 * journal of its earlier lives holds, and ends.
 */
const [connection = '{}', gatewayId = '', journal = '', seed = '0', mode = ''] = process.argv.slice(2);
const pool = openPool(JSON.parse(connection), { connectionsMax: 2 });
const store = createBudgetStore({ pool, leaseMs: 2_000 });
const random = seededRandom(Number(seed));
const period = { startMs: 0, endMs: 1_000_000 };

const { epoch } = await store.register(gatewayId);
const book = createLeaseBook({ gatewayId, epoch, leaseMs: 2_000, holdMs: 600_000, settlementsMax: 100, asksMax: 50 });
book.restore(readJournal());
while (book.undelivered() > 0) await speak();
await store.closeEarlierEpochs({ gatewayId, epoch });
if (mode === 'settle') {
  await pool.end();
  process.exit(0);
}
process.stdout.write('ready\n');
for (let serial = 0; ; serial += 1) {
  for (let each = 0; each < 4; each += 1) callOnce(`${gatewayId}-${epoch}-${serial}-${each}`);
  await speak();
}

async function speak(): Promise<void> {
  const message = book.beginSync(performance.now());
  if (message === null) return;
  const reply = await store.sync(message);
  for (const { callId, kind } of book.finishSync({ sequence: message.sequence, reply }, performance.now()))
    if (kind === 'held') carryOut(callId);
}

function callOnce(callId: string): void {
  const demands = ['team', 'organisation'].map((id) => ({ envelope: envelopeOf(id), period, amount: 4_000_000n }));
  const { kind } = book.admit({ callId, demands }, performance.now());
  if (kind === 'held') carryOut(callId);
  if (kind === 'ask') book.ask({ callId, demands }, performance.now());
}

/** The journal first; what it costs is known a little later, and sometimes the kill comes between. */
function carryOut(callId: string): void {
  appendFileSync(journal, `${write({ callId, epoch, charges: book.chargesOf(callId) })}\n`);
  setTimeout(() => {
    const nanodollars = BigInt(Math.floor(random() * 4_000_000));
    const charges = book.chargesOf(callId).map((charge) => ({ ...charge, amount: nanodollars }));
    appendFileSync(journal, `${write({ callId, epoch, charges })}\n`);
    book.settle(callId, { nanodollars, tokens: null, requests: 1n });
  }, random() * 20);
}

function write(settlement: Settlement): string {
  return JSON.stringify(settlement, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** The last line of a call counts; a call without a second line is taken to have cost what it held. */
function readJournal(): readonly Settlement[] {
  const last = new Map<string, Settlement>();
  const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').slice(0, -1) : [];
  for (const line of lines) {
    const settlement: Settlement = JSON.parse(line, (name, value: unknown) =>
      name === 'amount' ? BigInt(String(value)) : value,
    );
    last.set(settlement.callId, settlement);
  }
  return [...last.values()];
}

function envelopeOf(id: string): Envelope {
  return {
    ...{ id, name: id, scope: {}, ownerPersonId: null, costCentre: null, unit: 'nanodollars', period: 'month' },
    hardCap: 0n,
    cap: { kind: 'strict' },
    softThresholds: [],
    carryOver: { kind: 'none' },
    storeAway: 'leases',
    status: 'active',
  };
}
