// Which test files run in one process. To load and warm up what a test needs costs more than most tests of it do:
// eleven files that each open the control API took 50 seconds of processor time in processes of their own, and 21 in one.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// One row per part of the tree, the first that fits: how many of its files share a process. What stands in none runs
// alone: what starts programs, opens browsers, is killed, or counts memory.
const TOGETHER = [
  { folder: 'test/architecture/', filesMax: 20 },
  { folder: 'src/domain/', filesMax: 35 },
  { folder: 'src/providers/', filesMax: 12 },
  { folder: 'src/connectors/', filesMax: 12 },
  { folder: 'src/contract/', filesMax: 12 },
  { folder: 'src/control/', filesMax: 12 },
  { folder: 'src/http/', filesMax: 12 },
  { folder: 'src/app/', filesMax: 16 },
  { folder: 'web/', filesMax: 12 },
  { folder: 'src/store/embedded/', filesMax: 1 },
  { folder: 'src/store/journal/', filesMax: 1 },
  { folder: 'src/store/budget/', filesMax: 1 },
  { folder: 'src/store/', filesMax: 8 },
  { folder: 'test/clients/', filesMax: 6 },
  { folder: 'test/http/control/', filesMax: 11 },
  { folder: 'test/http/', filesMax: 12 },
];

/** What a file does to the whole process, so that no other file may share it. */
const TOUCHES_ITS_PROCESS = /process\.env\[[^\]]+\] = |process\.(?:chdir|memoryUsage)|mock\.timers|setFlagsFromString/;

const END_HANGING_FILE = new URL('./end-hanging-file.mjs', import.meta.url).href;
// It leaves the test servers when its first importer's tests are over: that must be the group, not its first file.
const TEST_SERVERS = new URL('../../test/fakes/postgres-cluster.ts', import.meta.url).href;
const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));

/** Lists of files, in the order of their first ones; each list is for one process. */
export function groupTests(files) {
  const groups = [];
  const open = new Map();
  for (const file of files) {
    const row = TOGETHER.find(({ folder }) => file.startsWith(folder));
    const started = row === undefined || touchesItsProcess(file) ? undefined : open.get(row.folder);
    if (started !== undefined && started.length < row.filesMax) {
      started.push(file);
      continue;
    }
    const group = [file];
    groups.push(group);
    if (row !== undefined && !touchesItsProcess(file)) open.set(row.folder, group);
  }
  return groups;
}

/**
 * Writes a file for each group of more than one, in which each test file is a test of its own name: a file that fails
 * or cannot be loaded fails by that name, its hooks are its own, and it begins when the one before is over.
 */
export function writeGroups(groups) {
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-groups-'));
  const paths = groups.map((group, at) => {
    if (group.length === 1) return group[0];
    const path = join(folder, `${String(at).padStart(3, '0')}.test.mjs`);
    writeFileSync(path, sourceOf(group));
    return path;
  });
  return { paths, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function sourceOf(group) {
  const addresses = Object.fromEntries(group.map((file) => [file, pathToFileURL(resolve(CHECKOUT, file)).href]));
  return `import { test } from 'node:test';
import { giveTimeTo } from ${JSON.stringify(END_HANGING_FILE)};
import ${JSON.stringify(TEST_SERVERS)};

for (const [file, address] of Object.entries(${JSON.stringify(addresses, null, 1)})) {
  test(file, async () => {
    giveTimeTo(file);
    await import(address);
  });
}
`;
}

function touchesItsProcess(file) {
  return TOUCHES_ITS_PROCESS.test(readFileSync(resolve(CHECKOUT, file), 'utf8'));
}
