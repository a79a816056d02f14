import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ServerSettings } from '../settings/server-settings.ts';
import { checkMachine } from './check-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-machine-'));
after(() => rmSync(folder, { recursive: true }));

function statesOf(dataDirectory: string): ReadonlyMap<string, string> {
  const found = checkMachine(ServerSettings.parse({ dataDirectory }));
  return new Map(found.map(({ check, state }) => [check, state]));
}

test('a data directory that is not there yet is no fault, and its disk is looked at all the same', () => {
  const states = statesOf(join(folder, 'none', 'deep'));
  assert.deepEqual([states.get('node'), states.get('data directory')], ['ok', 'ok']);
  assert.ok(states.has('disk'));
});

test('a secret that others can read is a fault that names the file and what to do', () => {
  const secrets = join(folder, 'data', 'secrets');
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  const pepper = join(secrets, 'key-pepper');
  writeFileSync(pepper, 'x', { mode: 0o600 });
  assert.equal(statesOf(join(folder, 'data')).get('data directory'), 'ok');
  chmodSync(pepper, 0o644);
  const [, found] = checkMachine(ServerSettings.parse({ dataDirectory: join(folder, 'data') }));
  assert.equal(found?.state, 'fault');
  assert.ok(found?.sentence.includes(pepper));
  assert.match(found?.remedy ?? '', /chmod go-rwx .*rotate/);
});
