import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import type { After, JournalBatch } from './journal-batch.ts';
import type { JournalOptions } from './journal-parts.ts';
import type { FileJournal } from './open-journal.ts';
import { openJournal } from './open-journal.ts';

/** Real timers, a hundred times faster: what waits 200 ms in service waits 2 here. Deadlines of five seconds stay. */
export const hastily: After = (delayMs, run) => {
  const timer = setTimeout(run, delayMs < 5_000 ? Math.ceil(delayMs / 100) : delayMs);
  return () => clearTimeout(timer);
};

export type LoggedEvent = {
  readonly level: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

const directories: string[] = [];
process.once('exit', () => {
  for (const directory of directories) fs.rmSync(directory, { recursive: true, force: true });
});

/** Gone when the test's process ends. */
export function temporaryDirectory(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenward-journal-'));
  directories.push(directory);
  return directory;
}

export function settleCrashed(call: AdmittedCall): CallRecord {
  return {
    ...sampleCall(0, call),
    settledAtMs: call.admittedAtMs,
    outcome: 'crashed',
    status: null,
    usage: NO_TOKENS,
    usageBasis: 'estimated',
    costNanodollars: null,
  };
}

/** What lines leave out. */
const UNSPOKEN = Object.fromEntries(Object.keys(sampleCall(0)).map((member) => [member, null]));

/** A store in memory that takes a call once, as the real one does, and notes what contradicts itself. */
export class CollectingStore {
  readonly batches: TakenBatch[] = [];
  readonly admitted: string[] = [];
  readonly settled = new Map<string, CallRecord>();
  readonly contradictions: string[] = [];
  /** Throws this many times before it takes something. */
  refusals = 0;
  readonly #texts = new Map<string, string>();
  readonly #known = new Set<string>();

  readonly ingest = (batch: JournalBatch): Promise<void> => {
    if (this.refusals > 0) {
      this.refusals -= 1;
      return Promise.reject(new Error('The store is away.'));
    }
    const taken = takeOver(batch);
    this.batches.push(taken);
    for (const text of taken.admits) this.#admit(text);
    for (const text of taken.settles) this.#settle(text);
    return Promise.resolve();
  };

  #admit(text: string): void {
    const call: AdmittedCall = JSON.parse(text);
    if (this.#known.has(call.callId)) return;
    this.#known.add(call.callId);
    this.admitted.push(call.callId);
  }

  #settle(text: string): void {
    const call: CallRecord = JSON.parse(text);
    const earlier = this.#texts.get(call.callId);
    if (earlier !== undefined && earlier !== text) this.contradictions.push(call.callId);
    if (earlier !== undefined) return;
    this.#texts.set(call.callId, text);
    this.settled.set(call.callId, Object.assign({}, UNSPOKEN, call));
  }
}

/** A batch that outlives its taking: the journal's bytes do not. */
export type TakenBatch = Omit<JournalBatch, 'admits' | 'settles'> & {
  readonly admits: readonly string[];
  readonly settles: readonly string[];
};

export function takeOver(batch: JournalBatch): TakenBatch {
  const texts = (lines: readonly Buffer[]): readonly string[] => lines.map((line) => line.toString('utf8'));
  return { ...batch, admits: texts(batch.admits), settles: texts(batch.settles) };
}

/** A batch that was taken over, as it came. */
export function asGiven(taken: TakenBatch): JournalBatch {
  const bytes = (texts: readonly string[]): readonly Buffer[] => texts.map((text) => Buffer.from(text));
  return { ...taken, admits: bytes(taken.admits), settles: bytes(taken.settles) };
}

export type OpenedJournal = {
  readonly journal: FileJournal;
  readonly events: LoggedEvent[];
  readonly directory: string;
};

export async function openTestJournal(
  changes: Partial<JournalOptions> & { readonly directory: string },
): Promise<OpenedJournal> {
  const events: LoggedEvent[] = [];
  let chances = 0;
  const journal = await openJournal({
    gatewayId: 'gateway-a',
    clock: { nowMs: () => 1_790_000_000_000, monotonicMs: () => performance.now() },
    chance: {
      hex: (bytes) =>
        (chances++ * 7919 + process.pid)
          .toString(16)
          .padStart(bytes * 2, '0')
          .slice(-bytes * 2),
    },
    settleCrashed,
    log: (level, event, fields = {}) => events.push({ level, event, fields }),
    after: hastily,
    ...changes,
  });
  return { journal, events, directory: changes.directory };
}

/** What a process leaves behind that is killed at this very moment: its files as the operating system has them. */
export function copyAsKilled(directory: string): string {
  const copy = temporaryDirectory();
  for (const name of fs.readdirSync(directory)) {
    if (name !== 'lock') fs.copyFileSync(path.join(directory, name), path.join(copy, name));
  }
  return copy;
}

/** Opens what is left in a directory, drains it wholly into a store and closes. */
export async function drainWhole(directory: string, store: CollectingStore): Promise<readonly LoggedEvent[]> {
  const { journal, events } = await openTestJournal({ directory });
  journal.startDrain(store.ingest);
  await until(() => journal.state().undrainedBytes === 0);
  await journal.close();
  return events;
}

/** Waits for a condition turn by turn; fails after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadlineMs) throw new Error(`Not reached: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

export { sampleAdmit, sampleCall };
