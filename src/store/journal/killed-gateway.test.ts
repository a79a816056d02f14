import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import type { JournalBatch } from './journal-batch.ts';
import {
  asGiven,
  CollectingStore,
  openTestJournal,
  settleCrashed,
  type TakenBatch,
  takeOver,
  temporaryDirectory,
  until,
} from './opened-journal.fixture.ts';
import { seededRandom } from './seeded-random.fixture.ts';

const SEEDS = Number(process.env['TOKENWARD_KILL_SEEDS'] ?? 30);
const FIRST_SEED = Number(process.env['TOKENWARD_KILL_FIRST_SEED'] ?? 1);
const SERIALS_PER_LIFE = 1_000_000;
const gateway = path.join(import.meta.dirname, 'killed-gateway.fixture.ts');

/** Lets a gateway live until it has said so many lines, then kills it; answers the serials it had been promised. */
async function liveAndDie(
  directory: string,
  life: { seed: number; firstSerial: number; linesMax: number },
): Promise<number[]> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    gateway,
    directory,
    String(life.seed),
    String(life.firstSerial),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
    lines += text.split('\n').length - 1;
    if (lines > life.linesMax) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
  assert.equal(signal, 'SIGKILL', 'the gateway ended by itself');
  return [...heard.matchAll(/^w (\d+)\n/gm)].map((match) => Number(match[1]));
}

async function storeAfterwards(directory: string): Promise<CollectingStore> {
  const { journal } = await openTestJournal({ directory });
  const storeFile = path.join(directory, '..', 'store.ndjson');
  fs.appendFileSync(storeFile, '');
  journal.startDrain((batch) => fs.promises.appendFile(storeFile, `${JSON.stringify(takeOver(batch))}\n`));
  await until(() => journal.state().undrainedBytes === 0);
  assert.equal(journal.state().openCalls, 0);
  await journal.close();
  const store = new CollectingStore();
  for (const line of fs.readFileSync(storeFile, 'utf8').split('\n')) {
    // A line that the kill cut off was never taken: its batch came again.
    const batch = batchOfLine(line);
    if (batch !== undefined) await store.ingest(batch);
  }
  return store;
}

function batchOfLine(line: string): JournalBatch | undefined {
  try {
    const taken: TakenBatch = JSON.parse(line);
    return asGiven(taken);
  } catch {
    return undefined;
  }
}

for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
  test(`no call that was let through is lost or counted twice when the gateway is killed again and again (seed ${seed})`, async () => {
    const random = seededRandom(seed);
    const directory = path.join(temporaryDirectory(), 'journal');
    const promised: number[] = [];
    const lives = 1 + Math.floor(random() * 3);
    for (let life = 0; life < lives; life += 1) {
      const linesMax = random() < 0.2 ? 0 : Math.floor(random() * 1_200);
      promised.push(
        ...(await liveAndDie(directory, { seed: seed * 10 + life, firstSerial: life * SERIALS_PER_LIFE, linesMax })),
      );
    }
    const store = await storeAfterwards(directory);
    for (const serial of promised) {
      const settled = store.settled.get(sampleAdmit(serial).callId);
      assert.ok(settled !== undefined, `call ${serial} was let through and is not in the store`);
      const either = settled.outcome === 'crashed' ? settleCrashed(sampleAdmit(serial)) : sampleCall(serial);
      assert.deepEqual(settled, either);
    }
    assert.deepEqual(store.contradictions, []);
    assert.equal(store.admitted.length, store.settled.size, 'an admission is open for ever');
    fs.rmSync(path.dirname(directory), { recursive: true });
  });
}
