import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CollectingStore,
  copyAsKilled,
  openTestJournal,
  sampleAdmit,
  temporaryDirectory,
  until,
} from './opened-journal.fixture.ts';

test('knows when the store has heard all of earlier lives, the end of their open calls included', async () => {
  const { journal, directory } = await openTestJournal({ directory: temporaryDirectory() });
  assert.equal(journal.earlierLivesTold(), true);
  await journal.admit(sampleAdmit(1));
  const left = copyAsKilled(directory);
  await journal.close();
  const second = await openTestJournal({ directory: left });
  assert.equal(second.journal.earlierLivesTold(), false);
  const store = new CollectingStore();
  second.journal.startDrain(store.ingest);
  await until(() => second.journal.earlierLivesTold());
  assert.deepEqual([...store.settled.keys()], [sampleAdmit(1).callId]);
  await second.journal.admit(sampleAdmit(2));
  assert.equal(second.journal.earlierLivesTold(), true);
  await second.journal.close();
});
