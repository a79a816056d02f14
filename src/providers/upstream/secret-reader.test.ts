import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSecretReader } from './secret-reader.ts';

test('a secret comes from the environment or a file, without blanks around it, and a rotated file is taken up', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-secret-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'key');
  writeFileSync(path, 'first\n');
  let nowMs = 0;
  const read = createSecretReader({ environment: { KEY: ' from-environment ' }, nowMs: () => nowMs });
  assert.equal(read({ kind: 'environment', variable: 'KEY' }), 'from-environment');
  assert.equal(read({ kind: 'environment', variable: 'OTHER' }), undefined);
  assert.equal(read({ kind: 'none' }), undefined);
  assert.equal(read({ kind: 'file', path }), 'first');
  writeFileSync(path, 'second\n');
  assert.equal(read({ kind: 'file', path }), 'first');
  nowMs = 10_000;
  assert.equal(read({ kind: 'file', path }), 'second');
  assert.equal(read({ kind: 'file', path: join(folder, 'absent') }), undefined);
});
