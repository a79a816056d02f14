import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
const simulate = async (...options: readonly string[]): Promise<string> =>
  (await run(process.execPath, [main, 'simulate', ...options])).stdout;

test('simulate prints one line of JSON with gains as fractions, the same at each turn, without a server', async () => {
  const options = ['--seeds', '3', '--strategy', 'padding,sandbagging', '--json'];
  const [first, second] = await Promise.all([simulate(...options), simulate(...options)]);
  assert.equal(first, second);
  assert.equal(first.trimEnd().split('\n').length, 1);
  const printed: unknown = JSON.parse(first);
  assert.ok(typeof printed === 'object' && printed !== null && 'attacks' in printed && Array.isArray(printed.attacks));
  assert.deepEqual(Object.keys(printed), ['model', 'seeds', 'attacks']);
  for (const attack of printed.attacks) {
    assert.deepEqual(Object.keys(attack), ['strategy', 'efforts']);
    assert.deepEqual(
      attack.efforts.map((one: { readonly effort: number }) => one.effort),
      [0.05, 0.1, 0.25, 0.5, 1, 2, 4],
    );
    assert.deepEqual(Object.keys(attack.efforts[0]), ['effort', 'gain', 'gainLower95', 'gainUpper95']);
  }
});

test('simulate shows a table, a plot and a verdict, and writes a picture', async () => {
  const file = join(tmpdir(), `gains-${process.pid}.svg`);
  const shown = await simulate('--model', 'I1', '--seeds', '3', '--strategy', 'padding', '--plot', file);
  assert.match(shown, /raw_token_leaderboard, 3 paired seeds/);
  assert.match(shown, /The best attack: padding at effort .* gains \d+/);
  assert.match(shown, /Beside it, plain_sum: padding/);
  assert.match(await readFile(file, 'utf8'), /^<svg .*<polyline .*<\/svg>\n$/s);
  await rm(file);
});

test('simulate says which models and strategies there are, when it is asked for another one', async () => {
  await assert.rejects(simulate('--model', 'magic'), /"magic" is no model\. There are: raw_token_leaderboard/);
  await assert.rejects(simulate('--strategy', 'magic'), /"magic" is no strategy/);
  await assert.rejects(simulate('--seeds', '1'), /--seeds is a whole number from 2/);
});
