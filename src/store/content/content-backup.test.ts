import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { AT_MS, aRecord, EVERYTHING, withContent } from './content-house.fixture.ts';
import { vaultWith } from './content-vault.fixture.ts';
import { createContentStore } from './create-content-store.ts';

const page = { limit: 10, afterId: null };

describeOnEachEngine('content in a backup', (engine) => {
  it('is opened after a restore by the key of the vault, which the backup does not have', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tokenward-content-'));
    const directory = join(folder, 'backup');
    try {
      await withContent(engine, async ({ pool, vault, kept }) => {
        await kept(aRecord({ text: 'before the backup' }));
        await takeBackup(pool, { directory, nowMs: AT_MS });
        await withTestDatabase(
          async ({ pool: restored }) => {
            await restoreBackup(restored, { directory });
            const store = createContentStore({ pool: restored, vault });
            const [head] = (await store.heads(EVERYTHING, page)).heads;
            const opened = await store.open(head?.id ?? '');
            assert.ok(opened.kind === 'opened');
            assert.equal(opened.parts[0]?.text, 'before the backup');
            const stranger = createContentStore({
              pool: restored,
              vault: vaultWith(new Map([['vault-2', Buffer.alloc(32)]])),
            });
            assert.equal((await stranger.open(head?.id ?? '')).kind, 'unreadable');
          },
          { engine, migrations: false },
        );
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
