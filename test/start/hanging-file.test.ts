import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const RUN_TESTS = new URL('../../bin/test/run-tests.mjs', import.meta.url).href;

// A file whose test is over and whose timer is not, and one that leaves no turn of the loop to end it.
const LEAVES_A_TIMER = `import { test } from 'node:test';
setInterval(() => {}, 1_000);
test('is over', () => {});`;
const NEVER_YIELDS = `import { test } from 'node:test';
test('turns', () => { for (;;); });`;
const PASSES = `import { test } from 'node:test';
test('passes', () => {});`;

test('a test file that hangs fails by name and lets the others run; one that cannot end itself ends with the run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-hanging-'));
  try {
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const timer = write('timer.test.mjs', LEAVES_A_TIMER);
    const passing = write('passing.test.mjs', PASSES);
    const turning = write('turning.test.mjs', NEVER_YIELDS);

    const first = runFiles(folder, { files: [timer, passing], fileLimitMs: 2_000, runLimitMs: 60_000 });
    assert.match(first.stderr + first.stdout, /timer\.test\.mjs was ended: it still ran after 2 s\. It holds: Timeout/);
    assert.match(first.stdout, /✔ passes/);
    assert.match(first.stdout, /passed: false/);

    const second = runFiles(folder, { files: [turning], fileLimitMs: 1_000, runLimitMs: 4_000 });
    assert.match(second.stdout, /✖ .*turning\.test\.mjs/);
    assert.match(second.stdout, /passed: false/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function runFiles(folder: string, wish: { files: string[]; fileLimitMs: number; runLimitMs: number }) {
  const script = `import { runTests } from ${JSON.stringify(RUN_TESTS)};
const passed = await runTests({ ...${JSON.stringify(wish)}, namePatterns: [] });
process.stdout.write('passed: ' + passed + '\\n');`;
  const env = { ...process.env };
  // Without it the runner takes itself for a test file that runs test files, which it refuses.
  delete env['NODE_TEST_CONTEXT'];
  writeFileSync(join(folder, 'run.mjs'), script);
  const ended = spawnSync(process.execPath, [join(folder, 'run.mjs')], { env, encoding: 'utf8', timeout: 120_000 });
  assert.equal(ended.status, 0, ended.stderr);
  return ended;
}
