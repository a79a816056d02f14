import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { buildApplication } from './open-browser.ts';

const BUILT = fileURLToPath(new URL('../../dist/web/', import.meta.url));
const FIRST_LOAD_MAX_KB = 230;
const PAGE_MAX_KB = 40;

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().default(false),
    imports: z.array(z.string()).default([]),
  }),
);
type Chunks = z.output<typeof Manifest>;

before(buildApplication);

/** A chunk and everything that must be there before it runs. */
function loadedWith(chunks: Chunks, name: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const needed of chunks[name]?.imports ?? []) loadedWith(chunks, needed, seen);
  return seen;
}

function sizeKb(chunks: Chunks, names: Iterable<string>): number {
  const files = [...names].map((name) => chunks[name]?.file ?? '').filter((file) => file.endsWith('.js'));
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(BUILT + file), { level: 9 }).length, 0) / 1000;
}

test('the first load is at most 230 kB of JavaScript, gzipped, and each page at most 40 kB more', (t) => {
  const chunks = Manifest.parse(JSON.parse(readFileSync(`${BUILT}manifest.json`, 'utf8')));
  const entry = Object.keys(chunks).find((name) => chunks[name]?.isEntry === true) ?? '';
  const first = loadedWith(chunks, entry);
  const firstKb = sizeKb(chunks, first);
  t.diagnostic(`first load ${firstKb.toFixed(1)} kB`);
  assert.ok(firstKb <= FIRST_LOAD_MAX_KB, `${firstKb.toFixed(1)} kB`);
  const pages = Object.keys(chunks).filter((name) => name.endsWith('-page.tsx'));
  assert.ok(pages.length > 5);
  for (const page of pages) {
    const more = [...loadedWith(chunks, page)].filter((name) => !first.has(name));
    const moreKb = sizeKb(chunks, more);
    t.diagnostic(`${page} ${moreKb.toFixed(1)} kB`);
    assert.ok(moreKb <= PAGE_MAX_KB, `${page} ${moreKb.toFixed(1)} kB`);
  }
});
