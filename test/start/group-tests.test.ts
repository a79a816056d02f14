import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const GROUP_TESTS = new URL('../../bin/test/group-tests.mjs', import.meta.url).href;
const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));

const FAILS = `import { after, test } from 'node:test';
after(() => process.stdout.write('closed what the first opened\\n'));
test('fails', () => { throw new Error('on purpose'); });`;
const CANNOT_BE_LOADED = `throw new Error('no such thing');`;
const PASSES = `import { test } from 'node:test';
process.stdout.write('the last begins\\n');
test('passes', () => {});`;

test('each file that shares a process fails by its own name, and begins when the one before has closed what it opened', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-shared-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = Object.entries({ FAILS, CANNOT_BE_LOADED, PASSES }).map(([name, text]) => {
    const file = join(folder, `${name.toLowerCase()}.test.mjs`);
    writeFileSync(file, text);
    return file;
  });
  const ended = runScript(`
    import { spawnSync } from 'node:child_process';
    import { writeGroups } from ${JSON.stringify(GROUP_TESTS)};
    const { paths, remove } = writeGroups([${JSON.stringify(files)}]);
    const { stdout, status } = spawnSync(process.execPath, ['--test-reporter=spec', ...paths], { encoding: 'utf8' });
    remove();
    process.stdout.write(stdout + 'ended ' + status);`);
  assert.match(ended, /✖ \S+fails\.test\.mjs/);
  assert.match(ended, /✖ \S+cannot_be_loaded\.test\.mjs/);
  assert.match(ended, /✔ \S+passes\.test\.mjs/);
  assert.match(ended, /closed what the first opened[\s\S]*the last begins/);
  assert.match(ended, /ended 1$/);
});

test('every file is in one group; one that changes its process is alone', () => {
  const files = globSync('{src,test,web}/**/*.test.ts', { cwd: CHECKOUT });
  const told: unknown = JSON.parse(
    runScript(`
      import { groupTests } from ${JSON.stringify(GROUP_TESTS)};
      process.stdout.write(JSON.stringify(groupTests(${JSON.stringify(files)})));`),
  );
  assert.ok(Array.isArray(told));
  assert.deepEqual(told.flat().toSorted(), files.toSorted());
  assert.ok(told.length < files.length / 2, `${told.length} processes for ${files.length} files`);
  const alone = told.find((group: readonly string[]) => group.includes('src/app/secrets/content-vault.test.ts'));
  assert.deepEqual(alone, ['src/app/secrets/content-vault.test.ts']);
});

function runScript(script: string): string {
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { env, encoding: 'utf8' });
  assert.equal(ended.status, 0, ended.stderr);
  return ended.stdout;
}
