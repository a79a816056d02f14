import assert from 'node:assert/strict';
import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { digestOf } from './backup-manifest.ts';
import { type BackupFolders, fillStore, makeBackupFolders } from './backup-store.fixture.ts';
import { restoreBackup } from './restore-backup.ts';
import { type TakenBackup, takeBackup } from './take-backup.ts';
import { verifyBackup } from './verify-backup.ts';

describe('verifyBackup', () => {
  let folders: BackupFolders;
  let taken: TakenBackup;
  let serial = 0;

  before(async () => {
    folders = await makeBackupFolders();
    await withTestDatabase(
      async ({ pool }) => {
        await fillStore(pool);
        taken = await takeBackup(pool, { directory: folders.path('original'), nowMs: 0 });
      },
      { migrations: folders.migrations },
    );
  });
  after(() => folders.remove());

  async function copyOfBackup(): Promise<string> {
    serial += 1;
    const directory = folders.path(`copy-${serial}`);
    await cp(taken.directory, directory, { recursive: true });
    return directory;
  }

  async function rewriteManifest(directory: string, edit: (text: string) => string): Promise<void> {
    const text = edit(await readFile(join(directory, 'manifest.json'), 'utf8'));
    await writeFile(join(directory, 'manifest.json'), text);
    await writeFile(join(directory, 'manifest.json.sha256'), `${digestOf(text)}  manifest.json\n`);
  }

  /** Refused by the check alone, and refused before a restore has touched the store. */
  async function assertRefused(directory: string, expected: { code: string; message: RegExp }): Promise<void> {
    await assert.rejects(verifyBackup(directory), { name: 'BackupRefusal', ...expected });
    await withTestDatabase(
      async ({ pool }) => {
        await assert.rejects(restoreBackup(pool, { directory, migrations: folders.migrations }), expected);
        const { rows } = await pool.query(`select to_regnamespace('tokenward') as found`);
        assert.equal(rows[0]?.found, null);
      },
      { migrations: false },
    );
  }

  test('A whole backup passes, with the digest that was given when it was taken', async () => {
    const { digest, manifest } = await verifyBackup(taken.directory, taken.digest);
    assert.equal(digest, taken.digest);
    assert.equal(manifest.tables.find(({ name }) => name === 'oddity')?.rows, '3');
  });

  test('Nobody but its owner can read a backup', async () => {
    assert.equal((await stat(taken.directory)).mode & 0o077, 0);
    assert.equal((await stat(join(taken.directory, 'oddity.copy.zst'))).mode & 0o077, 0);
  });

  test('A cut file is refused by name', async () => {
    const directory = await copyOfBackup();
    await truncate(join(directory, 'oddity.copy.zst'), 20);
    await assertRefused(directory, { code: 'not-whole', message: /oddity\.copy\.zst is cut off \(20 of \d+ bytes\)/ });
  });

  test('A missing file is refused by name', async () => {
    const directory = await copyOfBackup();
    await rm(join(directory, 'entry.copy.zst'));
    await assertRefused(directory, { code: 'not-whole', message: /entry\.copy\.zst is missing/ });
  });

  test('One changed byte is refused by name', async () => {
    const directory = await copyOfBackup();
    const path = join(directory, 'purse.copy.zst');
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(path, bytes);
    await assertRefused(directory, { code: 'changed', message: /purse\.copy\.zst is not as it was written/ });
  });

  test('A changed manifest is refused', async () => {
    const directory = await copyOfBackup();
    const path = join(directory, 'manifest.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"rows": "3"', '"rows": "2"'));
    await assertRefused(directory, { code: 'changed', message: /manifest\.json is not as it was written/ });
  });

  test('A manifest that was rewritten with its digest is refused by the digest that was kept elsewhere', async () => {
    const directory = await copyOfBackup();
    await rewriteManifest(directory, (text) => text.replace('"rows": "3"', '"rows": "2"'));
    await assert.rejects(verifyBackup(directory, taken.digest), {
      code: 'other-backup',
      message: new RegExp(`expected was ${taken.digest}`),
    });
  });

  test('A manifest that would have a restore run statements or read other files is refused', async () => {
    for (const [from, to] of [
      ['"name": "oddity"', '"name": "../../etc/passwd"'],
      [`FROM ('2026-11-01 00:00:00+00')`, `FROM ('2026-11-01'); drop schema tokenward --')`],
    ] as const) {
      const directory = await copyOfBackup();
      await rewriteManifest(directory, (text) => text.replace(from, to));
      await assertRefused(directory, { code: 'not-a-backup', message: /not a backup that this Tokenward can read/ });
    }
  });

  test('A folder that is no backup is refused in words', () =>
    assertRefused(folders.migrations, { code: 'not-a-backup', message: /manifest\.json is missing/ }));

  test('A backup of another program is refused before the store is touched', async () => {
    const directory = await copyOfBackup();
    await rewriteManifest(directory, (text) => text.replace('0001-purses', '0001-others'));
    await withTestDatabase(
      async ({ pool }) => {
        await assert.rejects(restoreBackup(pool, { directory, migrations: folders.migrations }), {
          code: 'other-program',
          message: /0001-others/,
        });
      },
      { migrations: false },
    );
  });

  test('When fewer rows arrive than were announced nothing is restored', async () => {
    const directory = await copyOfBackup();
    await rewriteManifest(directory, (text) => text.replace('"rows": "3"', '"rows": "4"'));
    await withTestDatabase(
      async ({ pool }) => {
        await assert.rejects(restoreBackup(pool, { directory, migrations: folders.migrations }), {
          code: 'not-as-announced',
        });
        const { rows } = await pool.query(`select to_regclass('tokenward.oddity') as found`);
        assert.equal(rows[0]?.found, null);
      },
      { migrations: false },
    );
  });

  test('A backup never replaces what stands at its place', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        await assert.rejects(takeBackup(pool, { directory: taken.directory, nowMs: 0 }), { code: 'target-exists' });
      },
      { migrations: folders.migrations },
    );
  });
});
