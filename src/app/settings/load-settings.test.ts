import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadSettings } from './load-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'load-settings-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'tokenward.yaml');
writeFileSync(file, 'server:\n  port: 9000\n');

test('the environment overrides the file, and an empty variable is none', () => {
  const loaded = loadSettings({ file, environment: { PORT: '9001', HOST: '' } });
  assert.ok(loaded.kind === 'settings');
  assert.deepEqual([loaded.settings.port, loaded.settings.host], [9001, '127.0.0.1']);
});

test('a variable that cannot be used is named, with what to do', () => {
  const loaded = loadSettings({ file, environment: { PORT: 'eighty' } });
  assert.ok(loaded.kind === 'faults');
  assert.match(loaded.lines[0] ?? '', /environment variable PORT must be a number → /);
});

test('a file that was named and is not there is a fault; without a name the defaults hold', () => {
  const missing = loadSettings({ file: join(folder, 'none.yaml'), environment: {} });
  assert.ok(missing.kind === 'faults');
  assert.match(missing.lines[0] ?? '', /there is no such file → /);
});
