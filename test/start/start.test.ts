import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { makeSampleCheckout, npmThatInstalls, type SampleCheckout } from './sample-checkout.ts';

let checkout: SampleCheckout;

beforeEach(() => {
  checkout = makeSampleCheckout();
});

afterEach(() => {
  checkout.remove();
});

test('The first start installs, the second does not, and both hand all arguments on.', async () => {
  const first = await checkout.start('a', '--b').ended;
  assert.match(first.output, /Installing[\s\S]*target a --b\n/);
  const second = await checkout.start('c').ended;
  assert.equal(second.output, 'target c\n');
  assert.equal(checkout.installCount(), 1);
});

test('A changed lock file is installed at the next start.', async () => {
  await checkout.start().ended;
  checkout.changeLockFile();
  await checkout.start().ended;
  assert.equal(checkout.installCount(), 2);
});

test('What a person installed by hand is used as it is.', async () => {
  const modules = join(checkout.folder, 'node_modules');
  mkdirSync(join(modules, 'a'), { recursive: true });
  writeFileSync(join(modules, '.package-lock.json'), '{"packages":{"node_modules/a":{"version":"1.0.0"}}}');
  assert.equal((await checkout.start('a').ended).output, 'target a\n');
  assert.equal(checkout.installCount(), 0);
});

test('An install by hand that lacks a package, or has another version, is done again.', async () => {
  const modules = join(checkout.folder, 'node_modules');
  mkdirSync(modules);
  writeFileSync(join(modules, '.package-lock.json'), '{"packages":{"node_modules/a":{"version":"0.9.0"}}}');
  await checkout.start().ended;
  assert.equal(checkout.installCount(), 1);
});

test('Two starts at the same time install once, and both go on.', async () => {
  checkout.setNpm(`setTimeout(done, 400);`);
  const one = checkout.start('one');
  await one.seen('Installing');
  const two = checkout.start('two');
  const ends = await Promise.all([one.ended, two.ended]);
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0],
  );
  assert.match(ends[1].output, /waiting/);
  assert.equal(checkout.installCount(), 1);
});

test('The lock of a start that died is not waited for.', async () => {
  const lock = join(checkout.folder, '.tokenward', 'install.lock');
  mkdirSync(lock, { recursive: true });
  const gone = checkout.start('exit', '0');
  const deadPid = gone.child.pid;
  gone.child.kill('SIGKILL');
  await gone.ended;
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ token: 'x', pid: deadPid, host: hostname() }));
  const end = await checkout.start('a').ended;
  assert.match(end.output, /target a/);
  assert.equal(existsSync(lock), false);
});

test('A failed install is tried twice, says why without addresses, and the next start repairs it.', async () => {
  checkout.setNpm(`process.stderr.write('cannot reach https://packages.example.org/a\\n'); process.exit(1);`);
  const failed = await checkout.start('a').ended;
  assert.equal(failed.code, 1);
  assert.match(failed.output, /cannot reach <address>/);
  assert.doesNotMatch(failed.output, /example\.org|target/);
  assert.equal(checkout.installCount(), 2);
  checkout.setNpm(npmThatInstalls);
  assert.match((await checkout.start('a').ended).output, /target a/);
});

test('An install that was killed half-way is repaired by the next start.', async () => {
  checkout.setNpm(`process.stdout.write(''); setInterval(() => undefined, 1000);`);
  const killed = checkout.start('a');
  await killed.seen('Installing');
  killed.child.kill('SIGTERM');
  assert.notEqual((await killed.ended).code, 0);
  checkout.setNpm(npmThatInstalls);
  assert.match((await checkout.start('a').ended).output, /target a/);
});

test("The command's exit code is the target's.", async () => {
  assert.equal((await checkout.start('exit', '7').ended).code, 7);
});

test('A signal reaches the target, and the command ends the way the target ended.', async () => {
  const started = checkout.start('wait');
  await started.seen('ready');
  started.child.kill('SIGTERM');
  const end = await started.ended;
  assert.equal(end.code, 3);
  assert.match(end.output, /told to end/);
});

test('`npx tokenward` finds the command after the first start, also when the link was lost.', async () => {
  const link = join(checkout.folder, 'node_modules', '.bin', 'tokenward');
  await checkout.start().ended;
  assert.equal(readlinkSync(link), join('..', '..', 'bin', 'tokenward.mjs'));
  rmSync(link);
  await checkout.start().ended;
  assert.equal(existsSync(join(checkout.folder, 'node_modules', '.bin')), true);
  assert.equal(readlinkSync(link), join('..', '..', 'bin', 'tokenward.mjs'));
});
