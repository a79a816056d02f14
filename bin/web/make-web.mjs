// `node bin/web/make-web.mjs <stamp>`: builds web/ into dist/web, compressed beforehand, and puts it in place at once.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { makeDocs } from '../docs/make-docs.mjs';
import { operationTable } from './operation-table.mjs';
import { pageParts } from './page-parts.mjs';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const place = join(checkout, 'dist', 'web');
const building = join(checkout, 'dist', `web-building-${process.pid}`);

/** Stands in the page where the server writes the nonce of each answer. */
const NONCE_MARK = '__NONCE__';
/**
 * Few files: each costs a browser a request and a module of its own. What runs at once is one, and what nearly every page is
 * made of another.
 */
const FILES = [
  { name: 'first', tags: ['$initial'], priority: 2 },
  { name: 'parts', test: /web[\\/](states|figures|request|shell)[\\/]/, priority: 1 },
];
/** Below this a compressed copy saves less than it costs to keep. */
const COMPRESSED_FROM_BYTES = 1_000;

const [stamp = ''] = process.argv.slice(2);
rmSync(building, { recursive: true, force: true });
try {
  await build({
    root: join(checkout, 'web'),
    base: '/',
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), operationTable()],
    html: { cspNonce: NONCE_MARK },
    build: {
      outDir: building,
      emptyOutDir: true,
      target: 'es2023',
      manifest: 'manifest.json',
      sourcemap: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: join(checkout, 'web', 'page.html'),
        output: { codeSplitting: { groups: FILES } },
      },
    },
  });
  const manifest = JSON.parse(readFileSync(join(building, 'manifest.json'), 'utf8'));
  writeFileSync(join(building, 'page-parts.json'), JSON.stringify(pageParts({ checkout, manifest })));
  makeDocs({ checkout, into: building });
  for (const path of filesBelow(join(building, 'assets'))) compress(path);
  writeFileSync(join(building, 'stamp.txt'), stamp);
  putInPlace();
} finally {
  rmSync(building, { recursive: true, force: true });
}

function putInPlace() {
  const old = join(checkout, 'dist', `web-old-${process.pid}`);
  mkdirSync(dirname(place), { recursive: true });
  if (statSync(place, { throwIfNoEntry: false }) !== undefined) renameSync(place, old);
  renameSync(building, place);
  rmSync(old, { recursive: true, force: true });
}

function compress(path) {
  const bytes = readFileSync(path);
  if (bytes.length < COMPRESSED_FROM_BYTES || !/\.(js|css|svg|json)$/.test(path)) return;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  const parameters = {
    [constants.BROTLI_PARAM_QUALITY]: 10,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: parameters }));
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
