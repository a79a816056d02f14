import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { processStart } from './process-start.ts';

const FILE_NAME = 'lock';
const BEAT_MS = 2_000;
/** A lock of another host counts as abandoned when it does not beat for this long. */
const FOREIGN_SILENCE_MS = 7_000;

export type DirectoryLock = { readonly release: () => void };

export type LockOptions = {
  readonly directory: string;
  /** Tells two owners in one process apart; any text that never comes twice. */
  readonly token: string;
  readonly sleep: (delayMs: number) => Promise<void>;
  /** The lock was taken from us, for instance while this process was stopped for long: nothing may be written any more. */
  readonly lost: () => void;
};

type Owner = { readonly pid: number; readonly started: string | null; readonly host: string; readonly token: string };

/**
 * One process at a time may own a journal's directory. The lock is a file that names its owner by host, process id and the
 * time that process started, so that a lock left behind by `kill -9` is told from one that is held, also when the process
 * id was given away again. On a volume that several hosts see, the owner touches the file every two seconds.
 */
export async function lockDirectory(options: LockOptions): Promise<DirectoryLock> {
  const file = path.join(options.directory, FILE_NAME);
  const mine: Owner = {
    pid: process.pid,
    started: processStart(process.pid),
    host: os.hostname(),
    token: options.token,
  };
  const text = JSON.stringify(mine);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (create(file, text)) return hold(file, text, options.lost);
    const found = readText(file);
    if (found === undefined) continue;
    if (await isHeld(file, found, options.sleep)) throw new Error(heldSentence(options.directory, found));
    takeAway(file, { found, token: options.token });
  }
  throw new Error(
    `The journal directory ${options.directory} could not be locked: another process takes it at the same time.`,
  );
}

function heldSentence(directory: string, found: string): string {
  const owner = parseOwner(found);
  const who = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return `The journal directory ${directory} is in use by ${who}. Give each gateway its own directory, or stop that process.`;
}

/** Written aside and linked into place: a lock is never seen half written. */
function create(file: string, text: string): boolean {
  const aside = `${file}.${process.pid}.new`;
  fs.writeFileSync(aside, text, { mode: 0o600 });
  try {
    fs.linkSync(aside, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.unlinkSync(aside);
  }
}

async function isHeld(file: string, found: string, sleep: LockOptions['sleep']): Promise<boolean> {
  const owner = parseOwner(found);
  if (owner?.host === os.hostname()) return isRunning(owner);
  // No process of ours to look at: watch whether the file is touched. Only change counts, the clocks may differ.
  const before = touchedAtMs(file);
  await sleep(FOREIGN_SILENCE_MS);
  return touchedAtMs(file) !== before;
}

function isRunning(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const started = processStart(owner.pid);
  return started === null || owner.started === null || started === owner.started;
}

/** Two may find the same dead owner: the file is moved away first, and put back if it is a live one's after all. */
function takeAway(file: string, stale: { readonly found: string; readonly token: string }): void {
  const aside = `${file}.${stale.token}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  if (readText(aside) !== stale.found) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // A third has it by now; the owner we robbed notices with its next beat.
    }
  }
  fs.unlinkSync(aside);
}

function hold(file: string, text: string, lost: () => void): DirectoryLock {
  const beat = setInterval(() => {
    if (readText(file) === text) return touch(file);
    clearInterval(beat);
    lost();
  }, BEAT_MS);
  beat.unref();
  return {
    release: () => {
      clearInterval(beat);
      if (readText(file) === text) fs.unlinkSync(file);
    },
  };
}

function touch(file: string): void {
  try {
    const now = new Date();
    fs.utimesSync(file, now, now);
  } catch {
    // The next beat finds out whether the file is gone.
  }
}

function touchedAtMs(file: string): number | undefined {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isOwner(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'pid' in value &&
    typeof value.pid === 'number' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'started' in value
  );
}
