import fs from 'node:fs';
import path from 'node:path';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import type { JournalBatch } from './journal-batch.ts';
import { afterOnTimer } from './journal-batch.ts';
import { openTestJournal, takeOver } from './opened-journal.fixture.ts';
import { seededRandom } from './seeded-random.fixture.ts';

/**
 * A gateway that is going to be killed: `node killed-gateway.fixture.ts DIRECTORY SEED FIRST_SERIAL`.
 * It admits and settles without end, drains into the file `store.ndjson` beside the journal, and says on standard output
 * `w SERIAL` after an admission's promise resolved with `written`, `d SERIAL` for a settlement it no longer answers for.
 */
const [directory = '', seedText = '0', firstSerial = '0'] = process.argv.slice(2);
const random = seededRandom(Number(seedText));
const storeFile = path.join(directory, '..', 'store.ndjson');

function say(line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += fs.writeSync(1, bytes, sent);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

/** Takes batches as a store that sometimes is away, and sometimes dies between taking and saying so. */
async function ingest(batch: JournalBatch): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, random() * 3));
  if (random() < 0.2) throw new Error('The store is away.');
  fs.appendFileSync(storeFile, `${JSON.stringify(takeOver(batch))}\n`);
  if (random() < 0.2) throw new Error('The store took it and the answer was lost.');
}

const { journal } = await openTestJournal({
  directory,
  segmentBytesMax: 30_000 + Math.floor(random() * 200_000),
  after: (delayMs, run) => afterOnTimer(delayMs / 10, run),
  durability: random() < 0.2 ? 'power' : 'process',
});
say(`opened ${journal.crashedCalls}`);
journal.startDrain(ingest);

let serial = Number(firstSerial);
for (;;) {
  const inOneTurn = 1 + Math.floor(random() * 12);
  for (let each = 0; each < inOneTurn; each += 1) void callOnce(serial++);
  await (random() < 0.1
    ? new Promise((resolve) => setTimeout(resolve, random() * 4))
    : new Promise((resolve) => setImmediate(resolve)));
}

async function callOnce(mine: number): Promise<void> {
  const waits = random();
  if ((await journal.admit(sampleAdmit(mine))) !== 'written') return;
  say(`w ${mine}`);
  if (waits < 0.5) await new Promise((resolve) => setTimeout(resolve, waits * 40));
  // One in ten is still under way when the end comes.
  if (waits < 0.9) journal.settle(sampleCall(mine));
}
