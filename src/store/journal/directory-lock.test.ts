import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { DirectoryLock } from './directory-lock.ts';
import { lockDirectory } from './directory-lock.ts';
import { openTestJournal, temporaryDirectory } from './opened-journal.fixture.ts';
import { processStart } from './process-start.ts';

const inUse = /in use by .*Give each gateway its own directory/;
let tokens = 0;

function lock(directory: string, sleep: () => Promise<void> = () => Promise.resolve()): Promise<DirectoryLock> {
  tokens += 1;
  return lockDirectory({ directory, token: `token-${tokens}`, sleep, lost: () => {} });
}

function writeLock(directory: string, owner: object): void {
  fs.writeFileSync(path.join(directory, 'lock'), JSON.stringify(owner));
}

test('a directory has one owner at a time, also within one process, and is free once released', async () => {
  const directory = temporaryDirectory();
  const first = await lock(directory);
  await assert.rejects(lock(directory), inUse);
  first.release();
  const second = await lock(directory);
  second.release();
  assert.deepEqual(fs.readdirSync(directory), []);
});

test('the lock of a process that was killed is taken over', async () => {
  const directory = temporaryDirectory();
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const pid = child.pid ?? 0;
  writeLock(directory, { pid, started: processStart(pid), host: os.hostname(), token: 'its' });
  await assert.rejects(lock(directory), inUse);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('close', resolve));
  const mine = await lock(directory);
  mine.release();
});

test('a process id that was given away again does not keep the lock', {
  skip: processStart(process.pid) === null,
}, async () => {
  const directory = temporaryDirectory();
  writeLock(directory, { pid: process.pid, started: 'another boot:1', host: os.hostname(), token: 'old' });
  const mine = await lock(directory);
  mine.release();
});

test('a lock of another host is kept while it beats and taken over when it does not', async () => {
  const directory = temporaryDirectory();
  const file = path.join(directory, 'lock');
  writeLock(directory, { pid: 1, started: null, host: 'another-host', token: 'theirs' });
  const beats = (): Promise<void> => fs.promises.utimes(file, new Date(1_000), new Date(1_000));
  await assert.rejects(lock(directory, beats), inUse);
  const mine = await lock(directory);
  mine.release();
});

test('a lock that cannot be read is taken over only when nobody touches it', async () => {
  const directory = temporaryDirectory();
  fs.writeFileSync(path.join(directory, 'lock'), '{"pid":');
  const mine = await lock(directory);
  mine.release();
});

test('of many that find a dead owner at once, one gets the directory', async () => {
  const directory = temporaryDirectory();
  writeLock(directory, { pid: 1, started: null, host: 'another-host', token: 'dead' });
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => lock(directory, () => new Promise((resolve) => setImmediate(resolve)))),
  );
  const got = tries.filter((each) => each.status === 'fulfilled');
  assert.equal(got.length, 1);
  for (const each of got) each.value.release();
});

test('a journal in use cannot be opened, and is left as it was', async () => {
  const directory = temporaryDirectory();
  const first = await openTestJournal({ directory });
  const before = fs.readdirSync(directory);
  await assert.rejects(openTestJournal({ directory }), inUse);
  assert.deepEqual(fs.readdirSync(directory), before);
  await first.journal.close();
});
