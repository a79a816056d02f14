import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createUpstreamSecretReader } from './upstream-secrets.ts';

const directory = mkdtempSync(join(tmpdir(), 'tokenward-secrets-'));
const inside = join(directory, 'keys');
mkdirSync(inside);
writeFileSync(join(inside, 'vendor'), 'vendor-key\n');
writeFileSync(join(directory, 'pepper'), 'pepper');
symlinkSync(join(directory, 'pepper'), join(inside, 'link'));
process.env['SOME_VENDOR_API_KEY'] = 'from-environment';
process.env['TOKENWARD_TEST_PEPPER'] = 'own-secret';
process.env['LISTED_VARIABLE'] = 'listed';
after(() => rmSync(directory, { recursive: true }));

const read = createUpstreamSecretReader({ secretsDirectory: inside, keyVariables: ['LISTED_VARIABLE'] });

test('a variable that ends in _API_KEY or is listed is read', () => {
  assert.equal(read({ kind: 'environment', variable: 'SOME_VENDOR_API_KEY' }), 'from-environment');
  assert.equal(read({ kind: 'environment', variable: 'LISTED_VARIABLE' }), 'listed');
});

test("the server's own secrets cannot be named by an upstream row", () => {
  assert.equal(read({ kind: 'environment', variable: 'TOKENWARD_TEST_PEPPER' }), undefined);
  assert.equal(read({ kind: 'environment', variable: 'DATABASE_URL' }), undefined);
});

test('a file is read only inside the secrets directory, whatever links and dots say', () => {
  assert.equal(read({ kind: 'file', path: join(inside, 'vendor') }), 'vendor-key');
  assert.equal(read({ kind: 'file', path: join(directory, 'pepper') }), undefined);
  assert.equal(read({ kind: 'file', path: join(inside, '..', 'pepper') }), undefined);
  assert.equal(read({ kind: 'file', path: join(inside, 'link') }), undefined);
});

test('without a secrets directory no file is read', () => {
  const closed = createUpstreamSecretReader({ secretsDirectory: null, keyVariables: [] });
  assert.equal(closed({ kind: 'file', path: join(inside, 'vendor') }), undefined);
});
