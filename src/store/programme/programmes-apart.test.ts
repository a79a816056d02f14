import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../', import.meta.url));
/** What scores, allowances and budgets are reckoned by. */
const RECKONING = ['domain/score', 'domain/budget', 'store/score', 'store/allowance', 'store/budget', 'gateway'];
const CONTROL = /^(allowance|envelope|score|watch-budgets|give-backs|transfers)/;
/** Tables and nouns of programmes, old leaderboards and raw boards. */
const APART = /leaderboard|board_burst|tokenward\.programme|'programme'|programme-store/;

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}

test('nothing that reckons scores, allowances or budgets can read a raw board or an old leaderboard', () => {
  const control = filesOf('control').filter((file) => CONTROL.test(file.slice('control/'.length)));
  const files = [...RECKONING.flatMap(filesOf), ...control];
  assert.ok(files.length > 100);
  assert.deepEqual(
    files.filter((file) => APART.test(readFileSync(join(source, file), 'utf8'))),
    [],
  );
});
