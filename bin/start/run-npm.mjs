// Runs `npm ci` with a chosen Node: the machine's npm picks packages by the Node that runs it.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { StartRefusal, say, withoutAddresses } from './say.mjs';

const REMINDER_MS = 15_000;
const ATTEMPTS_MAX = 2;
const KEPT_OUTPUT_CHARACTERS = 20_000;

export async function runNpm({ node, folder, why }) {
  const npm = findNpm();
  for (let attempt = 1; ; attempt += 1) {
    say(`${why} …`);
    const startedAtMs = Date.now();
    const { code, output } = await runOnce({ node, npm, folder });
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
    if (code === 0) {
      say(`Done in ${seconds} s.`);
      return;
    }
    say(withoutAddresses(output).trimEnd());
    if (attempt >= ATTEMPTS_MAX) {
      throw new StartRefusal(
        `npm could not install (${code}); see its words above. Start again to repair: nothing half-done is kept.`,
      );
    }
    say(`npm failed after ${seconds} s (${code}); trying once more.`);
  }
}

async function runOnce({ node, npm, folder }) {
  const child = spawn(
    node,
    [
      npm,
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--no-progress',
      '--loglevel=error',
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: environmentFor({ node, npm }) },
  );
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const startedAtMs = Date.now();
  const reminder = setInterval(() => {
    say(`still at it (${Math.round((Date.now() - startedAtMs) / 1000)} s) …`);
  }, REMINDER_MS);
  const stop = (signal) => {
    child.kill(signal);
    child.once('close', () => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
    });
    return { code, output };
  } finally {
    clearInterval(reminder);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

// Inside `npm start` and `npm test` the outer npm describes its own run in npm_* variables. What a person
// configured stays; what names the outer project's place would send the inner npm to the wrong folder.
function environmentFor({ node, npm }) {
  const environment = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  for (const name of Object.keys(environment)) {
    if (/^npm_(config_(local_)?prefix|config_global|package_.*|lifecycle_.*|command)$/i.test(name)) {
      delete environment[name];
    }
  }
  return { npm_config_globalconfig: machinesConfiguration(npm), ...environment };
}

// npm finds the machine-wide npmrc (proxy, certificates) beside the Node that runs it; another Node would
// miss it, so we ask with the machine's own.
function machinesConfiguration(npm) {
  const answer = spawnSync(process.execPath, [npm, 'config', 'get', 'globalconfig'], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : '';
}

function findNpm() {
  const candidates = [process.env.npm_execpath ?? '', ...npmFilesOnPath()];
  const found = candidates.find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  if (found !== undefined) return found;
  throw new StartRefusal(
    'npm is not on PATH, and packages cannot be installed without it. Install Node 26 with npm, or put npm on PATH.',
  );
}

// PATH may hold a link to npm-cli.js, or a wrapper that stands near the folder npm lives in.
function npmFilesOnPath() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), dirname(process.execPath)].filter(Boolean);
  return folders.flatMap((folder) => {
    const npm = join(folder, 'npm');
    const real = existsSync(npm) ? realpathSync(npm) : npm;
    const near = [join(folder, 'node_modules'), join(folder, '..', 'lib', 'node_modules')];
    return [real, ...near.map((place) => join(place, 'npm', 'bin', 'npm-cli.js'))];
  });
}
