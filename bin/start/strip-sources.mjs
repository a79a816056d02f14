// Keeps every source of the server without its types; run as a process of its own, since what strips them stays in memory.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { readStripped, SOURCES, STRIPPED, strippedPath } from './stripped-file.mjs';

const KEPT_MS = 30 * 24 * 3_600_000;

mkdirSync(STRIPPED, { recursive: true });
for (const name of readdirSync(SOURCES, { recursive: true })) if (isRun(name)) keep(readFileSync(join(SOURCES, name)));
// What an edit left behind; what is in use is made again.
for (const name of readdirSync(STRIPPED)) {
  const path = join(STRIPPED, name);
  if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
}

function isRun(name) {
  return name.endsWith('.ts') && !/\.(d|test|fixture)\.ts$/.test(name);
}

/** Whole or not at all: another server may start at the same moment. */
function keep(source) {
  if (readStripped(source) !== undefined) return;
  const path = strippedPath(source);
  const half = `${path}.${process.pid}`;
  writeFileSync(half, stripTypeScriptTypes(source.toString('utf8')));
  renameSync(half, path);
}
