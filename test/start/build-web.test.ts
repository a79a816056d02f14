import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { makeSampleCheckout, type SampleCheckout } from './sample-checkout.ts';

// Stands for the build: it notes each run and leaves the stamp that a complete folder has.
const maker = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('builds.txt', '.');
mkdirSync('dist/web', { recursive: true });
writeFileSync('dist/web/stamp.txt', process.argv[2]);
`;

let checkout: SampleCheckout;
const write = (path: string, text: string): void => writeFileSync(join(checkout.folder, path), text);

beforeEach(() => {
  checkout = makeSampleCheckout();
  for (const folder of ['web', 'bin/web']) mkdirSync(join(checkout.folder, folder), { recursive: true });
  write('web/page.html', '<html></html>');
  write('web/main.tsx', 'one');
  write('bin/web/make-web.mjs', maker);
  write('builds.txt', '');
});

afterEach(() => {
  checkout.remove();
});

const buildCount = (): number => readFileSync(join(checkout.folder, 'builds.txt'), 'utf8').length;

test('The first start of a server builds the web application, later ones only when a source of it changed.', async () => {
  assert.match((await checkout.start('serve').ended).output, /Building the web application[\s\S]*target serve\n/);
  assert.equal((await checkout.start('serve').ended).output, 'target serve\n');
  assert.equal(buildCount(), 1);
  write('web/main.tsx', 'two');
  await checkout.start('serve').ended;
  assert.equal(buildCount(), 2);
});

test('Other commands do not build it.', async () => {
  await checkout.start('usage').ended;
  assert.equal(buildCount(), 0);
});

test('A build that fails ends the start with its words.', async () => {
  write('bin/web/make-web.mjs', "process.stderr.write('a page is broken'); process.exit(4);");
  const { code, output } = await checkout.start('serve').ended;
  assert.equal(code, 1);
  assert.match(output, /a page is broken[\s\S]*could not be built \(4\)/);
});
