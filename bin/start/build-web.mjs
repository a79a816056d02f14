// Makes dist/web what the sources of the web application say, and does nothing when it already is.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { underInstallLock } from './install-lock.mjs';
import { StartRefusal, say } from './say.mjs';

// What the result depends on: the application, the contract and the client that it is typed by, how it is built, and the
// packages; the documents under docs/ and the papers that they lead to are part of what is served.
const PAPERS = [
  'README.md',
  'ARCHITECTURE.md',
  'STYLE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'bench/README.md',
  'bench/results',
];
const SOURCES = ['web', 'docs', ...PAPERS, 'src/contract', 'src/client', 'bin/web', 'bin/docs', 'package-lock.json'];
const OUTPUT_CHARACTERS_MAX = 20_000;

export async function buildWeb({ checkout, node }) {
  if (!existsSync(join(checkout, 'web', 'page.html'))) return;
  if (readStamp(checkout) === hashSources(checkout)) return;
  await underInstallLock(checkout, async () => {
    const wanted = hashSources(checkout);
    if (readStamp(checkout) === wanted) return;
    say('Building the web application (once for each change of it) …');
    const startedAtMs = Date.now();
    await runMaker({ checkout, node, stamp: wanted });
    say(`Done in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s.`);
  });
}

// The maker writes the stamp last and puts the whole folder in place at once, so a stamp means a complete folder.
function readStamp(checkout) {
  const stamp = join(checkout, 'dist', 'web', 'stamp.txt');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

function hashSources(checkout) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesOf(checkout, source))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(checkout, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(checkout, path) {
  if (!existsSync(join(checkout, path))) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  const entries = readdirSync(join(checkout, path), { withFileTypes: true });
  return entries
    .filter(({ name }) => name !== 'node_modules' && !/\.(test|fixture)\.tsx?$/.test(name))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(checkout, `${path}/${entry.name}`) : [`${path}/${entry.name}`]));
}

async function runMaker({ checkout, node, stamp }) {
  const child = spawn(node, [join(checkout, 'bin', 'web', 'make-web.mjs'), stamp], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-OUTPUT_CHARACTERS_MAX);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code === 0) return;
  say(output.trimEnd());
  throw new StartRefusal(`The web application could not be built (${code}); see the words above.`);
}
