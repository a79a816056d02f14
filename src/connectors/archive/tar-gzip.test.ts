import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ArchiveFile } from '../../ports/archive-writer.ts';
import { ArchiveError, readTarGzip } from './read-tar-gzip.ts';
import { writeTarGzip } from './write-tar-gzip.ts';

const AT_MS = Date.UTC(2026, 10, 22);
const FILES = [
  { name: 'pack/empty.txt', text: '' },
  { name: 'pack/one.txt', text: 'one\n' },
  { name: 'pack/block.txt', text: 'x'.repeat(512) },
  { name: 'pack/long.txt', text: 'Grüße\n'.repeat(40_000) },
];

test('what was written is read again, file by file, whatever the pieces', async () => {
  const archive = await written(FILES);
  for (const size of [1, 511, 65_536]) assert.deepEqual(await readAll(cutInto(archive, size)), FILES);
});

test('tar opens it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-tar-'));
  try {
    writeFileSync(join(folder, 'pack.tar.gz'), await written(FILES));
    execFileSync('tar', ['xzf', 'pack.tar.gz'], { cwd: folder });
    for (const { name, text } of FILES) assert.equal(readFileSync(join(folder, name), 'utf8'), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an archive that was cut anywhere is not read to its end', async () => {
  const archive = await written(FILES);
  for (const cut of [0, 9, 200, archive.length - 20, archive.length - 1])
    await assert.rejects(readAll([archive.subarray(0, cut)]), ArchiveError);
  const plain = gunzipSync(archive);
  for (const cut of [0, 512, 700, plain.length - 1_024])
    await assert.rejects(readAll([gzipSync(plain.subarray(0, cut))]), ArchiveError);
});

test('what is no archive, or has a header that was changed, is refused', async () => {
  await assert.rejects(readAll([Buffer.from('kind,of,text\n')]), ArchiveError);
  const changed = gunzipSync(await written(FILES));
  changed.write('P', 0, 'ascii');
  await assert.rejects(readAll([gzipSync(changed)]), ArchiveError);
});

test('a name that could leave the folder’s plain text is not written', async () => {
  await assert.rejects(written([{ name: 'a b', text: '' }]), /cannot be the name/);
  await assert.rejects(written([{ name: 'a'.repeat(101), text: '' }]), /cannot be the name/);
});

test('nothing more is made once nobody reads', async () => {
  let ended = false;
  async function* endless(): AsyncGenerator<ArchiveFile> {
    try {
      for (;;) yield { name: 'noise', bytes: Buffer.alloc(100_000, Math.random().toString()), atMs: AT_MS };
    } finally {
      ended = true;
    }
  }
  for await (const _piece of writeTarGzip(endless())) break;
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(ended);
});

async function written(files: readonly { readonly name: string; readonly text: string }[]): Promise<Buffer> {
  async function* made(): AsyncGenerator<ArchiveFile> {
    for (const { name, text } of files) yield { name, bytes: Buffer.from(text), atMs: AT_MS };
  }
  return Buffer.concat(await Array.fromAsync(writeTarGzip(made())));
}

async function readAll(pieces: readonly Uint8Array[]) {
  async function* given(): AsyncGenerator<Uint8Array> {
    yield* pieces;
  }
  const files: { name: string; text: string }[] = [];
  for await (const { name, bytes } of readTarGzip(given()))
    files.push({ name, text: Buffer.concat(await Array.fromAsync(bytes)).toString('utf8') });
  return files;
}

function cutInto(whole: Uint8Array, size: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += size) pieces.push(whole.subarray(at, at + size));
  return pieces;
}
