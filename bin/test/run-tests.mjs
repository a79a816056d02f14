// Runs test files in processes of their own and tells of them in the words of node:test's spec reporter.

import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { groupTests, writeGroups } from './group-tests.mjs';

// A test file that hangs is a failure with a name, not a build that never ends; what cannot end itself ends with the run.
// The longest takes five minutes on a quiet machine of two processors.
const FILE_LIMIT_MS = 15 * 60_000;
const RUN_LIMIT_MS = 60 * 60_000;
// One more than the two processors of a small machine: tests wait for servers, browsers and one another.
const FILES_AT_ONCE = 3;

// Holds one PostgreSQL of each version from the first file to the last, instead of starting them for each.
const HELD_FOR_THE_RUN = fileURLToPath(new URL('../../test/fakes/postgres-for-the-run.ts', import.meta.url));
// What one process compiles, the next need not: a tenth to a quarter of a test file's processor time.
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/tokenward-test/compiled', import.meta.url));
const END_HANGING_FILE = new URL('./end-hanging-file.mjs', import.meta.url).href;
const MANY_FILES = 10;

/** True when every test passed; an empty list passes. Limits are in milliseconds. */
export async function runTests({ files, namePatterns, fileLimitMs = FILE_LIMIT_MS, runLimitMs = RUN_LIMIT_MS }) {
  if (files.length === 0) {
    process.stdout.write('No tests yet.\n');
    return true;
  }
  const isMany = files.length >= MANY_FILES;
  // By name is by the names of tests alone: a file that shares a process is a test itself there.
  const groups = writeGroups(isMany && namePatterns.length === 0 ? groupTests(files) : files.map((file) => [file]));
  let hasFailed = false;
  const events = run({
    files: groups.paths,
    concurrency: FILES_AT_ONCE,
    timeout: fileLimitMs,
    execArgv: ['--import', END_HANGING_FILE],
    env: { ...process.env, TOKENWARD_TEST_FILE_LIMIT_MS: String(fileLimitMs), NODE_COMPILE_CACHE: COMPILED },
    signal: AbortSignal.timeout(runLimitMs),
    ...(isMany ? { globalSetupPath: HELD_FOR_THE_RUN } : {}),
    ...(namePatterns.length > 0 ? { testNamePatterns: namePatterns.map((text) => new RegExp(text)) } : {}),
  });
  events.on('test:fail', (event) => {
    if (event.todo === undefined) hasFailed = true;
  });
  const lines = events.compose(new spec());
  lines.pipe(process.stdout, { end: false });
  try {
    await finished(lines);
  } finally {
    groups.remove();
  }
  return !hasFailed;
}
