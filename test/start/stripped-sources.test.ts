import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const START = join(import.meta.dirname, '..', '..', 'bin', 'start');
const PARTS = ['stripped-file.mjs', 'strip-sources.mjs', 'stripped-sources.mjs'];
const SERVER = `import { Worker } from 'node:worker_threads';
const word: string = 'server';
process.stdout.write(word + ' ' + process.env['NODE_DISABLE_COMPILE_CACHE'] + '\\n');
new Worker(new URL('thread.ts', import.meta.url));
`;
const THREAD = "const word: string = 'thread';\nprocess.stdout.write(word + '\\n');\n";

/** A checkout with two sources. */
function startedCheckout(t: TestContext) {
  const checkout = mkdtempSync(join(tmpdir(), 'stripped-'));
  t.after(() => rmSync(checkout, { recursive: true, force: true }));
  const into = join(checkout, 'bin', 'start');
  mkdirSync(into, { recursive: true });
  for (const part of PARTS) cpSync(join(START, part), join(into, part));
  mkdirSync(join(checkout, 'src'));
  const write = (name: string, source: string) => writeFileSync(join(checkout, 'src', name), source);
  write('server.ts', SERVER);
  write('thread.ts', THREAD);
  const run = () => {
    const { NODE_COMPILE_CACHE: _, ...environment } = process.env;
    const hooks = `--import=${pathToFileURL(join(into, 'stripped-sources.mjs')).href}`;
    const ended = spawnSync(process.execPath, [hooks, join(checkout, 'src', 'server.ts')], {
      env: environment,
      encoding: 'utf8',
    });
    return ended.stdout + ended.stderr;
  };
  return { checkout, kept: join(checkout, 'node_modules', '.cache', 'tokenward-sources'), write, run };
}

test('a server and its threads run from sources without types that were kept, and hold no compile cache', (t) => {
  const { kept, run } = startedCheckout(t);
  assert.equal(run(), 'server 1\nthread\n');
  const names = readdirSync(kept);
  assert.equal(names.length, 2);
  for (const name of names) {
    const text = readFileSync(join(kept, name), 'utf8');
    assert.doesNotMatch(text, /: string/);
    writeFileSync(join(kept, name), `${text}process.stdout.write('as kept\\n');`);
  }
  assert.equal(run(), 'server 1\nas kept\nthread\nas kept\n');
});

test('a source that was changed is what runs', (t) => {
  const { write, run } = startedCheckout(t);
  run();
  write('thread.ts', THREAD.replace('thread', 'another'));
  assert.equal(run(), 'server 1\nanother\n');
});

test('a checkout in which nothing can be kept is run by Node alone', (t) => {
  const { checkout, run } = startedCheckout(t);
  writeFileSync(join(checkout, 'node_modules'), 'no folder');
  assert.equal(run(), 'server 1\nthread\n');
});
