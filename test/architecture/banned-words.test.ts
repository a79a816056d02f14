import { test } from 'node:test';
import { checkBannedWords } from './banned-words.ts';
import { assertCaught, assertKept } from './breach.ts';
import { readTree } from './read-tree.ts';

const planted = (...halves: readonly string[]) => halves.join('');

test('No word stands in the code that cannot be merged.', () => {
  assertKept(checkBannedWords(readTree()));
});

test('The law catches each banned word and lets pass a task that names its decision.', () => {
  const lines = [
    planted('console', '.log(1);'),
    planted('// FIX', 'ME later'),
    planted('// TO', 'DO write this'),
    planted('// TO', 'DO(ADR 12): drop when the old format is gone'),
    planted('// @ts-', 'ignore'),
    planted('test.on', "ly('a', () => {});"),
    "test('a', { skip: noServer }, () => {});",
  ];
  assertCaught(
    checkBannedWords([
      { path: 'src/app/a.ts', text: lines.join('\n') },
      { path: 'docs/a.md', text: lines.join('\n') },
    ]),
    [1, 2, 3, 5, 6].map((line) => `src/app/a.ts:${line}`),
  );
});
