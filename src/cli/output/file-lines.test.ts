import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileLines } from './file-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'file-lines-'));
after(() => rmSync(folder, { recursive: true }));

async function linesOf(content: string | Uint8Array): Promise<readonly string[]> {
  const file = join(folder, 'lines');
  writeFileSync(file, content);
  const lines: string[] = [];
  for await (const line of fileLines(file)) lines.push(line);
  return lines;
}

test('lines end at line feeds alone: other line ends are part of what was hashed', async () => {
  assert.deepEqual(await linesOf('a\u2028b\nc\rd\n\ne'), ['a\u2028b', 'c\rd', '', 'e']);
});

test('a line longer than what is read at once comes whole', async () => {
  const long = 'é'.repeat(1_500_000);
  assert.deepEqual(await linesOf(`x\n${long}\ny`), ['x', long, 'y']);
});

test('a line that is not UTF-8 never passes as text that is', async () => {
  const [line = ''] = await linesOf(Uint8Array.from([0x7b, 0xff, 0x7d, 0x0a]));
  assert.throws(() => JSON.parse(line), SyntaxError);
});

test('a file that is not there is said in words, as bad usage', async () => {
  await assert.rejects(fileLines(join(folder, 'none')).next(), {
    name: 'CliFailure',
    exitCode: 2,
    message: /no such file/,
  });
});
