// Makes node_modules what package-lock.json says, and does nothing when it already is.

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { underInstallLock } from './install-lock.mjs';
import { runNpm } from './run-npm.mjs';

export async function installPackages({ checkout, node }) {
  const lockFile = join(checkout, 'package-lock.json');
  if (!existsSync(lockFile)) return;
  const wanted = `${process.platform}-${process.arch} ${hashOf(readFileSync(lockFile))}`;
  if (readStamp(checkout) !== wanted) {
    await underInstallLock(checkout, async () => {
      if (readStamp(checkout) === wanted) return;
      if (!npmSaysComplete(checkout, lockFile)) {
        rmSync(stampOf(checkout), { force: true });
        await runNpm({ node, folder: checkout, why: 'Installing the packages of package-lock.json (once)' });
      }
      writeFileSync(stampOf(checkout), wanted);
    });
  }
  linkCommand(checkout);
}

function stampOf(checkout) {
  return join(checkout, 'node_modules', '.tokenward-install');
}

// npm removes its own record first and writes it last, so the stamp counts only beside that record.
function readStamp(checkout) {
  const record = join(checkout, 'node_modules', '.package-lock.json');
  const stamp = stampOf(checkout);
  return existsSync(record) && existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

// A person who ran `npm ci` or `npm install` by hand need not wait for a second one. npm records what
// it finished; it is complete when every package that is not optional is there in the wanted version.
function npmSaysComplete(checkout, lockFile) {
  const record = join(checkout, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(lockFile);
  const present = packagesOf(record);
  const places = Object.keys(wanted).filter((place) => place !== '');
  return (
    places.length > 0 &&
    places.every((place) => {
      const there = present[place];
      if (there === undefined) return wanted[place].optional === true || wanted[place].devOptional === true;
      return there.version === wanted[place].version && existsSync(join(checkout, place));
    }) &&
    hasThisPlatformsParts(wanted, present)
  );
}

// An optional part may be missing only because it is for another machine.
function hasThisPlatformsParts(wanted, present) {
  return Object.entries(wanted).every(([place, entry]) => {
    if (entry.optional !== true || entry.os === undefined || entry.cpu === undefined) return true;
    if (entry.libc !== undefined) return true;
    const isOurs = [entry.os].flat().includes(process.platform) && [entry.cpu].flat().includes(process.arch);
    return !isOurs || present[place] !== undefined;
  });
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

// `npx tokenward …` looks in node_modules/.bin, where npm links every command but the project's own.
function linkCommand(checkout) {
  const folder = join(checkout, 'node_modules', '.bin');
  const link = join(folder, process.platform === 'win32' ? 'tokenward.cmd' : 'tokenward');
  if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) return;
  mkdirSync(folder, { recursive: true });
  try {
    if (process.platform === 'win32') {
      writeFileSync(link, '@node "%~dp0\\..\\..\\bin\\tokenward.mjs" %*\r\n');
    } else {
      symlinkSync(join('..', '..', 'bin', 'tokenward.mjs'), link);
      chmodSync(join(checkout, 'bin', 'tokenward.mjs'), 0o755);
    }
  } catch (error) {
    // Another start made the link in between, or the checkout is read-only: the start itself is fine.
    if (!['EEXIST', 'EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error;
  }
}

function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
