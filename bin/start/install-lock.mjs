// One install at a time in a checkout. The lock is a folder, because making a folder is atomic on every
// file system; its owner touches it while it works, so that a lock left by a crash is seen to be stale.

import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StartRefusal, say } from './say.mjs';

const HEARTBEAT_MS = 2_000;
const STALE_MS = 30_000;
const POLL_MS = 200;
const WAIT_MAX_MS = 15 * 60_000;

export async function underInstallLock(checkout, work) {
  const home = join(checkout, '.tokenward');
  mkdirSync(home, { recursive: true });
  const lock = join(home, 'install.lock');
  const token = randomUUID();
  await take({ lock, token });
  const heartbeat = setInterval(() => touch(lock), HEARTBEAT_MS);
  const release = () => {
    if (readOwner(lock)?.token === token) rmSync(lock, { recursive: true, force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
}

async function take({ lock, token }) {
  const deadlineMs = Date.now() + WAIT_MAX_MS;
  let hasSaidSo = false;
  while (!tryToTake({ lock, token })) {
    if (isStale(lock)) {
      breakStale(lock);
      continue;
    }
    if (!hasSaidSo) say('Another start is installing in this checkout; waiting for it …');
    hasSaidSo = true;
    if (Date.now() > deadlineMs) {
      throw new StartRefusal(`Another start has been installing for too long. If none runs, remove ${lock}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function tryToTake({ lock, token }) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ token, pid: process.pid, host: hostname() }));
  return true;
}

// Two waiters may both see the stale lock; the second must not remove what the first has taken since.
// So breaking has a lock of its own, and looks again once inside.
function breakStale(lock) {
  const breaking = `${lock}.breaking`;
  try {
    mkdirSync(breaking);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (ageMs(breaking) > STALE_MS) rmSync(breaking, { recursive: true, force: true });
    return;
  }
  try {
    if (isStale(lock)) rmSync(lock, { recursive: true, force: true });
  } finally {
    rmSync(breaking, { recursive: true, force: true });
  }
}

function isStale(lock) {
  const owner = readOwner(lock);
  if (owner !== undefined && owner.host === hostname() && !isAlive(owner.pid)) return true;
  return ageMs(lock) > STALE_MS;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ageMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs;
}

function readOwner(lock) {
  try {
    return JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

function touch(lock) {
  try {
    const now = new Date();
    utimesSync(lock, now, now);
  } catch {
    // Somebody removed the lock by hand; the work goes on, and the next heartbeat tries again.
  }
}
