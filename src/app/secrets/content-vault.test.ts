import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createVault, findContentVault, loadContentVault } from './content-vault.ts';

const directory = mkdtempSync(join(tmpdir(), 'tokenward-vault-'));
const file = join(directory, 'content-key');
after(() => rmSync(directory, { recursive: true }));
delete process.env['TOKENWARD_CONTENT_KEY'];

test('the first load makes a key that only its owner reads, and later loads have the same', async () => {
  assert.equal(findContentVault(directory), undefined, 'looking makes nothing');
  const first = loadContentVault(directory);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const wrapped = await first.wrap(Buffer.from('a data key'), 'sam');
  assert.equal(Buffer.from(await loadContentVault(directory).unwrap(wrapped, 'sam')).toString(), 'a data key');
  await assert.rejects(first.unwrap(wrapped, 'eve'), 'what was wrapped for one is nothing for another');
  await assert.rejects(createVault([randomBytes(32)]).unwrap(wrapped, 'sam'), /does not have the content key/);
});

test('a key put first wraps from then on, and the older one still opens', async () => {
  const older = loadContentVault(directory);
  const wrapped = await older.wrap(Buffer.from('before'), 'sam');
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n${readFileSync(file, 'utf8')}`);
  const turned = loadContentVault(directory);
  assert.notEqual(turned.currentKeyId, older.currentKeyId);
  assert.deepEqual(turned.keyIds[1], older.currentKeyId);
  assert.equal(Buffer.from(await turned.unwrap(wrapped, 'sam')).toString(), 'before');
});

test('the variable beats the file, takes hex too, and says in words what is no key without repeating it', () => {
  process.env['TOKENWARD_CONTENT_KEY'] = `${'ab'.repeat(32)}, ${randomBytes(32).toString('base64url')}`;
  assert.equal(findContentVault(directory)?.from, 'environment');
  assert.equal(loadContentVault(directory).keyIds.length, 2);
  process.env['TOKENWARD_CONTENT_KEY'] = 'too-short';
  assert.throws(
    () => loadContentVault(directory),
    (error) => error instanceof Error && !error.message.includes('too-short'),
  );
  delete process.env['TOKENWARD_CONTENT_KEY'];
});
